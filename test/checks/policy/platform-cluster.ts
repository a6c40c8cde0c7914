import type { JsonObject } from '../../../contract';
import { key } from './platform-network';
import { at, remoteState, stack } from './platform-stack';

const SUBNETS = '${data.terraform_remote_state.network.outputs.private_subnet_ids}';

/** A private cluster with one group of nodes. */
export const CLUSTER_STACK = stack('cluster', {
  data: remoteState('network'),
  resource: {
    aws_kms_key: { Key: key('cluster/Key/Resource') },
    aws_eks_cluster: {
      Cluster: at('cluster/Cluster/Resource', {
        name: 'acme-prod',
        version: '1.35',
        role_arn: '${aws_iam_role.Cluster.arn}',
        deletion_protection: true,
        upgrade_policy: { support_type: 'STANDARD' },
        access_config: { authentication_mode: 'API', bootstrap_cluster_creator_admin_permissions: false },
        enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
        encryption_config: { provider: { key_arn: '${aws_kms_key.Key.arn}' }, resources: ['secrets'] },
        vpc_config: { subnet_ids: SUBNETS, endpoint_private_access: true, endpoint_public_access: false },
      }),
    },
    aws_cloudwatch_log_group: {
      Cluster: at('cluster/Cluster/Logs', {
        name: '/aws/eks/acme-prod/cluster',
        retention_in_days: 365,
        kms_key_id: '${aws_kms_key.Key.arn}',
      }),
    },
    aws_eks_access_entry: {
      Admin: at('cluster/Cluster/Admin', {
        cluster_name: '${aws_eks_cluster.Cluster.name}',
        principal_arn: 'arn:aws:iam::111122223333:role/break-glass',
      }),
    },
    aws_eks_access_policy_association: {
      Admin: at('cluster/Cluster/AdminPolicy', {
        cluster_name: '${aws_eks_cluster.Cluster.name}',
        principal_arn: 'arn:aws:iam::111122223333:role/break-glass',
        policy_arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
        access_scope: { type: 'cluster' },
      }),
    },
    aws_eks_addon: {
      VpcCni: at('cluster/Cluster/AddOns/VpcCni', {
        cluster_name: '${aws_eks_cluster.Cluster.name}',
        addon_name: 'vpc-cni',
        addon_version: 'v1.21.1-eksbuild.1',
        configuration_values: '{"enableNetworkPolicy":"true"}',
      }),
    },
    ...roles(),
    aws_launch_template: {
      Nodes: at('cluster/Nodes/Template', {
        metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
        block_device_mappings: [
          {
            device_name: '/dev/xvda',
            ebs: { encrypted: 'true', kms_key_id: '${aws_kms_key.Key.arn}', volume_size: 100, volume_type: 'gp3' },
          },
        ],
      }),
    },
    aws_eks_node_group: {
      Nodes: at('cluster/Nodes/Resource', {
        cluster_name: '${aws_eks_cluster.Cluster.name}',
        node_role_arn: '${aws_iam_role.Nodes.arn}',
        subnet_ids: SUBNETS,
        ami_type: 'AL2023_x86_64_STANDARD',
        release_version: '1.35.6-20260714',
        capacity_type: 'ON_DEMAND',
        instance_types: ['m7i.xlarge'],
        scaling_config: { min_size: 2, max_size: 4, desired_size: 2 },
        launch_template: { id: '${aws_launch_template.Nodes.id}', version: '1' },
      }),
    },
  },
  output: {
    key_arn: { value: '${aws_kms_key.Key.arn}' },
    node_role_name: { value: '${aws_iam_role.Nodes.name}' },
  },
});

function roles(): JsonObject {
  const role = (path: string, name: string, service: string): JsonObject =>
    at(path, {
      name,
      permissions_boundary: 'arn:aws:iam::111122223333:policy/boundary',
      assume_role_policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      }),
    });
  const attached = (path: string, name: string, policy: string): JsonObject =>
    at(path, { role: `\${aws_iam_role.${name}.name}`, policy_arn: `arn:aws:iam::aws:policy/${policy}` });
  return {
    aws_iam_role: {
      Cluster: role('cluster/Cluster/Role', 'acme-prod-cluster', 'eks.amazonaws.com'),
      Nodes: role('cluster/Nodes/Role', 'acme-prod-node', 'ec2.amazonaws.com'),
    },
    aws_iam_role_policy: {
      Cluster: at('cluster/Cluster/Role/Policy', {
        role: '${aws_iam_role.Cluster.name}',
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:CreateGrant"],"Resource":"${aws_kms_key.Key.arn}"}]}',
      }),
    },
    aws_iam_role_policy_attachment: {
      Cluster: attached('cluster/Cluster/Role/ClusterPolicy', 'Cluster', 'AmazonEKSClusterPolicy'),
      Nodes: attached('cluster/Nodes/Role/WorkerNodePolicy', 'Nodes', 'AmazonEKSWorkerNodePolicy'),
      Pull: attached('cluster/Nodes/Role/PullOnly', 'Nodes', 'AmazonEC2ContainerRegistryPullOnly'),
    },
  };
}
