import { CloudformationStack } from '@cdktf/provider-aws/lib/cloudformation-stack';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { arn, BlueprintError, guarded, jsonText, physicalName, placeOf, type Statement } from '../core';
import type { IKey } from '../key';
import { GeneratedSecret, type SecretRef } from '../secret';

export interface CacheProps {
  vpcId: string;
  /** One a zone, at least two; a node stands in each. */
  subnetIds: readonly string[];
  encryptionKey: IKey;
  /** ElastiCache node type, `cache.t4g.medium`. */
  nodeType: string;
  /** Days a daily snapshot is kept. */
  snapshotDays: number;
  /** Programs that cannot sign in with IAM, by name, with what their keys begin with. @default - none */
  passwordUsers?: Readonly<Record<string, { keyPrefix: string }>>;
  /** Highest class of what may lie in it; it stands in its tags. */
  dataClass: DataClass;
}

/** What a consumer must know to be let in: never a password. */
export type CacheAccess =
  | {
      readonly signIn: 'iam';
      /** User it signs in as. */
      readonly user: string;
      /** Name of the group, as tokens for it are signed. */
      readonly name: string;
      readonly region: string;
    }
  | {
      /** With a password from its own secrets. */
      readonly signIn: 'password';
      readonly user: string;
    };

export const CACHE_PORT = 6379;

/**
 * ElastiCache for Valkey: a primary and a replica in every other zone, encrypted on disk and on the way.
 *
 * Security: the gateway signs in with a token of IAM that lasts a quarter of an hour. A program that cannot gets a password nobody
 * has seen, and sees its own keys only; CloudFormation reads it from Secrets Manager, so that it lies in no state. Its security group lets nobody in; a consumer opens its own door.
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
    const others = this.createPasswordUsers(props);
    const replicationGroup = this.createGroup(props, securityGroup, user, others);
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

  private createPasswordUsers({ passwordUsers = {}, encryptionKey }: CacheProps): PasswordUser[] {
    return Object.entries(passwordUsers).map(([name, { keyPrefix }]) => {
      const id = passwordUser(this, name);
      const secret = new GeneratedSecret(this, `Password-${name}`, {
        word: passwordWord(name),
        description: `${name} to the cache`,
        encryptionKey,
      });
      const stack = new CloudformationStack(this, `User-${name}`, {
        name: id,
        // ElastiCache takes a password only as it is, and Terraform would keep it
        templateBody: jsonText({
          Resources: {
            User: {
              Type: 'AWS::ElastiCache::User',
              Properties: {
                UserId: id,
                UserName: id,
                Engine: 'valkey',
                AccessString: `on ~${keyPrefix}* &* +@all -@admin -@dangerous +info +keys`,
                AuthenticationMode: {
                  Type: 'password',
                  Passwords: [`{{resolve:secretsmanager:${secret.name}:SecretString}}`],
                },
              },
            },
          },
        }),
        dependsOn: [secret.resources.version],
      });
      return { id, stack };
    });
  }

  private createGroup(
    props: CacheProps,
    securityGroup: SecurityGroup,
    user: ElasticacheUser,
    others: readonly PasswordUser[],
  ): ElasticacheReplicationGroup {
    const name = cacheName(this);
    const users = new ElasticacheUserGroup(this, 'Users', {
      engine: 'valkey',
      userGroupId: name,
      userIds: [user.userId, ...others.map(({ id }) => id)],
      dependsOn: others.map(({ stack }) => stack),
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

/** User a program without IAM signs in as, known before it exists. */
export function passwordUser(scope: Construct, name: string): string {
  return physicalName(scope, `${name}-cache`, 40);
}

/** Its password in Secrets Manager: letters and digits only, so it may stand in an address as it is. */
export function passwordSecret(scope: Construct, name: string): SecretRef {
  return { name: `${placeOf(scope).prefix}/${passwordWord(name)}` };
}

function passwordWord(name: string): string {
  return `cache/${name}`;
}

interface PasswordUser {
  id: string;
  stack: CloudformationStack;
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
