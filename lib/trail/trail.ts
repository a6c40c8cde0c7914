import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail';
import { Construct } from 'constructs';
import { arn, physicalName, trustService } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { Role } from '../role';

export interface TrailProps {
  /** Bucket whose policy lets this trail add, below `trail/`. */
  bucketName: string;
  /** Key its files are encrypted with; its policy lets this trail use it. */
  archiveKey: IKey;
  /** Key of the log group. */
  encryptionKey: IKey;
  logRetentionDays: number;
}

/** Word of a trail's name. */
export const TRAIL = 'trail';

/**
 * CloudTrail of the account: all regions, signed files, every call to the API (those to Bedrock's models are among them) and every
 * read and write of an object. Of all buckets, so that one made tomorrow is not forgotten.
 *
 * ### Cost
 * The first trail's management events are free; _5 million object events_ cost 5 USD a month, its log group about as much.
 */
export class Trail extends Construct {
  readonly logGroup: LogGroup;
  readonly resources: { trail: Cloudtrail };

  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const name = physicalName(this, TRAIL, 128);
    this.logGroup = new LogGroup(this, 'Logs', {
      name: `/aws/cloudtrail/${name}`,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    const writer = new Role(this, 'LogWriter', {
      word: 'trail-logs',
      trust: trustService('cloudtrail.amazonaws.com').map((statement) => ({
        ...statement,
        Condition: { StringEquals: { 'aws:SourceArn': arn(this, 'cloudtrail', `trail/${name}`) } },
      })),
      statements: [
        { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${this.logGroup.arn}:log-stream:*` },
      ],
    });
    const trail = new Cloudtrail(this, 'Resource', {
      name,
      s3BucketName: props.bucketName,
      s3KeyPrefix: 'trail',
      kmsKeyId: props.archiveKey.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${this.logGroup.arn}:*`,
      cloudWatchLogsRoleArn: writer.arn,
      advancedEventSelector: [
        { name: 'calls to the API', fieldSelector: [{ field: 'eventCategory', equalTo: ['Management'] }] },
        {
          name: 'objects',
          fieldSelector: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
          ],
        },
      ],
      dependsOn: writer.ready,
    });
    this.resources = { trail };
  }
}
