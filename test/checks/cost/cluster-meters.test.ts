import { estimate } from '../../../checks/cost';
import type { CostResult, JsonObject } from '../../../contract';
import { bill, cost, costs, document, line, pool, resource, STACK, TODAY } from './fixtures';

describe('EKS control plane', () => {
  const cluster = (values: JsonObject): ReturnType<typeof resource> => resource('aws_eks_cluster', 'a', values);

  test.each([
    // 730 h × 0.10, and × 0.60 from the day after standard support ends: 1.34 on 2026-12-02
    ['1.35', '2026-11-21', 'control plane', '73.00'],
    ['1.34', '2026-12-02', 'control plane', '73.00'],
    ['1.34', '2026-12-03', 'control plane, extended support', '438.00'],
    ['1.29', '2026-11-21', 'control plane, extended support', '438.00'],
  ])('%s on %s is billed as %s', (version, today, component, expected) => {
    const result = estimate(document([cluster({ version })]), { today });

    expect(cost(result, component)).toBe(expected);
  });

  test('is upgraded rather than charged under the policy STANDARD', () => {
    const result = bill([cluster({ version: '1.32', upgrade_policy: [{ support_type: 'STANDARD' }] })]);

    expect(cost(result, 'control plane')).toBe('73.00');
    expect(line(result, 'control plane').assumption).toMatch(
      /1.32 left standard support on 2026-03-23.*AWS upgrades it/,
    );
  });

  test('of a version nobody has heard of has no price', () => {
    expect(bill([cluster({ version: '1.99' })]).unpriced.map((entry) => entry.reason)).toEqual([
      'version 1.99 is not in the release calendar',
    ]);
  });

  test('whose version shows only after apply is unknown', () => {
    expect(line(bill([cluster({ version: '${var.version}' })]), 'control plane').status).toBe('unknown');
  });

  test('has traffic between zones billed on both sides', () => {
    // mid-market 60 / 300 / 1,500 GB × 2 × 0.01
    expect(costs(bill([cluster({ version: '1.35' })]), 'traffic between zones')).toBe('1.20 / 6.00 / 30.00');
  });

  test.each([
    ['Auto Mode', { compute_config: [{ enabled: true }] }],
    ['hybrid nodes', { remote_network_config: [{ remote_node_networks: [] }] }],
    ['provisioned control plane', { control_plane_scaling_config: [{ tier: 'tier-xl' }] }],
  ])('names the fee of %s', (component, values) => {
    expect(line(bill([cluster({ version: '1.35', ...values })]), component).status).toBe('unpriced');
  });
});

