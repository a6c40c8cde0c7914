import type { Construct } from 'constructs';
import { AlarmTopic } from '../lib/alarm-topic';
import { Backup } from '../lib/backup';
import { Bucket } from '../lib/bucket';
import { Cache, type CacheProps } from '../lib/cache';
import { CHAT_KEY_PREFIX } from '../lib/chat';
import {
  AuroraDatabase,
  InstanceDatabase,
  type AuroraDatabaseProps,
  type InstanceDatabaseProps,
  type StoreProps,
} from '../lib/database';
import { Key } from '../lib/key';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { CHAT } from './chat-page';
import { handOver, Received } from './handover';

/** The cache, as far as a client decides. */
export type CacheChoice = Pick<CacheProps, 'nodeType' | 'snapshotDays'>;

/** The database, as far as a client decides. */
export type DatabaseChoice = Pick<StoreProps, 'backupDays' | 'logRetentionDays'> &
  (
    | ({ kind: 'aurora-serverless' } & Pick<AuroraDatabaseProps, 'instances' | 'minCapacity' | 'maxCapacity'>)
    | ({ kind: 'rds-instance' } & Pick<InstanceDatabaseProps, 'instanceClass' | 'storageGiB' | 'standby'>)
  );

export interface DataStackProps {
  /** Number of subnets handed over. */
  zones: number;
  /** Where the stores stand: in subnets without a way out, or with the nodes where a client's own VPC has no such subnets. */
  subnets: 'data' | 'private';
  /** Highest class of what may lie in it. */
  dataClass: CacheProps['dataClass'];
  /** @default - none: nothing is shared */
  cache?: CacheChoice;
  /** @default - none: nobody has a database */
  database?: DatabaseChoice;
  /** Whether people chat: what they upload is kept, and the page has a user in the cache. */
  chat: boolean;
  backup: {
    /** Days a backup is kept. */
    retentionDays: number;
    /** Region that gets a copy of each backup. @default - none */
    copyRegion?: string;
    locked: boolean;
    /** Who is told of a backup that failed. */
    email: string;
  };
}

/**
 * What keeps data: between network and cluster, because it outlives every cluster. It knows nobody who uses it; a consumer opens
 * its own door, so taking a cluster down changes nothing here.
 */
export class DataStack extends BaseStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: DataStackProps) {
    super(scope, 'data', environment);
    const network = new Received(this, environment, 'network');
    const encryptionKey = new Key(this, 'Key', {
      word: 'data',
      description: 'stores of the platform',
      services: ['logs', 'events', 'alarms'],
    });
    const place = {
      vpcId: network.text('vpc_id'),
      subnetIds: network.list(`${props.subnets}_subnet_ids`, props.zones),
      encryptionKey,
      dataClass: props.dataClass,
    };
    if (props.cache !== undefined) {
      const passwordUsers = props.chat ? { [CHAT]: { keyPrefix: CHAT_KEY_PREFIX } } : undefined;
      const cache = new Cache(this, 'Cache', { ...place, ...props.cache, passwordUsers });
      handOver(this, { cache_host: cache.host, cache_security_group_id: cache.securityGroupId });
    }
    if (props.chat) this.createFiles(place);
    if (props.database !== undefined) this.createDatabase(place, props.database);
    const topic = new AlarmTopic(this, 'Alarms', { word: 'data-alarms', encryptionKey, email: props.backup.email });
    new Backup(this, 'Backup', {
      ...props.backup,
      encryptionKey,
      alarmTopicArn: topic.arn,
    });
    handOver(this, { key_arn: encryptionKey.arn });
  }

  private createDatabase(place: Omit<StoreProps, 'backupDays' | 'logRetentionDays'>, choice: DatabaseChoice): void {
    const database =
      choice.kind === 'aurora-serverless'
        ? new AuroraDatabase(this, 'Database', { ...place, ...choice })
        : new InstanceDatabase(this, 'Database', { ...place, ...choice });
    handOver(this, {
      database_host: database.host,
      database_security_group_id: database.securityGroupId,
      database_log_group_name: database.logGroupName,
    });
  }

  private createFiles({ encryptionKey, dataClass }: { encryptionKey: Key; dataClass: CacheProps['dataClass'] }): void {
    const files = new Bucket(this, 'ChatFiles', {
      word: 'chat-files',
      dataClass,
      encryptionKey,
      noncurrentDays: NONCURRENT_DAYS,
    });
    handOver(this, { chat_files_bucket_name: files.name, chat_files_bucket_arn: files.arn });
  }
}

/** Days in which a file somebody deleted can be brought back. */
const NONCURRENT_DAYS = 30;
