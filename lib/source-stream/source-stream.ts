import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import {
  KinesisFirehoseDeliveryStream,
  type KinesisFirehoseDeliveryStreamConfig,
} from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import { KinesisStream } from '@cdktf/provider-aws/lib/kinesis-stream';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { arn, guarded, physicalName, placeOf, trustService, type Statement } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { Role } from '../role';
import type { EventCluster } from './event-cluster';

export interface SourceStreamProps {
  /** Name of the source; the topic of it too. */
  source: string;
  /** How sensitive its records are. */
  classification: DataClass;
  /** Who may send: take on the role of its producers. */
  producerTrust: readonly Statement[];
  /** Where rows go: an Iceberg table of the catalogue. Its name must be that of the table itself, as it must be there first. */
  table: { databaseName: string; name: string };
  /** Bucket of the table; what could not be read is put below `errorPrefix`. */
  bucketArn: string;
  bucketKey: IKey;
  /** Key of whoever deletes rows and tidies the table: what it writes of the table's metadata must be read before the next commit. */
  tidyKey: IKey;
  /** `errors/` */
  errorPrefix: string;
  /** Must let CloudWatch logs use it. */
  encryptionKey: IKey;
  logRetentionDays: number;
  alarmTopicArn: string;
  /** Lets the writer add rows where somebody governs the table; comes before anything is delivered. @default - IAM decides */
  letAdd?: (writer: Role) => readonly ITerraformDependable[];
  /** Kafka in place of a stream of its own. @default - a Kinesis stream */
  cluster?: EventCluster;
}

/** Hours a record stays in the stream: a broken table is mended within a day, and then everything comes. */
const KEPT_HOURS = 24;
/** Minutes rows may be late before somebody is told. */
const LATE_SECONDS = 3600;

/**
 * Records of one source, as they come, into its table: Kinesis or Kafka, then Firehose, then Iceberg. A record that does not fit the
 * columns of the contract is kept aside with the reason, and is an alarm; none holds up those behind it. Producers have a role, which sends
 * to this one and to nothing else.
 *
 * ### Cost
 * A Kinesis stream on demand 29 USD a month at rest, 0.08 USD a GB in; Firehose by the GB, each record counted as 5 KB at least.
 */
export class SourceStream extends Construct {
  /** Writes the table. */
  readonly writer: Role;
  readonly resources: { delivery: KinesisFirehoseDeliveryStream; stream?: KinesisStream };

