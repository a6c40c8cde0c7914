import { TIERS } from '../../../contract';
import { changed, idsOf, judge, objectAt, objectOfKind } from './fixture';
import type { Mutation } from './mutations/mutation';
import { PLATFORM } from './platform';

/** Changes after which a rule cannot tell before apply. */
const UNKNOWNS: readonly Mutation[] = [
  [
    'PAI-NET-001',
    'the range of a rule',
    (app) => Object.assign(app.resource('aws_vpc_security_group_ingress_rule'), { cidr_ipv4: '${var.range}' }),
  ],
  [
    'PAI-NET-001',
    'rules made by a dynamic block',
    (app) =>
      Object.assign(app.resource('aws_security_group'), {
        dynamic: { ingress: { for_each: '${var.rules}', content: { description: 'x', cidr_blocks: ['10.0.0.0/8'] } } },
      }),
  ],
  [
    'PAI-NET-003',
    'what a flow log records',
    (app) => Object.assign(app.resource('aws_flow_log'), { traffic_type: '${var.traffic}' }),
  ],
  [
    'PAI-NET-003',
    'what a module makes of the VPC',
    (app) => {
      app.remove('aws_flow_log');
      objectAt(app.stack('aws_vpc'), 'module').logs = { source: './logs', vpc_id: '${aws_vpc.Network.id}' };
    },
  ],
  [
    'PAI-EKS-001',
    'who may reach the API',
    (app) =>
      Object.assign(objectAt(app.resource('aws_eks_cluster'), 'vpc_config'), {
        endpoint_public_access: '${var.public}',
      }),
  ],
  [
    'PAI-EKS-001',
    'all of the cluster’s network',
    (app) => Object.assign(app.resource('aws_eks_cluster'), { vpc_config: '${var.config}' }),
    ['PAI-EKS-013'],
  ],
  [
    'PAI-EKS-002',
    'which logs are on',
    (app) => Object.assign(app.resource('aws_eks_cluster'), { enabled_cluster_log_types: '${var.logs}' }),
  ],
  [
    'PAI-EKS-003',
    'what is encrypted',
    (app) =>
      Object.assign(objectAt(app.resource('aws_eks_cluster'), 'encryption_config'), { resources: '${var.what}' }),
  ],
  [
    'PAI-EKS-008',
    'the hop limit',
    (app) =>
      Object.assign(objectAt(app.resource('aws_launch_template'), 'metadata_options'), {
        http_put_response_hop_limit: '${var.hops}',
      }),
  ],
  [
    'PAI-EKS-008',
    'a hop limit that is no number',
    (app) =>
      Object.assign(objectAt(app.resource('aws_launch_template'), 'metadata_options'), {
        http_put_response_hop_limit: 'few',
      }),
  ],
  [
    'PAI-IAM-001',
    'a policy from a file',
    (app) => Object.assign(app.resource('aws_iam_role_policy'), { policy: '${file("policy.json")}' }),
  ],
  [
    'PAI-IAM-001',
    'an attached policy',
    (app) => Object.assign(app.resource('aws_iam_role_policy_attachment'), { policy_arn: '${var.policy}' }),
  ],
  [
    'PAI-ENC-003',
    'the algorithm',
    (app) => Object.assign(app.resource('aws_s3_bucket_server_side_encryption_configuration'), { rule: '${var.rule}' }),
  ],
  [
    'PAI-GPU-001',
    'the limit of a pool',
    (app) =>
      app.values('NodePool', (values) =>
        Object.assign(objectAt(objectOfKind(values, 'NodePool'), 'spec'), { limits: { cpu: '${var.cpu}' } }),
      ),
  ],
  [
    'PAI-GPU-001',
    'values that are one expression',
    (app) => Object.assign(app.resource('helm_release'), { values: ['${yamlencode(local.values)}'] }),
    ['PAI-K8S-001', 'PAI-K8S-009', 'PAI-NET-011', 'PAI-SRV-003'],
  ],
  [
    'PAI-SUP-001',
    'the version of a chart',
    (app) =>
      Object.assign(
        app.resource('helm_release', (release) => release.repository !== undefined),
        { version: '${var.version}' },
      ),
  ],
];

describe.each(TIERS)('in %s', (tier) => {
  test.each(UNKNOWNS)('%s says that it cannot tell: %s', async (id, _, change, implied = []) => {
    const { findings, summary } = await judge(changed(PLATFORM, change), tier);

    expect(idsOf(findings)).toEqual([id, ...implied].sort());
    expect([...new Set(findings.map((finding) => finding.status))]).toEqual(['unknown']);
    expect(summary.unknown).toBe(findings.length);
    expect(summary.deny).toBe(tier === 'enterprise' ? findings.length : 0);
  });

  test('a text that cannot be parsed is never a pass', async () => {
    const broken = changed(PLATFORM, (app) =>
      Object.assign(app.resource('aws_iam_role_policy'), { policy: '{"Statement":[' }),
    );

    const { findings } = await judge(broken, tier);

    expect(idsOf(findings)).toEqual(['PAI-IAM-001', 'PAI-SEC-001']);
    expect(findings.every((finding) => finding.status === 'unknown')).toBe(true);
  });
});
