import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { Bucket } from '../bucket';
import { arn, physicalName, policyText, tlsOnly, type Statement } from '../core';
import type { IKey } from '../key';
import { Role } from '../role';

export interface SentinelProps {
  name: string;
  workspaceId: string;
  /** Whether the identity provider of Microsoft is made here; an account has one. */
  identityProvider: 'create' | 'existing';
  /** Must let S3 put into queues: service `buckets`. */
  encryptionKey: IKey;
  /** Days files wait to be fetched. */
  retentionDays: number;
}

/** Tenant and application of Microsoft's connector. Source: the set-up script of its Amazon S3 connector. */
const ISSUER = 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/';
const AUDIENCE = 'api://1462b192-27f7-4cb9-8523-0f4ecb54b47e';

/** What Sentinel's S3 connector asks for: files in a bucket, a queue that names them, a role it takes on with a token of its own. */
export class Sentinel extends Construct {
  readonly bucketArn: string;
  readonly resources: { bucket: Bucket; queue: SqsQueue; reader: Role };

  constructor(scope: Construct, id: string, props: SentinelProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      word: `audit-${props.name}`,
      dataClass: 'restricted',
      encryptionKey: props.encryptionKey,
      expireDays: props.retentionDays,
    });
    const queue = this.createQueue(props, bucket);
    const reader = new Role(this, 'Reader', {
      // the connector refuses roles whose name begins otherwise
      prefix: 'OIDC_',
      word: `audit-${props.name}-reader`,
      trust: this.trust(props),
      statements: [
        { Sid: 'Read', Action: 's3:GetObject', Resource: `${bucket.arn}/*` },
        {
          Sid: 'Take',
          Action: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
          Resource: queue.arn,
        },
        { Sid: 'Decrypt', Action: 'kms:Decrypt', Resource: props.encryptionKey.arn },
      ],
    });
    this.bucketArn = bucket.arn;
    this.resources = { bucket, queue, reader };
  }

  private createQueue(props: SentinelProps, bucket: Bucket): SqsQueue {
    const queue = new SqsQueue(this, 'Queue', {
      name: physicalName(this, `audit-${props.name}`, 80),
      messageRetentionSeconds: 14 * 86_400,
      kmsMasterKeyId: props.encryptionKey.arn,
    });
    const policy = new SqsQueuePolicy(this, 'QueuePolicy', {
      queueUrl: queue.url,
      policy: policyText([
        {
          Sid: 'BucketSends',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queue.arn,
          Condition: { ArnEquals: { 'aws:SourceArn': bucket.arn } },
        },
        tlsOnly('sqs:*', queue.arn),
      ]),
    });
    new S3BucketNotification(this, 'Notification', {
      bucket: bucket.name,
      queue: [{ queueArn: queue.arn, events: ['s3:ObjectCreated:*'] }],
      dependsOn: [policy],
    });
    return queue;
  }

  private trust({ workspaceId, identityProvider }: SentinelProps): Statement[] {
    const provider =
      identityProvider === 'existing'
        ? arn(this, 'iam', `oidc-provider/${ISSUER}`)
        : new IamOpenidConnectProvider(this, 'Microsoft', { url: `https://${ISSUER}`, clientIdList: [AUDIENCE] }).arn;
    return [
      {
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${ISSUER}:aud`]: AUDIENCE,
            'sts:RoleSessionName': `MicrosoftSentinel_${workspaceId}`,
          },
        },
      },
    ];
  }
}
