import type { CostResult, Document } from '../../../contract';
import { estimate } from '../../../checks/cost';
import { meterOf } from '../../../checks/cost/meters';
import { bill, document, line, loadBalancer, pool, resource, route, STACK, TODAY } from './fixtures';

/** Resources that the lines of an estimate stand for: each address once, and the number of a line for many. */
function accountedFor(result: CostResult): number {
  const single = new Set(result.lines.filter((entry) => entry.address.includes('.')).map((entry) => entry.address));
  const many = result.lines.filter((entry) => !entry.address.includes('.'));
  return many.reduce((sum, entry) => sum + Number(entry.quantity.expected), single.size);
}

describe('an estimate', () => {
  const resources = [
    resource('aws_vpc', 'a'),
    resource('aws_subnet', 'a'),
    resource('aws_subnet', 'b'),
    resource('aws_nat_gateway', 'a'),
    resource('aws_iam_role', 'a'),
    resource('aws_iam_role', 'b'),
    resource('random_id', 'a'),
    resource('kubernetes_namespace_v1', 'a'),
    resource('helm_release', 'a'),
    resource('aws_quantum_leap', 'a'),
    resource('constructor', 'a'),
    resource('aws_launch_template', 'a'),
    resource('aws_cloudtrail', 'a'),
  ];

  test('accounts for every resource, and gives those that cost nothing one line a type', () => {
    const result = bill(resources);

    expect(accountedFor(result)).toBe(resources.length);
    expect(result.lines.filter((entry) => entry.address === 'aws_subnet')).toEqual([
      expect.objectContaining({ status: 'free', unit: 'resource', quantity: { low: '2', expected: '2', high: '2' } }),
    ]);
    expect(result.lines.filter((entry) => entry.status === 'free').map((entry) => entry.assumption)).not.toContain('');
  });

  test('names a type nobody wrote a meter for, and is a lower bound', () => {
    const result = bill(resources);

    expect(result.atLeast).toBe(true);
    expect(result.unpriced.map((entry) => [entry.address, entry.reason])).toEqual([
      ['aws_quantum_leap.a', 'nobody wrote a meter for aws_quantum_leap'],
      ['constructor.a', 'nobody wrote a meter for constructor'],
    ]);
  });

  test('counts what an intent states once, in the lines of the intent', () => {
    const stated = [resource('helm_release', 'pools'), resource('helm_release', 'other')];
    const result = bill(stated, { intents: [pool()] });

    expect(accountedFor(result)).toBe(2);
    expect(line(result, 'release').quantity.expected).toBe('1');
  });

  test('leaves out data sources', () => {
    const asked = { ...document([]), data: { aws_vpc: [resource('aws_vpc', 'given')] } };

    expect(estimate(asked, { today: TODAY }).lines).toEqual([]);
  });

  test('begins with the dearest line; equal ones stand by address', () => {
    const result = bill([resource('aws_eip', 'b'), resource('aws_eip', 'a'), resource('aws_nat_gateway', 'a')]);
    const expected = result.lines.map((entry) => Number(entry.monthly.expected));

    expect(expected).toEqual(expected.toSorted((a, b) => b - a));
    expect(result.lines.filter((entry) => entry.address.startsWith('aws_eip')).map((entry) => entry.address)).toEqual([
      'aws_eip.a',
      'aws_eip.b',
    ]);
  });

  test('is the same whatever the order of the document', () => {
    const there = bill(resources, { intents: [pool(), route()] });
    const back = bill(resources.toReversed(), { intents: [route(), pool()] });

    expect(JSON.stringify(back)).toBe(JSON.stringify(there));
  });

  test('says whose prices it took and of which day', () => {
    expect(bill([], { region: 'eu-central-1' })).toMatchObject({
      currency: 'USD',
      region: 'eu-central-1',
      period: 'month',
      hours: 730,
      prices: '2026-11-21',
      total: { low: '0', expected: '0', high: '0' },
    });
  });

  test('does not know a resource whose number shows only after apply', () => {
    const result = bill([
      resource('aws_nat_gateway', 'a', {}, { unknown: ['for_each'] }),
      resource('aws_subnet', 'a', {}, { unknown: ['count'] }),
    ]);

    expect(result.lines.map((entry) => [entry.address, entry.status])).toEqual([
      ['aws_nat_gateway.a', 'unknown'],
      ['aws_subnet', 'free'],
    ]);
  });
});