describe('managed node group', () => {
  const group = (values: JsonObject = {}): ReturnType<typeof resource> =>
    resource('aws_eks_node_group', 'a', {
      instance_types: ['m7i.large'],
      scaling_config: [{ min_size: 2, desired_size: 2, max_size: 4 }],
      ...values,
    });
  const template = (values: JsonObject = {}): ReturnType<typeof resource> =>
    resource('aws_launch_template', 't', {
      block_device_mappings: [{ ebs: [{ volume_type: 'gp3', volume_size: 100 }] }],
      ...values,
    });
  const refs = {
    [`${STACK}/aws_launch_template.t`]: { 'aws_eks_node_group.launch_template.id': [`${STACK}/aws_eks_node_group.a`] },
  };

  test.each([
    // 2, 2 and 4 nodes × 730 h × 0.1008, 0.12075, 0.12705
    ['us-east-1', '147.17 / 147.17 / 294.34'],
    ['eu-central-1', '176.30 / 176.30 / 352.59'],
    ['us-gov-west-1', '185.49 / 185.49 / 370.99'],
  ])('costs its nodes from fewest to most in %s', (region, expected) => {
    expect(costs(bill([group()], { region }), 'node group: instances')).toBe(expected);
  });

  test('takes 40, 60 or 100 % of on demand for spot', () => {
    // 2 × 730 × 0.1008 × 0.4, 2 × 730 × 0.1008 × 0.6, 4 × 730 × 0.1008
    expect(costs(bill([group({ capacity_type: 'SPOT' })]), 'node group: instances')).toBe('58.87 / 88.30 / 294.34');
  });

  test('has the volumes and metrics of its launch template on every node', () => {
    // 2 / 2 / 4 × 100 GB × 0.08; 7 metrics × 0.30 each node
    const result = bill([group(), template({ monitoring: [{ enabled: true }] })], { refs });

    expect(costs(result, 'node group: volume: storage')).toBe('16.00 / 16.00 / 32.00');
    expect(costs(result, 'node group: detailed metrics')).toBe('4.20 / 4.20 / 8.40');
    expect(line(result, 'template').status).toBe('shared');
  });

  test('pays for what a gp3 volume does beyond 3,000 operations and 125 MB/s', () => {
    // 2 nodes × 1,000 × 0.005; 2 × 375 × 0.04
    const ebs = [{ volume_type: 'gp3', volume_size: 100, iops: 4000, throughput: 500 }];
    const result = bill([group(), template({ block_device_mappings: [{ ebs }] })], { refs });

    expect(cost(result, 'node group: volume: operations')).toBe('10.00');
    expect(cost(result, 'node group: volume: throughput')).toBe('30.00');
  });

  test('has 20 GiB where nobody says', () => {
    expect(cost(bill([group()]), 'node group: volume: storage')).toBe('3.20');
  });

  test('is billed through the pool that states it, and not twice', () => {
    const result = bill([group()], {
      intents: [pool({ address: 'aws_eks_node_group.a', instanceTypes: ['m7i.large'] })],
    });

    expect(result.lines.filter((entry) => entry.unit === 'hour')).toHaveLength(1);
    // 0 / 1 / 4 × 730 × 0.1008
    expect(costs(result, 'pool chat: instances')).toBe('0.00 / 73.58 / 294.34');
  });

  test('stated as a pool has the volumes and metrics of its launch template all the same', () => {
    // 0 / 1 / 4 nodes × 100 GB × 0.08; 7 × 0.30
    const monitored = template({ monitoring: [{ enabled: true }] });
    const result = bill([group(), monitored], { refs, intents: [pool({ address: 'aws_eks_node_group.a' })] });

    expect(costs(result, 'pool chat: volume: storage')).toBe('0.00 / 8.00 / 32.00');
    expect(costs(result, 'pool chat: detailed metrics')).toBe('0.00 / 2.10 / 8.40');
  });

  test('of Windows is not priced as Linux', () => {
    expect(line(bill([group({ ami_type: 'WINDOWS_CORE_2022_x86_64' })]), 'instances').status).toBe('unpriced');
  });

  test('whose maximum is below its minimum costs its minimum at least', () => {
    const result = bill([group({ scaling_config: [{ min_size: 3, desired_size: 1, max_size: 2 }] })]);

    expect(line(result, 'node group: instances').quantity).toEqual({ low: '2190', expected: '2190', high: '2190' });
  });

  test('whose size shows only after apply is unknown', () => {
    expect(line(bill([group({ scaling_config: [{ min_size: '${var.min}' }] })]), 'instances').status).toBe('unknown');
  });
});

