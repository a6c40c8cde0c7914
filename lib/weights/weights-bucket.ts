import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { fitName, guarded, placeOf, policyText, type Statement } from '../core';
import { Key } from '../key';

/**
 * Weights of the models, in the region and the account: engines start from here whatever becomes of the place they were
 * published, and read files whose digests were looked at once.
 *
 * ### Cost
 * _200 GB_ come to 5 USD a month; the key 1 USD. Reading through the gateway endpoint is free.
 */
export class WeightsBucket extends Construct {
  readonly name: string;
  readonly resources: { bucket: S3Bucket; policy: S3BucketPolicy };
  private readonly key: Key;
  private readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', { word: 'weights', description: 'weights of the models' });
    const { account, region, prefix, protectData } = placeOf(this);
    const bucket = new S3Bucket(this, 'Resource', {
      bucket: fitName(`${prefix}-weights-${account}-${region}`, 63),
      forceDestroy: !protectData,
      // a public place has them too; what is asked for is that nobody changes them
      tags: { content: 'weights', 'data-class': 'internal', 'retention-days': 'forever' },
      lifecycle: guarded(this),
    });
    this.name = bucket.bucket;
    this.arn = bucket.arn;
    this.configure(bucket);
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.bucket,
      policy: policyText([tlsOnly(bucket.arn)]),
    });
    this.resources = { bucket, policy };
  }

  /** What it takes to read weights. */
  readStatements(): Statement[] {
    return [
      { Sid: 'ListWeights', Action: 's3:ListBucket', Resource: this.arn },
      { Sid: 'ReadWeights', Action: 's3:GetObject', Resource: `${this.arn}/*` },
      { Sid: 'DecryptWeights', Action: 'kms:Decrypt', Resource: this.key.arn },
    ];
  }

  /** What it takes to add weights, and to see which are there. Nobody deletes. */
  writeStatements(): Statement[] {
    return [
      ...this.readStatements(),
      { Sid: 'AddWeights', Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: `${this.arn}/*` },
      { Sid: 'EncryptWeights', Action: 'kms:GenerateDataKey', Resource: this.key.arn },
    ];
  }

  private configure(bucket: S3Bucket): void {
    const name = bucket.bucket;
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket: name,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketPublicAccessBlock(this, 'PublicAccess', {
      bucket: name,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'Ownership', {
      bucket: name,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket: name,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: this.key.arn },
          bucketKeyEnabled: true,
        },
      ],
    });
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket: name,
      rule: [
        {
          id: 'leftovers',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
        },
      ],
      dependsOn: [versioning],
    });
  }
}

function tlsOnly(arn: string): Statement {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
