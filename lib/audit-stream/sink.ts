import type { KinesisFirehoseDeliveryStreamConfig } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import type { Place, Statement } from '../core';

/** Where events go besides the archive, as a client says it. Secrets are told by ARN; the delivery reads them itself. */
export type AuditSinkProps = { name: string } & (
  | { kind: 'splunk'; url: string; secretArn: string }
  | { kind: 'datadog'; url: string; secretArn: string }
  | { kind: 'opensearch'; domainArn: string; subnetIds?: readonly string[]; securityGroupIds?: readonly string[] }
  | { kind: 's3'; bucket: string }
  | { kind: 'sentinel'; workspaceId: string; identityProvider: 'create' | 'existing' }
  | { kind: 'cloudwatch' }
);

/** Kinds a delivery writes to by itself. */
export type DeliveredSink = Exclude<AuditSinkProps, { kind: 'cloudwatch' }>;

/** What a delivery is given. */
export interface Delivery {
  roleArn: string;
  partition: string;
  failed: { bucketArn: string; keyArn: string };
  /** Bucket Sentinel fetches from, where it is the sink. @default - none */
  fetchedBucketArn?: string;
  logging: { enabled: true; logGroupName: string; logStreamName: string };
}

/** Part of a delivery stream that says where to. */
export type Destination = Pick<
  KinesisFirehoseDeliveryStreamConfig,
  | 'destination'
  | 'splunkConfiguration'
  | 'httpEndpointConfiguration'
  | 'opensearchConfiguration'
  | 'extendedS3Configuration'
>;

/** An hour: what a sink misses longer is kept in the bucket and sent again. */
const RETRY_SECONDS = 3600;

/** CloudWatch sends batches compressed; they go on as JSON, one batch a line. */
export const UNPACKED = {
  enabled: true,
  processors: [
    { type: 'Decompression', parameters: [{ parameterName: 'CompressionFormat', parameterValue: 'GZIP' }] },
    { type: 'AppendDelimiterToRecord', parameters: [{ parameterName: 'Delimiter', parameterValue: '\\n' }] },
  ],
};

/** Where a sink of a kind is, in the words of Firehose. */
export function destinationOf(sink: DeliveredSink, delivery: Delivery): Destination {
  const { roleArn, logging: cloudwatchLoggingOptions } = delivery;
  const s3Configuration = {
    roleArn,
    bucketArn: delivery.failed.bucketArn,
    kmsKeyArn: delivery.failed.keyArn,
    prefix: `failed/${sink.name}/`,
    errorOutputPrefix: `failed/${sink.name}/!{firehose:error-output-type}/`,
    compressionFormat: 'GZIP',
    cloudwatchLoggingOptions,
  };
  const processingConfiguration = UNPACKED;
  switch (sink.kind) {
    case 'splunk':
      return {
        destination: 'splunk',
        splunkConfiguration: {
          hecEndpoint: sink.url,
          hecEndpointType: 'Raw',
          hecAcknowledgmentTimeout: 300,
          retryDuration: RETRY_SECONDS,
          s3BackupMode: 'FailedEventsOnly',
          secretsManagerConfiguration: { enabled: true, secretArn: sink.secretArn, roleArn },
          s3Configuration,
          processingConfiguration,
          cloudwatchLoggingOptions,
        },
      };
    case 'datadog':
      // takes the batches of CloudWatch as they come
      return {
        destination: 'http_endpoint',
        httpEndpointConfiguration: {
          name: 'Datadog',
          url: sink.url,
          roleArn,
          bufferingSize: 4,
          bufferingInterval: 60,
          retryDuration: RETRY_SECONDS,
          s3BackupMode: 'FailedDataOnly',
          secretsManagerConfiguration: { enabled: true, secretArn: sink.secretArn, roleArn },
          requestConfiguration: { contentEncoding: 'GZIP' },
          s3Configuration,
          cloudwatchLoggingOptions,
        },
      };
    case 'opensearch':
      return {
        destination: 'opensearch',
        opensearchConfiguration: {
          domainArn: sink.domainArn,
          roleArn,
          indexName: 'groundplane-audit',
          indexRotationPeriod: 'OneDay',
          retryDuration: RETRY_SECONDS,
          s3BackupMode: 'FailedDocumentsOnly',
          s3Configuration,
          processingConfiguration,
          cloudwatchLoggingOptions,
          ...(sink.subnetIds === undefined
            ? {}
            : {
                vpcConfig: {
                  roleArn,
                  subnetIds: [...sink.subnetIds],
                  securityGroupIds: [...(sink.securityGroupIds ?? [])],
                },
              }),
        },
      };
    case 'sentinel':
      return s3Destination(delivery.fetchedBucketArn ?? '', delivery, delivery.failed.keyArn);
    case 's3':
      return s3Destination(`arn:${delivery.partition}:s3:::${sink.bucket}`, delivery);
  }
}

