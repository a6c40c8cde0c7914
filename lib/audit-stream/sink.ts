import type {
  KinesisFirehoseDeliveryStreamConfig,
  KinesisFirehoseDeliveryStreamSplunkConfigurationS3Configuration,
} from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import type { Place, Statement } from '../core';

/** Where events go besides the archive, as a client says it. Secrets are told by ARN; the delivery reads them itself. */
export type AuditSinkProps = { name: string } & (
  | { kind: 'splunk'; url: string; secretArn: string }
  | { kind: 'datadog'; url: string; secretArn: string }
  | { kind: 'opensearch'; domainArn: string; subnetIds?: readonly string[]; securityGroupIds?: readonly string[] }
  | { kind: 's3'; bucket: string }
  | { kind: 'sentinel'; workspaceId: string; identityProvider: 'create' | 'existing' }
  | { kind: 'security-lake'; bucket: string; keyArn?: string }
  | { kind: 'cloudwatch' }
);

/** Kinds that are given everything there is. */
export type DeliveredSink = Exclude<AuditSinkProps, { kind: 'cloudwatch' | 'security-lake' }>;
/** The kind that is given the events of the gateway alone. */
export type LakeSink = Extract<AuditSinkProps, { kind: 'security-lake' }>;

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
  if (sink.kind === 'splunk') return splunk(sink, delivery);
  if (sink.kind === 'datadog') return datadog(sink, delivery);
  if (sink.kind === 'opensearch') return opensearch(sink, delivery);
  return sink.kind === 'sentinel'
    ? s3Destination(delivery.fetchedBucketArn ?? '', delivery, delivery.failed.keyArn)
    : s3Destination(`arn:${delivery.partition}:s3:::${sink.bucket}`, delivery);
}

/** Where what a sink did not take is kept. */
function kept(
  name: string,
  { roleArn, failed, logging }: Delivery,
): KinesisFirehoseDeliveryStreamSplunkConfigurationS3Configuration {
  return {
    roleArn,
    bucketArn: failed.bucketArn,
    kmsKeyArn: failed.keyArn,
    prefix: `failed/${name}/`,
    errorOutputPrefix: `failed/${name}/!{firehose:error-output-type}/`,
    compressionFormat: 'GZIP',
    cloudwatchLoggingOptions: logging,
  };
}

type Of<K extends DeliveredSink['kind']> = Extract<DeliveredSink, { kind: K }>;

function splunk(sink: Of<'splunk'>, delivery: Delivery): Destination {
  return {
    destination: 'splunk',
    splunkConfiguration: {
      hecEndpoint: sink.url,
      hecEndpointType: 'Raw',
      hecAcknowledgmentTimeout: 300,
      retryDuration: RETRY_SECONDS,
      s3BackupMode: 'FailedEventsOnly',
      secretsManagerConfiguration: { enabled: true, secretArn: sink.secretArn, roleArn: delivery.roleArn },
      s3Configuration: kept(sink.name, delivery),
      processingConfiguration: UNPACKED,
      cloudwatchLoggingOptions: delivery.logging,
    },
  };
}

/** It takes the batches of CloudWatch as they come. */
function datadog(sink: Of<'datadog'>, delivery: Delivery): Destination {
  return {
    destination: 'http_endpoint',
    httpEndpointConfiguration: {
      name: 'Datadog',
      url: sink.url,
      roleArn: delivery.roleArn,
      bufferingSize: 4,
      bufferingInterval: 60,
      retryDuration: RETRY_SECONDS,
      s3BackupMode: 'FailedDataOnly',
      secretsManagerConfiguration: { enabled: true, secretArn: sink.secretArn, roleArn: delivery.roleArn },
      requestConfiguration: { contentEncoding: 'GZIP' },
      s3Configuration: kept(sink.name, delivery),
      cloudwatchLoggingOptions: delivery.logging,
    },
  };
}

function opensearch(sink: Of<'opensearch'>, delivery: Delivery): Destination {
  const { roleArn } = delivery;
  return {
    destination: 'opensearch',
    opensearchConfiguration: {
      domainArn: sink.domainArn,
      roleArn,
      indexName: 'groundplane-audit',
      indexRotationPeriod: 'OneDay',
      retryDuration: RETRY_SECONDS,
      s3BackupMode: 'FailedDocumentsOnly',
      s3Configuration: kept(sink.name, delivery),
      processingConfiguration: UNPACKED,
      cloudwatchLoggingOptions: delivery.logging,
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
  place: Pick<Place, 'partition' | 'region' | 'account'>,
  fetchedBucketArn = '',
): Statement[] {
  if (sink.kind === 'splunk' || sink.kind === 'datadog') return readToken(sink.secretArn, place);
  if (sink.kind === 'opensearch') return index(sink);
  return [addTo(sink.kind === 'sentinel' ? fetchedBucketArn : `arn:${place.partition}:s3:::${sink.bucket}`)];
}

function readToken(
  secretArn: string,
  { partition, region, account }: Pick<Place, 'partition' | 'region' | 'account'>,
): Statement[] {
  return [
    { Sid: 'ReadToken', Action: 'secretsmanager:GetSecretValue', Resource: secretArn },
    {
      Sid: 'DecryptToken',
      Action: 'kms:Decrypt',
      Resource: `arn:${partition}:kms:${region}:${account}:key/*`,
      Condition: {
        StringEquals: {
          'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
          'kms:EncryptionContext:SecretARN': secretArn,
        },
      },
    },
  ];
}

function index({ domainArn, subnetIds }: Of<'opensearch'>): Statement[] {
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
      Resource: [domainArn, `${domainArn}/*`],
    },
    ...(subnetIds === undefined ? [] : [VPC]),
  ];
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