describe('node pool', () => {
  const withNodeClass = (spec: JsonObject): CostResult => {
    const held = { stack: STACK, address: 'helm_release.pools', path: 'x', attribute: 'values', object: { spec } };
    const other = { ...held, address: 'helm_release.other', object: { spec: { detailedMonitoring: true } } };
    const made = { ...document([], { intents: [pool()] }), objects: { EC2NodeClass: [other, held] } };
    return estimate(made, { today: TODAY });
  };

  test.each([
    // g6e.2xlarge 0 / 1 / 4 × 730 × 2.24208, 2.8035
    ['us-east-1', '0.00 / 1636.72 / 6546.87'],
    ['eu-central-1', '0.00 / 2046.56 / 8186.22'],
  ])('costs nothing, what is planned, or all its nodes on demand in %s', (region, expected) => {
    expect(costs(bill([], { region, intents: [pool()] }), 'pool chat: instances')).toBe(expected);
  });

  test('takes its cheapest type on spot at the low end and its dearest on demand at the high end', () => {
    // 1 × 730 × 1.861 × 0.4; 2 × 730 × 2.24208 × 0.6; 4 × 730 × 3.00424
    const several = pool({
      instanceTypes: ['g6e.2xlarge', 'g6e.xlarge', 'g6e.4xlarge'],
      capacityTypes: ['spot', 'on-demand'],
      nodes: { min: 1, expected: 2, max: 4 },
    });

    expect(costs(bill([], { intents: [several] }), 'pool chat: instances')).toBe('543.41 / 1964.06 / 8772.38');
  });

  test('costs nothing at the low end where reservations that are paid for elsewhere may hold all its nodes', () => {
    const reserved = pool({
      capacityTypes: ['reserved', 'on-demand'],
      reservations: ['cr-0123456789abcdef0'],
      nodes: { min: 2, expected: 2, max: 2 },
    });
    const result = bill([], { intents: [reserved] });

    // 2 × 730 × 2.24208
    expect(costs(result, 'pool chat: instances')).toBe('0.00 / 3273.44 / 3273.44');
    expect(line(result, 'pool chat: instances').assumption).toMatch(/cr-0123456789abcdef0 are paid for elsewhere/);
  });

  test('on reservations alone is paid for elsewhere, and says so', () => {
    const result = bill([], { intents: [pool({ capacityTypes: ['reserved'], reservations: ['cr-1'] })] });

    expect(line(result, 'pool chat: instances')).toMatchObject({
      status: 'shared',
      assumption: expect.stringMatching(/cr-1 are paid for elsewhere/),
    });
  });

  test('that can only take reservations and has none is not priced at zero', () => {
    expect(bill([], { intents: [pool({ capacityTypes: ['reserved'] })] }).atLeast).toBe(true);
  });

  test('of a type that is not sold in the region says so, and is never priced at another region’s price', () => {
    const result = bill([], { region: 'eu-west-1', intents: [pool()] });

    expect(line(result, 'pool chat: instances')).toMatchObject({ status: 'notOffered', monthly: { high: '0' } });
    expect(result.unpriced[0]?.reason).toMatch(/not sold in the region: ec2\/g6e.2xlarge\/on-demand/);
  });

  test('has the volumes and metrics of its node class', () => {
    // 0 / 1 / 4 nodes × 300 GB × 0.08; (6,000 − 3,000) × 0.005; (500 − 125) × 0.04; 7 × 0.30
    const ebs = { volumeType: 'gp3', volumeSize: '300Gi', iops: 6000, throughput: 500 };
    const result = withNodeClass({ blockDeviceMappings: [{ ebs }], detailedMonitoring: true });

    expect(costs(result, 'pool chat: volume: storage')).toBe('0.00 / 24.00 / 96.00');
    expect(costs(result, 'pool chat: volume: operations')).toBe('0.00 / 15.00 / 60.00');
    expect(costs(result, 'pool chat: volume: throughput')).toBe('0.00 / 15.00 / 60.00');
    expect(costs(result, 'pool chat: detailed metrics')).toBe('0.00 / 2.10 / 8.40');
  });

  test('has a volume nobody knows where the node class cannot be read', () => {
    const result = withNodeClass({ blockDeviceMappings: [{ ebs: { volumeSize: '(known after apply)' } }] });

    expect(line(result, 'pool chat: volume').status).toBe('unknown');
  });

  test('has a root volume on every node', () => {
    // 0 / 1 / 4 × 300 GB × 0.08
    expect(costs(bill([], { intents: [pool()] }), 'pool chat: volume: storage')).toBe('0.00 / 24.00 / 96.00');
  });
});

test('today decides, not the clock', () => {
  const cluster = [resource('aws_eks_cluster', 'a', { version: '1.35' })];

  expect(estimate(document(cluster), { today: TODAY }).total.low).toBe(
    estimate(document(cluster), { today: '2027-03-27' }).total.low,
  );
});
