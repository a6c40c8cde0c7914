import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { fitName, guarded, placeOf, policyText, type Statement } from '../core';
import type { IKey } from '../key';

export interface BucketProps {
  /** Word of the name, `<client>-<environment>-<word>-<account>-<region>`. */
  word: string;
  encryptionKey: IKey;
  /** Days after which objects are deleted. */
  expireDays: number;
  /** @default - none: IAM of the account decides */
  statements?: (bucketArn: string) => readonly Statement[];
}

/** A bucket for what passes through: private, encrypted with a key of ours, emptied by itself. */
export class Bucket extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly resources: { bucket: S3Bucket };

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const { account, region, prefix, protectData } = placeOf(this);
    const bucket = new S3Bucket(this, 'Resource', {
      bucket: fitName(`${prefix}-${props.word}-${account}-${region}`, 63),
      forceDestroy: !protectData,
      tags: { 'retention-days': String(props.expireDays), 'data-class': 'restricted' },
      lifecycle: guarded(this),
    });
    this.name = bucket.bucket;
    this.arn = bucket.arn;
    this.configure(props);
    this.resources = { bucket };
  }

  private configure(props: BucketProps): void {
    const bucket = this.name;
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    const access = new S3BucketPublicAccessBlock(this, 'PublicAccess', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'Ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.encryptionKey.arn },
          bucketKeyEnabled: true,
        },
      ],
    });
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket,
      rule: [
        {
          id: 'retention',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: props.expireDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
    new S3BucketPolicy(this, 'Policy', {
      bucket,
      policy: policyText([tlsOnly(this.arn), ...(props.statements?.(this.arn) ?? [])]),
      dependsOn: [access],
    });
  }
}

function tlsOnly(bucketArn: string): Statement {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
