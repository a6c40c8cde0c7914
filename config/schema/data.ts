import { z } from 'zod';
import { COLUMN_TYPES, PLATFORM_ROLES } from '../../contract';
import { SQL_WORDS } from '../../facts';
import { setting } from './setting';
import { cidr, dataClass, email, secretArn, shortName, usd } from './words';

const columnName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'lower-case letters, digits and underscores, first a letter, at most 63')
  .refine((name) => !SQL_WORDS.has(name), 'a name that no engine reads as a word of its own (dt is the day it arrived)');

const columns = setting(
  z
    .record(
      columnName,
      z.strictObject({
        type: setting(z.enum(COLUMN_TYPES), {
          description: 'What stands in it; the same word for every engine.',
          example: 'bigint',
          changing: 'in place',
        }),
        nullPercent: setting(z.int().min(0).max(100).optional(), {
          description: 'Rows of a hundred that may lack it before the source is stopped. Left out: none of the key may, others may lack it all.',
          example: 5,
          changing: 'in place',
        }),
        description: setting(z.string().min(3).max(300).optional(), {
          description: 'What it means, in a sentence; shown in the documentation of the project.',
          example: 'when the order was placed, UTC',
          changing: 'in place',
        }),
      }).meta({ description: 'One column.' }),
    )
    .refine((all) => Object.keys(all).length > 0, 'at least one column'),
  {
    description: 'The contract: columns by name. What is not here is not read; what is here and does not come stops the source.',
    example: { order_id: { type: 'bigint' }, updated_at: { type: 'timestamp' } },
    changing: 'in place',
  },
);

const common = {
  owner: setting(email, {
    description: 'Who answers for what the source delivers, and is named where it is stopped.',
    example: 'sales-systems@acme.example',
    changing: 'in place',
  }),
  description: setting(z.string().min(3).max(300).optional(), {
    description: 'What a row is, in a sentence.',
    example: 'one order of the shop',
    changing: 'in place',
  }),
  classification: setting(dataClass, {
    description: 'How sensitive its most sensitive column is. It is a tag of every store it comes into, and of each document made of it.',
    example: 'internal',
    changing: 'in place',
  }),
  columns,
  key: setting(z.array(columnName).min(1).max(8), {
    description: 'Columns that tell rows apart. Two rows of one key stop the source.',
    example: ['order_id'],
    changing: 'in place',
  }),
  freshness: setting(
    z.strictObject({
      column: setting(columnName, {
        description: 'Column of the contract that says when a row was made or changed, in UTC.',
        example: 'updated_at',
        changing: 'in place',
      }),
      warnHours: setting(z.int().min(1).max(8760), {
        description: 'Hours the newest row may be old before somebody is told.',
        example: 24,
        changing: 'in place',
      }),
      errorHours: setting(z.int().min(1).max(8760), {
        description: 'Hours the newest row may be old before the source is stopped.',
        example: 48,
        changing: 'in place',
      }),
    }),
    {
      description: 'How new it must be.',
      example: { column: 'updated_at', warnHours: 24, errorHours: 48 },
      changing: 'in place',
    },
  ),
  volumePercent: setting(z.int().min(1).max(1000).optional(), {
    description:
      'How far the rows of the newest day may be from the average of the fourteen days before, per cent, either way; at 100 and above only more is too much. Left out, 80.',
    example: 60,
    changing: 'in place',
  }),
  retentionDays: setting(z.int().min(1).max(3653), {
    description: 'Days a row is kept, as it came and as it was curated. Not below what the packs and record rules ask for.',
    example: 730,
    changing: 'in place',
  }),
  access: setting(z.array(z.enum(PLATFORM_ROLES)).min(1).max(PLATFORM_ROLES.length), {
    description: 'Roles of the group map that may read it, in the lake and in answers.',
    example: ['developer', 'auditor'],
    changing: 'in place',
  }),
  documents: setting(
    z
      .strictObject({
        title: setting(columnName, { description: 'Column with the title.', example: 'title', changing: 'in place' }),
        text: setting(columnName, { description: 'Column with the text.', example: 'body', changing: 'in place' }),
      })
      .optional(),
    {
      description: 'Makes a document of each row, for the index answers are drawn from.',
      example: { title: 'title', text: 'body' },
      changing: 'in place',
    },
  ),
};