describe('a document that this library did not make', () => {
  const foreign = (region: string | undefined): Document => {
    const made = document([resource('aws_nat_gateway', 'a')]);
    const stack = { ...made.stacks[STACK], name: STACK, descriptor: undefined };
    const providers = { aws: region === undefined ? [] : [{ region }] };
    return {
      ...made,
      stacks: { [STACK]: { ...stack, requiredProviders: {}, outputs: {}, modules: { db: {} }, providers } },
    };
  };

  test('takes the region of its provider, else what the caller says', () => {
    const own = estimate(foreign('eu-west-1'), { today: TODAY, region: 'us-east-1' });
    const told = estimate(foreign(undefined), { today: TODAY, region: 'us-east-1' });
    const later = estimate(foreign('${var.region}'), { today: TODAY });
    const toldLater = estimate(foreign('${var.region}'), { today: TODAY, region: 'us-east-1' });

    expect(line(own, 'NAT gateway').unitPrice).toBe('0.048');
    expect(line(told, 'NAT gateway').unitPrice).toBe('0.045');
    expect(line(later, 'NAT gateway').assumption).toBe('the region is not known');
    expect(line(toldLater, 'NAT gateway').unitPrice).toBe('0.045');
  });

  test('has modules that are seen in a plan only', () => {
    const result = estimate(foreign('eu-west-1'), { today: TODAY });

    expect(result.unpriced).toContainEqual({
      stack: STACK,
      address: 'module.db',
      component: 'module',
      reason: 'what it makes is seen in a plan only',
    });
    expect(estimate({ ...foreign('eu-west-1'), source: 'plan' }, { today: TODAY }).atLeast).toBe(false);
  });

  test.each([
    ['NodePool', { template: {} }],
    ['Service', { type: 'LoadBalancer' }],
    ['Ingress', { rules: [] }],
    ['PersistentVolumeClaim', {}],
    ['StatefulSet', { volumeClaimTemplates: [{}] }],
  ])('may hold a %s that makes something nobody stated', (kind, spec) => {
    const held = { stack: STACK, address: 'helm_release.x', path: 'x', attribute: 'values', object: { kind, spec } };
    const made = { ...document([resource('helm_release', 'x')]), objects: { [kind]: [held] } };
    const stated = document([resource('helm_release', 'x')], {
      intents: [loadBalancer({ address: 'helm_release.x' })],
    });

    expect(estimate(made, { today: TODAY }).unpriced).toHaveLength(1);
    expect(estimate({ ...stated, objects: { [kind]: [held] } }, { today: TODAY }).atLeast).toBe(false);
  });
});

describe('a Kubernetes object written in Terraform', () => {
  const service = resource('kubernetes_service_v1', 'a', { spec: [{ type: 'LoadBalancer' }] });

  test('is not priced where a controller makes something of it that nobody states', () => {
    expect(bill([service]).atLeast).toBe(true);
    expect(bill([service], { intents: [loadBalancer({ address: service.address })] }).atLeast).toBe(false);
  });

  test('costs nothing otherwise', () => {
    expect(bill([resource('kubernetes_service_v1', 'a', { spec: [{ type: 'ClusterIP' }] })]).atLeast).toBe(false);
  });
});

