import type { Construct } from 'constructs';
import { curatedTables, dropPrefix, type LakeSource } from './source';
import { arn, placeOf, type Statement } from '../core';
import type { Lake, TableZone, Zone } from './lake';

/** Whether a role may read a table is said in its policy, or asked of Lake Formation each time. */
export type Governance = 'iam' | 'lake-formation';

/** What a person of some role may do: ask, and read the tables made of the sources that name the role. Nothing that came raw. */
export function readerStatements(
  scope: Construct,
  lake: Lake,
  sources: readonly LakeSource[],
  governance: Governance,
): Statement[] {
  const tables = sources.flatMap(curatedTables);
  const { curated } = lake.zones;
  return [
    ...ask(scope, lake.resources.people.name),
    ...useConsole(scope, lake.resources.people.name),
    ...nameDatabases(scope),
    ...lookAt(scope, lake, [['curated', tables]]),
    ...(governance === 'lake-formation'
      ? [GRANTED]
      : [
          {
            Sid: 'ReadTables',
            Action: 's3:GetObject',
            Resource: tables.map((table) => `${curated.bucket.arn}/tables/*/${table}/*`),
          },
          {
            Sid: 'ListTables',
            Action: 's3:ListBucket',
            Resource: curated.bucket.arn,
            Condition: { StringLike: { 's3:prefix': tables.map((table) => `tables/*/${table}/*`) } },
          },
        ]),
    // answers are kept under it as well, and whoever asks must be allowed that
    { Sid: 'UseKey', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: curated.key.arn },
  ];
}

/** What the pipeline may do: read what came, write what is curated, keep its artefacts, say how it went. */
export function transformerStatements(scope: Construct, lake: Lake, governance: Governance): Statement[] {
  const { raw, curated, artefacts } = lake.zones;
  return [
    ...ask(scope, lake.resources.pipeline.name),
    ...lookAt(scope, lake, [
      ['raw', ['*']],
      ['curated', ['*']],
    ]),
    {
      Sid: 'MakeTables',
      Action: [
        'glue:BatchDeleteTableVersion',
        'glue:CreateTable',
        'glue:DeleteTable',
        'glue:DeleteTableVersion',
        'glue:UpdateTable',
      ],
      Resource: objects(scope, lake, [['curated', ['*']]]),
    },
    ...nameDatabases(scope),
    ...(governance === 'lake-formation' ? [GRANTED, TAG_TABLES] : []),
    { Sid: 'ReadRaw', Action: ['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket'], Resource: whole(raw) },
    { Sid: 'DeleteOldRows', Action: ['s3:DeleteObject', 's3:PutObject'], Resource: `${raw.bucket.arn}/stream/*` },
    ...write('Curated', curated, ['tables/*', 'documents/*', 'gate/*']),
    ...write('Artefacts', artefacts, ['athena/*', 'runs/*']),
    { Sid: 'ReadProject', Action: 's3:GetObject', Resource: `${artefacts.bucket.arn}/project/*` },
    {
      Sid: 'UseKeys',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: [raw.key.arn, curated.key.arn, artefacts.key.arn],
    },
    SAY_HOW_IT_WENT,
  ];
}

/** What telling a warehouse of the days of files takes: it works out none by itself, as Athena does. */
export function tellDays(scope: Construct, lake: Lake): Statement[] {
  return [
    {
      Sid: 'TellDays',
      Action: ['glue:BatchCreatePartition', 'glue:BatchDeletePartition'],
      Resource: objects(scope, lake, [['raw', ['*']]]),
    },
  ];
}