const mode = setting(z.enum(['append', 'snapshot', 'changes']), {
  description:
    'What comes each time. `append`: rows that were not there before. `snapshot`: all rows; the newest day counts. `changes`: new and changed rows; the newest of each key counts.',
  example: 'append',
  changing: 'in place',
});

const kind = <K extends string>(word: K, description: string): z.ZodLiteral<K> =>
  setting(z.literal(word), { description, example: word, changing: 'replaces everything' });

const drop = z.strictObject({
  kind: kind('drop', 'Somebody puts files into the lake, below `drop/<source>/dt=<day>/`.'),
  ...common,
  mode,
  format: setting(z.enum(['json', 'csv', 'parquet']), {
    description: 'What the files are: JSON lines, CSV with a header, or Parquet.',
    example: 'json',
    changing: 'in place',
  }),
});

const database = z.strictObject({
  kind: kind('database', 'A table is read over the network, by a job before each run.'),
  ...common,
  mode,
  engine: setting(z.enum(['postgres', 'mysql']), {
    description: 'What speaks there. MariaDB and Aurora are of these kinds too.',
    example: 'postgres',
    changing: 'in place',
  }),
  host: setting(z.string().regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a host name in lower case'), {
    description: 'Where it is. Read through TLS, the certificate checked.',
    example: 'orders.db.acme.example',
    changing: 'in place',
  }),
  port: setting(z.int().min(1).max(65_535), { description: 'Its port.', example: 5432, changing: 'in place' }),
  network: setting(cidr, {
    description: 'Range its address is in, outside of the VPC and of the services of the cluster, or nothing comes back from it. The job is let out to it and to nothing else.',
    example: '10.80.0.0/24',
    changing: 'in place',
  }),
  database: setting(z.string().regex(/^\w[\w-]{0,62}$/, 'the name of a database'), {
    description: 'Name of the database.',
    example: 'shop',
    changing: 'in place',
  }),
  table: setting(z.string().regex(/^\w{1,63}(?:\.\w{1,63})?$/, 'a table, with its schema in front: "public.orders"'), {
    description: 'Table or view that is read, with its schema in front.',
    example: 'public.orders',
    changing: 'in place',
  }),
  secretArn: setting(secretArn, {
    description: 'Secret in Secrets Manager that holds `{"username": "…", "password": "…"}` of somebody who may only read.',
    example: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-reader-AbCdEf',
    changing: 'in place',
  }),
});

const stream = z.strictObject({
  kind: kind('stream', 'Records come one by one, as JSON, and are in the lake minutes later.'),
  ...common,
  via: setting(z.enum(['kinesis', 'msk']), {
    description: 'What carries them: Kinesis Data Streams, or MSK Serverless for who speaks Kafka.',
    example: 'kinesis',
    changing: 'replaces everything',
  }),
  network: setting(cidr.optional(), {
    description: 'Range producers come from, with `via: msk`, which needs it: Kafka is reached inside the VPC and lets in nobody else. Kinesis is an API and takes none.',
    example: '10.20.0.0/16',
    changing: 'in place',
  }),
});

export const dataSource = z.discriminatedUnion('kind', [drop, database, stream]);

