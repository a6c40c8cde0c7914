import { isObject, type Json } from '../../contract';
import { build } from '../blueprints/fixtures';
import { dataSection } from '../blueprints/sources';

/** Actions of the own policy of each role of a stack, by the last words of its name. */
function actions(tier: 'smb' | 'enterprise', via: string): Record<string, string[]> {
  const stack = build(tier, 'day-90', 'us-east-1', dataSection({ via })).synthesized.find(({ name }) =>
    name.endsWith('-lake'),
  );
  const resource = isObject(stack?.json) ? stack.json['resource'] : undefined;
  const policies =
    isObject(resource) && isObject(resource['aws_iam_role_policy']) ? resource['aws_iam_role_policy'] : {};
  return Object.fromEntries(
    Object.values(policies).map((policy): [string, string[]] => {
      const { name, policy: text } = isObject(policy) ? policy : {};
      const document: { Statement: { Action: string | string[] }[] } = JSON.parse(String(text));
      return [String(name), [...new Set(document.Statement.flatMap(({ Action }) => Action))].sort()];
    }),
  );
}

const ASK = [
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:GetWorkGroup',
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
];
const CONSOLE = [
  'athena:BatchGetQueryExecution',
  'athena:GetDataCatalog',
  'athena:GetDatabase',
  'athena:GetQueryResultsStream',
  'athena:GetTableMetadata',
  'athena:ListDataCatalogs',
  'athena:ListDatabases',
  'athena:ListQueryExecutions',
  'athena:ListTableMetadata',
  'athena:ListWorkGroups',
  'glue:CreateDatabase',
  'glue:GetDatabases',
];
const LOOK = [
  'glue:BatchGetPartition',
  'glue:GetDatabase',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:GetTableVersions',
  'glue:GetTables',
];
const TRANSFORM = [
  ...ASK,
  'cloudwatch:PutMetricData',
  'glue:BatchDeleteTableVersion',
  'glue:BatchGetPartition',
  'glue:CreateDatabase',
  'glue:CreateTable',
  'glue:DeleteTable',
  'glue:DeleteTableVersion',
  'glue:GetDatabase',
  'glue:GetDatabases',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:GetTableVersions',
  'glue:GetTables',
  'glue:UpdateTable',
  'kms:Decrypt',
  'kms:GenerateDataKey',
];
const LOAD = [
  'kms:Decrypt',
  'kms:GenerateDataKey',
  's3:AbortMultipartUpload',
  's3:GetObject',
  's3:ListBucket',
  's3:PutObject',
  'secretsmanager:GetSecretValue',
];
const WRITE = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetBucketLocation',
  's3:GetObject',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
  's3:PutObject',
];
const DROP = ['kms:Decrypt', 'kms:GenerateDataKey', 's3:AbortMultipartUpload', 's3:PutObject'];
const COMMIT = [
  'glue:GetDatabase',
  'glue:GetTable',
  'glue:UpdateTable',
  'kinesis:DescribeStream',
  'kinesis:GetRecords',
  'kinesis:GetShardIterator',
  'kinesis:ListShards',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'logs:PutLogEvents',
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetBucketLocation',
  's3:GetObject',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:PutObject',
];

describe('roles of a lake that IAM governs', () => {
  const roles = actions('smb', 'kinesis');
  const reader = [...ASK, ...CONSOLE, ...LOOK, 'kms:Decrypt', 'kms:GenerateDataKey', 's3:GetObject', 's3:ListBucket'];

  test.each([
    ['lake-user', reader],
    ['lake-developer', reader],
    ['lake-auditor', reader],
    ['lake-transformer', [...TRANSFORM, ...WRITE]],
    ['lake-loader', LOAD],
    ['lake-drop-pages', DROP],
    ['stream-events', COMMIT],
    [
      'lake-send-events',
      [
        'kinesis:DescribeStreamSummary',
        'kinesis:ListShards',
        'kinesis:PutRecord',
        'kinesis:PutRecords',
        'kms:GenerateDataKey',
      ],
    ],
  ])('%s may do this and no more', (role, expected) => {
    expect(roles[role]).toEqual([...expected].sort());
  });

  test('are these and no others', () => {
    expect(Object.keys(roles).sort()).toEqual([
      'lake-auditor',
      'lake-developer',
      'lake-drop-pages',
      'lake-loader',
      'lake-send-events',
      'lake-transformer',
      'lake-user',
      'stream-events',
    ]);
  });
});

