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
import { Sentinel } from './sentinel';
import {
  destinationOf,
  s3Destination,
  sinkStatements,
  type AuditSinkProps,
  type DeliveredSink,
  type Delivery,
  type Destination,
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
  readonly resources: { target: KinesisStream | KinesisFirehoseDeliveryStream; subscribers: Role };

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
    this.deliveries = { archive, ...this.deliverToSinks(props, sinks, stream) };
    this.delivered = Object.fromEntries([
      ['archive', { name: archive.name, metric: 'DeliveryToS3.Records' }],
      ...sinks.map(({ name, kind }) => [name, { name: this.deliveries[name]?.name ?? '', metric: ARRIVED[kind] }]),
    ]);
    const target = stream ?? archive;
    this.resources = { target, subscribers: this.createSubscribers(target) };
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
  ): Record<string, KinesisFirehoseDeliveryStream> {
    const failed = this.failed;
    if (failed === undefined) return {};
    const made = sinks.map((sink) => {
      const fetched = sink.kind === 'sentinel' ? this.letFetch(sink, props) : undefined;
      const role = this.createRole(`Sink-${sink.name}`, `audit-sink-${sink.name}`, stream, [
        {
          Sid: 'KeepFailed',
          Action: ['s3:AbortMultipartUpload', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads', 's3:PutObject'],
          Resource: [failed.arn, `${failed.arn}/failed/${sink.name}/*`],
        },
        ...sinkStatements(sink, placeOf(this), fetched),
      ]);
      const delivery = this.delivery(sink.name, role, { bucketArn: failed.arn, keyArn: this.key.arn });
      const destination = destinationOf(sink, { ...delivery, fetchedBucketArn: fetched });
      const again = this.deliver(`Again-${sink.name}`, `audit-again-${sink.name}`, undefined, role, destination);
      return {
        sink,
        again,
        first: this.deliver(`Sink-${sink.name}-Delivery`, `audit-${sink.name}`, stream, role, destination),
      };
    });
    this.redrive(props, failed, Object.fromEntries(made.map(({ sink, again }) => [sink.name, again])));
    return Object.fromEntries(made.map(({ sink, first }) => [sink.name, first]));
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

  private redrive(props: AuditStreamProps, failed: Bucket, again: Record<string, KinesisFirehoseDeliveryStream>): void {
    const streams = Object.values(again);
    new ScheduledFunction(this, 'Redrive', {
      word: 'audit-redrive',
      description: 'sends again what a sink did not take',
      schedule: 'rate(1 hour)',
      expectedHours: 3,
      variables: {
        FAILED_BUCKET: failed.name,
        STREAMS: Object.entries(again)
          .map(([name, stream]) => `${name}=${stream.name}`)
          .join(','),
      },
      statements: [
        { Sid: 'List', Action: 's3:ListBucket', Resource: failed.arn },
        { Sid: 'Take', Action: ['s3:DeleteObject', 's3:GetObject'], Resource: `${failed.arn}/failed/*` },
        { Sid: 'Decrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: this.key.arn },
        { Sid: 'Send', Action: 'firehose:PutRecordBatch', Resource: streams.map((stream) => stream.arn) },
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

  private createSubscribers(target: KinesisStream | KinesisFirehoseDeliveryStream): Role {
    const action =
      target instanceof KinesisStream ? 'kinesis:PutRecord' : ['firehose:PutRecord', 'firehose:PutRecordBatch'];
    return new Role(this, 'Subscribers', {
      word: 'audit-subscriptions',
      trust: trustService('logs.amazonaws.com').map((statement) => ({
        ...statement,
        Condition: { StringLike: { 'aws:SourceArn': arn(this, 'logs', '*') } },
      })),
      statements: [
        { Sid: 'Send', Action: action, Resource: target.arn },
        { Sid: 'Encrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: this.key.arn },
      ],
    });
  }
}

/** Metric that counts what a sink took. */
const ARRIVED: Readonly<Record<DeliveredSink['kind'], string>> = {
  splunk: 'DeliveryToSplunk.Records',
  datadog: 'DeliveryToHttpEndpoint.Records',
  opensearch: 'DeliveryToAmazonOpenSearchService.Records',
  s3: 'DeliveryToS3.Records',
  sentinel: 'DeliveryToS3.Records',
};
function isDelivered(sink: AuditSinkProps): sink is DeliveredSink {
  return sink.kind !== 'cloudwatch';
}
