import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { ClusterAccess } from '../lib/access';
import type { GroupRoles } from '../lib/access-plan';
import { ClusterAutoscaler } from '../lib/cluster-autoscaler';
import { DATABASE_NAMESPACE, type DatabaseOwner } from '../lib/database';
import { ExternalSecrets } from '../lib/external-secrets';
import { gpuNode, KarpenterPool, ManagedGpuPool, type GpuAmi, type GpuSharing } from '../lib/gpu-pool';
import { GpuSoftware } from '../lib/gpu-software';
import { Karpenter } from '../lib/karpenter';
import { LogCollector } from '../lib/log-collector';
import { Keda } from '../lib/keda';
import { LeaderWorkerSetController, SET_SCALE } from '../lib/leader-worker-set';
import { LoadBalancerController } from '../lib/load-balancer-controller';
import type { CapacityType } from '../contract';
import { giveDatabases } from './database-door';
import { collectedGroupName } from './detection-stack';
import { handOver, Received } from './handover';
import { InClusterStack } from './in-cluster-stack';
import type { EnvironmentProps } from './base-stack';

/** A GPU pool as a client describes it. */
export interface PoolProps {
  instanceTypes: readonly string[];
  ami: GpuAmi;
  capacity: readonly CapacityType[];
  reservations: readonly string[];
  zones: readonly string[];
  minNodes: number;
  /** Nodes that run whether anybody asks or not, on the average of a month, for the estimate. */
  steadyNodes: number;
  expectedNodes: number;
  maxNodes: number;
  rootVolumeGiB: number;
  sharing: GpuSharing;
}

export interface PlatformStackProps {
  clusterName: string;
  kubernetesVersion: string;
  /** Number of private subnets handed over. */
  zones: number;
  /** Who starts GPU nodes. `managed-groups`: node groups and the cluster autoscaler. */
  scaler: 'karpenter' | 'managed-groups';
  gpuSoftware: 'device-plugin' | 'gpu-operator';
  /** By name; empty: no GPU software and no scaler for it. */
  gpuPools: Readonly<Record<string, PoolProps>>;
  /** Whether engines start and stop by their queue or by the hour. */
  scaledModels: boolean;
  /** Whether an engine lies over several nodes. */
  multiNodeModels: boolean;
  /** Whether AWS is reached through endpoints only. */
  isolatedVpc: boolean;
  podsApart: boolean;
  /** Groups of the company, by what their members are. */
  groups: GroupRoles;
  /** Namespaces that may ask for secrets. */
  secretConsumers: readonly string[];
  /** Addresses of the VPC. */
  vpcCidr: string;
  /** Who gets a database of one's own on the server of the data stack. */
  databaseOwners: readonly DatabaseOwner[];
}

/** What everything in the cluster stands on: controllers, secrets, GPU nodes. Changes with versions. */
export class PlatformStack extends InClusterStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: PlatformStackProps) {
    super(scope, 'platform', environment, props.clusterName);
    const network = new Received(this, environment, 'network');
    const cluster = new Received(this, environment, 'cluster');
    const data = new Received(this, environment, 'data');
    const encryptionKey = { arn: cluster.text('key_arn') };

