import type { Construct } from 'constructs';
import { Cache, type CacheProps } from '../lib/cache';
import { Key } from '../lib/key';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { handOver, Received } from './handover';

export interface DataStackProps extends Pick<CacheProps, 'nodeType' | 'snapshotDays' | 'dataClass'> {
  /** Number of subnets handed over. */
  zones: number;
  /** Where the stores stand: in subnets without a way out, or with the nodes where a client's own VPC has no such subnets. */
  subnets: 'data' | 'private';
}

/**
 * What keeps data: between network and cluster, because it outlives every cluster. It knows nobody who uses it; a consumer opens
 * its own door, so taking a cluster down changes nothing here.
 */
export class DataStack extends BaseStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: DataStackProps) {
    super(scope, 'data', environment);
    const network = new Received(this, environment, 'network');
    const cache = new Cache(this, 'Cache', {
      vpcId: network.text('vpc_id'),
      subnetIds: network.list(`${props.subnets}_subnet_ids`, props.zones),
      encryptionKey: new Key(this, 'Key', { word: 'data', description: 'stores of the platform' }),
      nodeType: props.nodeType,
      snapshotDays: props.snapshotDays,
      dataClass: props.dataClass,
    });
    handOver(this, { cache_host: cache.host, cache_security_group_id: cache.securityGroupId });
  }
}
