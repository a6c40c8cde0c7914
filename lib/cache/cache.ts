import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { arn, BlueprintError, guarded, physicalName, type Statement } from '../core';
import type { IKey } from '../key';

export interface CacheProps {
  vpcId: string;
  /** One a zone, at least two; a node stands in each. */
  subnetIds: readonly string[];
  encryptionKey: IKey;
  /** ElastiCache node type, `cache.t4g.medium`. */
  nodeType: string;
  /** Days a daily snapshot is kept. */
  snapshotDays: number;
  /** Highest class of what may lie in it; it stands in its tags. */
  dataClass: DataClass;
}

/** What a consumer must know to be let in: never a password. */
export interface CacheAccess {
  /** Name of the group, as tokens for it are signed. */
  readonly name: string;
  /** User it signs in as. */
  readonly user: string;
  readonly region: string;
}

export const CACHE_PORT = 6379;

/**
 * ElastiCache for Valkey: a primary and a replica in every other zone, encrypted on disk and on the way.
 *
 * Security: nobody has a password. The one user signs in with a token of IAM that lasts a quarter of an hour, so that no secret
 * lies in the state or in a pod. Its security group lets nobody in; a consumer opens its own door.
 *
 * ### Cost
 * By node and hour: _two cache.t4g.medium_ about 76 USD a month in us-east-1.
 */
export class Cache extends Construct {
  readonly host: string;
  readonly securityGroupId: string;
  readonly resources: { replicationGroup: ElasticacheReplicationGroup; user: ElasticacheUser };

  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    if (props.subnetIds.length < 2) throw new BlueprintError([TOO_FEW]);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      name: physicalName(this, 'cache', 255),
      description: 'the cache; each consumer opens its own door',
      vpcId: props.vpcId,
    });
    const user = this.createUser();
    const replicationGroup = this.createGroup(props, securityGroup, user);
    this.host = replicationGroup.primaryEndpointAddress;
    this.securityGroupId = securityGroup.id;
    this.resources = { replicationGroup, user };
  }

  private createUser(): ElasticacheUser {
    const name = cacheUser(this);
    return new ElasticacheUser(this, 'User', {
      // for IAM, id and name have to be one
      userId: name,
      userName: name,
      engine: 'valkey',
      accessString: 'on ~* &* +@all -@admin -@dangerous +info +keys',
      authenticationMode: { type: 'iam' },
    });
  }

  private createGroup(
    props: CacheProps,
    securityGroup: SecurityGroup,
    user: ElasticacheUser,
  ): ElasticacheReplicationGroup {
    const name = cacheName(this);
    const users = new ElasticacheUserGroup(this, 'Users', {
      engine: 'valkey',
      userGroupId: name,
      userIds: [user.userId],
    });
    const subnets = new ElasticacheSubnetGroup(this, 'Subnets', {
      name,
      description: 'one subnet a zone',
      subnetIds: [...props.subnetIds],
    });
    return new ElasticacheReplicationGroup(this, 'Resource', {
      replicationGroupId: name,
      description: 'shared limits, spent budgets and cached answers of the gateway',
      engine: 'valkey',
      engineVersion: '8.0',
      nodeType: props.nodeType,
      port: CACHE_PORT,
      numCacheClusters: props.subnetIds.length,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: 'true',
      transitEncryptionEnabled: true,
      kmsKeyId: props.encryptionKey.arn,
      userGroupIds: [users.userGroupId],
      subnetGroupName: subnets.name,
      securityGroupIds: [securityGroup.id],
      snapshotRetentionLimit: props.snapshotDays,
      snapshotWindow: '02:00-03:00',
      maintenanceWindow: 'sun:03:30-sun:04:30',
      finalSnapshotIdentifier: `${name}-final`,
      autoMinorVersionUpgrade: 'true',
      tags: { 'data-class': props.dataClass, 'retention-days': String(props.snapshotDays) },
      lifecycle: guarded(this),
    });
  }
}

const TOO_FEW = {
  code: 'CacheZones',
  path: 'subnetIds',
  message: 'has less than two subnets, so the cache would stop with its zone',
  fix: 'give one a zone, at least two',
};

/** Name of an environment's cache, known before it exists. */
export function cacheName(scope: Construct): string {
  return physicalName(scope, 'cache', 40);
}

/** User the gateway signs in as. */
export function cacheUser(scope: Construct): string {
  return physicalName(scope, 'gateway', 40);
}

/** What IAM must allow whoever signs in as that user. */
export function cacheConnect(scope: Construct): Statement {
  return {
    Sid: 'SignInToCache',
    Action: 'elasticache:Connect',
    Resource: [
      arn(scope, 'elasticache', `replicationgroup:${cacheName(scope)}`),
      arn(scope, 'elasticache', `user:${cacheUser(scope)}`),
    ],
  };
}