/** Files by day in a bucket. */
export function s3Destination(bucketArn: string, delivery: Delivery, keyArn?: string): Destination {
  return {
    destination: 'extended_s3',
    extendedS3Configuration: {
      bucketArn,
      roleArn: delivery.roleArn,
      ...(keyArn === undefined ? {} : { kmsKeyArn: keyArn }),
      prefix: 'events/dt=!{timestamp:yyyy-MM-dd}/',
      // beside what it failed on, so that the manifest of the day has it too
      errorOutputPrefix: 'events/dt=!{timestamp:yyyy-MM-dd}/error-!{firehose:error-output-type}-',
      bufferingSize: 64,
      bufferingInterval: 300,
      compressionFormat: 'GZIP',
      processingConfiguration: UNPACKED,
      cloudwatchLoggingOptions: delivery.logging,
    },
  };
}

/** What the role of a delivery must be allowed for its sink. */
export function sinkStatements(
  sink: DeliveredSink,
  { partition, region, account }: Pick<Place, 'partition' | 'region' | 'account'>,
  fetchedBucketArn = '',
): Statement[] {
  switch (sink.kind) {
    case 'splunk':
    case 'datadog':
      return [
        { Sid: 'ReadToken', Action: 'secretsmanager:GetSecretValue', Resource: sink.secretArn },
        {
          Sid: 'DecryptToken',
          Action: 'kms:Decrypt',
          Resource: `arn:${partition}:kms:${region}:${account}:key/*`,
          Condition: {
            StringEquals: {
              'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
              'kms:EncryptionContext:SecretARN': sink.secretArn,
            },
          },
        },
      ];
    case 'opensearch':
      return [
        {
          Sid: 'Index',
          Action: [
            'es:DescribeDomain',
            'es:DescribeDomainConfig',
            'es:DescribeDomains',
            'es:ESHttpGet',
            'es:ESHttpPost',
            'es:ESHttpPut',
          ],
          Resource: [sink.domainArn, `${sink.domainArn}/*`],
        },
        ...(sink.subnetIds === undefined ? [] : [VPC]),
      ];
    case 'sentinel':
      return [addTo(fetchedBucketArn)];
    case 's3':
      return [addTo(`arn:${partition}:s3:::${sink.bucket}`)];
  }
}

function addTo(bucketArn: string): Statement {
  return {
    Sid: 'Add',
    Action: ['s3:AbortMultipartUpload', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads', 's3:PutObject'],
    Resource: [bucketArn, `${bucketArn}/*`],
  };
}

// Firehose makes its own network interfaces; EC2 names none of them before they are
const VPC: Statement = {
  Sid: 'Interfaces',
  Action: [
    'ec2:CreateNetworkInterface',
    'ec2:CreateNetworkInterfacePermission',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcAttribute',
    'ec2:DescribeVpcs',
  ],
  Resource: '*',
};
