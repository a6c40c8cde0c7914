import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SecuritylakeCustomLogSource } from '@cdktf/provider-aws/lib/securitylake-custom-log-source';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { DNS_SUFFIX } from '../../facts';
import { LAKE_COLUMNS, LAKE_EVENT_CLASS } from '../audit-event';
import { arn, fitName, physicalName, placeOf, trustService, type Statement } from '../core';
import type { IKey } from '../key';
import { Role } from '../role';
import { packagedFunction } from '../scheduled-function';
import type { Delivery, Destination } from './sink';

export interface SecurityLakeProps {
  /** Name of the sink. */
  name: string;
  /** Bucket of the data lake in this account and region, `aws-security-data-lake-…`. */
  bucket: string;
  /** Key the lake encrypts with. @default - S3's own */
  keyArn?: string;
  /** For the log of the program that makes rows. */
  encryptionKey: IKey;
  logRetentionDays: number;
}

/** Longest name of a source: Security Lake puts it into the name of a role. */
const LONGEST_NAME = 20;
/** Firehose makes files of what came in so long, or of so much; Security Lake asks for five minutes or more. */
const BUFFER = { seconds: 900, megabytes: 128 };
/** What Firehose gives the program at once, packed: what it makes of it must stay below six megabytes. */
const FUNCTION_BUFFER = { megabytes: '0.2', seconds: '60' };

/**
 * A custom source of a Security Lake that is there: the events of the gateway as rows of one OCSF class, in Parquet, by day. What
 * AWS itself records the lake takes in by itself.
 *
 * ### Cost
 * By volume: Firehose and its conversion, a program that runs _some thousand times a month_; the lake is billed where it is.
 */
export class SecurityLake extends Construct {
  readonly bucketArn: string;
  readonly resources: { source: SecuritylakeCustomLogSource; table: GlueCatalogTable; program: LambdaFunction };

  private readonly props: SecurityLakeProps;
  private readonly sourceName: string;
  private readonly database: GlueCatalogDatabase;

