import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, type Json } from '../../../contract';
import { synthesize, type Change } from '../synth';

/** A release of a chart that is not ours, as it is synthesized. */
export interface ForeignRelease {
  chart: string;
  version: string;
  values: Json[];
}

/** An example client, and what is said otherwise in its file. */
export interface Shown {
  client: string;
  changes: readonly Change[];
}

/** Releases of charts that are not ours, of all environments of a client. */
export async function foreignReleases({ client, changes }: Shown): Promise<ForeignRelease[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-charts-'));
  try {
    await synthesize(client, folder, changes);
    return readdirSync(join(folder, 'stacks')).flatMap((stack) => {
      const json: Json = JSON.parse(readFileSync(join(folder, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
      const releases = isObject(json) && isObject(json.resource) ? json.resource['helm_release'] : undefined;
      return Object.values(isObject(releases) ? releases : {}).flatMap((release) => read(release));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(release: Json | undefined): ForeignRelease[] {
  if (!isObject(release)) return [];
  const { chart, version, values } = release;
  if (typeof chart !== 'string' || typeof version !== 'string' || chart.startsWith('./')) return [];
  const texts = Array.isArray(values) ? values : [];
  return [{ chart, version, values: texts.map((text): Json => JSON.parse(String(text))) }];
}
