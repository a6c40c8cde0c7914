import { AUDITED_NAMESPACES } from '../../lib/audit-event';
import { Key } from '../../lib/key';
import {
  ingestionStatements,
  pgvectorAccess,
  qdrantAccess,
  RAG_NAMESPACE,
  s3VectorsAccess,
  type RagPlaces,
} from '../../lib/rag-service';
import { scheduleOf } from '../../lib/rag-service/workloads';
import { RagStore } from '../../lib/rag-store';
import { actionsOf } from './actions';
import { resource, resources, synthesize } from './fixtures';

const PLACES: RagPlaces = {
  bucketName: 'rag',
  bucketArn: 'arn:aws:s3:::rag',
  bucketKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1',
  curated: {
    bucketName: 'curated',
    bucketArn: 'arn:aws:s3:::curated',
    keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/2',
  },
  metrics: 'Groundplane/Rag',
};

describe('what the programs may do', () => {
  test('its pods are heard by the audit', () => {
    expect(AUDITED_NAMESPACES).toContain(RAG_NAMESPACE);
  });

  test('who fills the index reads documents and cannot change one', () => {
    let statements = '';
    synthesize((stack) => {
      statements = JSON.stringify(actionsOf(ingestionStatements(PLACES, s3VectorsAccess(stack, PLACES, 'vectors'))));
    });

    expect(JSON.parse(statements)).toEqual([
      ['s3:ListBucket', ['arn:aws:s3:::rag']],
      [
        's3:GetObject s3:GetObjectVersion',
        ['arn:aws:s3:::rag/files/*', 'arn:aws:s3:::rag/evaluation/*', 'arn:aws:s3:::rag/index/*'],
      ],
      [
        's3:PutObject s3:DeleteObject',
        ['arn:aws:s3:::rag/ledger/*', 'arn:aws:s3:::rag/dead/*', 'arn:aws:s3:::rag/index/*'],
      ],
      ['kms:Decrypt kms:GenerateDataKey', [PLACES.bucketKeyArn]],
      ['cloudwatch:PutMetricData', ['*']],
      ['s3:ListBucket', ['arn:aws:s3:::curated']],
      ['s3:GetObject', ['arn:aws:s3:::curated/documents/*', 'arn:aws:s3:::curated/gate/*']],
      ['kms:Decrypt', ['arn:aws:kms:eu-central-1:111122223333:key/2']],
      [
        's3vectors:CreateIndex s3vectors:DeleteIndex s3vectors:DeleteVectors s3vectors:GetVectors s3vectors:PutVectors s3vectors:QueryVectors',
        [
          'arn:aws:s3vectors:eu-central-1:111122223333:bucket/vectors',
          'arn:aws:s3vectors:eu-central-1:111122223333:bucket/vectors/index/*',
        ],
      ],
    ]);
  });

  test('who answers writes nothing, and needs nothing of AWS where the database has the vectors', () => {
    synthesize((stack) => {
      const allowed = actionsOf(s3VectorsAccess(stack, PLACES, 'vectors').read).map(([actions]) => actions);
      expect(allowed).toEqual(['s3:GetObject', 'kms:Decrypt', 's3vectors:GetVectors s3vectors:QueryVectors']);
      const secret = { name: 'password' };
      const passwords = { owner: secret, writer: secret, reader: secret };
      const { read, write } = pgvectorAccess({ host: 'db', port: 5432, region: 'eu-central-1', passwords });
      expect([read, write]).toEqual([[], []]);
      const place = {
        url: 'https://q',
        authority: 'ca',
        keys: { writer: secret, reader: secret },
        shards: 3,
        copies: 2,
      };
      expect(qdrantAccess(PLACES, place).read).toEqual([]);
      expect(actionsOf(qdrantAccess(PLACES, place).write)).toEqual([
        ['s3:GetObject s3:PutObject s3:DeleteObject', ['arn:aws:s3:::rag/copies/*']],
      ]);
    });
  });
});

test.each([
  [15, '*/15 * * * *'],
  [60, '7 */1 * * *'],
  [480, '7 */8 * * *'],
  [1440, '7 3 * * *'],
] as const)('every %i minutes is %s', (minutes, schedule) => {
  expect(scheduleOf(minutes)).toBe(schedule);
});

describe('the store', () => {
  const store = (index: 's3-vectors' | 'pgvector') =>
    synthesize((stack) => {
      new Key(stack, 'Other', { word: 'other', description: 'something else' });
      new RagStore(stack, 'Store', {
        dataClass: 'internal',
        index,
        refreshMinutes: 60,
        leastRecall: 0.8,
        exportBytes: 2e9,
        alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms',
      });
    });

  test('is backed up and private, and its vectors are encrypted with a key of ours', () => {
    const made = store('s3-vectors');

    expect(resource(made, 'aws_s3_bucket')['tags']).toMatchObject({
      content: 'documents',
      'backup-plan': 'acme-production',
    });
    expect(resource(made, 'aws_s3vectors_vector_bucket')).toMatchObject({
      vector_bucket_name: 'acme-production-rag-vectors-111122223333-eu-central-1',
      encryption_configuration: [{ sse_type: 'aws:kms' }],
      lifecycle: { prevent_destroy: true },
    });
    expect(resources(store('pgvector'), 'aws_s3vectors_vector_bucket')).toEqual([]);
  });

  test('tells of a red gate, of what is not found, of a refresh that does not run, and of a corpus that leaves', () => {
    const alarms = resources(store('pgvector'), 'aws_cloudwatch_metric_alarm');

    expect(
      alarms
        .map((alarm) => [
          alarm['metric_name'],
          alarm['comparison_operator'],
          alarm['threshold'],
          alarm['treat_missing_data'],
        ])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      ['BytesDownloaded', 'GreaterThanThreshold', 2e9, 'notBreaching'],
      ['DeadLetters', 'GreaterThanThreshold', 0, 'notBreaching'],
      ['Recall', 'LessThanThreshold', 0.8, 'notBreaching'],
      ['Refreshed', 'LessThanThreshold', 1, 'breaching'],
      ['SourcesStopped', 'GreaterThanThreshold', 0, 'notBreaching'],
    ]);
  });
});
