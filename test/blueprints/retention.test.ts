import { retentionPlan, retentionText } from '../../blueprints/shared';
import { isObject, type Json, type JsonObject } from '../../contract';
import { clientFile } from '../bin/fixtures';
import { build, environmentOf } from './fixtures';
import { dataSection } from './sources';

const INDEX = `models:
  vectors: { provider: bedrock, model: amazon.titan-embed-text-v2:0, dataClass: internal }
rag:
  index: auto
  embeddingModel: vectors
  sources: { hr: { owner: hr@acme.example, dataClass: internal, readers: [everybody, management], gate: none } }`;
const TOP = `audit:
  archive: { retentionDays: 2200 }
  recordRules: [sec-17a-4]
  failedRetentionDays: 21
  logRetentionDays: 400
  sinks: [{ name: land, kind: s3, bucket: acme-landing }]
  prompts: { retentionDays: 33, readerRoleArns: ['arn:aws:iam::111122223333:role/review'] }
network: { flowLogRetentionDays: 545 }
cluster: { logRetentionDays: 731 }
${dataSection({ more: '  deadLetterDays: 17\n  artefactDays: 77' }).replaceAll('retentionDays: 400', 'retentionDays: 2300')}
${INDEX}`;

const { settings } = environmentOf(clientFile('acme', { tier: 'mid-market', phase: 'day-60', top: TOP }));

/** Days after which something is deleted in what is synthesized: log groups, buckets, databases and backups. */
function enforced(): number[] {
  const stacks = build('mid-market', 'day-60', 'us-east-1', TOP).synthesized;
  return stacks.flatMap(({ json }) => [
    ...resources(json, 'aws_cloudwatch_log_group').map((group) => Number(group['retention_in_days'])),
    ...resources(json, 'aws_s3_bucket_lifecycle_configuration').flatMap((rule) =>
      [...JSON.stringify(rule).matchAll(/"expiration":\[\{"days":(\d+)\}\]/g)].map(([, days]) => Number(days)),
    ),
    ...resources(json, 'aws_s3_bucket_lifecycle_configuration').flatMap((rule) =>
      // a version that was replaced is kept a day or a week; of documents it is the way back
      [...JSON.stringify(rule).matchAll(/"noncurrent_days":(\d+)/g)]
        .map(([, days]) => Number(days))
        .filter((n) => n > 7),
    ),
    ...resources(json, 'aws_rds_cluster').map((cluster) => Number(cluster['backup_retention_period'])),
    ...resources(json, 'aws_backup_plan').flatMap((plan) =>
      [...JSON.stringify(plan).matchAll(/"delete_after":(\d+)/g)].map(([, days]) => Number(days)),
    ),
  ]);
}

function resources(json: Json, type: string): JsonObject[] {
  const all = isObject(json) ? json['resource'] : undefined;
  const found = isObject(all) ? all[type] : undefined;
  return isObject(found) ? Object.values(found).filter(isObject) : [];
}

test('the page and what deletes say the same: no period in one that is not in the other', () => {
  const written = retentionPlan(settings).map(({ days }) => days);

  expect([...new Set(enforced())].sort()).toEqual([...new Set(written)].sort());
});

test('the page names who reads prompts, what asks for the retention, and that no lawyer read it', () => {
  const text = retentionText(settings);

  expect(text).toContain('| text of prompts and answers | restricted | bucket of prompts | 33 days |');
  expect(text).toContain('arn:aws:iam::111122223333:role/review');
  expect(text).toMatch(/must hold 2192 days or more: 17 CFR 240\.17a-4\(a\).*No lawyer or auditor/);
});

test('where prompts are not kept the page says so', () => {
  const plain = environmentOf(clientFile('acme')).settings;

  expect(retentionText(plain)).toContain('is kept nowhere');
});

test('the page names every source: its files and rows, who reads them, and documents that were deleted', () => {
  const rows = retentionPlan(settings);
  const row = (records: string) => rows.find((each) => each.records === records);

  expect(row('files of orders')).toMatchObject({ days: 2300, dataClass: 'internal', heldBy: 'expiry of the bucket' });
  expect(row('rows of pages')).toMatchObject({ days: 2300, readBy: 'auditor, user' });
  expect(row('files of events')).toBeUndefined();
  expect(row('rows of events')).toMatchObject({ days: 2300, heldBy: 'the pipeline, after each run' });
  expect(row('documents of hr that were deleted')).toMatchObject({ days: 30, readBy: 'everybody, management' });
});
