import { readRuleBook } from '../../../checks/policy';
import { TIERS, type JsonObject } from '../../../contract';
import { changed, idsOf, judge, objectAt, objectOfKind, type App } from './fixture';
import { PLATFORM } from './platform';

const ANYWHERE = { ip_protocol: 'tcp', security_group_id: '${aws_security_group.Endpoints.id}' };
const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

/** Changes of a clean platform, by the one rule each of them must break. */
const MUTATIONS: [string, string, (app: App) => void][] = [
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
  [
    'PAI-EKS-001',
    'the API open to everybody',
    (app) =>
      Object.assign(objectAt(app.resource('aws_eks_cluster'), 'vpc_config'), {
        endpoint_public_access: true,
        public_access_cidrs: ['0.0.0.0/0'],
      }),
  ],
  [
    'PAI-EKS-001',
    'the API not inside the VPC',
    (app) => Object.assign(objectAt(app.resource('aws_eks_cluster'), 'vpc_config'), { endpoint_private_access: false }),
  ],
  [
    'PAI-EKS-001',
    'nothing said of the API',
    (app) => Object.assign(app.resource('aws_eks_cluster'), { vpc_config: { subnet_ids: ['subnet-1'] } }),
  ],
  [
    'PAI-EKS-002',
    'no audit log',
    (app) =>
      Object.assign(app.resource('aws_eks_cluster'), {
        enabled_cluster_log_types: ['api', 'authenticator', 'controllerManager', 'scheduler'],
      }),
  ],
  ['PAI-EKS-002', 'no log at all', (app) => delete app.resource('aws_eks_cluster').enabled_cluster_log_types],
  ['PAI-EKS-003', 'secrets not encrypted', (app) => delete app.resource('aws_eks_cluster').encryption_config],
  [
    'PAI-EKS-003',
    'nothing encrypted with the key',
    (app) => Object.assign(objectAt(app.resource('aws_eks_cluster'), 'encryption_config'), { resources: [] }),
  ],
  [
    'PAI-EKS-008',
    'two hops to instance metadata',
    (app) =>
      Object.assign(objectAt(app.resource('aws_launch_template'), 'metadata_options'), {
        http_put_response_hop_limit: 2,
      }),
  ],
  [
    'PAI-EKS-008',
    'instance metadata without a token',
    (app) =>
      Object.assign(objectAt(app.resource('aws_launch_template'), 'metadata_options'), { http_tokens: 'optional' }),
  ],
  ['PAI-EKS-008', 'nodes without a template', (app) => delete app.resource('aws_eks_node_group').launch_template],
  [
    'PAI-EKS-008',
    'a node class without a token',
    (app) =>
      app.values('EC2NodeClass', (values) =>
        spec(values, 'EC2NodeClass', { metadataOptions: { httpTokens: 'optional' } }),
      ),
  ],
  [
    'PAI-IAM-001',
    'a role that may do everything',
    (app) =>
      app.add('aws_iam_role', 'aws_iam_role_policy', 'All', {
        role: 'x',
        policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      }),
  ],
  [
    'PAI-IAM-001',
    'a policy document that allows everything',
    (app) => {
      objectAt(app.stack('aws_iam_role'), 'data').aws_iam_policy_document = {
        All: { statement: { actions: ['*'], resources: ['*'] } },
      };
      app.add('aws_iam_role', 'aws_iam_policy', 'All', { policy: '${data.aws_iam_policy_document.All.json}' });
    },
  ],
  [
    'PAI-IAM-001',
    'AdministratorAccess',
    (app) =>
      app.add('aws_iam_role', 'aws_iam_role_policy_attachment', 'Admin', {
        role: 'x',
        policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
  ],
  [
    'PAI-ENC-003',
    'a bucket without encryption',
    (app) => app.add('aws_vpc', 'aws_s3_bucket', 'Plain', { bucket: 'acme-plain' }),
  ],
  [
    'PAI-ENC-003',
    'a bucket with keys of S3',
    (app) => {
      app.add('aws_vpc', 'aws_s3_bucket', 'Plain', { bucket: 'acme-plain' });
      app.add('aws_vpc', 'aws_s3_bucket_server_side_encryption_configuration', 'Plain', {
        bucket: '${aws_s3_bucket.Plain.id}',
        rule: { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' }, bucket_key_enabled: true },
      });
    },
  ],
  [
    'PAI-SEC-001',
    'a token in Helm values',
    (app) => app.values('settings', (values) => Object.assign(values, { env: { GITHUB: TOKEN } })),
  ],
  [
    'PAI-SEC-001',
    'a password in an output',
    (app) => Object.assign(objectAt(app.stack(), 'output'), { admin: { value: { password: 'hunter2hunter' } } }),
  ],
  [
    'PAI-GPU-001',
    'a pool without limit',
    (app) => app.values('NodePool', (values) => spec(values, 'NodePool', { limits: {} })),
  ],
  ['PAI-GPU-001', 'a node group without size', (app) => delete app.resource('aws_eks_node_group').scaling_config],
  [
    'PAI-GPU-001',
    'a pool in YAML',
    (app) =>
      app.add('helm_release', 'helm_release', 'More', {
        chart: './more',
        values: [
          'extraObjects:\n- apiVersion: karpenter.sh/v1\n  kind: NodePool\n  metadata: {name: more}\n  spec: {}\n',
        ],
      }),
  ],
  [
    'PAI-SUP-001',
    'a chart without version',
    (app) => delete app.resource('helm_release', (release) => release.repository !== undefined).version,
  ],
  [
    'PAI-SUP-001',
    'a chart with a range',
    (app) =>
      Object.assign(
        app.resource('helm_release', (release) => release.repository !== undefined),
        { version: '^1.0.0' },
      ),
  ],
  [
    'PAI-SUP-003',
    'a provider without version',
    (app) =>
      Object.assign(objectAt(objectAt(app.stack(), 'terraform'), 'required_providers'), {
        aws: { source: 'hashicorp/aws' },
      }),
  ],
  ['PAI-SUP-003', 'a provider nobody asked for', (app) => app.add(undefined, 'random_password', 'P', { length: 20 })],
  ['PAI-SUP-003', 'no word on Terraform itself', (app) => delete objectAt(app.stack(), 'terraform').required_version],
];

function spec(values: JsonObject, kind: string, change: JsonObject): void {
  Object.assign(objectAt(objectOfKind(values, kind), 'spec'), change);
}

describe.each(TIERS)('in %s', (tier) => {
  test('the platform breaks no rule and leaves nothing open', async () => {
    expect((await judge(PLATFORM, tier)).findings).toEqual([]);
  });

  test.each(MUTATIONS)('%s, and only that, sees %s', async (id, _, mutation) => {
    const { findings } = await judge(changed(PLATFORM, mutation), tier);

    expect(idsOf(findings)).toEqual([id]);
    expect(findings.map((finding) => finding.status)).not.toContain('unknown');
  });
});

test('every rule is seen by a mutation', () => {
  const rules = readRuleBook().rules.filter((rule) => rule.package !== undefined);

  expect([...new Set(MUTATIONS.map(([id]) => id))].sort()).toEqual(rules.map((rule) => rule.id));
});
