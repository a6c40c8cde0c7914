import type { JsonObject } from '../../../contract';
import { at, stack } from './platform-stack';

const ZONES = ['a', 'b', 'c'];
const SERVICES = ['s3', 'ecr.api', 'ecr.dkr', 'sts', 'logs', 'kms', 'secretsmanager', 'bedrock-runtime'];

/** A VPC with three zones: subnets with a way out each, endpoints, flow logs, a bucket and a key. */
export const NETWORK_STACK = stack('network', {
  resource: {
    aws_vpc: { Network: at('network/Network/Resource', { cidr_block: '10.40.0.0/16' }) },
    aws_default_security_group: {
      Closed: at('network/Network/DefaultSecurityGroup', { vpc_id: '${aws_vpc.Network.id}' }),
    },
    aws_flow_log: {
      FlowLog: at('network/Network/FlowLog', {
        vpc_id: '${aws_vpc.Network.id}',
        traffic_type: 'ALL',
        log_destination: '${aws_cloudwatch_log_group.Flows.arn}',
      }),
    },
    aws_cloudwatch_log_group: {
      Flows: at('network/Network/Flows', {
        name: 'flows',
        retention_in_days: 365,
        kms_key_id: '${aws_kms_key.Key.arn}',
      }),
    },
    ...subnets(),
    aws_security_group: {
      Endpoints: at('network/Endpoints/Group', { vpc_id: '${aws_vpc.Network.id}', description: 'endpoints' }),
    },
    aws_vpc_security_group_ingress_rule: {
      FromVpc: at('network/Endpoints/FromVpc', {
        security_group_id: '${aws_security_group.Endpoints.id}',
        description: 'HTTPS from nodes and pods',
        cidr_ipv4: '${aws_vpc.Network.cidr_block}',
        ip_protocol: 'tcp',
        from_port: 443,
        to_port: 443,
      }),
    },
    aws_vpc_endpoint: Object.fromEntries(SERVICES.map((service) => [service.replace('.', '_'), endpoint(service)])),
    aws_kms_key: { Key: key('network/Key/Resource') },
  },
  output: {
    vpc_id: { value: '${aws_vpc.Network.id}' },
    private_subnet_ids: { value: ZONES.map((zone) => `\${aws_subnet.Private_${zone}.id}`) },
    public_subnet_ids: { value: ZONES.map((zone) => `\${aws_subnet.Public_${zone}.id}`) },
    key_arn: { value: '${aws_kms_key.Key.arn}' },
  },
});

/** A key as every tier wants it. */
export function key(path: string): JsonObject {
  return at(path, {
    description: 'what the stack stores',
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
      ],
    }),
  });
}

function endpoint(service: string): JsonObject {
  const gateway = service === 's3';
  return at(`network/Endpoints/${service}`, {
    vpc_id: '${aws_vpc.Network.id}',
    service_name: `com.amazonaws.eu-central-1.${service}`,
    vpc_endpoint_type: gateway ? 'Gateway' : 'Interface',
    ...(gateway ? {} : { private_dns_enabled: true, security_group_ids: ['${aws_security_group.Endpoints.id}'] }),
  });
}

function subnets(): JsonObject {
  const eachZone = (make: (zone: string) => [string, JsonObject][]): JsonObject =>
    Object.fromEntries(ZONES.flatMap(make));
  const vpc = { vpc_id: '${aws_vpc.Network.id}' };
  const subnet = (kind: string, zone: string): [string, JsonObject] => [
    `${kind}_${zone}`,
    at(`network/Network/${kind}/${zone}`, {
      ...vpc,
      availability_zone: `eu-central-1${zone}`,
      map_public_ip_on_launch: false,
    }),
  ];
  return {
    aws_subnet: eachZone((zone) => [subnet('Private', zone), subnet('Public', zone)]),
    aws_internet_gateway: { Internet: at('network/Network/Internet', vpc) },
    aws_eip: eachZone((zone) => [[`Out_${zone}`, { domain: 'vpc' }]]),
    aws_nat_gateway: eachZone((zone) => [
      [`Out_${zone}`, { subnet_id: `\${aws_subnet.Public_${zone}.id}`, allocation_id: `\${aws_eip.Out_${zone}.id}` }],
    ]),
    aws_route_table: eachZone((zone) => [
      [`Private_${zone}`, vpc],
      [`Public_${zone}`, vpc],
    ]),
    aws_route_table_association: eachZone((zone) =>
      ['Private', 'Public'].map((kind) => [
        `${kind}_${zone}`,
        {
          subnet_id: `\${aws_subnet.${kind}_${zone}.id}`,
          route_table_id: `\${aws_route_table.${kind}_${zone}.id}`,
        },
      ]),
    ),
    aws_route: eachZone((zone) => [
      [
        `Private_${zone}`,
        {
          route_table_id: `\${aws_route_table.Private_${zone}.id}`,
          destination_cidr_block: '0.0.0.0/0',
          nat_gateway_id: `\${aws_nat_gateway.Out_${zone}.id}`,
        },
      ],
      [
        `Public_${zone}`,
        {
          route_table_id: `\${aws_route_table.Public_${zone}.id}`,
          destination_cidr_block: '0.0.0.0/0',
          gateway_id: '${aws_internet_gateway.Internet.id}',
        },
      ],
    ]),
  };
}
