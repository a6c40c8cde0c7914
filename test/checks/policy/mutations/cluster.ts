import { objectAt } from '../fixture';
import { spec, type Mutation } from './mutation';

export const CLUSTER: readonly Mutation[] = [
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
];
