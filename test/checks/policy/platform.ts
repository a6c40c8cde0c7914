import type { SynthesizedStack } from '../../../checks/document';
import type { JsonObject } from '../../../contract';

/** A small platform in which every rule has something to look at and nothing to find, in any tier. */
export const PLATFORM: readonly SynthesizedStack[] = [
  { name: 'acme-prod-network', json: stack('network', network()) },
  { name: 'acme-prod-cluster', json: stack('cluster', cluster()) },
  { name: 'acme-prod-platform', json: stack('platform', platform()) },
];

function stack(name: string, blocks: JsonObject): JsonObject {
  return {
    terraform: {
      backend: { s3: { bucket: 'acme-state', key: `prod/${name}.tfstate`, region: 'eu-central-1', encrypt: true } },
      required_version: '>= 1.11.0, < 2.0.0',
      required_providers: {
        aws: { source: 'hashicorp/aws', version: '~> 6.25' },
        helm: { source: 'hashicorp/helm', version: '~> 3.1' },
      },
    },
    provider: { aws: [{ region: 'eu-central-1', allowed_account_ids: ['111122223333'] }] },
    ...blocks,
  };
}

function at(path: string, body: JsonObject): JsonObject {
  return { '//': { metadata: { path, uniqueId: path.split('/').at(-1) ?? '' } }, ...body };
}

function network(): JsonObject {
  return {
    resource: {
      aws_vpc: { Network: at('acme-prod-network/Network/Resource', { cidr_block: '10.40.0.0/16' }) },
      aws_flow_log: {
        FlowLog: at('acme-prod-network/Network/FlowLog', {
          vpc_id: '${aws_vpc.Network.id}',
          traffic_type: 'ALL',
          log_destination: '${aws_cloudwatch_log_group.Flows.arn}',
        }),
      },
      aws_cloudwatch_log_group: {
        Flows: at('acme-prod-network/Network/Flows', { name: 'flows', retention_in_days: 365 }),
      },
      aws_security_group: {
        Endpoints: at('acme-prod-network/Endpoints/Group', {
          vpc_id: '${aws_vpc.Network.id}',
          description: 'endpoints',
        }),
      },
      aws_vpc_security_group_ingress_rule: {
        FromVpc: at('acme-prod-network/Endpoints/FromVpc', {
          security_group_id: '${aws_security_group.Endpoints.id}',
          cidr_ipv4: '${aws_vpc.Network.cidr_block}',
          ip_protocol: 'tcp',
          from_port: 443,
          to_port: 443,
        }),
      },
      aws_s3_bucket: { Documents: at('acme-prod-network/Documents/Resource', { bucket: 'acme-prod-documents' }) },
      aws_s3_bucket_server_side_encryption_configuration: {
        Documents: at('acme-prod-network/Documents/Encryption', {
          bucket: '${aws_s3_bucket.Documents.bucket}',
          rule: [
            {
              apply_server_side_encryption_by_default: {
                sse_algorithm: 'aws:kms',
                kms_master_key_id: '${aws_kms_key.Key.arn}',
              },
              bucket_key_enabled: true,
            },
          ],
        }),
      },
      aws_kms_key: { Key: at('acme-prod-network/Key/Resource', { enable_key_rotation: true }) },
    },
    output: { vpc_id: { value: '${aws_vpc.Network.id}' } },
  };
}

function cluster(): JsonObject {
  return {
    resource: {
      aws_kms_key: { Key: at('acme-prod-cluster/Key/Resource', { enable_key_rotation: true }) },
      aws_eks_cluster: {
        Cluster: at('acme-prod-cluster/Cluster/Resource', {
          name: 'acme-prod',
          version: '1.35',
          role_arn: '${aws_iam_role.Cluster.arn}',
          enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
          encryption_config: { provider: { key_arn: '${aws_kms_key.Key.arn}' }, resources: ['secrets'] },
          vpc_config: {
            subnet_ids: ['subnet-1', 'subnet-2'],
            endpoint_private_access: true,
            endpoint_public_access: false,
          },
        }),
      },
      aws_iam_role: {
        Cluster: at('acme-prod-cluster/Cluster/Role', {
          name: 'acme-prod-cluster',
          assume_role_policy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
        }),
      },
      aws_iam_role_policy: {
        Cluster: at('acme-prod-cluster/Cluster/Role/Policy', {
          role: '${aws_iam_role.Cluster.name}',
          policy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:CreateGrant"],"Resource":"${aws_kms_key.Key.arn}"}]}',
        }),
      },
      aws_iam_role_policy_attachment: {
        Cluster: at('acme-prod-cluster/Cluster/Role/AmazonEKSClusterPolicy', {
          role: '${aws_iam_role.Cluster.name}',
          policy_arn: 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy',
        }),
      },
      aws_launch_template: {
        Nodes: at('acme-prod-cluster/Nodes/Template', {
          metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
        }),
      },
      aws_eks_node_group: {
        Nodes: at('acme-prod-cluster/Nodes/Resource', {
          cluster_name: '${aws_eks_cluster.Cluster.name}',
          scaling_config: { min_size: 2, max_size: 4, desired_size: 2 },
          launch_template: { id: '${aws_launch_template.Nodes.id}', version: '1' },
        }),
      },
    },
  };
}

function platform(): JsonObject {
  const resources = [
    {
      apiVersion: 'karpenter.k8s.aws/v1',
      kind: 'EC2NodeClass',
      metadata: { name: 'chat' },
      spec: { role: 'acme-prod-node', metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 } },
    },
    {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'chat' },
      spec: { limits: { 'nvidia.com/gpu': 4 }, template: { spec: {} } },
    },
  ];
  return {
    data: {
      terraform_remote_state: {
        network: {
          backend: 's3',
          config: { bucket: 'acme-state', key: 'prod/network.tfstate', region: 'eu-central-1' },
        },
      },
    },
    resource: {
      helm_release: {
        Karpenter: at('acme-prod-platform/Karpenter/Resource', {
          name: 'karpenter',
          chart: 'karpenter',
          repository: 'oci://public.ecr.aws/karpenter',
          version: '1.14.1',
          values: [
            '{"settings":{"clusterName":"acme-prod","vpcId":"${data.terraform_remote_state.network.outputs.vpc_id}"}}',
          ],
        }),
        Pool: at('acme-prod-platform/Pools/Chat/Resource', {
          name: 'pool-chat',
          chart: './assets/Chart/0A1B',
          values: [JSON.stringify({ resources })],
        }),
      },
    },
  };
}
