import { capacity } from '../../../checks/capacity';
import { maxPods } from '../../../facts';
import { document, pool, resource, STACK } from '../cost/fixtures';

const group = (name: string, type: string, max: number, capacityType = 'ON_DEMAND'): ReturnType<typeof resource> =>
  resource('aws_eks_node_group', name, {
    node_group_name: `acme-production-${name}`,
    instance_types: [type],
    capacity_type: capacityType,
    scaling_config: [{ min_size: 0, desired_size: 0, max_size: max }],
  });

describe('quotas', () => {
  test('are asked for with every pool at its maximum, at the size of its largest type', () => {
    // chat 4 × 32, batch 2 × 4, system 4 × 2 vCPU
    const chat = pool({ instanceTypes: ['g6e.2xlarge', 'g6e.8xlarge'], nodes: { min: 0, expected: 1, max: 4 } });
    const batch = pool({ name: 'batch', instanceTypes: ['g6.xlarge'], nodes: { min: 0, expected: 0, max: 2 } });
    const result = capacity(document([group('system', 'm7i.large', 4)], { intents: [chat, batch] }));

    expect(result.quotas).toEqual([
      expect.objectContaining({ code: 'L-1216C47A', needed: 8, pools: ['acme-production-system'] }),
      expect.objectContaining({
        code: 'L-DB2E81BA',
        needed: 136,
        unit: 'vCPU',
        region: 'us-east-1',
        pools: ['chat', 'batch'],
      }),
    ]);
  });

  test('of spot and of on demand are apart, and a pool that falls back needs both', () => {
    const falls = pool({ capacityTypes: ['reserved', 'spot', 'on-demand'], instanceTypes: ['p5.48xlarge'] });

    expect(capacity(document([], { intents: [falls] })).quotas.map(({ code, needed }) => [code, needed])).toEqual([
      ['L-417A185B', 768],
      ['L-C4BD4855', 768],
    ]);
  });

  test('are asked for once for a managed group that is stated as a pool', () => {
    const stated = pool({ address: 'aws_eks_node_group.gpu', instanceTypes: ['g5.xlarge'] });
    const result = capacity(document([group('gpu', 'g5.xlarge', 4)], { intents: [stated] }));

    expect(result.quotas.map(({ needed, pools }) => [needed, pools])).toEqual([[16, ['chat']]]);
  });

  test('of a managed group on spot are those of spot', () => {
    expect(capacity(document([group('a', 'g5.xlarge', 2, 'SPOT')])).quotas[0]?.code).toBe('L-3819A6DF');
  });

  test('are the same whatever the order of the document', () => {
    const groups = [group('a', 'm7i.large', 1), group('b', 'g5.xlarge', 1)];

    expect(capacity(document(groups)).quotas).toEqual(capacity(document(groups.toReversed())).quotas);
  });
});

describe('addresses', () => {
  const subnet = (name: string, cidr: string, tags: Record<string, string> = {}): ReturnType<typeof resource> =>
    resource('aws_subnet', name, { cidr_block: cidr, tags });
  const nodes = { 'karpenter.sh/discovery': 'acme' };

  test('of the nodes’ subnets hold nodes, endpoints and the pods that fit on the nodes', () => {
    // free 3 × (1,024 − 5); needed 4 nodes × (1 + 58 pods on m7i.xlarge) + 3 addresses of an endpoint
    const result = capacity(
      document([
        subnet('a', '10.0.0.0/22', nodes),
        subnet('b', '10.0.4.0/22', nodes),
        subnet('c', '10.0.8.0/22', nodes),
        subnet('public', '10.0.64.0/24', { 'kubernetes.io/role/elb': '1' }),
        resource('aws_vpc_endpoint', 'a', { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b', 'c'] }),
        group('system', 'm7i.xlarge', 4),
      ]),
    );

    expect(result.addresses).toEqual([
      { stack: STACK, subnetGroup: 'nodes', free: 3057, needed: 239, verdict: 'fits' },
    ]);
  });

  test('run short where pods take them', () => {
    // free 2 × (64 − 5); needed 20 × (1 + 58)
    const result = capacity(
      document([
        subnet('a', '10.0.0.0/26', nodes),
        subnet('b', '10.0.0.64/26', nodes),
        group('system', 'm7i.xlarge', 20),
      ]),
    );

    expect(result.addresses).toEqual([expect.objectContaining({ free: 118, needed: 1180, verdict: 'short' })]);
  });

  test('of pods with a range of their own are counted there', () => {
    const result = capacity(
      document([
        subnet('a', '10.0.0.0/26', nodes),
        subnet('pods', '100.64.0.0/18'),
        resource('aws_vpc_ipv4_cidr_block_association', 'pods', { cidr_block: '100.64.0.0/16' }),
        group('system', 'm7i.xlarge', 20),
      ]),
    );

    expect(result.addresses).toEqual([
      { stack: STACK, subnetGroup: 'nodes', free: 59, needed: 20, verdict: 'fits' },
      { stack: STACK, subnetGroup: 'pods', free: 16_379, needed: 1160, verdict: 'fits' },
    ]);
  });

  test('of subnets somebody else made are not known and not judged', () => {
    expect(capacity(document([group('system', 'm7i.xlarge', 20)])).addresses).toEqual([]);
  });
});

test.each([
  // interfaces × (addresses − 1) + 2, at most 110 below 30 vCPUs and 250 above
  ['m7i.large', 29],
  ['m7i.xlarge', 58],
  ['m7i.4xlarge', 110],
  ['g6e.12xlarge', 250],
  ['of.nobody', 250],
])('a node of %s takes %d pods', (type, pods) => {
  expect(maxPods(type)).toBe(pods);
});