export const dataSettings = z.strictObject({
  sources: z
    .record(shortName, dataSource.meta({ description: 'One source; which settings it has depends on its kind.' }))
    .meta({ description: 'Where data comes from, by name. Without any there is no lake and no pipeline.' }),
  scanLimitGiB: setting(z.int().min(1).max(100_000), {
    description: 'GiB one query of the lake may read before it is stopped. A TiB costs 5 dollars.',
    example: 100,
    changing: 'in place',
  }),
  permissions: setting(z.enum(['iam', 'lake-formation']), {
    description:
      'Who decides what a role may read. `iam`: its policy, table by table. `lake-formation`: grants by table, and by class where one is added later; new tables are open to nobody.',
    example: 'lake-formation',
    changing: 'in place',
  }),
  lakeFormation: setting(z.enum(['own', 'organisation']), {
    description:
      'Who keeps the settings of Lake Formation, of which an account and region has one: this environment, or somebody else.',
    example: 'own',
    changing: 'in place',
  }),
  image: setting(
    z
      .string()
      .regex(
        /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/,
        'an image by its digest, "111122223333.dkr.ecr.eu-central-1.amazonaws.com/pipeline@sha256:…"',
      )
      .optional(),
    {
      description:
        'Image of the pipeline, built from `pipelines/` of the library and pushed to a registry of yours. Without it there is a lake and nothing that runs.',
      example: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/pipeline@sha256:${'0'.repeat(64)}`,
      changing: 'in place',
    },
  ),
  schedule: setting(z.string().regex(/^(?:[\d*,/-]+ ){4}[\d*,/-]+$/, 'five fields of cron, "0 4 * * *"'), {
    description: 'When the pipeline runs, UTC, as cron says it.',
    example: '0 4 * * *',
    changing: 'in place',
  }),
  pullSchedule: setting(z.string().regex(/^(?:[\d*,/-]+ ){4}[\d*,/-]+$/, 'five fields of cron, "0 3 * * *"'), {
    description: 'When databases are read, UTC, as cron says it; early enough to be done when the pipeline runs.',
    example: '0 3 * * *',
    changing: 'in place',
  }),
  runHours: setting(z.int().min(1).max(168), {
    description: 'Hours after which a run that did not come is an alarm; longer than from one run to the next.',
    example: 26,
    changing: 'in place',
  }),
  artefactDays: setting(z.int().min(30).max(3653), {
    description: 'Days the manifest, results and documentation of each run are kept.',
    example: 400,
    changing: 'in place',
  }),
  deadLetterDays: setting(z.int().min(1).max(365), {
    description: 'Days what could not be read is kept.',
    example: 30,
    changing: 'in place',
  }),
  warehouse: z
    .strictObject({
      engine: setting(z.enum(['athena', 'redshift']), {
        description: 'What curates and answers: Athena over Iceberg tables, which costs nothing at rest, or Redshift Serverless beside them.',
        example: 'redshift',
        changing: 'in place',
      }),
      baseRpu: setting(z.int().min(4).max(1024), {
        description: 'Capacity of Redshift while a query runs, RPUs: 4, or a multiple of 8.',
        example: 8,
        changing: 'in place',
      }),
      maxRpu: setting(z.int().min(4).max(1024), {
        description: 'Most capacity it may take, RPUs: 4, or a multiple of 8.',
        example: 64,
        changing: 'in place',
      }),
      dailyRpuHours: setting(z.int().min(1).max(100_000), {
        description: 'RPU hours a day after which queries are refused until the next.',
        example: 64,
        changing: 'in place',
      }),
    })
    .meta({ description: 'Where curated data is asked.' }),
  streaming: setting(
    z
      .strictObject({
        accepted: setting(z.literal('understood'), {
          description: 'The explicit yes to a stream in the smallest tier.',
          example: 'understood',
          changing: 'nothing',
        }),
        monthlyUsd: setting(usd, {
          description: 'What streams may cost a month at rest, US dollars in quotes.',
          example: '40',
          changing: 'nothing',
        }),
      })
      .optional(),
    {
      description: 'The explicit yes to streams, with what they may cost. Needed in the smallest tier: a stream is paid for when nothing comes.',
      example: { accepted: 'understood', monthlyUsd: '40' },
      changing: 'nothing',
    },
  ),
});

export type DataSettings = z.infer<typeof dataSettings>;
export type DataSource = z.infer<typeof dataSource>;
