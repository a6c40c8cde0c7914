import type { Construct } from 'constructs';
import { Cluster, type ClusterProps } from '../lib/cluster';
import { Key, type IKey } from '../lib/key';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { handOver, Received } from './handover';

export interface ClusterStackProps extends Omit<ClusterProps, 'encryptionKey' | 'subnetIds' | 'podSubnets'> {
  /** Zones of the network; empty pods share the private subnets. */
  zoneIds: readonly string[];
  /** Number of private subnets handed over. */
  zones: number;
  podsApart: boolean;
  /** @default - a key is made */
  kmsKeyArn?: string;
}

/** The cluster and its CPU nodes. No Kubernetes or Helm provider here: they would be configured by what they change. */
export class ClusterStack extends BaseStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: ClusterStackProps) {
    super(scope, 'cluster', environment);
    const network = new Received(this, environment, 'network');
    const encryptionKey = this.key(props.kmsKeyArn);
    const cluster = new Cluster(this, 'Cluster', {
      ...props,
      encryptionKey,
      subnetIds: network.list('private_subnet_ids', props.zones),
      podSubnets: props.podsApart
        ? network
            .list('pod_subnet_ids', props.zones)
            .map((subnetId, zone) => ({ subnetId, zoneId: props.zoneIds[zone] ?? '' }))
        : [],
    });
    handOver(this, {
      cluster_name: cluster.resources.cluster.name,
      log_group_name: cluster.logGroupName,
      key_arn: encryptionKey.arn,
      node_role_arn: cluster.nodeRole.arn,
      node_role_name: cluster.nodeRole.name,
      security_group_id: cluster.securityGroupId,
    });
  }

  private key(existing: string | undefined): IKey {
    if (existing !== undefined) return { arn: existing };
    return new Key(this, 'Key', {
      word: 'cluster',
      description: 'Kubernetes secrets, control-plane logs, node volumes, queues and secrets of the platform',
      services: ['logs', 'volumes', 'events'],
    });
  }
}
