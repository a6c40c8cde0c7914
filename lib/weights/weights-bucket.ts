import type { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import { Bucket } from '../bucket';
import type { Statement } from '../core';
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
  readonly resources: { bucket: Bucket; policy: S3BucketPolicy };
  private readonly key: Key;
  private readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', { word: 'weights', description: 'weights of the models' });
    const bucket = new Bucket(this, 'Resource', {
      word: 'weights',
      // a public place has them too; what is asked for is that nobody changes them
      dataClass: 'internal',
      encryptionKey: this.key,
      noncurrentDays: 30,
    });
    this.name = bucket.name;
    this.arn = bucket.arn;
    this.resources = { bucket, policy: bucket.resources.policy };
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
}
