import type { Construct } from 'constructs';
import type { DataClass } from '../contract';
import { AlarmTopic } from '../lib/alarm-topic';
import { Key } from '../lib/key';
import {
  DEAD_LETTERS,
  highestClass,
  Lake,
  LakeFormation,
  lakeFormationSettings,
  LakeRoles,
  readerRole,
  readersOf,
  tableName,
  trustSource,
  warehouseReads,
  type Governance,
  type LakeProps,
  type LakeSource,
} from '../lib/lake';
import type { Role } from '../lib/role';
import { EventCluster, SourceStream } from '../lib/source-stream';
import { DATABASE_ROLES_TAG, Warehouse, warehouseAsk, warehouseConnect, type WarehouseProps } from '../lib/warehouse';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { handOver, Received } from './handover';

export interface LakeStackProps extends Omit<LakeProps, 'sources'> {
  sources: readonly LakeSource[];
  /** Sources that come one by one, what carries them, and the range producers of a topic come from. */
  streams: readonly { name: string; via: 'kinesis' | 'msk'; network?: string }[];
  /** Sources that are read from databases, with the secret of each. */
  pulled: readonly { name: string; secretArn: string }[];
  /** Sources somebody drops files of. */
  dropped: readonly string[];
  governance: Governance;
  lakeFormation: 'own' | 'organisation';
  adminRoleArns: readonly string[];
  /** @default - Athena alone */
  warehouse?: Pick<WarehouseProps, 'baseRpu' | 'maxRpu' | 'dailyRpuHours'>;
  /** Number of subnets handed over. */
  zones: number;
  /** Where stores stand. */
  subnets: 'data' | 'private';
  /** Who is told of alarms. */
  email: string;
  logRetentionDays: number;
}

/**
 * Lake and warehouse: between network and cluster, because they outlive every cluster, and apart from the other stores, because they
 * change with the sources a client declares.
 */
export class LakeStack extends BaseStack {
  private readonly encryptionKey: Key;
  private readonly network: Received;
  private readonly dataClass: DataClass;

  constructor(scope: Construct, environment: EnvironmentProps, props: LakeStackProps) {
    super(scope, 'lake', environment);
    this.network = new Received(this, environment, 'network');
    this.dataClass = highestClass(props.sources);
    this.encryptionKey = new Key(this, 'Key', {
      word: 'lake',
      description: 'warehouse, streams, logs and alarms of the lake',
      services: ['logs', 'alarms'],
    });
    const topic = new AlarmTopic(this, 'Alarms', {
      word: 'lake-alarms',
      encryptionKey: this.encryptionKey,
      email: props.email,
    });
    const governed = props.governance === 'lake-formation';
    const before =
      governed && props.lakeFormation === 'own' ? [lakeFormationSettings(this, 'Settings', props.adminRoleArns)] : [];
    const lake = new Lake(this, 'Lake', { ...props, before });
    const warehouse = this.createWarehouse(props, lake);
    const roles = new LakeRoles(this, 'Roles', {
      lake,
      sources: props.sources,
      governance: props.governance,
      pulled: props.pulled,
      dropped: props.dropped,
      ...(warehouse === undefined
        ? {}
        : {
            warehouse: {
              connect: warehouseConnect(warehouse.arn),
              ask: warehouseAsk(warehouse.arn),
              rolesTag: DATABASE_ROLES_TAG,
            },
          }),
    });
    const permissions = governed
      ? new LakeFormation(this, 'Permissions', {
          lake,
          roles,
          sources: props.sources,
          warehouse: warehouse?.lakeRole,
          before,
        })
      : undefined;
    this.createStreams(props, lake, topic, permissions);
    this.handOver(lake, roles, topic, warehouse);
  }

  private createWarehouse(props: LakeStackProps, lake: Lake): Warehouse | undefined {
    if (props.warehouse === undefined) return undefined;
    return new Warehouse(this, 'Warehouse', {
      ...props.warehouse,
      vpcId: this.network.text('vpc_id'),
      // subnets for stores have no way out, and queries ask the catalogue from where the warehouse stands
      subnetIds: this.network.list('private_subnet_ids', props.zones),
      encryptionKey: this.encryptionKey,
      dataClass: this.dataClass,
      logRetentionDays: props.logRetentionDays,
      lakeDatabase: lake.databases.raw.name,
      lakeStatements: warehouseReads(this, lake, props.governance),
      readerRoles: readersOf(props.sources).map(readerRole),
    });
  }

  private createStreams(
    props: LakeStackProps,
    lake: Lake,
    topic: AlarmTopic,
    permissions: LakeFormation | undefined,
  ): void {
    const { bucket, key } = lake.zones.raw;
    const cluster = props.streams.some(({ via }) => via === 'msk')
      ? new EventCluster(this, 'Events', {
          vpcId: this.network.text('vpc_id'),
          subnetIds: this.network.list(`${props.subnets}_subnet_ids`, props.zones),
          producerCidrs: props.streams.flatMap(({ network }) => network ?? []),
          dataClass: this.dataClass,
        })
      : undefined;
    for (const { name, via } of props.streams) {
      new SourceStream(this, `Stream-${name}`, {
        source: name,
        producerTrust: trustSource(this, name),
        classification: props.sources.find((source) => source.name === name)?.classification ?? this.dataClass,
        table: { databaseName: lake.databases.raw.name, name: lake.landings[name]?.name ?? tableName(name) },
        bucketArn: bucket.arn,
        bucketKey: key,
        tidyKey: lake.zones.curated.key,
        errorPrefix: DEAD_LETTERS,
        encryptionKey: this.encryptionKey,
        logRetentionDays: props.logRetentionDays,
        alarmTopicArn: topic.arn,
        ...(permissions === undefined ? {} : { letAdd: (writer: Role) => permissions.letAdd(name, writer) }),
        ...(via === 'msk' && cluster !== undefined ? { cluster } : {}),
      });
    }
  }

  private handOver(lake: Lake, roles: LakeRoles, topic: AlarmTopic, warehouse: Warehouse | undefined): void {
    const { raw, curated, artefacts } = lake.zones;
    handOver(this, {
      raw_bucket_name: raw.bucket.name,
      curated_bucket_name: curated.bucket.name,
      curated_bucket_arn: curated.bucket.arn,
      curated_key_arn: curated.key.arn,
      artefacts_bucket_name: artefacts.bucket.name,
      raw_database_name: lake.databases.raw.name,
      curated_database_name: lake.databases.curated.name,
      pipeline_workgroup_name: lake.resources.pipeline.name,
      transformer_role_arn: roles.transformer.arn,
      ...(roles.loader === undefined ? {} : { loader_role_arn: roles.loader.arn }),
      alarm_topic_arn: topic.arn,
      ...(warehouse === undefined
        ? {}
        : {
            warehouse_host: warehouse.host,
            warehouse_workgroup_name: warehouse.name,
            warehouse_security_group_id: warehouse.securityGroupId,
          }),
    });
  }
}