describe('a budget', () => {
  const nat = [resource('aws_nat_gateway', 'a'), resource('aws_eip', 'a')];
  const verdict = (budget: string, ...more: ReturnType<typeof resource>[]): CostResult['budget'] =>
    estimate(document([...nat, ...more]), { today: TODAY, budget }).budget;

  test.each([
    // 32.85 + 18.00 + 7.20 + 3.65
    ['61.71', 'within'],
    ['61.70', 'within'],
    ['61.69', 'over'],
  ])('of %s is kept up to the cent: %s', (budget, expected) => {
    expect(verdict(budget)).toMatchObject({ monthly: budget, verdict: expected });
  });

  test('is not kept by ignorance, but may be broken in spite of it', () => {
    const lost = resource('aws_quantum_leap', 'a');

    expect(verdict('100', lost)).toEqual({
      monthly: '100',
      verdict: 'unknown',
      reason: 'at least 61.70 expected of 100.00 USD a month, but 1 line has no price',
    });
    expect(verdict('50', lost)).toMatchObject({ verdict: 'over' });
  });

  test('is not judged where there is none', () => {
    expect(estimate(document(nat), { today: TODAY }).budget).toBeUndefined();
  });
});

describe('the meters', () => {
  test.each([
    'aws_vpc',
    'aws_subnet',
    'aws_internet_gateway',
    'aws_eip',
    'aws_nat_gateway',
    'aws_route',
    'aws_route_table',
    'aws_route_table_association',
    'aws_vpc_endpoint',
    'aws_flow_log',
    'aws_security_group',
    'aws_default_security_group',
    'aws_vpc_security_group_ingress_rule',
    'aws_vpc_ipv4_cidr_block_association',
    'aws_kms_key',
    'aws_kms_alias',
    'aws_cloudwatch_log_group',
    'aws_iam_role',
    'aws_iam_role_policy',
    'aws_iam_instance_profile',
    'aws_eks_cluster',
    'aws_eks_node_group',
    'aws_launch_template',
    'aws_eks_addon',
    'aws_eks_access_entry',
    'aws_eks_access_policy_association',
    'aws_eks_pod_identity_association',
    'aws_sqs_queue',
    'aws_sqs_queue_policy',
    'aws_cloudwatch_event_rule',
    'aws_cloudwatch_event_target',
    'aws_secretsmanager_secret',
    'aws_secretsmanager_secret_version',
    'aws_s3_bucket',
    'aws_s3_bucket_policy',
    'aws_acm_certificate',
    'aws_route53_record',
    'aws_lb',
    'aws_lb_listener',
    'aws_budgets_budget',
    'helm_release',
    'kubernetes_namespace_v1',
    'time_sleep',
    'terraform_data',
    'random_password',
  ])('know %s', (type) => {
    expect(meterOf(type)).toBeDefined();
    expect(bill([resource(type, 'a')]).lines.length).toBeGreaterThan(0);
  });

  test('never fail on a resource of which nothing is known', () => {
    const open = '(known after apply)';
    const names = [
      'version',
      'scaling_config',
      'instance_types',
      'subnet_ids',
      'engine',
      'instance_class',
      'rule',
      'type',
      'size',
    ];
    const values = Object.fromEntries(names.map((name) => [name, open]));
    const types = [
      'aws_eks_cluster',
      'aws_eks_node_group',
      'aws_vpc_endpoint',
      'aws_rds_cluster',
      'aws_rds_cluster_instance',
      'aws_db_instance',
      'aws_elasticache_serverless_cache',
      'aws_wafv2_web_acl',
      'aws_ebs_volume',
    ];

    const result = bill(types.map((type) => resource(type, 'a', { ...values, vpc_endpoint_type: 'Interface' })));

    for (const type of types) {
      expect(result.lines.filter((entry) => entry.address === `${type}.a`).map((entry) => entry.status)).toContain(
        'unknown',
      );
    }
  });

  test.each([[-1], ['minus one'], [Number.NaN]])('do not count %p nodes', (size) => {
    const group = resource('aws_eks_node_group', 'a', {
      instance_types: ['m7i.large'],
      scaling_config: [{ min_size: size, desired_size: 1, max_size: 1 }],
    });

    expect(line(bill([group]), 'instances').status).toBe('unknown');
  });
});

test('amounts are exact where binary numbers are not', () => {
  const volumes = Array.from({ length: 10 }, (_, index) =>
    resource('aws_ebs_volume', `v${index}`, { type: 'gp3', size: 1 }),
  );

  // 0.08 added up ten times in binary is 0.7999999999999999
  expect(bill(volumes).total.expected).toBe('0.8');
});
