import type { Resource } from '../../../contract';
import { bill, cost, costs, line, loadBalancer, resource } from './fixtures';

const nat = resource('aws_nat_gateway', 'a');

describe('NAT gateway', () => {
  test.each([
    // 730 h × 0.045, 0.052, 0.048, 0.059
    ['us-east-1', '32.85'],
    ['eu-central-1', '37.96'],
    ['eu-west-1', '35.04'],
    ['ap-southeast-2', '43.07'],
  ])('costs its hours at the price of %s', (region, hours) => {
    expect(cost(bill([nat], { region }), 'NAT gateway')).toBe(hours);
  });

  test('costs what it processes and what leaves AWS, split among the gateways of an environment', () => {
    // mid-market 100 / 400 / 1,500 GB × 0.045; 20 / 80 / 300 GB × 0.09
    const one = bill([nat]);
    // a third each: 33.333333, 133.333333 and 500 GB
    const three = bill([nat, resource('aws_nat_gateway', 'b'), resource('aws_nat_gateway', 'c')]);
    const thirds = three.lines.filter((entry) => entry.component === 'data processed');

    expect(costs(one, 'data processed')).toBe('4.50 / 18.00 / 67.50');
    expect(costs(one, 'data out to the internet')).toBe('1.80 / 7.20 / 27.00');
    expect(thirds.map((entry) => entry.quantity)).toEqual(
      Array.from({ length: 3 }, () => ({ low: '33.333333', expected: '133.333333', high: '500' })),
    );
    expect(thirds[0]?.assumption).toMatch(/400 GB a month in production \(mid-market\).*split among 3/);
  });

  test('has less to carry where the environment is not production', () => {
    // a tenth of 400 GB × 0.045
    expect(cost(bill([nat], { stage: 'development' }), 'data processed')).toBe('1.80');
    expect(line(bill([nat], { stage: 'development' }), 'data processed').assumption).toMatch(
      /development counts 10 % of it/,
    );
  });

  test('sends nothing to the internet when it is private', () => {
    const result = bill([resource('aws_nat_gateway', 'a', { connectivity_type: 'private' })]);

    expect(result.lines.map((entry) => entry.component)).toEqual(['NAT gateway', 'data processed']);
  });
});

describe('public IPv4 address', () => {
  test('is billed though it is attached; other estimators still show only idle ones', () => {
    // 730 h × 0.005
    expect(cost(bill([resource('aws_eip', 'a', { domain: 'vpc' })]), 'public IPv4 address')).toBe('3.65');
  });

  test("of the company's own range costs nothing", () => {
    expect(bill([resource('aws_eip', 'a', { public_ipv4_pool: 'ipv4pool-ec2-012345' })]).total.expected).toBe('0');
  });
});

