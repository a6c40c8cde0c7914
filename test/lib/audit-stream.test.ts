import { isObject, type Json, type JsonObject } from '../../contract';
import { build } from '../blueprints/fixtures';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:siem-AbCdEf';
const SINKS = {
  splunk: `{ name: it, kind: splunk, url: 'https://hec.acme.example:8088', secretArn: '${SECRET}' }`,
  datadog: `{ name: it, kind: datadog, url: 'https://aws-kinesis-http-intake.logs.datadoghq.eu/v1/input', secretArn: '${SECRET}' }`,
  opensearch: `{ name: it, kind: opensearch, domainArn: 'arn:aws:es:us-east-1:111122223333:domain/security', subnetIds: [subnet-0123456789abcdef0], securityGroupIds: [sg-0123456789abcdef0] }`,
  sentinel: '{ name: it, kind: sentinel, workspaceId: 3f1c2b7a-9d5e-4c1b-8a77-0d2e4f6a8b90, identityProvider: create }',
  s3: '{ name: it, kind: s3, bucket: acme-landing }',
};

function resourcesWith(sinks: string): (type: string) => JsonObject[] {
  const top = `audit: { sinks: [${sinks}] }`;
  const stack = build('mid-market', 'day-30', 'us-east-1', top).synthesized.find(({ name }) =>
    name.endsWith('-detection'),
  );
  return (type) => Object.values(child(child(stack?.json, 'resource'), type)).filter(isObject);
}

function child(value: Json | undefined, key: string): JsonObject {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

describe.each(Object.entries(SINKS))('a sink of kind %s', (_kind, sink) => {
  const resources = resourcesWith(sink);
  const named = (name: string): JsonObject =>
    resources('aws_kinesis_firehose_delivery_stream').find(
      (each) => each['name'] === `acme-production-audit-${name}`,
    ) ?? {};

  test('has a delivery of its own beside that of the archive, and one for what is sent again', () => {
    expect(named('it')['kinesis_source_configuration']).toBeDefined();
    expect(named('archive')['kinesis_source_configuration']).toBeDefined();
    expect(named('again-it')['kinesis_source_configuration']).toBeUndefined();
    const { kinesis_source_configuration: _, ...first } = named('it');
    const { server_side_encryption: __, ...again } = named('again-it');
    expect(Object.keys(again).sort()).toEqual(Object.keys(first).sort());
  });

  test('is alarmed when nothing arrives', () => {
    const alarm = resources('aws_cloudwatch_metric_alarm').find(
      (each) => each['alarm_name'] === 'acme-production-delivery-it',
    );

    expect(alarm).toMatchObject({ treat_missing_data: 'breaching', comparison_operator: 'LessThanThreshold' });
  });
});

test.each([
  ['splunk', 'splunk_configuration', 'FailedEventsOnly'],
  ['datadog', 'http_endpoint_configuration', 'FailedDataOnly'],
  ['opensearch', 'opensearch_configuration', 'FailedDocumentsOnly'],
] as const)('what %s does not take is kept under its name, encrypted with a key of ours', (kind, block, mode) => {
  const resources = resourcesWith(SINKS[kind]);
  const delivery = resources('aws_kinesis_firehose_delivery_stream').find(
    (each) => each['name'] === 'acme-production-audit-it',
  );

  expect(child(delivery, block)).toMatchObject({
    s3_backup_mode: mode,
    s3_configuration: { prefix: 'failed/it/', kms_key_arn: expect.stringContaining('aws_kms_key') },
  });
});

test('Sentinel reads files a queue names, with a token of its own workspace and no other', () => {
  const resources = resourcesWith(SINKS.sentinel);
  const reader = resources('aws_iam_role').find((role) => String(role['name']).startsWith('OIDC_'));

  expect(String(reader?.['assume_role_policy'])).toContain(
    '"sts:RoleSessionName":"MicrosoftSentinel_3f1c2b7a-9d5e-4c1b-8a77-0d2e4f6a8b90"',
  );
  expect(resources('aws_s3_bucket_notification')).toHaveLength(1);
});

test('with CloudWatch alone nothing stands between log groups and archive, and questions are saved', () => {
  const resources = resourcesWith('{ name: here, kind: cloudwatch }');

  expect(resources('aws_kinesis_stream')).toEqual([]);
  expect(resources('aws_kinesis_firehose_delivery_stream')).toHaveLength(1);
  expect(resources('aws_cloudwatch_query_definition').length).toBeGreaterThan(0);
});
