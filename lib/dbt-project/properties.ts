import type { ColumnType } from '../../contract';
import type { DbtSource } from './source';

/** What a test looks at; the gate groups by it. */
type Check = 'freshness' | 'volume' | 'schema' | 'nulls' | 'contract';

/** Rows of a hundred that may not fit the contract before the source is stopped; fewer are kept aside. */
const REJECTED_PERCENT = 1;

const SCHEMA = "{{ 'raw' if target.type == 'redshift' else env_var('GROUNDPLANE_RAW_SCHEMA', 'raw') }}";

/** Words of each engine for what a column holds, where they differ. */
const DATA_TYPES: Readonly<Record<ColumnType, string>> = {
  string: "varchar{{ '(65535)' if target.type == 'redshift' else '' }}",
  bigint: 'bigint',
  int: 'integer',
  double: "double{{ ' precision' if target.type == 'redshift' else '' }}",
  decimal: 'decimal(38,9)',
  boolean: 'boolean',
  date: 'date',
  timestamp: "timestamp{{ '(6)' if target.type == 'athena' else '' }}",
};

export function sourcesYaml(sources: readonly DbtSource[]): object {
  return {
    version: 2,
    sources: [
      {
        name: 'raw',
        description: 'What came, as it came.',
        schema: SCHEMA,
        tables: sources.map((source) => ({
          name: source.table,
          description: source.description,
          config: {
            loaded_at_field: loadedAt(source),
            freshness: {
              warn_after: { count: source.freshness.warnHours, period: 'hour' },
              error_after: { count: source.freshness.errorHours, period: 'hour' },
            },
            meta: {
              ...meta(source),
              ...(source.landing === 'stream' ? { stream: true, loaded_at: source.freshness.column } : {}),
            },
          },
          data_tests: [
            test(source, 'schema', 'matches_contract', { columns: contract(source), text: source.text }),
            ...(source.text
              ? [test(source, 'contract', 'fits_types', { columns: contract(source), percent: REJECTED_PERCENT })]
              : []),
            test(source, 'volume', 'usual_volume', {
              day: source.landing === 'files' ? 'dt' : source.freshness.column,
              percent: source.volumePercent,
              complete: source.landing === 'files',
            }),
          ],
          columns: source.columns.map(({ name, description }) => ({
            name,
            ...(description === undefined ? {} : { description }),
          })),
        })),
      },
    ],
  };
}

export function stagingYaml(sources: readonly DbtSource[]): object {
  return {
    version: 2,
    models: sources.flatMap((source) => [
      {
        name: `stg_${source.table}`,
        description: `${source.description} Held against its contract.`,
        config: { meta: meta(source) },
        data_tests: [
          test(source, 'contract', 'one_row_a_key', { key: [...source.key] }),
          test(source, 'nulls', 'null_share', { columns: nullShares(source) }),
        ],
      },
      {
        name: `rejected_${source.table}`,
        description: `Rows of ${source.name} that did not fit its contract, as they came.`,
        config: { meta: meta(source) },
      },
    ]),
  };
}

export function martsYaml(sources: readonly DbtSource[]): object {
  return {
    version: 2,
    models: sources.map((source) => ({
      name: source.table,
      description: source.description,
      config: { contract: { enforced: true }, meta: meta(source) },
      columns: source.columns.map(({ name, type, description }) => ({
        name,
        data_type: DATA_TYPES[type],
        ...(description === undefined ? {} : { description }),
      })),
    })),
  };
}

/** Columns of documents, with what is said of each. */
const DOCUMENT_COLUMNS: readonly [string, string][] = [
  ['id', 'Unique within its source, the same in every run.'],
  ['title', 'Title.'],
  ['text', 'Text.'],
  ['access', 'Roles of the group map that may read it, as a list in JSON.'],
  ['data_class', 'How sensitive it is.'],
  ['source_table', 'Table it was made from.'],
  ['run', 'Run that made it.'],
  ['version', 'Digest of title, text, access and class.'],
  ['line', 'The document as an index reads it.'],
];

/** What no document lacks. */
const DOCUMENT_NULLS = { id: 0, title: 0, text: 0, version: 0, line: 0 };

export function documentsYaml(sources: readonly DbtSource[]): object {
  return {
    version: 2,
    models: sources.map((source) => ({
      name: `documents_${source.table}`,
      description: `Documents of ${source.name}, for the index answers are drawn from.`,
      config: { contract: { enforced: true }, meta: meta(source) },
      data_tests: [
        test(source, 'contract', 'one_row_a_key', { key: ['id'] }, 'documents_'),
        test(source, 'nulls', 'null_share', { columns: DOCUMENT_NULLS }, 'documents_'),
      ],
      columns: DOCUMENT_COLUMNS.map(([name, description]) => ({ name, description, data_type: DATA_TYPES.string })),
    })),
  };
}

export function exposuresYaml(sources: readonly DbtSource[], owner: string): object {
  return {
    version: 2,
    exposures: [
      {
        name: 'answers',
        label: 'Answers from documents',
        type: 'application',
        maturity: 'high',
        description: 'The index that answers are drawn from. It is not refreshed from a source whose gate says stop.',
        owner: { name: 'platform', email: owner },
        depends_on: sources.map(({ table }) => `ref('documents_${table}')`),
      },
    ],
  };
}

function test(source: DbtSource, check: Check, name: string, parameters: object, of = ''): object {
  return {
    [name]: {
      name: `${name}_${of}${source.table}`,
      arguments: parameters,
      config: { severity: 'error', meta: { source: source.name, check } },
    },
  };
}

function meta({ name, owner, classification, retentionDays, access }: DbtSource): object {
  return { source: name, owner, classification, retention_days: retentionDays, access: [...access] };
}

function contract({ columns }: DbtSource): Record<string, string> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, type]));
}

/** Per cent of rows that may lack a column; none of the key, all of what nobody said anything of. */
function nullShares({ columns, key }: DbtSource): Record<string, number> {
  return Object.fromEntries(
    columns
      .map(({ name, nullPercent }): [string, number] => [name, key.includes(name) ? 0 : (nullPercent ?? 100)])
      .filter(([, percent]) => percent < 100),
  );
}

/** Macros are not to be had in a properties file; text is read as ISO 8601 says it. */
function loadedAt({ freshness: { column }, text, columns }: DbtSource): string {
  const isDate = columns.some(({ name, type }) => name === column && type === 'date');
  if (!text) return isDate ? `cast(${column} as timestamp)` : column;
  const athena = `"try(from_iso8601_timestamp(replace(${column}, ' ', 'T')))" if target.type == 'athena'`;
  const redshift = `"try_cast(nullif(trim(${column}), '') as timestamptz) at time zone 'utc'" if target.type == 'redshift'`;
  return `{{ ${athena} else ${redshift} else 'try_cast(${column} as timestamp)' }}`;
}
