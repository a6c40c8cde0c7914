import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { INSTANCE_TYPES } from '../../facts';
import { stateIntent } from '../core';
import type { IKey } from '../key';
import { NodeGroup } from '../node-group';
import type { IRole } from '../role';
import type { GpuNode } from './gpu-node';
import { gpuNodeLabels } from './sharing';

/** Taint on every GPU node: only pods that ask for a GPU come in. */
export const GPU_TAINT = { key: 'nvidia.com/gpu', value: 'true' } as const;

export interface ManagedGpuPoolProps {
  clusterName: string;
  name: string;
  kubernetesVersion: string;
  subnetIds: readonly string[];
  nodeRole: IRole;
  /** Best first, all with the same number of GPUs. */
  instanceTypes: readonly string[];
  node: GpuNode;
  capacityType: 'ON_DEMAND' | 'SPOT';
  minNodes: number;
  /** Nodes that run whether anybody asks or not, on the average of a month, for the estimate. */
  steadyNodes: number;
  /** Nodes that what runs in it needs, for the estimate. */
  expectedNodes: number;
  maxNodes: number;
  rootVolumeGiB: number;
  encryptionKey: IKey;
  /** @default - none */
  dependsOn?: readonly ITerraformDependable[];
}

/** GPU nodes as a managed node group that a scaler moves between its limits, from zero too. */
export class ManagedGpuPool extends Construct {
  readonly resources: { nodeGroup: NodeGroup };

  constructor(scope: Construct, id: string, props: ManagedGpuPoolProps) {
    super(scope, id);
    const nodeGroup = new NodeGroup(this, 'Resource', {
      clusterName: props.clusterName,
      word: props.name,
      kubernetesVersion: props.kubernetesVersion,
      subnetIds: props.subnetIds,
      nodeRole: props.nodeRole,
      instanceTypes: props.instanceTypes,
      amiType: props.node.ami === 'al2023' ? 'AL2023_x86_64_NVIDIA' : 'BOTTLEROCKET_x86_64_NVIDIA',
      capacityType: props.capacityType,
      minNodes: props.minNodes,
      maxNodes: props.maxNodes,
      rootVolumeGiB: props.rootVolumeGiB,
      encryptionKey: props.encryptionKey,
      labels: gpuNodeLabels(props.node),
      taints: [{ ...GPU_TAINT, effect: 'NO_SCHEDULE' }],
      dependsOn: props.dependsOn,
    });
    stateIntent(this, nodeGroup.resources.nodeGroup, {
      kind: 'node-pool',
      name: props.name,
      instanceTypes: [...props.instanceTypes],
      capacityTypes: [props.capacityType === 'SPOT' ? 'spot' : 'on-demand'],
      nodes: { min: props.steadyNodes, expected: props.expectedNodes, max: props.maxNodes },
      rootVolumeGiB: props.rootVolumeGiB,
      gpusPerNode: INSTANCE_TYPES[props.instanceTypes[0] ?? '']?.gpu?.count ?? 0,
      reservations: [],
    });
    this.resources = { nodeGroup };
  }
}
