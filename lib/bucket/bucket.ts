import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import {
  S3BucketServerSideEncryptionConfigurationA,
  type S3BucketServerSideEncryptionConfigurationRuleA,
} from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BACKUP_TAG } from '../backup';
import { fitName, guarded, placeOf, policyText, tlsOnly, type Statement } from '../core';
import type { IKey } from '../key';

export interface BucketProps {
  /** Word of the name, `<client>-<environment>-<word>-<account>-<region>`. */
  word: string;
  /** What it holds, in a word; the tag `content`. @default - the word of the name */
  content?: string;
  /** How much it would hurt if read by others. */
  dataClass: 'public' | 'internal' | 'confidential' | 'restricted';
  /** `s3-managed`: S3's own, for what is written by services that can use no other. */
  encryptionKey: IKey | 's3-managed';
  /** Days after which objects are deleted. @default - never */
  expireDays?: number;
  /** Days after which objects below a prefix are deleted, where that is sooner. @default - none */
  prefixDays?: Readonly<Record<string, number>>;
  /** Days after which objects move to storage that costs less and is read as fast (Glacier Instant Retrieval). @default - never */
  coldAfterDays?: number;
  /** Whether the backup plan of the environment copies it. @default false */
  backedUp?: boolean;
  /** Days a version that was replaced or deleted is kept. @default 1 */
  noncurrentDays?: number;
  /**
   * How objects are held: by nobody's leave but the account root's and those with a bypass (`GOVERNANCE`), or by nobody's at all
   * (`COMPLIANCE`), for so many days. Such a bucket is never emptied by us.
   *
   * @default - not held
   */
  lock?: { mode: 'GOVERNANCE' | 'COMPLIANCE'; days: number };
  /** More of the bucket's policy. @default - IAM of the account decides */
  statements?: (bucketArn: string) => readonly Statement[];
}

/**
 * A private bucket: encrypted with a key of ours, versioned, read and written through TLS only, without access lists.
 *
 * Its policy comes last, when everything else is set: a policy may forbid setting it.
 */
export class Bucket extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly resources: { bucket: S3Bucket; policy: S3BucketPolicy };

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const { account, region, prefix, protectData } = placeOf(this);
    const bucket = new S3Bucket(this, 'Resource', {
      bucket: fitName(`${prefix}-${props.word}-${account}-${region}`, 63),
      objectLockEnabled: props.lock !== undefined,
      forceDestroy: !protectData && props.lock === undefined,
      tags: {
        ...(props.backedUp === true ? { [BACKUP_TAG]: prefix } : {}),
        content: props.content ?? props.word,
        'data-class': props.dataClass,
        'retention-days': props.expireDays === undefined ? 'forever' : String(props.expireDays),
      },
      lifecycle: guarded(this),
    });
    this.name = bucket.bucket;
    this.arn = bucket.arn;
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket: this.name,
      policy: policyText([tlsOnly('s3:*', [this.arn, `${this.arn}/*`]), ...(props.statements?.(this.arn) ?? [])]),
      dependsOn: this.configure(props),
    });
    this.resources = { bucket, policy };
  }

  private configure(props: BucketProps): ITerraformDependable[] {
    const bucket = this.name;
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    const settings: ITerraformDependable[] = [
      versioning,
      new S3BucketPublicAccessBlock(this, 'PublicAccess', {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      new S3BucketOwnershipControls(this, 'Ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } }),
      new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
        bucket,
        rule: [encryption(props.encryptionKey)],
      }),
      new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
        bucket,
        rule: [retention(props), ...sooner(props)],
        dependsOn: [versioning],
      }),
    ];
    if (props.lock === undefined) return settings;
    const lock = new S3BucketObjectLockConfigurationA(this, 'Lock', {
      bucket,
      rule: { defaultRetention: props.lock },
      dependsOn: [versioning],
    });
    return [...settings, lock];
  }
}

function encryption(key: BucketProps['encryptionKey']): S3BucketServerSideEncryptionConfigurationRuleA {
  if (key === 's3-managed') return { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
    bucketKeyEnabled: true,
  };
}

function retention(props: BucketProps): S3BucketLifecycleConfigurationRule {
  return {
    id: 'retention',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    ...(props.coldAfterDays === undefined
      ? {}
      : { transition: [{ days: props.coldAfterDays, storageClass: 'GLACIER_IR' }] }),
    ...(props.expireDays === undefined ? {} : { expiration: [{ days: props.expireDays }] }),
    noncurrentVersionExpiration: [{ noncurrentDays: props.noncurrentDays ?? 1 }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
  };
}

function sooner({ prefixDays = {} }: BucketProps): S3BucketLifecycleConfigurationRule[] {
  return Object.entries(prefixDays)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([prefix, days]) => ({
      id: `retention-${prefix.replace(/[^a-z0-9]+/g, '-').replace(/-$/, '')}`,
      status: 'Enabled',
      filter: [{ prefix }],
      expiration: [{ days }],
    }));
}
