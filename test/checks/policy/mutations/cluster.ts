import type { JsonObject } from '../../../../contract';
import { objectAt, objectOfKind } from '../fixture';
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
    (app) =>
      Object.assign(app.resource('aws_eks_cluster'), {
        vpc_config: { subnet_ids: ['subnet-1', 'subnet-2', 'subnet-3'] },
      }),
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
        namespace: 'models',
        values: [
          `extraObjects:
- apiVersion: karpenter.sh/v1
  kind: NodePool
  metadata: {name: more}
  spec:
    template: {spec: {requirements: [{key: node.kubernetes.io/instance-type, operator: In, values: [m7i.large]}]}}
`,
        ],
      }),
  ],
  [
    'PAI-EKS-004',
    'a version out of support',
    (app) => Object.assign(app.resource('aws_eks_cluster'), { version: '1.32' }),
  ],
  ['PAI-EKS-004', 'no version', (app) => delete app.resource('aws_eks_cluster').version],
  ['PAI-EKS-005', 'the aws-auth map', (app) => delete app.resource('aws_eks_cluster').access_config],
  [
    'PAI-EKS-006',
    'an administrator nobody declared',
    (app) =>
      Object.assign(app.resource('aws_eks_access_policy_association'), {
        principal_arn: 'arn:aws:iam::111122223333:role/developer',
      }),
  ],
  [
    'PAI-EKS-007',
    'a cluster that one call deletes',
    (app) => Object.assign(app.resource('aws_eks_cluster'), { deletion_protection: false }),
  ],
  [
    'PAI-EKS-009',
    'SSH to nodes',
    (app) => Object.assign(app.resource('aws_eks_node_group'), { remote_access: { ec2_ssh_key: 'ops' } }),
  ],
  ['PAI-EKS-009', 'an SSH key', (app) => Object.assign(app.resource('aws_launch_template'), { key_name: 'ops' })],
  [
    'PAI-EKS-010',
    'a volume in clear',
    (app) =>
      Object.assign(app.resource('aws_launch_template'), {
        block_device_mappings: { device_name: '/dev/xvda', ebs: { volume_size: 100 } },
      }),
  ],
  [
    'PAI-EKS-010',
    'a volume too small for an image',
    (app) =>
      app.values('EC2NodeClass', (values) =>
        spec(values, 'EC2NodeClass', {
          blockDeviceMappings: [{ ebs: { encrypted: true, kmsKeyID: 'k', volumeSize: '20Gi' } }],
        }),
      ),
  ],
  ['PAI-EKS-011', 'an add-on without version', (app) => delete app.resource('aws_eks_addon').addon_version],
  [
    'PAI-EKS-012',
    'Amazon Linux 2',
    (app) => Object.assign(app.resource('aws_eks_node_group'), { ami_type: 'AL2_x86_64' }),
  ],
  [
    'PAI-EKS-012',
    'an image of our own',
    (app) =>
      app.values('EC2NodeClass', (values) =>
        spec(values, 'EC2NodeClass', { amiSelectorTerms: [{ id: 'ami-0a1b2c3d4e5f60718' }] }),
      ),
  ],
  [
    'PAI-EKS-013',
    'nodes in one zone',
    (app) => Object.assign(app.resource('aws_eks_node_group'), { subnet_ids: ['subnet-1'] }),
  ],
  [
    'PAI-EKS-014',
    'nodes that read every bucket',
    (app) =>
      app.add('aws_eks_node_group', 'aws_iam_role_policy_attachment', 'Buckets', {
        role: '${aws_iam_role.Nodes.name}',
        policy_arn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      }),
  ],
  [
    'PAI-EKS-014',
    'rights written into the role of nodes',
    (app) =>
      app.add('aws_eks_node_group', 'aws_iam_role_policy', 'Nodes', {
        role: '${aws_iam_role.Nodes.name}',
        policy: '{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*"}}',
      }),
  ],

  [
    'PAI-GPU-002',
    'a pool of spot alone',
    (app) =>
      app.values('NodePool', (values) =>
        requirements(values, [
          { key: 'node.kubernetes.io/instance-type', operator: 'In', values: ['g6e.xlarge'] },
          { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] },
        ]),
      ),
  ],
  [
    'PAI-GPU-002',
    'nodes of spot alone',
    (app) => Object.assign(app.resource('aws_eks_node_group'), { capacity_type: 'SPOT' }),
  ],
  ['PAI-GPU-003', 'GPUs for everybody', (app) => app.values('NodePool', (values) => delete podSpec(values).taints)],
  [
    'PAI-GPU-004',
    'a kind of node from long ago',
    (app) =>
      app.values('NodePool', (values) =>
        requirements(values, [{ key: 'node.kubernetes.io/instance-type', operator: 'In', values: ['g3.4xlarge'] }]),
      ),
  ],
  [
    'PAI-GPU-005',
    'GPUs shared in turns',
    (app) =>
      app.add('helm_release', 'helm_release', 'DevicePlugin', {
        name: 'device-plugin',
        namespace: 'models',
        chart: 'nvidia-device-plugin',
        repository: 'https://nvidia.github.io/k8s-device-plugin',
        version: '0.20.0',
        values: [
          JSON.stringify({
            resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
            config: { map: { any: '{"sharing":{"timeSlicing":{"resources":[]}}}' } },
          }),
        ],
      }),
  ],
  [
    'PAI-GPU-006',
    'GPUs of staging that never sleep',
    (app) => {
      app.rehearse('aws_eks_node_group');
      Object.assign(app.resource('aws_eks_node_group'), {
        ami_type: 'AL2023_x86_64_NVIDIA',
        taint: { key: 'nvidia.com/gpu', effect: 'NO_SCHEDULE' },
      });
    },
  ],
];

function podSpec(values: JsonObject): JsonObject {
  return objectAt(objectAt(objectAt(objectOfKind(values, 'NodePool'), 'spec'), 'template'), 'spec');
}

function requirements(values: JsonObject, list: JsonObject[]): void {
  podSpec(values).requirements = list;
}
