import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { CapacityType } from '../../contract';
import { al2023Alias, BOTTLEROCKET_ALIAS, INSTANCE_TYPES, KUBERNETES_VERSIONS } from '../../facts';
import { physicalName, stateIntent } from '../core';
import type { IKey } from '../key';
import { Manifests, type Manifest } from '../manifests';
import { POOL_LABEL } from '../node-group';
import type { GpuNode } from './gpu-node';
import { GPU_TAINT } from './managed-gpu-pool';
import { bottlerocketSettings, gpuNodeLabels } from './sharing';

export interface KarpenterPoolProps {
  clusterName: string;
  name: string;
  kubernetesVersion: string;
  subnetIds: readonly string[];
  securityGroupId: string;
  instanceProfileName: string;
  /** Best first, all with the same number of GPUs. */
  instanceTypes: readonly string[];
  node: GpuNode;
  capacity: readonly CapacityType[];
  /** Capacity reservations or blocks that exist. */
  reservations: readonly string[];
  /** Zone ids; empty: all of the subnets. */
  zoneIds: readonly string[];
  minNodes: number;
  /** Nodes that run whether anybody asks or not, on the average of a month, for the estimate. */
  steadyNodes: number;
  /** Nodes that what runs in it needs, for the estimate. */
  expectedNodes: number;
  maxNodes: number;
  rootVolumeGiB: number;
  encryptionKey: IKey;
  /** Karpenter, and what must be on its nodes before pods. */
  dependsOn: readonly ITerraformDependable[];
}

/**
 * GPU nodes by Karpenter: one pool with several instance types and zones that takes reserved capacity first, then spot, then on
 * demand. Several weighted pools would each wait for the other and never fall back.
 */
export class KarpenterPool extends Construct {
  readonly resources: { manifests: Manifests };

  constructor(scope: Construct, id: string, props: KarpenterPoolProps) {
    super(scope, id);
    const manifests = new Manifests(this, 'Resource', {
      name: `node-pool-${props.name}`,
      namespace: 'kube-system',
      resources: [this.nodeClass(props), nodePool(props)],
      dependsOn: props.dependsOn,
    });
    stateIntent(this, manifests.resources.release, {
      kind: 'node-pool',
      name: props.name,
      instanceTypes: [...props.instanceTypes],
      capacityTypes: [...props.capacity],
      nodes: { min: props.steadyNodes, expected: props.expectedNodes, max: props.maxNodes },
      rootVolumeGiB: props.rootVolumeGiB,
      gpusPerNode: gpusPerNode(props),
      reservations: [...props.reservations],
    });
    this.resources = { manifests };
  }

  private nodeClass(props: KarpenterPoolProps): Manifest {
    const bottlerocket = props.node.ami === 'bottlerocket';
    const version = KUBERNETES_VERSIONS[props.kubernetesVersion];
    const alias = bottlerocket || version === undefined ? BOTTLEROCKET_ALIAS : al2023Alias(version);
    const volume = {
      volumeType: 'gp3',
      // weights are read whole at every start; the default 125 MiB/s would double the wait
      iops: 6000,
      throughput: 500,
      encrypted: true,
      kmsKeyID: props.encryptionKey.arn,
      deleteOnTermination: true,
    };
    return {
      apiVersion: 'karpenter.k8s.aws/v1',
      kind: 'EC2NodeClass',
      metadata: { name: props.name },
      spec: {
        amiSelectorTerms: [{ alias }],
        instanceProfile: props.instanceProfileName,
        subnetSelectorTerms: props.subnetIds.map((id) => ({ id })),
        securityGroupSelectorTerms: [{ id: props.securityGroupId }],
        ...(props.reservations.length > 0
          ? { capacityReservationSelectorTerms: props.reservations.map((id) => ({ id })) }
          : {}),
        metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
        blockDeviceMappings: bottlerocket
          ? [
              { deviceName: '/dev/xvda', ebs: { ...volume, volumeSize: '4Gi' } },
              { deviceName: '/dev/xvdb', ebs: { ...volume, volumeSize: `${props.rootVolumeGiB}Gi` } },
            ]
          : [{ deviceName: '/dev/xvda', ebs: { ...volume, volumeSize: `${props.rootVolumeGiB}Gi` } }],
        instanceStorePolicy: 'RAID0',
        detailedMonitoring: true,
        userData: bottlerocket ? bottlerocketSettings(props.node.sharing) : undefined,
        tags: { Name: physicalName(this, props.name), 'groundplane:pool': props.name },
      },
    };
  }
}

function nodePool(props: KarpenterPoolProps): Manifest {
  const zones =
    props.zoneIds.length > 0 ? [{ key: 'topology.k8s.aws/zone-id', operator: 'In', values: [...props.zoneIds] }] : [];
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: props.name },
    spec: {
      limits: limits(props),
      disruption: { consolidationPolicy: 'WhenEmpty', consolidateAfter: '10m', budgets: [{ nodes: '1' }] },
      template: {
        metadata: { labels: { [POOL_LABEL]: props.name, ...gpuNodeLabels(props.node) } },
        spec: {
          expireAfter: '720h',
          // longer than the longest answer still being written
          terminationGracePeriod: '1h',
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: props.name },
          taints: [{ ...GPU_TAINT, effect: 'NoSchedule' }],
          requirements: [
            { key: 'karpenter.sh/capacity-type', operator: 'In', values: [...props.capacity] },
            { key: 'node.kubernetes.io/instance-type', operator: 'In', values: [...props.instanceTypes] },
            ...zones,
          ],
        },
      },
    },
  };
}

/**
 * GPUs and vCPUs of the largest permitted node, times the nodes. vCPUs stand beside GPUs because a shared or cut GPU is counted
 * in slices or not at all.
 */
function limits(props: KarpenterPoolProps): Record<string, string> {
  const slices = props.node.sharing.mode === 'time-slicing' ? props.node.sharing.replicas : 1;
  const vcpus = Math.max(...props.instanceTypes.map((type) => INSTANCE_TYPES[type]?.vcpu ?? 0));
  return {
    cpu: String(vcpus * props.maxNodes),
    'nvidia.com/gpu': String(gpusPerNode(props) * slices * props.maxNodes),
  };
}

function gpusPerNode(props: KarpenterPoolProps): number {
  return INSTANCE_TYPES[props.instanceTypes[0] ?? '']?.gpu?.count ?? 0;
}
