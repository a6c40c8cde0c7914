import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import { CloudwatchLogSubscriptionFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter';
import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import { KinesisStream } from '@cdktf/provider-aws/lib/kinesis-stream';
import { Construct } from 'constructs';
import { ARCHIVE_WRITER } from '../audit-archive';
import { Bucket } from '../bucket';
import { arn, guarded, physicalName, placeOf, trustService, type Statement } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { Role } from '../role';
import { ScheduledFunction } from '../scheduled-function';
import { SecurityLake } from './security-lake';
import { Sentinel } from './sentinel';
import {
  destinationOf,
  s3Destination,
  sinkStatements,
  type AuditSinkProps,
  type DeliveredSink,
  type Delivery,
  type Destination,
  type LakeSink,
} from './sink';

export interface AuditStreamProps {
  /** The archive: its bucket, and the key of it. */
  archive: { bucketArn: string; keyArn: string };
  sinks: readonly AuditSinkProps[];
  /** Days records are kept that a sink did not take. */
  failedRetentionDays: number;
  /** Must let logs, alarms and events use it. */
  encryptionKey: IKey;
  logRetentionDays: number;
  alarmTopicArn: string;
}

/**
 * The way of events: log groups → stream → archive and each sink, every one at its own pace. A sink that is away holds up no
 * other; what it missed is kept and sent again by itself until it is taken or its days are over.
 *
 * Without sinks CloudWatch writes straight to the archive's delivery; with them a Kinesis stream stands between, because a log
 * group may be subscribed twice and no more.
 *
 * ### Cost
 * By volume, 0.03 USD a GB and receiver; with sinks a stream on demand besides, _29 USD a month_ and 0.08 USD a GB.
 */
export class AuditStream extends Construct {
  /** Delivery streams by who gets the events; `archive` is always there. */
  readonly deliveries: Readonly<Record<string, KinesisFirehoseDeliveryStream>>;
  /** The same as alarms see them: name, and the metric that counts what arrived. */
  readonly delivered: Readonly<Record<string, { name: string; metric: string }>>;
  readonly failed?: Bucket;
  readonly resources: {
    target: KinesisStream | KinesisFirehoseDeliveryStream;
    /** Deliveries to data lakes, by sink. */
    lakes: Readonly<Record<string, KinesisFirehoseDeliveryStream>>;
    subscribers: Role;
  };

  private readonly key: IKey;
  private readonly errors: LogGroup;

  constructor(scope: Construct, id: string, props: AuditStreamProps) {
    super(scope, id);
    this.key = props.encryptionKey;
    this.errors = new LogGroup(this, 'Errors', {
      name: `/aws/kinesisfirehose/${physicalName(this, 'audit')}`,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    const sinks = props.sinks.filter(isDelivered);
    const stream = sinks.length === 0 ? undefined : this.createStream();
    const archive = this.deliverToArchive(props, stream);
    if (sinks.length > 0) this.failed = this.keepFailed(props);
    const pairs = [...this.deliverToSinks(props, sinks, stream), ...this.deliverToLakes(props)];
    this.deliveries = { archive, ...Object.fromEntries(pairs.map(({ name, first }) => [name, first])) };
    this.delivered = Object.fromEntries([
      ['archive', { name: archive.name, metric: 'DeliveryToS3.Records' }],
      ...pairs.map(({ name, kind, first }) => [name, { name: first.name, metric: ARRIVED[kind] }]),
    ]);
    if (pairs.length > 0) this.redrive(props, pairs);
    const target = stream ?? archive;
    const lakes = Object.fromEntries(
      pairs.flatMap(({ name, first, lake }) => (lake === undefined ? [] : [[name, first]])),
    );
    this.resources = { target, subscribers: this.createSubscribers([target, ...Object.values(lakes)]), lakes };
  }

  /** Sends the events of the gateway to the data lakes that take nothing else. */
  subscribeLakes(logGroupName: string): void {
    const { lakes, subscribers } = this.resources;
    for (const [name, lake] of Object.entries(lakes)) {
      new CloudwatchLogSubscriptionFilter(this, `Lake-${name}-From`, {
        name: physicalName(this, 'audit-lake'),
        logGroupName,
        filterPattern: '',
        destinationArn: lake.arn,
        roleArn: subscribers.arn,
        dependsOn: subscribers.ready,
      });
    }
  }

  /** Sends what comes into a log group on its way. */
  subscribe(id: string, logGroupName: string): CloudwatchLogSubscriptionFilter {
    const { target, subscribers } = this.resources;
    return new CloudwatchLogSubscriptionFilter(this, `From-${id}`, {
      name: physicalName(this, 'audit'),
      logGroupName,
      filterPattern: '',
      destinationArn: target.arn,
      roleArn: subscribers.arn,
      ...(target instanceof KinesisStream ? { distribution: 'ByLogStream' } : {}),
      dependsOn: subscribers.ready,
    });
  }

  private createStream(): KinesisStream {
    return new KinesisStream(this, 'Stream', {
      name: physicalName(this, 'audit', 128),
      streamModeDetails: { streamMode: 'ON_DEMAND' },
      encryptionType: 'KMS',
      kmsKeyId: this.key.arn,
      retentionPeriod: 24,
      tags: { content: 'logs', 'data-class': 'restricted', 'retention-days': '1' },
      lifecycle: guarded(this),
    });
  }

  private deliverToArchive(props: AuditStreamProps, stream: KinesisStream | undefined): KinesisFirehoseDeliveryStream {
    const { bucketArn, keyArn } = props.archive;
    const role = this.createRole('Archive', ARCHIVE_WRITER, stream, [
      {
        Sid: 'Add',
        Action: [
          's3:AbortMultipartUpload',
          's3:GetBucketLocation',
          's3:ListBucketMultipartUploads',
          's3:PutObject',
          's3:PutObjectAcl',
        ],
        Resource: [bucketArn, `${bucketArn}/*`],
      },
      { Sid: 'Encrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: keyArn },
    ]);
    const delivery = this.delivery('archive', role, { bucketArn, keyArn });
    return this.deliver('Archive', 'audit-archive', stream, role, s3Destination(bucketArn, delivery, keyArn));
  }

  private deliverToSinks(
    props: AuditStreamProps,
    sinks: readonly DeliveredSink[],
    stream: KinesisStream | undefined,
  ): Pair[] {
    const failed = this.failed;
    if (failed === undefined) return [];
    return sinks.map((sink) => {
      const { name, kind } = sink;
      const fetched = sink.kind === 'sentinel' ? this.letFetch(sink, props) : undefined;
      const role = this.createRole(`Sink-${name}`, `audit-sink-${name}`, stream, [
        {
          Sid: 'KeepFailed',
          Action: ['s3:AbortMultipartUpload', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads', 's3:PutObject'],
          Resource: [failed.arn, `${failed.arn}/failed/${name}/*`],
        },
        ...sinkStatements(sink, placeOf(this), fetched),
      ]);
      const delivery = this.delivery(name, role, { bucketArn: failed.arn, keyArn: this.key.arn });
      return {
        name,
        kind,
        ...this.twice(name, stream, role, destinationOf(sink, { ...delivery, fetchedBucketArn: fetched })),
      };
    });
  }

  private deliverToLakes(props: AuditStreamProps): Pair[] {
    return props.sinks.filter(isLake).map((sink) => {
      const { name, kind } = sink;
      const lake = new SecurityLake(this, `Lake-${name}`, {
        ...sink,
        encryptionKey: this.key,
        logRetentionDays: props.logRetentionDays,
      });
      const role = this.createRole(`Sink-${name}`, `audit-sink-${name}`, undefined, lake.statements());
      const delivery = this.delivery(name, role, { bucketArn: lake.bucketArn, keyArn: this.key.arn });
      return {
        name,
        kind,
        lake: { sink, component: lake },
        ...this.twice(name, undefined, role, lake.destination(delivery)),
      };
    });
  }

  /** A delivery, and one beside it for what is sent again. */
  private twice(
    name: string,
    stream: KinesisStream | undefined,
    role: Role,
    destination: Destination,
  ): Pick<Pair, 'first' | 'again'> {
    const again = this.deliver(`Again-${name}`, `audit-again-${name}`, undefined, role, destination);
    return { again, first: this.deliver(`Sink-${name}-Delivery`, `audit-${name}`, stream, role, destination) };
  }

  private letFetch(sink: Extract<AuditSinkProps, { kind: 'sentinel' }>, props: AuditStreamProps): string {
    return new Sentinel(this, `Fetched-${sink.name}`, {
      ...sink,
      encryptionKey: this.key,
      retentionDays: props.failedRetentionDays,
    }).bucketArn;
  }

  private keepFailed(props: AuditStreamProps): Bucket {
    return new Bucket(this, 'Failed', {
      word: 'audit-failed',
      dataClass: 'restricted',
      encryptionKey: this.key,
      expireDays: props.failedRetentionDays,
    });
  }

  private redrive(props: AuditStreamProps, pairs: readonly Pair[]): void {
    const { failed } = this;
    new ScheduledFunction(this, 'Redrive', {
      word: 'audit-redrive',
      description: 'sends again what a sink did not take',
      schedule: 'rate(1 hour)',
      expectedHours: 3,
      variables: {
        ...(failed === undefined ? {} : { FAILED_BUCKET: failed.name }),
        STREAMS: pairs
          .map(({ name, again, lake }) =>
            [name, again.name, ...(lake === undefined ? [] : [lake.sink.bucket])].join('='),
          )
          .join(','),
      },
      statements: [
        ...(failed === undefined
          ? []
          : [
              { Sid: 'List', Action: 's3:ListBucket', Resource: failed.arn },
              { Sid: 'Take', Action: ['s3:DeleteObject', 's3:GetObject'], Resource: `${failed.arn}/failed/*` },
            ]),
        { Sid: 'Decrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: this.key.arn },
        { Sid: 'Send', Action: 'firehose:PutRecordBatch', Resource: pairs.map(({ again }) => again.arn) },
        ...pairs.flatMap(({ lake }) => lake?.component.redriveStatements() ?? []),
      ],
      encryptionKey: this.key,
      logRetentionDays: props.logRetentionDays,
      alarmTopicArn: props.alarmTopicArn,
    });
  }

  private createRole(id: string, word: string, stream: KinesisStream | undefined, statements: Statement[]): Role {
    return new Role(this, `${id}-Role`, {
      word,
      trust: trustService('firehose.amazonaws.com').map((statement) => ({
        ...statement,
        Condition: { StringEquals: { 'aws:SourceAccount': placeOf(this).account } },
      })),
      statements: [
        ...statements,
        { Sid: 'SayErrors', Action: 'logs:PutLogEvents', Resource: `${this.errors.arn}:*` },
        { Sid: 'OwnKey', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: this.key.arn },
        ...(stream === undefined
          ? []
          : [
              {
                Sid: 'Read',
                Action: [
                  'kinesis:DescribeStream',
                  'kinesis:GetRecords',
                  'kinesis:GetShardIterator',
                  'kinesis:ListShards',
                ],
                Resource: stream.arn,
              },
            ]),
      ],
    });
  }

  private delivery(name: string, role: Role, failed: Delivery['failed']): Delivery {
    const logStream = new CloudwatchLogStream(this, `Errors-${name}`, { logGroupName: this.errors.name, name });
    return {
      roleArn: role.arn,
      partition: placeOf(this).partition,
      failed,
      logging: { enabled: true, logGroupName: this.errors.name, logStreamName: logStream.name },
    };
  }

  private deliver(
    id: string,
    word: string,
    stream: KinesisStream | undefined,
    role: Role,
    destination: Destination,
  ): KinesisFirehoseDeliveryStream {
    return new KinesisFirehoseDeliveryStream(this, id, {
      name: physicalName(this, word, 64),
      ...destination,
      ...(stream === undefined
        ? { serverSideEncryption: { enabled: true, keyType: 'CUSTOMER_MANAGED_CMK', keyArn: this.key.arn } }
        : { kinesisSourceConfiguration: { kinesisStreamArn: stream.arn, roleArn: role.arn } }),
      dependsOn: role.ready,
    });
  }

  private createSubscribers(targets: readonly (KinesisStream | KinesisFirehoseDeliveryStream)[]): Role {
    const streams = targets.filter((target) => target instanceof KinesisStream);
    const deliveries = targets.filter((target) => target instanceof KinesisFirehoseDeliveryStream);
    const send = (Sid: string, Action: string | string[], to: readonly { arn: string }[]): Statement[] =>
      to.length === 0 ? [] : [{ Sid, Action, Resource: one(to.map(({ arn }) => arn)) }];
    return new Role(this, 'Subscribers', {
      word: 'audit-subscriptions',
      trust: trustService('logs.amazonaws.com').map((statement) => ({
        ...statement,
        Condition: { StringLike: { 'aws:SourceArn': arn(this, 'logs', '*') } },
      })),
      statements: [
        ...send('Send', 'kinesis:PutRecord', streams),
        ...send(
          streams.length === 0 ? 'Send' : 'SendToLake',
          ['firehose:PutRecord', 'firehose:PutRecordBatch'],
          deliveries,
        ),
        { Sid: 'Encrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: this.key.arn },
      ],
    });
  }
}

/** The two deliveries of a sink. */
interface Pair {
  name: string;
  kind: DeliveredSink['kind'] | LakeSink['kind'];
  first: KinesisFirehoseDeliveryStream;
  again: KinesisFirehoseDeliveryStream;
  /** Where the sink is a data lake. */
  lake?: { sink: LakeSink; component: SecurityLake };
}

function one(values: string[]): string | string[] {
  const [first = ''] = values;
  return values.length === 1 ? first : values;
}

/** Metric that counts what a sink took. */
const ARRIVED: Readonly<Record<Pair['kind'], string>> = {
  splunk: 'DeliveryToSplunk.Records',
  datadog: 'DeliveryToHttpEndpoint.Records',
  opensearch: 'DeliveryToAmazonOpenSearchService.Records',
  s3: 'DeliveryToS3.Records',
  sentinel: 'DeliveryToS3.Records',
  'security-lake': 'DeliveryToS3.Records',
};

function isDelivered(sink: AuditSinkProps): sink is DeliveredSink {
  return sink.kind !== 'cloudwatch' && !isLake(sink);
}

function isLake(sink: AuditSinkProps): sink is LakeSink {
  return sink.kind === 'security-lake';
}
