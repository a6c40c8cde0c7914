import { expectOne, type Case } from './cases';
import { clientYaml, loaded, problemsOf, staging } from './fixtures';

const source = (network: string, name = 'orders'): string => `    ${name}:
      kind: database
      engine: postgres
      host: ${name}.db.acme.example
      port: 5432
      network: ${network}
      database: shop
      table: public.orders
      secretArn: arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-reader-AbCdEf
      mode: append
      owner: sales@acme.example
      classification: internal
      columns: { order_id: { type: bigint }, updated_at: { type: timestamp } }
      key: [order_id]
      freshness: { column: updated_at, warnHours: 24, errorHours: 48 }
      retentionDays: 400
      access: [developer]
`;
const data = (...sources: string[]): string => `data:\n  sources:\n${sources.join('')}`;
const EXISTING =
  'network: { cidr: 10.0.0.0/16, existing: { vpcId: vpc-0123456789abcdef0, privateSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] } }\n';
const second = (more = '', region?: string): string => staging('444455556666', more, region);

const noticesOf = (yaml: string): [string, string][] =>
  loaded(yaml).notices.flatMap(({ code, path }): [string, string][] =>
    ['RangeOfPlatform', 'SharedRange'].includes(code) ? [[code, path]] : [],
  );

describe('a range from which no answer comes back is refused:', () => {
  const network = 'data.sources.orders.network';
  test.each<[string, Case]>([
    [
      'a source inside a VPC that is made',
      {
        top: data(source('10.0.8.0/24')),
        code: 'CidrOverlap',
        path: network,
        at: '15:16',
        message: /inside network\.cidr "10\.0\.0\.0\/16": what is sent/,
        fix: /network\.existing/,
      },
    ],
    [
      'a source with the very range of the VPC',
      {
        top: data(source('10.0.0.0/16')),
        code: 'CidrOverlap',
        path: network,
        at: '15:16',
        message: /inside network\.cidr/,
        fix: /outside/,
      },
    ],
    [
      'a source among the addresses of pods',
      {
        top: `network: { podCidr: 100.64.0.0/16 }\n${data(source('100.64.3.0/24'))}`,
        code: 'CidrOverlap',
        path: network,
        at: '16:16',
        message: /inside network\.podCidr/,
        fix: /for network\.podCidr/,
      },
    ],
    [
      'a source among the addresses of services, in a VPC that exists too',
      {
        top: `${EXISTING}${data(source('172.20.3.0/24'))}`,
        code: 'CidrOverlap',
        path: network,
        at: '16:16',
        message: /inside cluster\.serviceCidr/,
        fix: /for cluster\.serviceCidr/,
      },
    ],
    [
      'a network that deploys among the addresses of services',
      {
        top: 'cluster: { privateApiCidrs: [10.9.0.0/16, 172.20.0.0/24] }\n',
        code: 'CidrOverlap',
        path: 'cluster.privateApiCidrs[1]',
        at: '8:43',
        message: /answers to it never leave/,
        fix: /cluster\.serviceCidr/,
      },
    ],
  ])('%s', (_, file) => expectOne(file));

  test('one system read by two environments of one range; not where their ranges, their VPCs or the systems differ', () => {
    const both = (top: string, more?: string): [string, string[]][] =>
      problemsOf(`${clientYaml({ top })}${second(more)}`).map(({ code, environments }) => [code, environments]);
    const orders = data(source('10.80.0.0/24'));

    expect(both(orders)).toEqual([['CidrOverlap', ['staging']]]);
    expect(both(orders, '    network: { cidr: 10.1.0.0/16 }\n')).toEqual([]);
    expect(both(`${EXISTING}${orders}`)).toEqual([]);
    expect(
      both(orders, `    ${data(source('10.80.0.0/24', 'invoices')).replaceAll('\n', '\n    ').trimEnd()}\n`),
    ).toEqual([]);
  });
});

describe('a range that is taken as it is:', () => {
  test.each([
    ['a source elsewhere', data(source('10.80.0.0/24'))],
    ['a source inside a VPC that exists', `${EXISTING}${data(source('10.0.8.0/24'))}`],
    ['a company network that holds the VPC', 'cluster: { privateApiCidrs: [10.0.0.0/8] }\n'],
    ['a runner in a VPC that exists', `${EXISTING}cluster: { privateApiCidrs: [10.0.9.0/24] }\n`],
  ])('%s', (_, top) => {
    expect(noticesOf(clientYaml({ top }))).toEqual([]);
  });
});

describe('a range that should be looked at is a notice:', () => {
  test.each([
    ['a source in the data subnets', data(source('10.0.192.0/24')), 'data.sources.orders.network'],
    ['a source that holds the VPC', data(source('10.0.0.0/8')), 'data.sources.orders.network'],
    ['a runner in the VPC', 'cluster: { privateApiCidrs: [10.0.9.0/24] }\n', 'cluster.privateApiCidrs[0]'],
  ])('%s', (_, top, path) => {
    expect(noticesOf(clientYaml({ top }))).toEqual([['RangeOfPlatform', path]]);
  });

  test('two environments of one range, once, at the later; not where they move into one VPC', () => {
    expect(noticesOf(`${clientYaml()}${second()}`)).toEqual([['SharedRange', 'network.cidr']]);
    expect(noticesOf(`${clientYaml()}${second('    network: { cidr: 10.0.64.0/20 }\n')}`)).toEqual([
      ['SharedRange', 'environments.staging.network.cidr'],
    ]);
    expect(noticesOf(`${clientYaml()}${second('    network: { cidr: 10.1.0.0/16 }\n')}`)).toEqual([]);
    expect(noticesOf(`${clientYaml({ top: EXISTING })}${second()}`)).toEqual([]);
  });
});

test.each([
  ['cluster: { apiCidrs: [198.51.100.7/24] }\n', 'cluster.apiCidrs[0]', 'write 198.51.100.0/24'],
  [
    'cluster: { privateApiCidrs: [10.9.0.0/16, 10.300.0.0/16] }\n',
    'cluster.privateApiCidrs[1]',
    'write a range like 10.0.0.0/16',
  ],
  ['entry: { cidrs: [0.0.0.0/0, 203.0.113.9/24] }\n', 'entry.cidrs[1]', 'write 203.0.113.0/24'],
  [data(source('10.80.0.1/24')), 'data.sources.orders.network', 'write 10.80.0.0/24'],
])('a range that AWS would refuse is refused here: %s', (top, path, fix) => {
  const problems = problemsOf(clientYaml({ top })).filter(({ code }) => code === 'InvalidCidr');

  expect(problems).toEqual([expect.objectContaining({ path, fix })]);
});
