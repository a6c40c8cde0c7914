import type { Settings } from '../../config';
import { DATA_CLASSES } from '../../contract';
import { longestDuty } from '../../facts';
import { RESULT_DAYS } from '../../lib/lake';
import { CORPUS_NONCURRENT_DAYS, LEFT_COPIES_DAYS } from '../../lib/rag-store';
import { auditFeatures } from './audit';
import { databaseOwners, highestClass } from './data';
import { hasLake } from './lake';
import { hasRag, ragIndex } from './rag';

/** One kind of record: where it is, how long, and what deletes it then. */
export interface RetentionRow {
  records: string;
  /** Highest class of data in it. */
  dataClass: string;
  place: string;
  days: number;
  /** What holds it until then, and what takes it away. */
  heldBy: string;
  readBy: string;
}

const GROUP = 'retention of the log group';
const EXPIRY = 'expiry of the bucket';
const ACCOUNT = 'whoever IAM of the account lets';

/** How long everything is kept, from the settings that the stacks are built from. */
export function retentionPlan(settings: Settings): RetentionRow[] {
  const { audit, cluster, database, network } = settings;
  const logs = (records: string, days: number): RetentionRow => ({
    records,
    dataClass: 'confidential',
    place: 'CloudWatch',
    days,
    heldBy: GROUP,
    readBy: ACCOUNT,
  });
  const { lock } = audit.archive;
  return [
    {
      records: 'events of every source',
      dataClass: 'restricted',
      place: 'archive',
      days: audit.archive.retentionDays,
      heldBy: lock === 'none' ? EXPIRY : `Object Lock in ${lock} mode, then ${EXPIRY}`,
      readBy: 'whoever IAM of its account lets, through Athena',
    },
    logs('calls to Kubernetes', cluster.logRetentionDays),
    ...(network.existing === undefined ? [logs('connections', network.flowLogRetentionDays)] : []),
    {
      records: ['backups', ...databaseOwners(settings).map(({ name }) => `database of ${name}`)].join(', '),
      dataClass: highestClass(settings),
      place: 'PostgreSQL and AWS Backup',
      days: database.backupDays,
      heldBy: 'backups, after what they were of is gone',
      readBy: ACCOUNT,
    },
    logs('calls to AWS, events of the gateway, findings, logs of pods and of the database', audit.logRetentionDays),
    ...requests(settings),
    ...(audit.sinks.length === 0
      ? []
      : [
          {
            records: 'events a sink did not take',
            dataClass: 'restricted',
            place: 'bucket of failed records',
            days: audit.failedRetentionDays,
            heldBy: EXPIRY,
            readBy: ACCOUNT,
          },
        ]),
    ...prompts(audit),
    ...data(settings),
    ...documents(settings),
  ];
}

function requests(settings: Settings): RetentionRow[] {
  if (!auditFeatures(settings).entry) return [];
  return [
    {
      records: 'requests to load balancers',
      dataClass: 'confidential',
      place: 'bucket of access logs, CloudWatch',
      days: settings.audit.logRetentionDays,
      heldBy: EXPIRY,
      readBy: ACCOUNT,
    },
  ];
}

function prompts({ prompts: kept }: Settings['audit']): RetentionRow[] {
  if (kept === undefined) return [];
  return [
    {
      records: 'text of prompts and answers',
      dataClass: 'restricted',
      place: 'bucket of prompts',
      days: kept.retentionDays,
      heldBy: EXPIRY,
      readBy: kept.readerRoleArns.join(', '),
    },
  ];
}

/** What sources deliver, and what is left of their runs. */
function data(settings: Settings): RetentionRow[] {
  if (!hasLake(settings)) return [];
  const { deadLetterDays, artefactDays, sources } = settings.data;
  const named = Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1));
  const highest = DATA_CLASSES[Math.max(...named.map(([, each]) => DATA_CLASSES.indexOf(each.classification)))];
  const whole = highest ?? highestClass(settings);
  const left = (records: string, days: number): RetentionRow => ({
    records,
    dataClass: 'confidential',
    place: 'bucket of artefacts',
    days,
    heldBy: EXPIRY,
    readBy: ACCOUNT,
  });
  return [
    ...named.flatMap(([name, { classification: dataClass, kind, retentionDays: days, access }]): RetentionRow[] => [
      ...(kind === 'stream'
        ? []
        : [
            {
              records: `files of ${name}`,
              dataClass,
              place: 'raw zone',
              days,
              heldBy: EXPIRY,
              readBy: 'the pipeline',
            },
          ]),
      {
        records: `rows of ${name}`,
        dataClass,
        place: 'tables of the lake and the warehouse',
        days,
        heldBy: 'the pipeline, after each run',
        readBy: [...access].sort().join(', '),
      },
    ]),
    {
      records: 'what could not be read of sources',
      dataClass: whole,
      place: 'raw zone',
      days: deadLetterDays,
      heldBy: EXPIRY,
      readBy: 'the pipeline',
    },
    left('results and documentation of runs', artefactDays),
    left('answers of Athena to the pipeline', RESULT_DAYS),
  ];
}

/** Documents are kept as long as they lie in their folder; the index follows with the next refresh. */
function documents(settings: Settings): RetentionRow[] {
  if (!hasRag(settings)) return [];
  const deleted = Object.entries(settings.rag.sources ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { dataClass, readers }]) => ({
      records: `documents of ${name} that were deleted`,
      dataClass,
      place: 'bucket of documents',
      days: CORPUS_NONCURRENT_DAYS,
      heldBy: `versions of the bucket; the index forgets within ${settings.rag.refreshMinutes} minutes`,
      readBy: readers.join(', '),
    }));
  return [...deleted, ...leftCopies(settings)];
}

/** Only an index on Qdrant has copies; those of one that was left go by themselves. */
function leftCopies(settings: Settings): RetentionRow[] {
  if (ragIndex(settings) === 'qdrant') return [];
  return [
    {
      records: 'copies of pieces, where the index was on Qdrant before',
      dataClass: highestClass(settings),
      place: 'bucket of documents',
      days: LEFT_COPIES_DAYS,
      heldBy: `${EXPIRY}, and ${CORPUS_NONCURRENT_DAYS} days as versions`,
      readBy: ACCOUNT,
    },
  ];
}

/** The plan as a page, with what asks for it. */
export function retentionText(settings: Settings): string {
  const { client, environment, audit, policy } = settings;
  const duty = longestDuty([...policy.packs, ...audit.recordRules]);
  const rows = retentionPlan(settings).map(({ records, dataClass, place, days, heldBy, readBy }) =>
    [records, dataClass, place, `${days} days`, heldBy, readBy].join(' | '),
  );
  return [
    `# Retention and deletion: ${client}, ${environment.name}`,
    '',
    '| records | class | place | kept | held and deleted by | read by |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
    audit.prompts === undefined
      ? 'The text of prompts and answers is kept nowhere: it is left out before anything leaves a node.'
      : 'The text of prompts and answers goes into its bucket and no sink, log or archive.',
    duty === undefined
      ? 'No pack or record rule asks for a retention.'
      : `The archive must hold ${duty.days} days or more: ${duty.source}. No lawyer or auditor has read this mapping.`,
    ...audit.sinks.map(({ name, kind }) => `Sink ${name} (${kind}) keeps what it was given by rules of its own.`),
    '',
  ].join('\n');
}
