import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { ITerraformDependable } from 'cdktf';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { KUBERNETES_VERSIONS } from '../../facts';
import { physicalName } from '../core';
import type { IKey } from '../key';
import type { IRole } from '../role';

export interface Taint {
  key: string;
  value: string;
  effect: 'NO_SCHEDULE' | 'NO_EXECUTE' | 'PREFER_NO_SCHEDULE';
}

export interface NodeGroupProps {
  clusterName: string;
  /** Word of the name, and value of the node label `groundplane.io/pool`. */
  word: string;
  kubernetesVersion: string;
  subnetIds: readonly string[];
  nodeRole: IRole;
  /** Best first. */
  instanceTypes: readonly string[];
  amiType: 'AL2023_x86_64_STANDARD' | 'AL2023_ARM_64_STANDARD' | 'AL2023_x86_64_NVIDIA' | 'BOTTLEROCKET_x86_64_NVIDIA';
  /** @default ON_DEMAND */
  capacityType?: 'ON_DEMAND' | 'SPOT';
  minNodes: number;
  maxNodes: number;
  rootVolumeGiB: number;
  encryptionKey: IKey;
  /** @default - none */
  labels?: Record<string, string>;
  /** @default - none */
  taints?: readonly Taint[];
  /** What must stay until the nodes are gone, besides the role's policies: the CNI. @default - none */
  dependsOn?: readonly ITerraformDependable[];
}

/** Label on every node: the pool it belongs to. */
export const POOL_LABEL = 'groundplane.io/pool';

/**
 * A managed node group: the image of one dated release, encrypted volumes, metadata only for the node itself, no SSH.
 * Whoever scales it owns the number of nodes; Terraform sets it once.
 */
export class NodeGroup extends Construct {
  readonly name: string;
  readonly resources: { nodeGroup: EksNodeGroup; launchTemplate: LaunchTemplate };

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    this.name = physicalName(this, props.word);
    const launchTemplate = this.createLaunchTemplate(props);
    const nodeGroup = new EksNodeGroup(this, 'Resource', {
      clusterName: props.clusterName,
      nodeGroupName: this.name,
      nodeRoleArn: props.nodeRole.arn,
      subnetIds: [...props.subnetIds],
      version: props.kubernetesVersion,
      releaseVersion: releaseOf(props),
      amiType: props.amiType,
      capacityType: props.capacityType ?? 'ON_DEMAND',
      instanceTypes: [...props.instanceTypes],
      scalingConfig: { minSize: props.minNodes, desiredSize: props.minNodes, maxSize: props.maxNodes },
      updateConfig: { maxUnavailablePercentage: 33 },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: launchTemplate.id, version: Token.asString(launchTemplate.latestVersion) },
      labels: { [POOL_LABEL]: props.word, ...props.labels },
      taint: (props.taints ?? []).map((taint) => ({ ...taint })),
      lifecycle: { ignoreChanges: ['scaling_config[0].desired_size'] },
      timeouts: { create: '40m', update: '120m', delete: '60m' },
      dependsOn: [...props.nodeRole.ready, ...(props.dependsOn ?? [])],
    });
    this.resources = { nodeGroup, launchTemplate };
  }

  private createLaunchTemplate(props: NodeGroupProps): LaunchTemplate {
    const tags = { Name: this.name };
    return new LaunchTemplate(this, 'Template', {
      name: this.name,
      description: `nodes of ${props.word}`,
      updateDefaultVersion: true,
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: rootDevice(props.amiType),
          ebs: {
            encrypted: 'true',
            kmsKeyId: props.encryptionKey.arn,
            volumeType: 'gp3',
            volumeSize: props.rootVolumeGiB,
            deleteOnTermination: 'true',
          },
        },
      ],
      monitoring: { enabled: true },
      tagSpecifications: [
        { resourceType: 'instance', tags },
        { resourceType: 'volume', tags },
      ],
    });
  }
}

// Bottlerocket's releases are its own; EKS then takes the newest of the version
function releaseOf(props: NodeGroupProps): string | undefined {
  return props.amiType.startsWith('AL2023') ? KUBERNETES_VERSIONS[props.kubernetesVersion]?.amiRelease : undefined;
}

/** Bottlerocket keeps its system on xvda and images, weights and logs on xvdb. */
function rootDevice(amiType: NodeGroupProps['amiType']): string {
  return amiType.startsWith('BOTTLEROCKET') ? '/dev/xvdb' : '/dev/xvda';
}
