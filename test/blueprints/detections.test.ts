import type { Json } from '../../contract';
import { matches } from '../filter-pattern';
import { patternsOf } from './detections';

const BREAK_GLASS = 'arn:aws:iam::111122223333:role/break-glass';
const patterns = patternsOf('mid-market', 'day-60', `audit: { breakGlassRoleArns: ['${BREAK_GLASS}'] }`);

const call = (eventName: string, requestParameters: Json = {}, service = 's3'): Json => ({
  eventVersion: '1.11',
  eventSource: `${service}.amazonaws.com`,
  eventName,
  requestParameters,
});
const gateway = (status_id: number, unmapped: Json): Json => ({ body: { class_uid: 6003, status_id, unmapped } });

test.each<[string, string, Json]>([
  ['break-glass-used', 'a role for emergencies is taken on', call('AssumeRole', { roleArn: BREAK_GLASS })],
  ['break-glass-used', 'it is taken on through SSO', call('AssumeRoleWithSAML', { roleArn: BREAK_GLASS })],
  ['audit-tampered', 'the trail is stopped', call('StopLogging', { name: 'trail' })],
  ['audit-tampered', 'a log group is not subscribed any more', call('DeleteSubscriptionFilter')],
  ['audit-tampered', 'calls to cloud models are recorded no more', call('DeleteModelInvocationLoggingConfiguration')],
  ['audit-tampered', 'findings are sent nowhere', call('DisableRule', { name: 'findings' }, 'events')],
  ['key-endangered', 'a key is to be deleted', call('ScheduleKeyDeletion', { keyId: 'k' }, 'kms')],
  ['cloud-guardrail-changed', 'it is deleted', call('DeleteGuardrail', { guardrailIdentifier: 'g' }, 'bedrock')],
  ['archive-changed', 'its versions are suspended', call('PutBucketVersioning', { bucketName: 'handed-over' })],
  ['archive-changed', 'the policy of the archive is changed', call('PutBucketPolicy', { bucketName: 'handed-over' })],
  ['guardrail-disabled', 'a guardrail is off', gateway(1, { guardrail: { name: 'pii', verdict: 'disabled' } })],
  ['guardrail-disabled', 'a guardrail cannot say', gateway(1, { guardrail: { name: 'pii', verdict: 'error' } })],
  [
    'key-without-budget',
    'nothing counts what a key spends',
    gateway(1, { budget: { kind: 'none' }, cost: { usd: 1e-6 } }),
  ],
  ['gateway-passed-by', 'an engine is called', { body: 'Flow Info', attributes: { refused_door: 'engine' } }],
])('%s rings when %s', (word, _what, event) => {
  expect(matches(patterns[word] ?? '', event)).toBe(true);
});

test.each<[string, string, Json]>([
  ['break-glass-used', 'another role is taken on', call('AssumeRole', { roleArn: `${BREAK_GLASS}-reader` })],
  ['audit-tampered', 'the trail is asked how it is', call('GetTrailStatus')],
  ['audit-tampered', 'a stream of logs is made', call('CreateLogStream', {}, 'logs')],
  ['key-endangered', 'a deletion is called off', call('CancelKeyDeletion', { keyId: 'k' }, 'kms')],
  ['cloud-guardrail-changed', 'a version of it is made', call('CreateGuardrailVersion', {}, 'bedrock')],
  ['archive-changed', 'another bucket gets a policy', call('PutBucketPolicy', { bucketName: 'handed-over-not' })],
  ['guardrail-disabled', 'a guardrail masked a name', gateway(1, { guardrail: { name: 'pii', verdict: 'masked' } })],
  ['guardrail-disabled', 'a request was refused', gateway(2, { guardrail: { name: 'pii', verdict: 'error' } })],
  ['key-without-budget', 'a team has one', gateway(1, { budget: { kind: 'team', max_usd: 5 }, cost: { usd: 1 } })],
  ['key-without-budget', 'nothing was spent', gateway(1, { budget: { kind: 'none' }, cost: { usd: 0 } })],
  ['gateway-passed-by', 'something else was refused', { body: 'Flow Info', attributes: { iostream: 'stdout' } }],
])('%s is silent when %s', (word, _what, event) => {
  expect(patterns[word]).toBeDefined();
  expect(matches(patterns[word] ?? '', event)).toBe(false);
});

test('every pattern is proved above', () => {
  expect(Object.keys(patterns).sort()).toEqual([
    'archive-changed',
    'audit-tampered',
    'break-glass-used',
    'cloud-guardrail-changed',
    'gateway-passed-by',
    'guardrail-disabled',
    'key-endangered',
    'key-without-budget',
  ]);
});

test.each(Object.entries(patterns))('CloudWatch takes the pattern of %s', (_, pattern) => {
  expect(pattern.length).toBeLessThanOrEqual(1024);
});
