import { longestDuty } from '../../facts';
import { nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import type { DataSource } from '../schema/data';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const dataChecks: readonly Check[] = [
  { reads: ['data'], drafts: namedColumns },
  { reads: ['data'], drafts: columnKinds },
  { reads: ['data'], drafts: freshness },
  { reads: ['data', 'policy', 'audit'], drafts: retention },
  { reads: ['data', 'dataClasses'], drafts: classes },
  { reads: ['data', 'environment'], drafts: secretPlaces },
  { reads: ['data'], drafts: sameTable },
  { reads: ['data'], drafts: capacity },
];

export const dataNotices: readonly Check[] = [{ reads: ['data'], drafts: nothingReads }];

/** Sources with a lake and nothing that works on them: no gate, no documents, no alarm that anything is old. */
function nothingReads({ data }: Settings): Draft[] {
  const names = Object.keys(data.sources).sort();
  if (names.length === 0 || data.image !== undefined) return [];
  return [
    draft(
      'NothingRuns',
      'data.image',
      `nothing reads ${names.join(', ')}: there is no image of the pipeline`,
      'build it from pipelines/, push it to a registry of yours, and write its digest here (docs/data.md)',
    ),
  ];
}

function each(settings: Settings, drafts: (source: DataSource, path: string, name: string) => Draft[]): Draft[] {
  return Object.entries(settings.data.sources).flatMap(([name, source]) =>
    drafts(source, `data.sources.${name}`, name),
  );
}

/** Columns a source names outside its contract, by where it does. */
function named(source: DataSource): [string, string][] {
  return [
    ...source.key.map((column, index): [string, string] => [`key[${index}]`, column]),
    ['freshness.column', source.freshness.column],
    ...(source.documents === undefined
      ? []
      : ([
          ['documents.title', source.documents.title],
          ['documents.text', source.documents.text],
        ] satisfies [string, string][])),
  ];
}

function namedColumns(settings: Settings): Draft[] {
  return each(settings, (source, path) => {
    const known = Object.keys(source.columns);
    return named(source)
      .filter(([, column]) => !known.includes(column))
      .map(([at, column]) =>
        draft(
          'UnknownColumn',
          `${path}.${at}`,
          `"${column}" is no column of the contract`,
          `add it to columns, or write one of ${known.join(', ')}`,
          { nearest: nearest(column, known), expected: known.join(', ') },
        ),
      );
  });
}

/** What is asked of a column by what it is used for. */
function columnKinds(settings: Settings): Draft[] {
  return each(settings, (source, path) =>
    named(source).flatMap(([at, column]) => {
      const type = source.columns[column]?.type;
      const fits = at === 'freshness.column' ? ['timestamp', 'date'] : at.startsWith('documents.') ? ['string'] : [];
      if (type === undefined || fits.length === 0 || fits.includes(type)) return [];
      return [
        draft(
          'WrongColumnType',
          `${path}.${at}`,
          `"${column}" is ${type}`,
          `name a column of type ${fits.join(' or ')}`,
        ),
      ];
    }),
  );
}

function freshness(settings: Settings): Draft[] {
  return each(settings, ({ freshness: { warnHours, errorHours } }, path) =>
    errorHours >= warnHours
      ? []
      : [
          draft(
            'StopBeforeWarning',
            `${path}.freshness.errorHours`,
            `${errorHours} hours stop the source before ${warnHours} hours warn of it`,
            `write ${warnHours} or more, or fewer warnHours`,
          ),
        ],
  );
}

function retention(settings: Settings): Draft[] {
  const duty = longestDuty([...settings.policy.packs, ...settings.audit.recordRules]);
  if (duty === undefined) return [];
  return each(settings, ({ retentionDays }, path) =>
    retentionDays >= duty.days
      ? []
      : [
          draft(
            'RetentionTooShort',
            `${path}.retentionDays`,
            `${retentionDays} is less than the ${duty.days} days of ${duty.source}`,
            `write ${duty.days}, or take out the pack or record rule that asks for it`,
          ),
        ],
  );
}

/** A class nobody said the platform sees would reach models that may not see it. */
function classes(settings: Settings): Draft[] {
  return each(settings, ({ classification }, path) =>
    settings.dataClasses.includes(classification)
      ? []
      : [
          draft(
            'ClassNotSeen',
            `${path}.classification`,
            `"${classification}" is not among the classes the platform sees, ${settings.dataClasses.join(', ')}`,
            `add ${classification} to dataClasses, or write the class it has`,
          ),
        ],
  );
}

function secretPlaces(settings: Settings): Draft[] {
  const { region } = settings.environment;
  return each(settings, (source, path) => {
    const found = source.kind === 'database' ? source.secretArn.split(':')[3] : region;
    return found === region
      ? []
      : [
          draft(
            'OtherRegion',
            `${path}.secretArn`,
            `is in ${found}, the environment in ${region}`,
            `name one in ${region}`,
          ),
        ];
  });
}

/** Two names of one table: loaded twice, paid for twice, and one of them forgotten. */
function sameTable(settings: Settings): Draft[] {
  const seen = new Map<string, string>();
  return each(settings, (source, path, name) => {
    if (source.kind !== 'database') return [];
    const table = [source.host, source.port, source.database, source.table].join('/');
    const other = seen.get(table);
    seen.set(table, other ?? name);
    return other === undefined
      ? []
      : [
          draft(
            'SourceTwice',
            `${path}.table`,
            `"${source.table}" is read by "${other}" already`,
            'take one of the two out',
          ),
        ];
  });
}

function capacity({ data: { warehouse } }: Settings): Draft[] {
  const odd = (['baseRpu', 'maxRpu'] as const)
    .filter((key) => warehouse[key] !== 4 && warehouse[key] % 8 !== 0)
    .map((key) =>
      draft(
        'OddCapacity',
        `data.warehouse.${key}`,
        `${warehouse[key]} is neither 4 nor a multiple of 8`,
        'write one that is',
      ),
    );
  if (warehouse.maxRpu >= warehouse.baseRpu) return odd;
  return [
    ...odd,
    draft(
      'MostBelowBase',
      'data.warehouse.maxRpu',
      `${warehouse.maxRpu} is less than the base of ${warehouse.baseRpu}`,
      `write ${warehouse.baseRpu} or more`,
    ),
  ];
}