describe('VPC endpoint', () => {
  const endpoint = (values: object = {}): ReturnType<typeof resource> =>
    resource('aws_vpc_endpoint', 'a', { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b', 'c'], ...values });

  test.each([
    // 3 zones × 730 h × 0.01, 0.012, 0.011, 0.013
    ['us-east-1', '21.90'],
    ['eu-central-1', '26.28'],
    ['eu-west-1', '24.09'],
    ['ap-southeast-2', '28.47'],
  ])('of the interface kind costs every zone in %s', (region, hours) => {
    expect(cost(bill([endpoint()], { region }), 'endpoint hours')).toBe(hours);
  });

  test('counts a subnet once, and one zone where none is named', () => {
    expect(cost(bill([endpoint({ subnet_ids: ['a', 'a'] })]), 'endpoint hours')).toBe('7.30');
    expect(cost(bill([endpoint({ subnet_ids: [] })]), 'endpoint hours')).toBe('7.30');
  });

  test('of the gateway kind is free, and takes no share of the data of the others', () => {
    const result = bill([endpoint(), resource('aws_vpc_endpoint', 's3', { vpc_endpoint_type: 'Gateway' })]);

    expect(line(result, 'data processed').quantity.expected).toBe('240');
    expect(line(result, 'gateway endpoint').status).toBe('free');
  });

  test('whose subnets show only after apply makes the total a lower bound', () => {
    const result = bill([endpoint({ subnet_ids: '${data.aws_subnets.private.ids}' })]);

    expect(line(result, 'endpoint hours').status).toBe('unknown');
    expect(result.atLeast).toBe(true);
  });
});

describe('load balancer', () => {
  test('made by Terraform costs hours, capacity units, an address in each zone, and what leaves AWS', () => {
    // 730 × 0.0225; 0.2 / 1 / 5 LCU × 730 × 0.008; 3 × 730 × 0.005; 10 / 60 / 300 GB × 0.09
    const result = bill([resource('aws_lb', 'a', { subnets: ['a', 'b', 'c'] })]);

    expect(costs(result, 'load balancer')).toBe('16.43 / 16.43 / 16.43');
    expect(costs(result, 'load balancer capacity units')).toBe('1.17 / 5.84 / 29.20');
    expect(cost(result, 'public addresses')).toBe('10.95');
    expect(costs(result, 'data out to the internet')).toBe('0.90 / 5.40 / 27.00');
  });

  test('of the network kind costs its own capacity units', () => {
    // 1 LCU × 730 × 0.006
    const result = bill([resource('aws_lb', 'a', { load_balancer_type: 'network', internal: true, subnets: ['a'] })]);

    expect(cost(result, 'load balancer capacity units')).toBe('4.38');
    expect(result.lines.map((entry) => entry.component)).toEqual(['load balancer', 'load balancer capacity units']);
  });

  test('made by a controller costs the same, and has no public address inside', () => {
    const outside = bill([], { intents: [loadBalancer({ scheme: 'internet-facing' })] });
    const inside = bill([], { intents: [loadBalancer()] });

    expect(cost(outside, 'gateway: public addresses')).toBe('10.95');
    expect(inside.lines.map((entry) => entry.component)).toEqual([
      'gateway: load balancer',
      'gateway: load balancer capacity units',
    ]);
  });

  test('sends its share of the traffic out, of which those inside have none', () => {
    const both = [
      loadBalancer({ scheme: 'internet-facing' }),
      loadBalancer({ name: 'a' }),
      loadBalancer({ name: 'b' }),
    ];

    expect(line(bill([], { intents: both }), 'gateway: data out to the internet').quantity.expected).toBe('60');
  });

  test('of the gateway kind has no price in the book and says so', () => {
    const result = bill([resource('aws_lb', 'a', { load_balancer_type: 'gateway', internal: true })]);

    expect(result.unpriced.map((entry) => entry.reason)).toEqual([
      expect.stringContaining('no price of gwlb/lcu in us-east-1'),
      expect.stringContaining('no price of gwlb/hour in us-east-1'),
    ]);
  });
});

test('a hosted zone has no price in a partition whose list nobody read', () => {
  expect(bill([resource('aws_route53_zone', 'a')], { region: 'us-gov-west-1' }).unpriced).toHaveLength(2);
});

test('a hosted zone costs the same from every commercial region', () => {
  // 0.50, and 5 M queries × 0.40
  const result = bill([resource('aws_route53_zone', 'a')], { region: 'ap-south-1' });

  expect(cost(result, 'hosted zone')).toBe('0.50');
  expect(cost(result, 'queries')).toBe('2.00');
});

describe('web ACL', () => {
  const managed = (name: string, vendor = 'AWS'): object => ({
    statement: [{ managed_rule_group_statement: [{ name, vendor_name: vendor }] }],
  });

  test('costs itself, its rules and requests; rules inside a managed group are not billed one by one', () => {
    // 5.00; 2 × 1.00; 5 M × 0.60
    const rules = [managed('AWSManagedRulesCommonRuleSet'), { statement: [{ rate_based_statement: [{}] }] }];
    const result = bill([resource('aws_wafv2_web_acl', 'a', { rule: JSON.parse(JSON.stringify(rules)) })]);

    expect(cost(result, 'web ACL')).toBe('5.00');
    expect(cost(result, 'rules')).toBe('2.00');
    expect(cost(result, 'requests')).toBe('3.00');
    expect(result.atLeast).toBe(false);
  });

  test('is billed the same where its rules are written as the service itself writes them', () => {
    const group = (Name: string): object => ({ Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name } } });
    const written = (rules: object[]): Partial<Resource> => ({
      docs: { rule_json: JSON.parse(JSON.stringify(rules)) },
    });
    const rules = [group('AWSManagedRulesCommonRuleSet'), { Statement: { RateBasedStatement: {} } }];
    const dear = [group('AWSManagedRulesBotControlRuleSet')];

    expect(cost(bill([resource('aws_wafv2_web_acl', 'a', {}, written(rules))]), 'rules')).toBe('2.00');
    expect(bill([resource('aws_wafv2_web_acl', 'a', {}, written(dear))]).atLeast).toBe(true);
  });

  test.each([
    ['a group of another vendor', managed('BotDefence', 'Imperva')],
    ['a group of AWS with a fee', managed('AWSManagedRulesBotControlRuleSet')],
  ])('is a lower bound with %s', (_, rule) => {
    expect(bill([resource('aws_wafv2_web_acl', 'a', { rule: JSON.parse(JSON.stringify([rule])) })]).atLeast).toBe(true);
  });
});

describe('a stack of CloudFormation', () => {
  const made = (Type: string): Partial<Resource> => ({ docs: { template_body: { Resources: { One: { Type } } } } });

  test('costs nothing where all it makes does', () => {
    const result = bill([resource('aws_cloudformation_stack', 'a', {}, made('AWS::ElastiCache::User'))]);

    expect(result.atLeast).toBe(false);
  });

  test.each([
    ['makes what is billed', made('AWS::EC2::Instance')],
    ['is read from somewhere else', {}],
  ])('is a lower bound where it %s', (_, over) => {
    expect(bill([resource('aws_cloudformation_stack', 'a', {}, over)]).atLeast).toBe(true);
  });
});
