import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AlarmTopic } from '../alarm-topic';
import { arn, fitName, guarded, physicalName, placeOf, policyText } from '../core';
import { Key } from '../key';
import { archiveKeyPolicy, archivePolicy, type ArchiveAccess } from './archive-policy';
import { ArchiveTable } from './archive-table';
import { ManifestWriter } from './manifest-writer';

/**
 * How firmly objects are held. `governance`: deleted by nobody while the bucket's policy stands. `compliance`: by nobody at all,
 * not by AWS, until their time is over; it cannot be taken back. `none`: for what may be thrown away.
 */
export type ArchiveLock = 'none' | 'governance' | 'compliance';

export interface AuditArchiveProps extends ArchiveAccess {
  lock: ArchiveLock;
  /** Days each object is held, and after which it expires. */
  retentionDays: number;
  /** Who is told when a day has no manifest. */
  email: string;
  /** Days the log of the manifest writer is kept. */
  logRetentionDays: number;
}

/** Word of the role that writes into an archive. */
export const ARCHIVE_WRITER = 'audit-writer';
/** Days after which objects move to cheaper storage that is read as fast. */
const COLD_AFTER_DAYS = 90;

/**
 * The write-once archive: everything that happened, one object after the other, held until its time is over.
 *
 * Security: one identity adds and can do nothing else; nobody deletes; what bucket and key are like is changed by the custodian
 * only. Each day has a signed manifest with the digest of every object and of the manifest before it, held against copies by
 * `groundplane audit verify`. Read through Athena.
 *
 * ### Cost
 * By volume: _100 GB a month over a year_ come to about 15 USD a month, most of it Glacier Instant Retrieval. The keys 2 USD.
 */
export class AuditArchive extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly resources: { bucket: S3Bucket; policy: S3BucketPolicy };

  constructor(scope: Construct, id: string, props: AuditArchiveProps) {
    super(scope, id);
    const sealed = props.lock !== 'none';
    const key = new Key(this, 'Key', {
      word: 'audit',
      description: 'the audit archive, its manifests and alarms',
      services: ['logs', 'alarms', 'events'],
      statements: archiveKeyPolicy(this, props, sealed),
    });
    const bucket = this.createBucket(props, sealed);
    const settings = this.configure(bucket, props, key);
    const topic = new AlarmTopic(this, 'Alarms', { word: 'audit-alarms', encryptionKey: key, email: props.email });
    const manifests = new ManifestWriter(this, 'Manifests', {
      bucketName: bucket.bucket,
      bucketArn: bucket.arn,
      sourceAccount: props.sourceAccount,
      encryptionKey: key,
      logRetentionDays: props.logRetentionDays,
      alarmTopicArn: topic.arn,
    });
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.bucket,
      policy: policyText(archivePolicy(bucket.arn, props, manifests.roleArn, sealed, placeOf(this).partition)),
      dependsOn: settings,
    });
    new ArchiveTable(this, 'Table', { bucketName: bucket.bucket, encryptionKey: key });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.keyArn = key.arn;
    this.resources = { bucket, policy };
  }

  private createBucket(props: AuditArchiveProps, sealed: boolean): S3Bucket {
    const { account, region, prefix } = placeOf(this);
    return new S3Bucket(this, 'Resource', {
      bucket: fitName(`${prefix}-audit-${account}-${region}`, 63),
      objectLockEnabled: sealed,
      forceDestroy: !sealed && !placeOf(this).protectData,
      tags: { content: 'audit', 'retention-days': String(props.retentionDays), 'data-class': 'restricted' },
      lifecycle: guarded(this),
    });
  }

  private configure(bucket: S3Bucket, props: AuditArchiveProps, key: Key): ITerraformDependable[] {
    const name = bucket.bucket;
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket: name,
      versioningConfiguration: { status: 'Enabled' },
    });
    const all: ITerraformDependable[] = [
      versioning,
      new S3BucketPublicAccessBlock(this, 'PublicAccess', {
        bucket: name,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      new S3BucketOwnershipControls(this, 'Ownership', {
        bucket: name,
        rule: { objectOwnership: 'BucketOwnerEnforced' },
      }),
      new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
        bucket: name,
        rule: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
            bucketKeyEnabled: true,
          },
        ],
      }),
      new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
        bucket: name,
        rule: [expiry(props.retentionDays)],
        dependsOn: [versioning],
      }),
    ];
    if (props.lock === 'none') return all;
    return [
      ...all,
      new S3BucketObjectLockConfigurationA(this, 'Lock', {
        bucket: name,
        rule: { defaultRetention: { mode: props.lock.toUpperCase(), days: props.retentionDays } },
        dependsOn: [versioning],
      }),
    ];
  }
}

/** The one rule of a bucket whose objects are never written twice: cold after a while, then gone with all that is left of them. */
function expiry(retentionDays: number): S3BucketLifecycleConfigurationRule {
  return {
    id: 'retention',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    ...(retentionDays > 2 * COLD_AFTER_DAYS
      ? { transition: [{ days: COLD_AFTER_DAYS, storageClass: 'GLACIER_IR' }] }
      : {}),
    expiration: [{ days: retentionDays }],
    noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
  };
}

/** ARN of the role that writes into the archive of an environment, known before it exists. */
export function archiveWriterArn(scope: Construct, account: string): string {
  return arn(scope, 'iam', `role/${physicalName(scope, ARCHIVE_WRITER, 64)}`).replace(/:\d{12}:/, `:${account}:`);
}
