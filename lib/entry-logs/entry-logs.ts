import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { Construct } from 'constructs';
import { Bucket } from '../bucket';
import { physicalName, placeOf } from '../core';
import { ENTRIES } from '../entry';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { functionAlarm, packagedFunction } from '../scheduled-function';

export interface EntryLogsProps {
  /** Must let CloudWatch logs use it. */
  encryptionKey: IKey;
  /** Days files and events are kept. */
  logRetentionDays: number;
  alarmTopicArn: string;
}

const STREAM = 'load-balancer';
const SUFFIX = '.log.gz';

/**
 * What load balancers tell of every request. They write files, into a bucket that S3 encrypts with a key of its own because they can
 * use no other; a program puts the lines into a log group, from where they go the way of all events.
 *
 * ### Cost
 * By volume: _a million requests a month_ are about 0.5 GB, 0.25 USD in the log group and cents in the bucket.
 */
export class EntryLogs extends Construct {
  readonly bucketName: string;
  readonly logGroup: LogGroup;
  readonly resources: { bucket: Bucket; program: LambdaFunction; alarm: CloudwatchMetricAlarm };

  constructor(scope: Construct, id: string, props: EntryLogsProps) {
    super(scope, id);
    const { account } = placeOf(this);
    const bucket = new Bucket(this, 'Files', {
      word: 'entry-logs',
      content: 'access-logs',
      dataClass: 'confidential',
      encryptionKey: 's3-managed',
      expireDays: props.logRetentionDays,
      statements: (bucketArn) => [
        {
          Sid: 'LoadBalancersAdd',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: ENTRIES.map((entry) => `${bucketArn}/${entry}/AWSLogs/${account}/*`),
        },
      ],
    });
    this.logGroup = new LogGroup(this, 'Events', {
      name: `/groundplane/${placeOf(this).prefix}/load-balancer`,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    const program = this.createProgram(props, bucket);
    this.bucketName = bucket.name;
    this.resources = { bucket, program, alarm: this.createAlarm(props, program) };
  }

  private createProgram(props: EntryLogsProps, bucket: Bucket): LambdaFunction {
    const stream = new CloudwatchLogStream(this, 'Stream', { logGroupName: this.logGroup.name, name: STREAM });
    const program = packagedFunction(this, {
      word: 'entry-logs',
      description: 'puts what load balancers wrote into a log group',
      variables: { LOG_GROUP: this.logGroup.name, LOG_STREAM: stream.name },
      statements: [
        { Sid: 'Read', Action: 's3:GetObject', Resource: `${bucket.arn}/*` },
        { Sid: 'Tell', Action: 'logs:PutLogEvents', Resource: `${this.logGroup.arn}:*` },
      ],
      encryptionKey: props.encryptionKey,
      logRetentionDays: props.logRetentionDays,
    });
    const permission = new LambdaPermission(this, 'BucketMayRun', {
      statementId: 'bucket',
      action: 'lambda:InvokeFunction',
      functionName: program.functionName,
      principal: 's3.amazonaws.com',
      sourceArn: bucket.arn,
      sourceAccount: placeOf(this).account,
    });
    new S3BucketNotification(this, 'Notification', {
      bucket: bucket.name,
      lambdaFunction: [{ lambdaFunctionArn: program.arn, events: ['s3:ObjectCreated:*'], filterSuffix: SUFFIX }],
      dependsOn: [permission],
    });
    return program;
  }

  private createAlarm(props: EntryLogsProps, program: LambdaFunction): CloudwatchMetricAlarm {
    return functionAlarm(this, 'Errors', {
      alarmName: physicalName(this, 'entry-logs-errors', 128),
      functionName: program.functionName,
      description: 'a file of a load balancer was not told on: see the log of the program; the file is kept',
      period: 3600,
      topicArn: props.alarmTopicArn,
    });
  }
}