  constructor(scope: Construct, id: string, props: SourceStreamProps) {
    super(scope, id);
    const stream = props.cluster === undefined ? this.createStream(props) : undefined;
    new Role(this, 'Producer', {
      word: `lake-send-${props.source}`,
      trust: props.producerTrust,
      statements:
        stream === undefined
          ? (props.cluster?.writeStatements(props.source) ?? [])
          : [sendStream(stream), encrypt(props.encryptionKey)],
    });
    const from = stream === undefined ? readCluster(props) : [readStream(stream), decrypt(props.encryptionKey)];
    const logs = new LogGroup(this, 'Logs', {
      name: `/aws/kinesisfirehose/${physicalName(this, `source-${props.source}`)}`,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    this.writer = new Role(this, 'Writer', {
      word: `stream-${props.source}`,
      trust: trustService('firehose.amazonaws.com').map((statement) => ({
        ...statement,
        Condition: { StringEquals: { 'aws:SourceAccount': placeOf(this).account } },
      })),
      statements: [
        ...from,
        ...this.write(props),
        { Sid: 'SayErrors', Action: 'logs:PutLogEvents', Resource: `${logs.arn}:*` },
      ],
    });
    const before = [...this.writer.ready, ...(props.cluster?.ready ?? []), ...(props.letAdd?.(this.writer) ?? [])];
    const delivery = this.deliver(props, stream, logs, before);
    this.watch(props, delivery);
    this.resources = { delivery, ...(stream === undefined ? {} : { stream }) };
  }

  private createStream({ source, classification, encryptionKey }: SourceStreamProps): KinesisStream {
    return new KinesisStream(this, 'Stream', {
      name: physicalName(this, `source-${source}`, 128),
      streamModeDetails: { streamMode: 'ON_DEMAND' },
      encryptionType: 'KMS',
      kmsKeyId: encryptionKey.arn,
      retentionPeriod: KEPT_HOURS,
      tags: { content: 'events', 'data-class': classification, 'retention-days': '1' },
      lifecycle: guarded(this),
    });
  }

  private write({ table, bucketArn, bucketKey, tidyKey, source, errorPrefix }: SourceStreamProps): Statement[] {
    return [
      {
        Sid: 'CommitRows',
        Action: ['glue:GetDatabase', 'glue:GetTable', 'glue:UpdateTable'],
        Resource: [
          arn(this, 'glue', 'catalog'),
          arn(this, 'glue', `database/${table.databaseName}`),
          arn(this, 'glue', `table/${table.databaseName}/${table.name}`),
        ],
      },
      {
        Sid: 'FindFiles',
        Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        Resource: bucketArn,
      },
      {
        Sid: 'WriteFiles',
        Action: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        Resource: [`${bucketArn}/stream/${source}/*`, `${bucketArn}/${errorPrefix}${source}/*`],
      },
      { Sid: 'UseKey', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: bucketKey.arn },
      { Sid: 'ReadTidied', Action: 'kms:Decrypt', Resource: tidyKey.arn },
    ];
  }

  private deliver(
    props: SourceStreamProps,
    stream: KinesisStream | undefined,
    logs: LogGroup,
    dependsOn: ITerraformDependable[],
  ): KinesisFirehoseDeliveryStream {
    const roleArn = this.writer.arn;
    const errors = new CloudwatchLogStream(this, 'Errors', { logGroupName: logs.name, name: 'delivery' });
    const cloudwatchLoggingOptions = { enabled: true, logGroupName: logs.name, logStreamName: errors.name };
    const { source, table, bucketArn, errorPrefix } = props;
    return new KinesisFirehoseDeliveryStream(this, 'Resource', {
      name: physicalName(this, `source-${source}`, 64),
      destination: 'iceberg',
      ...this.from(props, stream),
      icebergConfiguration: {
        roleArn,
        catalogArn: arn(this, 'glue', 'catalog'),
        bufferingInterval: 300,
        bufferingSize: 64,
        retryDuration: 3600,
        s3BackupMode: 'FailedDataOnly',
        destinationTableConfiguration: [{ databaseName: table.databaseName, tableName: table.name }],
        s3Configuration: {
          roleArn,
          bucketArn,
          kmsKeyArn: props.bucketKey.arn,
          prefix: `${errorPrefix}${source}/`,
          errorOutputPrefix: `${errorPrefix}${source}/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/`,
          cloudwatchLoggingOptions,
        },
        cloudwatchLoggingOptions,
      },
      dependsOn,
    });
  }

  private from(
    { source, cluster }: SourceStreamProps,
    stream: KinesisStream | undefined,
  ): Pick<KinesisFirehoseDeliveryStreamConfig, 'kinesisSourceConfiguration' | 'mskSourceConfiguration'> {
    const roleArn = this.writer.arn;
    if (stream !== undefined) return { kinesisSourceConfiguration: { kinesisStreamArn: stream.arn, roleArn } };
    return {
      mskSourceConfiguration: {
        mskClusterArn: cluster?.arn ?? '',
        topicName: source,
        authenticationConfiguration: { connectivity: 'PRIVATE', roleArn },
      },
    };
  }

  private watch({ source, alarmTopicArn }: SourceStreamProps, delivery: KinesisFirehoseDeliveryStream): void {
    const alarm = (id: string, metricName: string, statistic: string, threshold: number, said: string): void => {
      new CloudwatchMetricAlarm(this, id, {
        alarmName: `${physicalName(this, `source-${source}`, 200)}-${id.toLowerCase()}`,
        alarmDescription: said,
        namespace: 'AWS/Firehose',
        metricName,
        dimensions: { DeliveryStreamName: delivery.name },
        statistic,
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: 'GreaterThanThreshold',
        threshold,
        treatMissingData: 'notBreaching',
        alarmActions: [alarmTopicArn],
      });
    };
    alarm(
      'Unread',
      'DeliveryToIceberg.FailedRowCount',
      'Sum',
      0,
      `records of ${source} did not fit its contract: see errors/${source}/ in the raw bucket`,
    );
    alarm('Late', 'DeliveryToIceberg.DataFreshness', 'Maximum', LATE_SECONDS, `records of ${source} wait for an hour`);
  }
}

function readStream({ arn: streamArn }: KinesisStream): Statement {
  return {
    Sid: 'Read',
    Action: ['kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
    Resource: streamArn,
  };
}

function sendStream({ arn: streamArn }: KinesisStream): Statement {
  return {
    Sid: 'Send',
    Action: ['kinesis:DescribeStreamSummary', 'kinesis:ListShards', 'kinesis:PutRecord', 'kinesis:PutRecords'],
    Resource: streamArn,
  };
}

function encrypt({ arn: keyArn }: IKey): Statement {
  return { Sid: 'Encrypt', Action: 'kms:GenerateDataKey', Resource: keyArn };
}

function readCluster({ cluster, source }: SourceStreamProps): Statement[] {
  return cluster?.readStatements(source) ?? [];
}

function decrypt({ arn: keyArn }: IKey): Statement {
  return { Sid: 'OwnKey', Action: 'kms:Decrypt', Resource: keyArn };
}
