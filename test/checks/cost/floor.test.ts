import type { Resource } from '../../../contract';
import { Decimal } from '../../../checks/cost/decimal';
import { bill, resource, STACK } from './fixtures';

const many = (count: number, make: (name: string) => Resource): Resource[] =>
  Array.from({ length: count }, (_, index) => make(`n${index}`));

/** A platform before GPUs, logs and data, us-east-1. */
const PLATFORM: Resource[] = [
  resource('aws_eks_cluster', 'a', { version: '1.35' }),
  ...many(3, (name) => resource('aws_nat_gateway', name)),
  ...many(3, (name) => resource('aws_eip', name)),
  resource('aws_lb', 'a', { subnets: ['a', 'b', 'c'] }),
  ...many(10, (name) =>
    resource('aws_vpc_endpoint', name, { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b', 'c'] }),
  ),
  resource('aws_eks_node_group', 'system', {
    instance_types: ['m7g.large'],
    scaling_config: [{ min_size: 3, desired_size: 3, max_size: 3 }],
  }),
  resource('aws_launch_template', 'system', {
    block_device_mappings: [{ ebs: [{ volume_type: 'gp3', volume_size: 100 }] }],
  }),
  resource('aws_rds_cluster', 'a', {
    engine: 'aurora-postgresql',
    serverlessv2_scaling_configuration: [{ min_capacity: 0.5, max_capacity: 4 }],
  }),
  ...many(2, (name) => resource('aws_rds_cluster_instance', name, { instance_class: 'db.serverless' })),
  resource('aws_elasticache_replication_group', 'a', {
    engine: 'valkey',
    node_type: 'cache.t4g.small',
    num_cache_clusters: 2,
  }),
  resource('aws_opensearchserverless_collection', 'a', { type: 'VECTORSEARCH' }),
  ...many(10, (name) => resource('aws_kms_key', name)),
  ...many(20, (name) => resource('aws_secretsmanager_secret', name)),
];

const REFS = {
  [`${STACK}/aws_launch_template.system`]: {
    'aws_eks_node_group.launch_template.id': [`${STACK}/aws_eks_node_group.system`],
  },
  [`${STACK}/aws_rds_cluster.a`]: {
    'aws_rds_cluster_instance.cluster_identifier': [0, 1].map((n) => `${STACK}/aws_rds_cluster_instance.n${n}`),
  },
};

/** What runs without any traffic: type, component, dollars a month of all of them. */
const FLOOR: [type: string, component: string, dollars: string][] = [
  ['aws_eks_cluster', 'control plane', '73.00'], // 730 × 0.10
  ['aws_nat_gateway', 'NAT gateway', '98.55'], // 3 × 730 × 0.045
  ['aws_eip', 'public IPv4 address', '10.95'], // 3 × 730 × 0.005
  ['aws_lb', 'load balancer', '16.43'], // 730 × 0.0225 = 16.425
  ['aws_lb', 'public addresses', '10.95'], // 3 × 730 × 0.005
  ['aws_vpc_endpoint', 'endpoint hours', '219.00'], // 10 × 3 × 730 × 0.01
  ['aws_eks_node_group', 'node group: instances', '178.70'], // 3 × 730 × 0.0816 = 178.704
  ['aws_eks_node_group', 'node group: volume: storage', '24.00'], // 3 × 100 × 0.08
  ['aws_rds_cluster_instance', 'Aurora capacity units', '87.60'], // 2 × 730 × 0.5 × 0.12
  ['aws_elasticache_replication_group', 'cache nodes', '37.38'], // 2 × 730 × 0.0256 = 37.376
  ['aws_opensearchserverless_collection', 'OpenSearch capacity units', '350.40'], // 2 × 730 × 0.24
  ['aws_kms_key', 'key', '10.00'], // 10 × 1
  ['aws_secretsmanager_secret', 'secret', '8.00'], // 20 × 0.40
];

describe('the floor of a platform without traffic', () => {
  const result = bill(PLATFORM, { refs: REFS });
  const floor = (type: string, component: string): Decimal =>
    result.lines
      .filter((line) => line.address.startsWith(`${type}.`) && line.component === component)
      .reduce((sum, line) => sum.plus(line.monthly.low), new Decimal(0));

  test.each(FLOOR)('%s, %s: %s', (type, component, dollars) => {
    expect(floor(type, component).toFixed(2)).toBe(dollars);
  });

  test('is 1,124.96 dollars a month, and nothing but traffic and storage is beside it', () => {
    const sum = FLOOR.reduce((total, [type, component]) => total.plus(floor(type, component)), new Decimal(0));
    const named = new Set(FLOOR.map(([type, component]) => `${type} ${component}`));
    const beside = result.lines.filter((line) => !named.has(`${line.address.split('.')[0]} ${line.component}`));

    expect(sum.toFixed(2)).toBe('1124.96');
    expect(beside.filter((line) => line.status === 'priced')).toEqual([]);
    expect(result.atLeast).toBe(false);
  });
});
