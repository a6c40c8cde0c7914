import type { Mutation } from './mutation';

const ANYWHERE = { ip_protocol: 'tcp', security_group_id: '${aws_security_group.Endpoints.id}', description: 'x' };

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
        ingress: { description: 'x', from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] },
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
            content: {
              description: 'x',
              from_port: '443',
              to_port: '443',
              protocol: 'tcp',
              cidr_blocks: ['${ingress.value}'],
            },
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
  [
    'PAI-NET-003',
    'a second VPC',
    (app) => app.add('aws_vpc', 'aws_vpc', 'Second', { cidr_block: '10.41.0.0/16' }),
    ['PAI-NET-002', 'PAI-NET-005'],
  ],

  ['PAI-NET-002', 'default security groups left alone', (app) => app.remove('aws_default_security_group')],
  [
    'PAI-NET-002',
    'a rule in a default security group',
    (app) =>
      Object.assign(app.resource('aws_default_security_group'), {
        egress: { from_port: 443, to_port: 443, protocol: 'tcp', cidr_blocks: ['10.0.0.0/8'], description: 'x' },
      }),
  ],
  [
    'PAI-NET-004',
    'public addresses for nodes',
    (app) =>
      Object.assign(
        app.resource('aws_subnet', (subnet) => subnet.availability_zone === 'eu-central-1a'),
        { map_public_ip_on_launch: true },
      ),
  ],
  [
    'PAI-NET-004',
    'nodes in public subnets',
    (app) =>
      Object.assign(app.resource('aws_eks_node_group'), {
        subnet_ids: '${data.terraform_remote_state.network.outputs.public_subnet_ids}',
      }),
  ],
  [
    'PAI-NET-004',
    'a database in a subnet with a route to the internet',
    (app) => app.add('aws_vpc', 'aws_db_subnet_group', 'Store', { subnet_ids: ['${aws_subnet.Public_a.id}'] }),
  ],
  ['PAI-NET-005', 'no endpoint', (app) => app.remove('aws_vpc_endpoint')],
  [
    'PAI-NET-006',
    'one gateway for two zones',
    (app) =>
      Object.assign(
        app.resource('aws_route', (route) => route.nat_gateway_id === '${aws_nat_gateway.Out_b.id}'),
        { nat_gateway_id: '${aws_nat_gateway.Out_a.id}' },
      ),
  ],
  [
    'PAI-NET-007',
    'an old TLS policy',
    (app) => Object.assign(app.resource('aws_lb_listener'), { ssl_policy: 'ELBSecurityPolicy-2016-08' }),
  ],
  [
    'PAI-NET-007',
    'plain HTTP',
    (app) =>
      app.add('aws_lb', 'aws_lb_listener', 'Http', {
        load_balancer_arn: '${aws_lb.Entry.arn}',
        port: 80,
        default_action: { type: 'forward', target_group_arn: 'x' },
      }),
  ],
  [
    'PAI-NET-008',
    'a chart that faces the internet',
    (app) =>
      app.values('settings', (values) =>
        Object.assign(values, {
          ingress: { enabled: true, annotations: { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' } },
        }),
      ),
  ],
  [
    'PAI-NET-008',
    'a service that faces the internet',
    (app) => app.values('settings', (values) => Object.assign(values, { service: { type: 'LoadBalancer' } })),
  ],
  ['PAI-NET-009', 'a public balancer without firewall', (app) => app.remove('aws_wafv2_web_acl_association')],
  [
    'PAI-NET-009',
    'a firewall without rate limit',
    (app) => {
      const acl = app.resource('aws_wafv2_web_acl');
      acl.rule = Array.isArray(acl.rule) ? acl.rule.slice(1) : [];
    },
  ],
  ['PAI-NET-009', 'a firewall without log', (app) => app.remove('aws_wafv2_web_acl_logging_configuration')],
  [
    'PAI-NET-010',
    'everything out',
    (app) =>
      app.add('aws_security_group', 'aws_vpc_security_group_egress_rule', 'All', {
        ...ANYWHERE,
        cidr_ipv4: '0.0.0.0/0',
        ip_protocol: '-1',
      }),
  ],
  [
    'PAI-NET-011',
    'a namespace without network policy',
    (app) =>
      app.add('kubernetes_namespace_v1', 'kubernetes_namespace_v1', 'Open', {
        metadata: { name: 'open', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      }),
  ],
  [
    'PAI-NET-011',
    'a release that makes its own namespace',
    (app) =>
      Object.assign(
        app.resource('helm_release', (release) => release.repository !== undefined),
        { create_namespace: true, namespace: 'karpenter' },
      ),
  ],
  [
    'PAI-NET-012',
    'network policies nobody enforces',
    (app) => delete app.resource('aws_eks_addon', (addon) => addon.addon_name === 'vpc-cni').configuration_values,
  ],
  ['PAI-NET-013', 'no access log', (app) => delete app.resource('aws_lb').access_logs],
  [
    'PAI-NET-014',
    'a rule without description',
    (app) => delete app.resource('aws_vpc_security_group_ingress_rule').description,
  ],
];
