import type { Construct } from 'constructs';
import type { Partition } from '../../contract';
import { placeOf, type Statement } from '../core';

/** Who may do what with the archive. Roles need not exist yet: they are told by condition, not as principal. */
export interface ArchiveAccess {
  /** Account whose roles write, 12 digits. */
  sourceAccount: string;
  /** Roles that may add objects and do nothing else. */
  writerRoleArns: readonly string[];
  /** The trail that writes into it. @default - none */
  trailArn?: string;
  /**
   * The one role that may change settings of bucket and key. It cannot delete or shorten either.
   *
   * @default - whoever IAM of the account lets; in governance mode that is two recorded steps from a deletion
   */
  custodianRoleArn?: string;
}

const CONFIGURATION = [
  's3:DeleteBucketPolicy',
  's3:PutBucketAcl',
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
];

/**
 * Policy of a bucket that is only added to. `sealed`: nobody deletes, nobody bypasses a lock, and settings, retention of single
 * objects and legal holds are the custodian's. Expiry is S3's own work and asks no policy.
 */
export function archivePolicy(
  bucketArn: string,
  access: ArchiveAccess,
  manifestRoleArn: string,
  sealed: boolean,
  partition: Partition,
): Statement[] {
  const writers = [...access.writerRoleArns];
  return [
    {
      Sid: 'WritersAdd',
      Principal: { AWS: `arn:${partition}:iam::${access.sourceAccount}:root` },
      Action: [
        's3:AbortMultipartUpload',
        's3:GetBucketLocation',
        's3:ListBucketMultipartUploads',
        's3:PutObject',
        's3:PutObjectAcl',
      ],
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { ArnEquals: { 'aws:PrincipalArn': writers } },
    },
    {
      Sid: 'NobodyElseAdds',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${bucketArn}/*`,
      // a service that writes by itself has no ARN, and a condition on one that is missing holds
      Condition: {
        ArnNotEquals: { 'aws:PrincipalArn': [...writers, manifestRoleArn] },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    ...(access.trailArn === undefined ? [] : trailAdds(bucketArn, access.sourceAccount, access.trailArn)),
    ...(sealed ? seals(bucketArn, access.custodianRoleArn) : []),
  ];
}

function trailAdds(bucketArn: string, account: string, trailArn: string): Statement[] {
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  return [
    {
      Sid: 'TrailLooks',
      Principal,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    },
    {
      Sid: 'TrailAdds',
      Principal,
      Action: 's3:PutObject',
      Resource: `${bucketArn}/trail/AWSLogs/${account}/*`,
      Condition: { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

function seals(bucketArn: string, custodian: string | undefined): Statement[] {
  const others = (Sid: string, Action: string[], Resource: string[]): Statement[] =>
    custodian === undefined
      ? []
      : [
          {
            Sid,
            Effect: 'Deny',
            Principal: '*',
            Action,
            Resource,
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': custodian } },
          },
        ];
  return [
    {
      Sid: 'NobodyDeletes',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:BypassGovernanceRetention', 's3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      Resource: [bucketArn, `${bucketArn}/*`],
    },
    ...others('CustodianConfigures', CONFIGURATION, [bucketArn]),
    ...others('CustodianHolds', ['s3:PutObjectLegalHold', 's3:PutObjectRetention'], [`${bucketArn}/*`]),
  ];
}

/** What stands in the policy of the archive's key beside "the account decides". Without its key an archive is noise. */
export function archiveKeyPolicy(scope: Construct, access: ArchiveAccess, sealed: boolean): Statement[] {
  const { partition } = placeOf(scope);
  const { custodianRoleArn: custodian, trailArn } = access;
  return [
    {
      Sid: 'WritersEncrypt',
      Principal: { AWS: `arn:${partition}:iam::${access.sourceAccount}:root` },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: { ArnEquals: { 'aws:PrincipalArn': [...access.writerRoleArns] } },
    },
    ...(trailArn === undefined
      ? []
      : [
          {
            Sid: 'TrailEncrypts',
            Principal: { Service: 'cloudtrail.amazonaws.com' },
            Action: ['kms:DescribeKey', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
          },
        ]),
    ...(sealed ? keySeals(custodian) : []),
  ];
}

function keySeals(custodian: string | undefined): Statement[] {
  return [
    {
      Sid: 'NobodyDestroys',
      Effect: 'Deny',
      Principal: '*',
      Action: ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'],
      Resource: '*',
    },
    ...(custodian === undefined
      ? []
      : [
          {
            Sid: 'CustodianConfigures',
            Effect: 'Deny' as const,
            Principal: '*' as const,
            Action: 'kms:PutKeyPolicy',
            Resource: '*',
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': custodian } },
          },
        ]),
  ];
}
