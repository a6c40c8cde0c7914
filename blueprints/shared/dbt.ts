import type { Settings } from '../../config';
import { dbtProject } from '../../lib/dbt-project';
import { tableName } from '../../lib/lake';

/** How far a day may be from those before it where a source says nothing: a weekend passes, half a load does not. */
const VOLUME_PERCENT = 80;

/** The dbt project of the declared sources, path → text. */
export function dbtFiles({ client, owner, data }: Settings): Record<string, string> {
  return dbtProject({
    client,
    owner,
    engine: data.warehouse.engine,
    sources: Object.entries(data.sources).map(([name, source]) => ({
      name,
      table: tableName(name),
      owner: source.owner,
      description: sentence(source.description ?? `a row of ${name}`),
      classification: source.classification,
      columns: Object.entries(source.columns).map(([column, said]) => ({ name: column, ...said })),
      key: source.key,
      freshness: source.freshness,
      volumePercent: source.volumePercent ?? VOLUME_PERCENT,
      retentionDays: source.retentionDays,
      access: source.access,
      mode: source.kind === 'stream' ? 'append' : source.mode,
      landing: source.kind === 'stream' ? 'stream' : 'files',
      text: source.kind === 'drop' && source.format !== 'parquet',
      documents: source.documents,
    })),
  });
}

function sentence(text: string): string {
  const first = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
