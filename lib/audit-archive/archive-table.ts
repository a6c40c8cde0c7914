import { AthenaPreparedStatement } from '@cdktf/provider-aws/lib/athena-prepared-statement';
import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup';
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { Construct } from 'constructs';
import { encryptCatalogue } from '../catalogue';
import { physicalName } from '../core';
import type { IKey } from '../key';
import { LINEAGE, lineageQuery } from './lineage';

export interface ArchiveTableProps {
  bucketName: string;
  /** Key results of queries are encrypted with. */
  encryptionKey: IKey;
}

/** First day a partition may have. */
const FIRST_DAY = '2026-01-01';
/** A query that would read more is stopped, bytes: half a dollar of it. */
const SCAN_LIMIT = 100 * 2 ** 30;

/**
 * The archive as a table. A row is a batch of one log group as CloudWatch sent it; days are partitions that Athena works out by
 * itself, so nothing has to crawl and no partition can be forgotten. The question for one request is there, prepared.
 *
 * ### Cost
 * 5 USD per TB read; _a question about one day_ costs cents.
 */
export class ArchiveTable extends Construct {
  readonly resources: {
    database: GlueCatalogDatabase;
    table: GlueCatalogTable;
    workgroup: AthenaWorkgroup;
    lineage: AthenaPreparedStatement;
  };

  constructor(scope: Construct, id: string, props: ArchiveTableProps) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, 'Database', {
      name: physicalName(this, 'audit', 120).replaceAll('-', '_'),
      description: 'the audit archive',
    });
    encryptCatalogue(this, 'Encryption');
    const table = this.createTable(props.bucketName, database);
    const workgroup = new AthenaWorkgroup(this, 'Workgroup', {
      name: physicalName(this, 'audit', 128),
      description: 'questions to the audit archive',
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: SCAN_LIMIT,
        managedQueryResultsConfiguration: {
          enabled: true,
          encryptionConfiguration: { kmsKey: props.encryptionKey.arn },
        },
      },
    });
    const lineage = new AthenaPreparedStatement(this, 'Lineage', {
      name: LINEAGE,
      workgroup: workgroup.name,
      description: 'what the archive knows of one request: EXECUTE lineage USING first day, number',
      queryStatement: lineageQuery(`"${database.name}"."${table.name}"`),
    });
    this.resources = { database, table, workgroup, lineage };
  }

  private createTable(bucketName: string, database: GlueCatalogDatabase): GlueCatalogTable {
    const location = `s3://${bucketName}/events/`;
    return new GlueCatalogTable(this, 'Resource', {
      name: 'events',
      databaseName: database.name,
      tableType: 'EXTERNAL_TABLE',
      parameters: {
        EXTERNAL: 'TRUE',
        classification: 'json',
        compressionType: 'gzip',
        'projection.enabled': 'true',
        'projection.dt.type': 'date',
        'projection.dt.format': 'yyyy-MM-dd',
        'projection.dt.range': `${FIRST_DAY},NOW`,
        // read by Athena, not by Terraform
        'storage.location.template': `${location}dt=$\${dt}/`,
      },
      partitionKeys: [{ name: 'dt', type: 'string', comment: 'day it arrived, UTC' }],
      storageDescriptor: {
        location,
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        serDeInfo: {
          serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
          parameters: { 'ignore.malformed.json': 'true', 'case.insensitive': 'true' },
        },
        columns: [
          { name: 'owner', type: 'string', comment: 'account' },
          { name: 'loggroup', type: 'string', comment: 'source' },
          { name: 'logstream', type: 'string' },
          { name: 'messagetype', type: 'string' },
          { name: 'logevents', type: 'array<struct<id:string,timestamp:bigint,message:string>>' },
        ],
      },
    });
  }
}
