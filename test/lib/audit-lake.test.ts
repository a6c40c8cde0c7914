import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../../contract';
import { LAKE_COLUMNS } from '../../lib/audit-event';
import { build } from '../blueprints/fixtures';

interface Given {
  recordId: string;
  data: string;
}
const { transform }: { transform: (records: Given[]) => (Given & { result: string })[] } = jest.requireActual(
  join(__dirname, '../../functions/audit-lake/transform.js'),
);

/** Names and types of API activity as OCSF 1.8.0 has them, worked out from its sources. */
const OCSF: { class: Attributes; objects: Record<string, Attributes> } = JSON.parse(
  readFileSync(join(__dirname, 'ocsf-api-activity.json'), 'utf8'),
);
type Attributes = Record<string, { type: string; array?: boolean; required?: boolean }>;

const EVENT = {
  time: 1795255200001,
  class_uid: 6003,
  category_uid: 6,
  activity_id: 99,
  type_uid: 600399,
  severity_id: 1,
  status_id: 1,
  metadata: {
    version: '1.8.0',
    uid: 'request-1',
    profiles: ['ai_operation'],
    product: { name: 'gateway', vendor_name: 'groundplane' },
  },
  actor: { user: { uid: 'ana' }, app_name: 'claims.app' },
  api: { operation: 'acompletion' },
  src_endpoint: { svc_name: 'gateway' },
  ai_model: { name: 'm', ai_provider: 'hosted_vllm', version: 'abc' },
  unmapped: { 'gen_ai.usage.input_tokens': 7, team: { id: 'claims' }, documents: [{ id: 'd1' }] },
};
const batch = (messages: string[], messageType = 'DATA_MESSAGE'): string =>
  gzipSync(JSON.stringify({ messageType, logEvents: messages.map((message) => ({ message })) })).toString('base64');
const said = (body: unknown): string => JSON.stringify({ timeUnixNano: '1', body, attributes: {} });
const rows = (data: string): Json[] =>
  Buffer.from(data, 'base64')
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Json => JSON.parse(line));

test('a batch of events is a row for each, and what OCSF has no column for stands by its path', () => {
  const [made] = transform([{ recordId: '1', data: batch([said(EVENT), said(EVENT)]) }]);

  expect(made?.result).toBe('Ok');
  expect(rows(made?.data ?? '')).toHaveLength(2);
  expect(rows(made?.data ?? '')[0]).toMatchObject({
    time: 1795255200001,
    actor: { user: { uid: 'ana' } },
    unmapped: { 'gen_ai.usage.input_tokens': '7', 'team.id': 'claims', documents: '[{"id":"d1"}]' },
  });
});

test.each([
  ['what programs say', batch([said('a line of a pod')])],
  ['what is no JSON', batch(['a line'])],
  ['CloudWatch asking whether somebody is there', batch([said(EVENT)], 'CONTROL_MESSAGE')],
])('%s is no row', (_what, data) => {
  expect(transform([{ recordId: '1', data }])).toEqual([{ recordId: '1', result: 'Dropped', data }]);
});

test('a value of a kind its column does not hold is left out, so that no file is refused for it', () => {
  const [made] = transform([{ recordId: '1', data: batch([said({ ...EVENT, status_id: '1.****', api: 'x' })]) }]);
  const [row] = rows(made?.data ?? '');

  expect(isObject(row) ? Object.keys(row) : []).not.toEqual(expect.arrayContaining(['status_id']));
  expect(isObject(row) ? Object.keys(row) : []).not.toEqual(expect.arrayContaining(['api']));
  expect(row).toMatchObject({ time: 1795255200001 });
});

test('what would make an answer too long is left to be sent again', () => {
  const long = batch(Array.from({ length: 3000 }, () => said({ ...EVENT, unmapped: { a: 'x'.repeat(600) } })));

  const results = transform([1, 2, 3].map((id) => ({ recordId: String(id), data: long })));

  expect(results.map(({ result }) => result)).toEqual(['Ok', 'ProcessingFailed', 'ProcessingFailed']);
  expect(results[1]?.data).toBe(long);
});

/** Types of Hive that hold a type of OCSF. */
const HELD: Record<string, string> = {
  string_t: 'string',
  ip_t: 'string',
  integer_t: 'int',
  long_t: 'bigint',
  timestamp_t: 'bigint',
};

