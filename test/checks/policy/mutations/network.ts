import type { Mutation } from './mutation';

const ANYWHERE = { ip_protocol: 'tcp', security_group_id: '${aws_security_group.Endpoints.id}' };

export const NETWORK: readonly Mutation[] = [
  [
    'PAI-NET-001',
    'SSH from anywhere',
    (app) =>
      app.add('aws_vpc', 'aws_vpc_security_group_ingress_rule', 'Ssh', {
        ...ANYWHERE,
        cidr_ipv4: '0.0.0.0/0',
        from_port: 22,
        to_port: 22,
      }),
  ],
  [
    'PAI-NET-001',
    'a rule opened to IPv6',
    (app) => Object.assign(app.resource('aws_vpc_security_group_ingress_rule'), { cidr_ipv6: '::/0' }),
  ],
  [
    'PAI-NET-001',
    'an inline rule',
    (app) =>
      Object.assign(app.resource('aws_security_group'), {
        ingress: { from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] },
      }),
  ],
  [
    'PAI-NET-001',
    'a dynamic block over what is written',
    (app) =>
      Object.assign(app.resource('aws_security_group'), {
        dynamic: {
          ingress: {
            for_each: ['0.0.0.0/0'],
            content: { from_port: '443', to_port: '443', protocol: 'tcp', cidr_blocks: ['${ingress.value}'] },
          },
        },
      }),
  ],
  ['PAI-NET-003', 'no flow log', (app) => app.remove('aws_flow_log')],
  [
    'PAI-NET-003',
    'a flow log of what was rejected',
    (app) => Object.assign(app.resource('aws_flow_log'), { traffic_type: 'REJECT' }),
  ],
  ['PAI-NET-003', 'a second VPC', (app) => app.add('aws_vpc', 'aws_vpc', 'Second', { cidr_block: '10.41.0.0/16' })],
];
