import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { Construct } from 'constructs';
import { accountRootArn, arn, guarded, physicalName, policyText } from '../core';
import type { IKey } from '../key';
import { ScheduledFunction } from '../scheduled-function';

export interface ManifestWriterProps {
  bucketName: string;
  bucketArn: string;
  /** Account whose trail is in the archive. */
  sourceAccount: string;
  /** Key of the archive. */
  encryptionKey: IKey;
  logRetentionDays: number;
  alarmTopicArn: string;
}

const WORD = 'audit-manifest';

/**
 * Writes the manifest of yesterday, every night. It is signed with a key that never leaves KMS; its public half is what an auditor
 * verifies with: `aws kms get-public-key`.
 *
 * A run reads every object of the day once. At about 100 MB a second, 15 minutes are enough for some 80 GB a day.
 */
export class ManifestWriter extends Construct {
  readonly resources: { signingKey: KmsKey; writer: ScheduledFunction };

  constructor(scope: Construct, id: string, props: ManifestWriterProps) {
    super(scope, id);
    const signingKey = new KmsKey(this, 'SigningKey', {
      description: 'signatures of the manifests of the audit archive',
      customerMasterKeySpec: 'ECC_NIST_P256',
      keyUsage: 'SIGN_VERIFY',
      deletionWindowInDays: 30,
      policy: policyText([
        { Sid: 'AccountDecides', Principal: { AWS: accountRootArn(this) }, Action: 'kms:*', Resource: '*' },
      ]),
      lifecycle: guarded(this),
    });
    new KmsAlias(this, 'SigningKeyAlias', {
      name: `alias/${physicalName(this, WORD, 240)}`,
      targetKeyId: signingKey.keyId,
    });
    const writer = new ScheduledFunction(this, 'Writer', {
      word: WORD,
      description: 'signed manifest of what the audit archive took in yesterday',
      schedule: 'cron(0 2 * * ? *)',
      expectedHours: 24,
      variables: {
        ARCHIVE_BUCKET: props.bucketName,
        SIGNING_KEY: signingKey.arn,
        SOURCE_ACCOUNT: props.sourceAccount,
      },
      statements: [
        { Sid: 'List', Action: ['s3:ListBucket', 's3:ListBucketVersions'], Resource: props.bucketArn },
        { Sid: 'Read', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: `${props.bucketArn}/*` },
        { Sid: 'AddManifest', Action: 's3:PutObject', Resource: `${props.bucketArn}/manifest/*` },
        { Sid: 'Decrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: props.encryptionKey.arn },
        { Sid: 'Sign', Action: 'kms:Sign', Resource: signingKey.arn },
      ],
      encryptionKey: props.encryptionKey,
      logRetentionDays: props.logRetentionDays,
      alarmTopicArn: props.alarmTopicArn,
    });
    this.resources = { signingKey, writer };
  }
}

/** ARN of the role the writer runs as, known before it exists. */
export function manifestRoleArn(scope: Construct): string {
  return arn(scope, 'iam', `role/${physicalName(scope, WORD, 64)}`);
}