/** What a column does not say as OCSF does, by path. */
function strange(type: string, known: Attributes[string] | undefined, path: string): string[] {
  if (known === undefined) return [`${path} is not in the class`];
  if (known.array === true) return type === `array<${HELD[known.type]}>` ? [] : [`${path} is a list of ${known.type}`];
  const inner = /^struct<(.*)>$/.exec(type)?.[1];
  if (inner === undefined) return type === HELD[known.type] ? [] : [`${path} is ${known.type}, not ${type}`];
  return fieldsOf(inner).flatMap(([name, each]) => strange(each, OCSF.objects[known.type]?.[name], `${path}.${name}`));
}

function fieldsOf(text: string): [string, string][] {
  const fields: [string, string][] = [];
  let depth = 0;
  let from = 0;
  for (const [at, letter] of [...`${text},`].entries()) {
    if (letter === '<') depth += 1;
    if (letter === '>') depth -= 1;
    if (letter !== ',' || depth > 0) continue;
    const [name = '', ...type] = text.slice(from, at).split(':');
    fields.push([name, type.join(':')]);
    from = at + 1;
  }
  return fields;
}

test('the columns are attributes of the class in OCSF 1.8, of their types, and none it asks for is missing', () => {
  const columns = Object.fromEntries(LAKE_COLUMNS.map(({ name, type }) => [name, type]));
  const { unmapped, ...named } = columns;
  const wanted = Object.entries(OCSF.class).filter(([, { required }]) => required === true);

  expect(Object.entries(named).flatMap(([name, type]) => strange(type, OCSF.class[name], name))).toEqual([]);
  expect(wanted.map(([name]) => name).filter((name) => !(name in columns))).toEqual([]);
  expect([unmapped, OCSF.class['unmapped']?.type]).toEqual(['map<string,string>', 'object']);
});

test('every field of the schema of events is one of the class, too', () => {
  const schema: { properties: Record<string, { properties?: JsonObject }> } = JSON.parse(
    readFileSync(join(__dirname, '../../schema/audit-event.schema.json'), 'utf8'),
  );
  const unknown = Object.entries(schema.properties).flatMap(([name, { properties = {} }]) => {
    const attribute = OCSF.class[name];
    if (attribute === undefined) return [name];
    if (name === 'unmapped') return [];
    return Object.keys(properties).filter((inner) => OCSF.objects[attribute.type]?.[inner] === undefined);
  });

  expect(unknown).toEqual([]);
});

describe('a Security Lake as a sink', () => {
  const BUCKET = 'aws-security-data-lake-us-east-1-2ab3c4d5e6f7';
  const stack = build(
    'mid-market',
    'day-30',
    'us-east-1',
    `audit: { sinks: [{ name: lake, kind: security-lake, bucket: ${BUCKET} }] }`,
  ).synthesized.find(({ name }) => name.endsWith('-detection'));
  const resources = (type: string): JsonObject[] => {
    const all = isObject(stack?.json) && isObject(stack.json['resource']) ? stack.json['resource'][type] : {};
    return Object.values(isObject(all) ? all : {}).filter(isObject);
  };

  test('is given the events of the gateway and no other group, beside the archive', () => {
    const filters = resources('aws_cloudwatch_log_subscription_filter');
    const lakes = filters.filter(({ name }) => name === 'acme-production-audit-lake');
    const groups = new Map<string, number>();
    for (const { log_group_name: group } of filters) groups.set(String(group), (groups.get(String(group)) ?? 0) + 1);

    expect(lakes).toHaveLength(1);
    expect(String(lakes[0]?.['log_group_name'])).toContain('AuditLogs');
    // CloudWatch takes no third
    expect(Math.max(...groups.values())).toBe(2);
    expect(resources('aws_kinesis_stream')).toEqual([]);
  });

  test('writes Parquet by region, account and day where the lake says, and what fails beside it', () => {
    const delivery = resources('aws_kinesis_firehose_delivery_stream').find(
      ({ name }) => name === 'acme-production-audit-lake',
    );
    const to = isObject(delivery?.['extended_s3_configuration']) ? delivery['extended_s3_configuration'] : {};

    expect(String(to['prefix'])).toMatch(
      /location.*\/region=us-east-1\/accountId=111122223333\/eventDay=!\{timestamp:yyyyMMdd\}\/$/,
    );
    expect(to['error_output_prefix']).toBe('failed/lake/!{firehose:error-output-type}/');
    expect(JSON.stringify(to['data_format_conversion_configuration'])).toContain('parquet_ser_de');
  });

  test('is sent again from its own bucket', () => {
    const redrive = resources('aws_lambda_function').find(
      ({ function_name }) => function_name === 'acme-production-audit-redrive',
    );

    expect(JSON.stringify(redrive?.['environment'])).toMatch(new RegExp(`lake=[^,]*=${BUCKET}"`));
  });
});
