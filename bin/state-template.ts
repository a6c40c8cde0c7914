/** CloudFormation template of the bucket and the key for Terraform's state. Names in the account's own partition. */
export function stateTemplate(bucket: string): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Terraform state of Groundplane in ${bucket}`,
    Resources: { Key: key(bucket), Bucket: bucketResource(bucket), TlsOnly: tlsOnly() },
    Outputs: { KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } }, BucketName: { Value: { Ref: 'Bucket' } } },
  };
}

const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

function key(bucket: string): object {
  const account = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };
  return {
    Type: 'AWS::KMS::Key',
    ...KEPT,
    Properties: {
      Description: `Terraform state in ${bucket}`,
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
      KeyPolicy: policy({
        Sid: 'AccountDecides',
        Effect: 'Allow',
        Principal: { AWS: account },
        Action: 'kms:*',
        Resource: '*',
      }),
    },
  };
}

function bucketResource(bucket: string): object {
  const encryption = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] } };
  return {
    Type: 'AWS::S3::Bucket',
    ...KEPT,
    Properties: {
      BucketName: bucket,
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: encryption }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'OldVersions',
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 30 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    },
  };
}

function tlsOnly(): object {
  return {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: policy({
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, { 'Fn::Sub': '${Bucket.Arn}/*' }],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    },
  };
}

function policy(statement: object): object {
  return { Version: '2012-10-17', Statement: [statement] };
}
