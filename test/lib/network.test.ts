import { BlueprintError } from '../../lib/core';
import { interfaceEndpoints, Network, type NetworkProps } from '../../lib/network';
import { environment, resource, resources, synthesize } from './fixtures';

const props: NetworkProps = {
  cidr: '10.0.0.0/16',
  zoneIds: ['euc1-az1', 'euc1-az2', 'euc1-az3'],
  serviceCidr: '172.20.0.0/16',
  egress: 'nat-per-zone',
  features: ['nodes', 'secrets', 'bedrock'],
  endpointScope: 'core',
  clusterName: 'acme-production',
  flowLogRetentionDays: 365,
  encryptionKey: { arn: 'arn:aws:kms:eu-central-1:111122223333:key/k' },
};

function network(changed: Partial<NetworkProps> = {}): ReturnType<typeof synthesize> {
  return synthesize((stack) => {
    new Network(stack, 'Network', { ...props, ...changed });
  });
}

describe('the way out', () => {
  test('is a NAT gateway in each zone, and each private subnet uses its own', () => {
    const json = network();

    expect(resources(json, 'aws_nat_gateway')).toHaveLength(3);
    const routes = resources(json, 'aws_route').flatMap((route) => route.nat_gateway_id ?? []);
    expect(new Set(routes).size).toBe(3);
  });

  test('is one NAT gateway for all zones where one is enough', () => {
    const json = network({ egress: 'single-nat' });

    expect(resources(json, 'aws_nat_gateway')).toHaveLength(1);
    expect(resources(json, 'aws_eip')).toHaveLength(1);
  });

  test('is not there at all in a closed network: no gateway, no public subnet, no route to anywhere', () => {
    const json = network({ egress: 'none', endpointScope: 'all' });

    for (const type of ['aws_internet_gateway', 'aws_nat_gateway', 'aws_eip', 'aws_route']) {
      expect(resources(json, type)).toEqual([]);
    }
    expect(resources(json, 'aws_subnet')).toHaveLength(6);
  });

  test('never reaches from data subnets', () => {
    const json = network();
    const data = resources(json, 'aws_route_table').find((table) => JSON.stringify(table.tags).includes('-data'));

    expect(data).toBeDefined();
    const dataRoutes = resources(json, 'aws_route').filter((route) => String(route.route_table_id).includes('Data'));
    expect(dataRoutes).toEqual([]);
  });

  test('goes before the internet gateway when the network is destroyed', () => {
    const nat = resources(network(), 'aws_nat_gateway');

    expect(
      nat.every((gateway) => JSON.stringify(gateway.depends_on).includes('aws_route.Network_Egress_Internet')),
    ).toBe(true);
  });
});

describe('the network', () => {
  test('gives no subnet public addresses and places each in another zone by id', () => {
    const subnets = resources(network(), 'aws_subnet');

    expect(subnets.every((subnet) => subnet.map_public_ip_on_launch === false)).toBe(true);
    expect(new Set(subnets.map((subnet) => subnet.availability_zone_id))).toEqual(new Set(props.zoneIds));
  });

  test('logs all traffic into an encrypted group with an end', () => {
    const json = network();

    expect(resource(json, 'aws_flow_log').traffic_type).toBe('ALL');
    expect(resource(json, 'aws_cloudwatch_log_group')).toMatchObject({
      retention_in_days: 365,
      kms_key_id: props.encryptionKey.arn,
    });
  });

  test('empties the default security group', () => {
    const group = resource(network(), 'aws_default_security_group');

    expect(group.ingress).toBeUndefined();
    expect(group.egress).toBeUndefined();
  });

  test('lets the endpoints be called from the VPC only', () => {
    const rules = resources(network(), 'aws_vpc_security_group_ingress_rule');

    expect(rules).toEqual([expect.objectContaining({ cidr_ipv4: '10.0.0.0/16', from_port: 443, to_port: 443 })]);
  });

  test('opens the endpoints to the pods’ own range too', () => {
    const json = network({ podCidr: '100.64.0.0/16' });

    const ranges = resources(json, 'aws_vpc_security_group_ingress_rule').map((rule) => rule.cidr_ipv4);
    expect(ranges).toEqual(['10.0.0.0/16', '100.64.0.0/16']);
    expect(resources(json, 'aws_subnet')).toHaveLength(12);
  });

  test('asks AWS for the names of endpoints in China, where they differ', () => {
    const json = synthesize(
      (stack) => {
        new Network(stack, 'Network', { ...props, zoneIds: ['cnn1-az1', 'cnn1-az2'] });
      },
      environment({ partition: 'aws-cn', region: 'cn-north-1' }),
    );

    const names = resources(json, 'aws_vpc_endpoint').map((endpoint) => String(endpoint.service_name));
    expect(names.every((name) => name.startsWith('${data.aws_vpc_endpoint_service.'))).toBe(true);
  });

  test('refuses ranges that overlap before anything is made', () => {
    expect(() => network({ serviceCidr: '10.0.0.0/16' })).toThrow(BlueprintError);
  });
});

describe('endpoints', () => {
  test('follow from what runs: without Bedrock there is none for it', () => {
    expect(interfaceEndpoints(['nodes', 'secrets'], 'all')).not.toContain('bedrock-runtime');
    expect(interfaceEndpoints(['nodes', 'bedrock'], 'core')).toContain('bedrock-runtime');
  });

  test('of a closed network include what nodes and Pod Identity need to start', () => {
    const services = interfaceEndpoints(
      ['nodes', 'pod-identity', 'karpenter', 'load-balancers', 'secrets', 'logs'],
      'all',
    );

    expect(services).toEqual(
      expect.arrayContaining(['ec2', 'ecr.api', 'ecr.dkr', 'eks', 'eks-auth', 'elasticloadbalancing', 'sqs', 'sts']),
    );
    expect(services).toEqual([...new Set(services)].sort());
  });

  test('are none but the free one where the bill decides', () => {
    expect(interfaceEndpoints(['nodes', 'secrets', 'bedrock'], 'gateway-only')).toEqual([]);
  });
});
