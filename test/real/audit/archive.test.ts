import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../../contract';
import { build } from '../../blueprints/fixtures';
import { describeReal } from '../needs';
import { Simulator } from './simulation';

const DEPLOY = 'arn:aws:iam::111122223333:role/deploy';
const BUCKET = 'arn:aws:s3:::archive';
const OBJECT = `${BUCKET}/events/dt=2026-11-20/a.gz`;
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** Policies of an archive as they are applied: expressions put in. */
function policies(tier: 'mid-market' | 'enterprise'): { bucket: JsonObject; key: JsonObject } {
  const stack = build(tier, 'day-90').synthesized.find(({ name }) => name.endsWith('-audit'));
  const resources = at(stack?.json, 'resource');
  const bucket = Object.values(at(resources, 'aws_s3_bucket_policy')).find(isObject)?.['policy'];
  const key = Object.entries(at(resources, 'aws_kms_key')).find(([name]) => name.startsWith('Archive_Key'))?.[1];
  const text = (value: Json | undefined): JsonObject =>
    JSON.parse(String(value).replaceAll(/\$\{aws_s3_bucket\.[^}]*\}/g, BUCKET));
  return { bucket: text(bucket), key: text(isObject(key) ? key['policy'] : undefined) };
}

function at(value: Json | undefined, key: string): JsonObject {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

const DESTROY: [string, string][] = [
  ['s3:DeleteObject', OBJECT],
  ['s3:DeleteObjectVersion', OBJECT],
  ['s3:BypassGovernanceRetention', OBJECT],
  ['s3:DeleteBucket', BUCKET],
];
const SHORTEN: [string, string][] = [
  ['s3:PutObjectRetention', OBJECT],
  ['s3:PutObjectLegalHold', OBJECT],
  ['s3:PutBucketObjectLockConfiguration', BUCKET],
  ['s3:PutLifecycleConfiguration', BUCKET],
  ['s3:PutBucketVersioning', BUCKET],
  ['s3:PutEncryptionConfiguration', BUCKET],
  ['s3:PutBucketPolicy', BUCKET],
  ['s3:DeleteBucketPolicy', BUCKET],
  ['s3:PutReplicationConfiguration', BUCKET],
];
const FORGE: [string, string][] = [['s3:PutObject', OBJECT]];
const BLIND: [string, string][] = ['kms:ScheduleKeyDeletion', 'kms:DisableKey'].map((action) => [action, KEY]);

describeReal('the archive, asked by a simulator of IAM', ['packages'], () => {
  let simulator: Simulator;

  beforeAll(() => {
    simulator = new Simulator();
  });
  afterAll(() => simulator.remove());

  /** What is allowed to somebody with every right an account can give. */
  function allowed(tier: 'mid-market' | 'enterprise', principal: string, wishes: [string, string][]): string[] {
    const account = tier === 'enterprise' ? '444455556666' : '111122223333';
    const { bucket, key } = policies(tier);
    const answers = simulator.ask(
      wishes.map(([action, resource]) => ({
        principal,
        action,
        account,
        resource: resource.replace('111122223333', account),
        resourcePolicy: action.startsWith('kms:') ? key : bucket,
      })),
    );
    return wishes.flatMap(([action], index) => (answers[index] === 'Allowed' ? [action] : []));
  }

  const ADMINS = ['arn:aws:iam::111122223333:role/platform-admin', 'arn:aws:iam::444455556666:role/administrator'];

  test.each(ADMINS)(
    '%s of an enterprise neither deletes nor shortens nor adds, and cannot take the key away',
    (admin) => {
      expect(
        allowed('enterprise', admin, [...DESTROY, ...SHORTEN, ...FORGE, ...BLIND, ['kms:PutKeyPolicy', KEY]]),
      ).toEqual([]);
    },
  );

  test('the administrator of a mid-market platform cannot either', () => {
    expect(
      allowed('mid-market', ADMINS[0] ?? '', [...DESTROY, ...SHORTEN, ...FORGE, ...BLIND, ['kms:PutKeyPolicy', KEY]]),
    ).toEqual([]);
  });

  test.each([
    ['mid-market', DEPLOY],
    ['enterprise', 'arn:aws:iam::444455556666:role/archive'],
  ] as const)('the custodian of a %s archive keeps its settings, and neither deletes nor forges', (tier, custodian) => {
    expect(allowed(tier, custodian, [...DESTROY, ...FORGE, ...BLIND])).toEqual([]);
    expect(allowed(tier, custodian, SHORTEN)).toEqual(SHORTEN.map(([action]) => action));
  });

  test('the deploying role of the platform has no say in the archive of an enterprise', () => {
    expect(allowed('enterprise', DEPLOY, [...DESTROY, ...SHORTEN, ...FORGE, ...BLIND])).toEqual([]);
  });

  test('the writer adds, and nothing else', () => {
    const writer = 'arn:aws:iam::111122223333:role/acme-production-audit-writer';

    expect(allowed('enterprise', writer, [...DESTROY, ...SHORTEN, ...BLIND])).toEqual([]);
    expect(allowed('enterprise', writer, FORGE)).toEqual(['s3:PutObject']);
  });
});

test('the code of the manifest writer asks S3 for nothing its role lacks', () => {
  const code = readFileSync(join(__dirname, '../../../functions/audit-manifest/index.js'), 'utf8');
  const commands = [...code.matchAll(/new (\w+)Command\(/g)].map(([, name]) => name);

  expect([...new Set(commands)].sort()).toEqual([
    'GetObject',
    'ListObjectVersions',
    'ListObjectsV2',
    'PutObject',
    'Sign',
  ]);
});