  constructor(scope: Construct, id: string, props: SecurityLakeProps) {
    super(scope, id);
    this.props = props;
    this.bucketArn = `arn:${placeOf(this).partition}:s3:::${props.bucket}`;
    this.sourceName = fitName(`${placeOf(this).prefix}-gateway`, LONGEST_NAME);
    this.database = new GlueCatalogDatabase(this, 'Database', {
      name: physicalName(this, `audit-${props.name}`, 120).replaceAll('-', '_'),
      description: 'columns of the events in the data lake',
      // IAM alone decides who reads these columns, also where Lake Formation decides by default
      createTableDefaultPermission: [
        { permissions: ['ALL'], principal: { dataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' } },
      ],
    });
    this.resources = { source: this.createSource(), table: this.createTable(), program: this.createProgram() };
  }

  /** Where a delivery writes, in the words of Firehose. */
  destination(delivery: Delivery): Destination {
    const { region, account } = placeOf(this);
    const { source, table, program } = this.resources;
    const location = source.providerDetails.get(0).location;
    const folder = Fn.trimsuffix(Fn.replace(location, `s3://${this.props.bucket}/`, ''), '/');
    return {
      destination: 'extended_s3',
      extendedS3Configuration: {
        bucketArn: this.bucketArn,
        roleArn: delivery.roleArn,
        ...(this.props.keyArn === undefined ? {} : { kmsKeyArn: this.props.keyArn }),
        prefix: `${folder}/region=${region}/accountId=${account}/eventDay=!{timestamp:yyyyMMdd}/`,
        // outside of what the lake looks through
        errorOutputPrefix: `failed/${this.props.name}/!{firehose:error-output-type}/`,
        bufferingSize: BUFFER.megabytes,
        bufferingInterval: BUFFER.seconds,
        fileExtension: '.parquet',
        cloudwatchLoggingOptions: delivery.logging,
        processingConfiguration: {
          enabled: true,
          processors: [{ type: 'Lambda', parameters: parameters(program, delivery.roleArn) }],
        },
        dataFormatConversionConfiguration: {
          enabled: true,
          inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
          outputFormatConfiguration: { serializer: { parquetSerDe: { compression: 'SNAPPY' } } },
          schemaConfiguration: {
            databaseName: this.database.name,
            tableName: table.name,
            roleArn: delivery.roleArn,
            region,
            versionId: 'LATEST',
          },
        },
      },
    };
  }

  /** What the role of a delivery must be allowed. */
  statements(): Statement[] {
    const { bucket, keyArn } = this.props;
    const own = this.bucketArn;
    const table = arn(this, 'glue', `table/${this.database.name}/${this.resources.table.name}`);
    return [
      {
        Sid: 'Add',
        Action: ['s3:AbortMultipartUpload', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads', 's3:PutObject'],
        Resource: [own, `${own}/ext/${this.sourceName}/*`, `${own}/failed/${this.props.name}/*`],
      },
      { Sid: 'MakeRows', Action: 'lambda:InvokeFunction', Resource: `${this.resources.program.arn}:*` },
      {
        Sid: 'ReadColumns',
        Action: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
        Resource: [arn(this, 'glue', 'catalog'), this.database.arn, table],
      },
      ...(keyArn === undefined ? [] : [throughS3(keyArn, bucket, this)]),
    ];
  }

  /** What sending again must be allowed. */
  redriveStatements(): Statement[] {
    const { name, keyArn, bucket } = this.props;
    return [
      {
        Sid: 'ListLake',
        Action: 's3:ListBucket',
        Resource: this.bucketArn,
        Condition: { StringLike: { 's3:prefix': `failed/${name}/*` } },
      },
      {
        Sid: 'TakeLake',
        Action: ['s3:DeleteObject', 's3:GetObject'],
        Resource: `${this.bucketArn}/failed/${name}/*`,
      },
      ...(keyArn === undefined ? [] : [throughS3(keyArn, bucket, this)]),
    ];
  }

  private createSource(): SecuritylakeCustomLogSource {
    const crawler = new Role(this, 'Crawler', {
      word: `audit-${this.props.name}-crawler`,
      trust: trustService('glue.amazonaws.com'),
      managedPolicies: ['service-role/AWSGlueServiceRole'],
      statements: [
        { Sid: 'Look', Action: 's3:GetObject', Resource: `${this.bucketArn}/ext/${this.sourceName}/*` },
        ...(this.props.keyArn === undefined ? [] : [throughS3(this.props.keyArn, this.props.bucket, this)]),
      ],
    });
    return new SecuritylakeCustomLogSource(this, 'Source', {
      sourceName: this.sourceName,
      eventClasses: [LAKE_EVENT_CLASS],
      configuration: [
        {
          crawlerConfiguration: [{ roleArn: crawler.arn }],
          // Security Lake makes a role for whoever delivers; ours is told by the policy of its own role, in the same account
          providerIdentity: [{ principal: placeOf(this).account, externalId: this.sourceName }],
        },
      ],
      dependsOn: crawler.ready,
    });
  }

  private createTable(): GlueCatalogTable {
    return new GlueCatalogTable(this, 'Table', {
      name: 'events',
      databaseName: this.database.name,
      description: 'the form rows are given; the lake has a table of its own',
      parameters: { classification: 'json' },
      storageDescriptor: {
        columns: LAKE_COLUMNS.map((column) => ({ ...column })),
        inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
        serDeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
      },
    });
  }

  private createProgram(): LambdaFunction {
    return packagedFunction(this, {
      word: 'audit-lake',
      description: 'makes rows of the events of the gateway',
      variables: {},
      statements: [],
      encryptionKey: this.props.encryptionKey,
      logRetentionDays: this.props.logRetentionDays,
      // Firehose waits no longer
      timeoutSeconds: 300,
    });
  }
}

function parameters(program: LambdaFunction, roleArn: string): { parameterName: string; parameterValue: string }[] {
  return Object.entries({
    LambdaArn: `${program.arn}:$LATEST`,
    RoleArn: roleArn,
    BufferSizeInMBs: FUNCTION_BUFFER.megabytes,
    BufferIntervalInSeconds: FUNCTION_BUFFER.seconds,
    NumberOfRetries: '3',
  }).map(([parameterName, parameterValue]) => ({ parameterName, parameterValue }));
}

/** The lake's key, for objects of the lake only. */
function throughS3(keyArn: string, bucket: string, scope: Construct): Statement {
  const { region, partition } = placeOf(scope);
  return {
    Sid: 'LakeKey',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: keyArn,
    Condition: {
      StringEquals: { 'kms:ViaService': `s3.${region}.${DNS_SUFFIX[partition]}` },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:${partition}:s3:::${bucket}*` },
    },
  };
}
