import { BLUEPRINTS } from '../../blueprints';
import { STREAM_AT_REST_USD } from '../../facts';
import { clientYaml, ORDERS, problemsOf } from './fixtures';

const EVENTS = `    events:
      kind: stream
      via: kinesis
      owner: plant@acme.example
      classification: internal
      columns: { id: { type: string }, seen_at: { type: timestamp } }
      key: [id]
      freshness: { column: seen_at, warnHours: 2, errorHours: 4 }
      retentionDays: 400
      access: [auditor]
`;

function codes(top: string): [string, string][] {
  return problemsOf(clientYaml({ top })).map(({ code, path }) => [code, path]);
}

test('a source that says everything is taken', () => {
  expect(codes(ORDERS + EVENTS)).toEqual([]);
});

test.each([
  ['owner', /^ {6}owner: .*\n/m],
  ['columns', /^ {6}columns:\n(?: {8}.*\n)+/m],
  ['freshness', /^ {6}freshness: .*\n/m],
])('a source without %s is refused at its place', (key, line) => {
  expect(codes(ORDERS.replace(line, ''))).toContainEqual([expect.any(String), `data.sources.orders.${key}`]);
});

test('two sources of one name are refused', () => {
  expect(codes(ORDERS + ORDERS.split('\n').slice(2).join('\n'))).toEqual([['DuplicateKey', 'data.sources.orders']]);
});

test.each([
  ['classification: internal', 'classification: secret', expect.any(String), 'classification'],
  ['classification: internal', 'classification: restricted', 'ClassNotSeen', 'classification'],
  ['key: [order_id]', 'key: [orders]', 'UnknownColumn', 'key[0]'],
  ['        note: {', '        order: {', expect.any(String), 'columns.order'],
  ['column: updated_at', 'column: note', 'WrongColumnType', 'freshness.column'],
  ['warnHours: 24', 'warnHours: 96', 'StopBeforeWarning', 'freshness.errorHours'],
  [
    'access: [developer]',
    'access: [developer]\n      documents: { title: note, text: order_id }',
    'WrongColumnType',
    'documents.text',
  ],
])('%s → %s is %s', (from, to, code, at) => {
  expect(codes(ORDERS.replace(from, to))).toContainEqual([code, `data.sources.orders.${at}`]);
});

test('a retention shorter than the longest duty of the packs is refused, and says whose duty', () => {
  const problem = problemsOf(clientYaml({ top: `policy: { packs: [hipaa] }\n${ORDERS}` })).find(
    ({ path }) => path === 'data.sources.orders.retentionDays',
  );

  expect(problem).toMatchObject({ code: 'RetentionTooShort', message: expect.stringContaining('45 CFR') });
});

test('one table of one database under two names is refused', () => {
  const database = (name: string): string =>
    ORDERS.split('\n')
      .slice(2)
      .join('\n')
      .replace('orders:', `${name}:`)
      .replace(
        'kind: drop\n      format: json',
        'kind: database\n      engine: postgres\n      host: db.acme.example\n      port: 5432\n      network: 10.9.0.0/24\n      database: shop\n      table: public.orders\n      secretArn: arn:aws:secretsmanager:eu-central-1:111122223333:secret:x-AbCdEf',
      );

  expect(codes(`data:\n  sources:\n${database('one')}${database('two')}`)).toEqual([
    ['SourceTwice', 'data.sources.two.table'],
  ]);
});

describe('a stream in the smallest tier', () => {
  const smb = (top: string): [string, string, string][] =>
    problemsOf(clientYaml({ top }).replace('mid-market', 'smb'), {
      defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
      tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
    }).map(({ code, path, fix }) => [code, path, fix]);

  test('is refused without a yes, and told what it costs', () => {
    expect(smb(ORDERS + EVENTS)).toEqual([
      ['StreamNotAccepted', 'data.sources.events.kind', expect.stringContaining("monthlyUsd: '30'")],
    ]);
  });

  test('is refused with a yes to less than it costs', () => {
    expect(smb(`${ORDERS}${EVENTS}  streaming: { accepted: understood, monthlyUsd: '29' }\n`)).toEqual([
      ['StreamsCostMore', 'data.streaming.monthlyUsd', expect.any(String)],
    ]);
  });

  test('is taken with a yes to what it costs', () => {
    const enough = String(Math.ceil(Number(STREAM_AT_REST_USD)));

    expect(smb(`${ORDERS}${EVENTS}  streaming: { accepted: understood, monthlyUsd: '${enough}' }\n`)).toEqual([]);
  });

  test('does not speak Kafka', () => {
    const kafka = EVENTS.replace('kinesis', 'msk');

    expect(smb(`${ORDERS}${kafka}  streaming: { accepted: understood, monthlyUsd: '40' }\n`)).toEqual([
      ['TierLimit', 'data.sources.events.via', expect.any(String)],
    ]);
  });
});

describe('what the blueprints know of sources', () => {
  const enterprise = (top: string, change = (text: string): string => text): [string, string][] =>
    problemsOf(change(clientYaml({ top }).replace('mid-market', 'enterprise')), {
      defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
      tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
    }).map(({ code, path }): [string, string] => [code, path]);

  test('Kafka that no producer can reach is refused, and a range for Kinesis, which has no use of it', () => {
    const at = 'data.sources.events.network';

    expect(enterprise(ORDERS + EVENTS.replace('kinesis', 'msk'))).toContainEqual(['NoProducers', at]);
    expect(enterprise(`${ORDERS}${EVENTS}      network: 10.20.0.0/16\n`)).toContainEqual(['NoEffect', at]);
  });

  test('more sources than IAM takes in one policy are refused, and a few are not', () => {
    const many = (count: number): string =>
      `data:\n  sources:\n${Array.from({ length: count }, (_, index) =>
        ORDERS.split('\n').slice(2).join('\n').replace('orders:', `orders-${index}:`),
      ).join('')}  permissions: iam\n`;

    expect(enterprise(many(60))).toContainEqual(['PolicyTooLong', 'data.sources']);
    expect(enterprise(many(20)).map(([code]) => code)).not.toContain('PolicyTooLong');
  });

  test('Lake Formation without anybody who administers it is refused', () => {
    const nobody = (text: string): string =>
      text.replace(/^ *deployRoleArn: .*\n/m, '').replace(/^ *admins: .*\n/m, '');

    expect(enterprise(ORDERS, nobody)).toContainEqual(['NoLakeAdmin', 'data.permissions']);
    expect(enterprise(ORDERS).map(([code]) => code)).not.toContain('NoLakeAdmin');
  });
});