    new LoadBalancerController(this, 'LoadBalancerController', {
      clusterName: props.clusterName,
      vpcId: network.text('vpc_id'),
    });
    new ClusterAccess(this, 'Access', { groups: props.groups });
    new LogCollector(this, 'LogCollector', {
      clusterName: props.clusterName,
      groups: {
        audit: collectedGroupName(environment.place.prefix, 'audit'),
        pods: collectedGroupName(environment.place.prefix, 'pods'),
      },
    });
    const secrets = new ExternalSecrets(this, 'ExternalSecrets', {
      clusterName: props.clusterName,
      encryptionKeys: [encryptionKey, { arn: data.text('key_arn') }],
      consumers: [...props.secretConsumers, ...(props.databaseOwners.length > 0 ? [DATABASE_NAMESPACE] : [])],
    });
    if (props.databaseOwners.length > 0) {
      giveDatabases(this, {
        data,
        cluster,
        vpcCidr: props.vpcCidr,
        owners: props.databaseOwners,
        dependsOn: secrets.ready,
      });
    }
    if (props.scaledModels) {
      const scales = props.multiNodeModels ? [SET_SCALE] : [];
      new Keda(this, 'Keda', { asks: [{ namespace: 'models', port: 8000 }], scales });
    }
    if (props.multiNodeModels) new LeaderWorkerSetController(this, 'LeaderWorkerSet');
    if (Object.keys(props.gpuPools).length > 0) this.createGpuPools(props, network, cluster);
    handOver(this, { cluster_name: props.clusterName });
  }

  private createGpuPools(props: PlatformStackProps, network: Received, cluster: Received): void {
    const pools = Object.entries(props.gpuPools).sort(([a], [b]) => (a < b ? -1 : 1));
    const handed = {
      subnetIds: network.list('private_subnet_ids', props.zones),
      encryptionKey: { arn: cluster.text('key_arn') },
      nodeRole: { name: cluster.text('node_role_name'), arn: cluster.text('node_role_arn') },
      securityGroupId: cluster.text('security_group_id'),
    };
    const software = this.createGpuSoftware(props, pools);
    if (props.scaler === 'karpenter') this.createKarpenterPools(props, pools, handed, software);
    else this.createManagedPools(props, pools, handed, software);
  }

  private createGpuSoftware(props: PlatformStackProps, pools: readonly NamedPool[]): readonly ITerraformDependable[] {
    const onAl2023 = pools.filter(([, pool]) => pool.ami === 'al2023');
    if (onAl2023.length === 0) return [];
    const sharings = onAl2023.map(([, pool]) => pool.sharing);
    return new GpuSoftware(this, 'GpuSoftware', { software: props.gpuSoftware, sharings }).ready;
  }

  private createManagedPools(
    props: PlatformStackProps,
    pools: readonly NamedPool[],
    handed: Handed,
    software: readonly ITerraformDependable[],
  ): void {
    const scaler = new ClusterAutoscaler(this, 'ClusterAutoscaler', { clusterName: props.clusterName });
    for (const [name, pool] of pools) {
      new ManagedGpuPool(this, `Pool-${name}`, {
        ...pool,
        ...handed,
        name,
        clusterName: props.clusterName,
        kubernetesVersion: props.kubernetesVersion,
        node: gpuNode({ ...pool, software: props.gpuSoftware }),
        nodeRole: { arn: handed.nodeRole.arn, ready: [] },
        capacityType: pool.capacity.includes('on-demand') ? 'ON_DEMAND' : 'SPOT',
        dependsOn: [...software, ...scaler.ready],
      });
    }
  }

  private createKarpenterPools(
    props: PlatformStackProps,
    pools: readonly NamedPool[],
    handed: Handed,
    software: readonly ITerraformDependable[],
  ): void {
    const karpenter = new Karpenter(this, 'Karpenter', { ...props, ...handed });
    for (const [name, pool] of pools) {
      new KarpenterPool(this, `Pool-${name}`, {
        ...pool,
        ...handed,
        name,
        clusterName: props.clusterName,
        kubernetesVersion: props.kubernetesVersion,
        node: gpuNode({ ...pool, software: props.gpuSoftware }),
        zoneIds: pool.zones,
        instanceProfileName: karpenter.instanceProfileName,
        dependsOn: [...software, ...karpenter.ready],
      });
    }
  }
}

type NamedPool = [string, PoolProps];

/** What pools need of earlier stacks. */
interface Handed {
  subnetIds: string[];
  encryptionKey: { arn: string };
  nodeRole: { name: string; arn: string };
  securityGroupId: string;
}