describe('roles of a lake that Lake Formation governs, with a warehouse', () => {
  const roles = actions('enterprise', 'msk');
  const warehouse = ['redshift-serverless:GetCredentials', 'redshift-serverless:GetWorkgroup'];
  const askWarehouse = [
    'redshift-data:BatchExecuteStatement',
    'redshift-data:CancelStatement',
    'redshift-data:DescribeStatement',
    'redshift-data:ExecuteStatement',
    'redshift-data:GetStatementResult',
    'redshift-data:ListStatements',
  ];

  test.each([
    [
      'lake-user',
      [
        ...ASK,
        ...CONSOLE,
        ...LOOK,
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'lakeformation:GetDataAccess',
        ...warehouse,
        ...askWarehouse,
      ],
    ],
    [
      'lake-transformer',
      [
        ...TRANSFORM,
        ...WRITE,
        'glue:BatchCreatePartition',
        'glue:BatchDeletePartition',
        'lakeformation:AddLFTagsToResource',
        'lakeformation:GetDataAccess',
        'lakeformation:GetResourceLFTags',
        'lakeformation:RemoveLFTagsFromResource',
        ...warehouse,
      ],
    ],
    [
      'warehouse-lake',
      [
        ...LOOK,
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'lakeformation:GetDataAccess',
        's3:AbortMultipartUpload',
        's3:GetBucketLocation',
        's3:GetObject',
        's3:ListBucket',
        's3:PutObject',
      ],
    ],
    [
      'lake-formation',
      ['kms:Decrypt', 'kms:GenerateDataKey', 's3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    ],
    [
      'lake-send-events',
      [
        'kafka-cluster:Connect',
        'kafka-cluster:CreateTopic',
        'kafka-cluster:DescribeCluster',
        'kafka-cluster:DescribeTopic',
        'kafka-cluster:DescribeTopicDynamicConfiguration',
        'kafka-cluster:WriteData',
        'kafka-cluster:WriteDataIdempotently',
        'kafka:DescribeClusterV2',
        'kafka:GetBootstrapBrokers',
      ],
    ],
    [
      'stream-events',
      [
        ...COMMIT.filter((action) => !action.startsWith('kinesis:')),
        'kafka-cluster:Connect',
        'kafka-cluster:DescribeCluster',
        'kafka-cluster:DescribeGroup',
        'kafka-cluster:DescribeTopic',
        'kafka-cluster:DescribeTopicDynamicConfiguration',
        'kafka-cluster:ReadData',
        'kafka:DescribeCluster',
        'kafka:DescribeClusterV2',
        'kafka:GetBootstrapBrokers',
      ],
    ],
  ])('%s may do this and no more', (role, expected) => {
    expect(roles[role]).toEqual([...expected].sort());
  });
});

test('who reads curated tables names those of the sources that name the role, and no bucket as a whole', () => {
  const stack = build('smb', 'day-90', 'us-east-1', dataSection()).synthesized.find(({ name }) =>
    name.endsWith('-lake'),
  );
  const text = policyOf(stack?.json, 'lake-developer');

  expect(text).toContain('/tables/*/orders/*');
  expect(text).not.toContain('pages');
  expect(text).not.toContain('events');
});

function policyOf(json: Json | undefined, name: string): string {
  const resource = isObject(json) ? json['resource'] : undefined;
  const policies =
    isObject(resource) && isObject(resource['aws_iam_role_policy']) ? resource['aws_iam_role_policy'] : {};
  const found = Object.values(policies).find((policy) => isObject(policy) && policy['name'] === name);
  return isObject(found) ? String(found['policy']) : '';
}

test('nobody but the pipeline makes tables, and a database is made by none but the one of Athena itself', () => {
  const stack = build('smb', 'day-90', 'us-east-1', dataSection()).synthesized.find(({ name }) =>
    name.endsWith('-lake'),
  );
  const statements: { Action: string | string[]; Resource: string | string[] }[] = JSON.parse(
    policyOf(stack?.json, 'lake-developer'),
  ).Statement;
  const making = statements.filter(({ Action }) =>
    [Action].flat().some((action) => /^glue:(Create|Update|Delete)/.test(action)),
  );

  expect(
    making.map(({ Action, Resource }) => [Action, [Resource].flat().map((each) => each.split(':').at(-1))]),
  ).toEqual([
    [
      ['glue:CreateDatabase', 'glue:GetDatabase'],
      ['catalog', 'database/default'],
    ],
  ]);
});