/** What a job that reads databases may do: add files of its sources, and keep where it stopped. It reads no other and deletes nothing. */
export function loaderStatements(
  scope: Construct,
  lake: Lake,
  sources: readonly { name: string; secretArn: string }[],
): Statement[] {
  const { bucket, key } = lake.zones.raw;
  const { artefacts } = lake.zones;
  const { region } = placeOf(scope);
  return [
    {
      Sid: 'AddFiles',
      Action: ['s3:AbortMultipartUpload', 's3:PutObject'],
      Resource: sources.map(({ name }) => `${bucket.arn}/${dropPrefix(name)}*`),
    },
    {
      Sid: 'KeepPlace',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `${bucket.arn}/state/*`,
    },
    // a place is looked for before it is read: S3 says the same of one that is not there and of one that may not be read
    {
      Sid: 'List',
      Action: 's3:ListBucket',
      Resource: bucket.arn,
      Condition: { StringLike: { 's3:prefix': 'state/*' } },
    },
    { Sid: 'ReadProject', Action: 's3:GetObject', Resource: `${artefacts.bucket.arn}/project/*` },
    { Sid: 'Encrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: [key.arn, artefacts.key.arn] },
    {
      Sid: 'ReadPasswords',
      Action: 'secretsmanager:GetSecretValue',
      Resource: sources.map(({ secretArn }) => secretArn),
    },
    {
      Sid: 'DecryptPasswords',
      Action: 'kms:Decrypt',
      Resource: arn(scope, 'kms', 'key/*'),
      Condition: {
        StringEquals: {
          'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
        },
        // which secret is said above; a list of them here too would fill the policy twice as fast
        StringLike: { 'kms:EncryptionContext:SecretARN': arn(scope, 'secretsmanager', 'secret:*') },
      },
    },
  ];
}

/** What a warehouse may do for its queries: read what came, and write documents it unloads. */
export function warehouseReads(scope: Construct, lake: Lake, governance: Governance): Statement[] {
  const { raw, curated } = lake.zones;
  return [
    ...lookAt(scope, lake, [['raw', ['*']]]),
    ...(governance === 'lake-formation' ? [GRANTED] : []),
    { Sid: 'ReadRaw', Action: ['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket'], Resource: whole(raw) },
    {
      Sid: 'UnloadDocuments',
      Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
      Resource: `${curated.bucket.arn}/documents/*`,
    },
    { Sid: 'FindDocuments', Action: ['s3:GetBucketLocation', 's3:ListBucket'], Resource: curated.bucket.arn },
    { Sid: 'UseKeys', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: [raw.key.arn, curated.key.arn] },
  ];
}

/** What whoever delivers the files of one source may do: add them. */
export function dropStatements(lake: Lake, source: string): Statement[] {
  const { bucket, key } = lake.zones.raw;
  return [
    {
      Sid: 'AddFiles',
      Action: ['s3:AbortMultipartUpload', 's3:PutObject'],
      Resource: `${bucket.arn}/${dropPrefix(source)}*`,
    },
    { Sid: 'Encrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key.arn },
  ];
}

/** Metrics have no ARN; their namespace says whose they are. */
const SAY_HOW_IT_WENT: Statement = {
  Sid: 'SayHowItWent',
  Action: 'cloudwatch:PutMetricData',
  Resource: '*',
  Condition: { StringEquals: { 'cloudwatch:namespace': 'Groundplane/Data' } },
};

/** Lake Formation hands out access to what it has granted; the action names no table. */
const GRANTED: Statement = { Sid: 'AskLakeFormation', Action: 'lakeformation:GetDataAccess', Resource: '*' };

// a tag says which tables a role reads; Lake Formation asks for a grant on the tag besides
const TAG_TABLES: Statement = {
  Sid: 'TagTables',
  Action: [
    'lakeformation:AddLFTagsToResource',
    'lakeformation:GetResourceLFTags',
    'lakeformation:RemoveLFTagsFromResource',
  ],
  Resource: '*',
};

function ask(scope: Construct, workgroup: string): Statement[] {
  return [
    {
      Sid: 'Ask',
      Action: [
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:GetWorkGroup',
        'athena:StartQueryExecution',
        'athena:StopQueryExecution',
      ],
      Resource: arn(scope, 'athena', `workgroup/${workgroup}`),
    },
  ];
}

/** What the console and the drivers of Athena ask besides: which workgroup is mine, what is there, what did I ask before. */
function useConsole(scope: Construct, workgroup: string): Statement[] {
  return [
    { Sid: 'FindWorkgroup', Action: ['athena:ListDataCatalogs', 'athena:ListWorkGroups'], Resource: '*' },
    {
      Sid: 'AskedBefore',
      Action: ['athena:BatchGetQueryExecution', 'athena:GetQueryResultsStream', 'athena:ListQueryExecutions'],
      Resource: arn(scope, 'athena', `workgroup/${workgroup}`),
    },
    {
      Sid: 'ShowCatalogue',
      Action: [
        'athena:GetDataCatalog',
        'athena:GetDatabase',
        'athena:GetTableMetadata',
        'athena:ListDatabases',
        'athena:ListTableMetadata',
      ],
      Resource: arn(scope, 'athena', 'datacatalog/*'),
    },
  ];
}

/** Athena lists the databases of a catalogue before it looks into one, and opens the one called default. Source: Athena guide, access to Glue. */
function nameDatabases(scope: Construct): Statement[] {
  const catalog = arn(scope, 'glue', 'catalog');
  return [
    { Sid: 'NameDatabases', Action: 'glue:GetDatabases', Resource: [catalog, arn(scope, 'glue', 'database/*')] },
    {
      Sid: 'OpenDefault',
      Action: ['glue:CreateDatabase', 'glue:GetDatabase'],
      Resource: [catalog, arn(scope, 'glue', 'database/default')],
    },
  ];
}

function lookAt(scope: Construct, lake: Lake, tables: readonly [TableZone, readonly string[]][]): Statement[] {
  return [
    {
      Sid: 'LookAtTables',
      Action: [
        'glue:BatchGetPartition',
        'glue:GetDatabase',
        'glue:GetPartition',
        'glue:GetPartitions',
        'glue:GetTable',
        'glue:GetTableVersions',
        'glue:GetTables',
      ],
      Resource: objects(scope, lake, tables),
    },
  ];
}

function objects(scope: Construct, lake: Lake, tables: readonly [TableZone, readonly string[]][]): string[] {
  return [
    arn(scope, 'glue', 'catalog'),
    ...tables.flatMap(([zone, names]) => {
      const { name } = lake.databases[zone];
      return [
        arn(scope, 'glue', `database/${name}`),
        ...names.map((table) => arn(scope, 'glue', `table/${name}/${table}`)),
      ];
    }),
  ];
}

function whole({ bucket }: Zone): string[] {
  return [bucket.arn, `${bucket.arn}/*`];
}

function write(word: string, { bucket }: Zone, prefixes: readonly string[]): Statement[] {
  return [
    {
      Sid: `List${word}`,
      Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      Resource: bucket.arn,
    },
    {
      Sid: `Write${word}`,
      Action: [
        's3:AbortMultipartUpload',
        's3:DeleteObject',
        's3:GetObject',
        's3:ListMultipartUploadParts',
        's3:PutObject',
      ],
      Resource: prefixes.map((prefix) => `${bucket.arn}/${prefix}`),
    },
  ];
}
