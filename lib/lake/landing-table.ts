import { GlueCatalogTable, type GlueCatalogTableConfig } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { Construct } from 'constructs';
import { dropPrefix, HIVE_TYPES, streamPrefix, tableName, type LakeSource } from './source';

export interface LandingTableProps {
  source: LakeSource;
  bucketName: string;
  databaseName: string;
}

/** First day a folder may be of: older rows are put under the day they are loaded. */
const FIRST_DAY = '2024-01-01';
const INPUT = 'org.apache.hadoop.mapred.TextInputFormat';
const OUTPUT = 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat';
const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet';

/** How files of a format are read. */
const FORMATS = {
  json: {
    inputFormat: INPUT,
    outputFormat: OUTPUT,
    // a line that is no JSON is a row of nothing, which the contract then tells
    serDeInfo: {
      serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
      parameters: { 'ignore.malformed.json': 'TRUE' },
    },
  },
  csv: {
    inputFormat: INPUT,
    outputFormat: OUTPUT,
    serDeInfo: {
      serializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
      parameters: { separatorChar: ',', quoteChar: '"' },
    },
  },
  parquet: {
    inputFormat: `${PARQUET}.MapredParquetInputFormat`,
    outputFormat: `${PARQUET}.MapredParquetOutputFormat`,
    serDeInfo: {
      serializationLibrary: `${PARQUET}.serde.ParquetHiveSerDe`,
      parameters: { 'serialization.format': '1' },
    },
  },
} as const;

/**
 * What came, as a table. Text has columns of text: what is in them is held against the contract by the pipeline, which can say
 * how many rows do not fit; a typed column would fail the query of everybody. Days are partitions Athena works out by itself.
 * What a stream brings is an Iceberg table, typed by its contract; Firehose keeps aside what does not fit.
 */
export class LandingTable extends Construct {
  readonly name: string;
  readonly resources: { table: GlueCatalogTable };

  constructor(scope: Construct, id: string, props: LandingTableProps) {
    super(scope, id);
    const { source, databaseName } = props;
    const table = new GlueCatalogTable(this, 'Resource', {
      name: tableName(source.name),
      databaseName,
      tableType: 'EXTERNAL_TABLE',
      ...(source.format === undefined ? iceberg(props) : files(props, source.format)),
    });
    this.name = table.name;
    this.resources = { table };
  }
}

type Shape = Pick<
  GlueCatalogTableConfig,
  'parameters' | 'partitionKeys' | 'storageDescriptor' | 'openTableFormatInput' | 'lifecycle'
>;

function files({ source, bucketName }: LandingTableProps, format: keyof typeof FORMATS): Shape {
  const location = `s3://${bucketName}/${dropPrefix(source.name)}`;
  const text = format !== 'parquet';
  return {
    parameters: {
      EXTERNAL: 'TRUE',
      classification: format,
      ...(format === 'csv' ? { 'skip.header.line.count': '1' } : {}),
      'projection.enabled': 'true',
      'projection.dt.type': 'date',
      'projection.dt.format': 'yyyy-MM-dd',
      'projection.dt.range': `${FIRST_DAY},NOW+1DAYS`,
      // read by Athena, not by Terraform
      'storage.location.template': `${location}dt=$\${dt}/`,
    },
    partitionKeys: [{ name: 'dt', type: 'string', comment: 'day it arrived, UTC' }],
    storageDescriptor: {
      location,
      ...FORMATS[format],
      columns: source.columns.map(({ name, type }) => ({ name, type: text ? 'string' : HIVE_TYPES[type] })),
    },
  };
}

function iceberg({ source, bucketName }: LandingTableProps): Shape {
  return {
    openTableFormatInput: { icebergInput: { metadataOperation: 'CREATE', version: '2' } },
    storageDescriptor: {
      location: `s3://${bucketName}/${streamPrefix(source.name)}`,
      columns: source.columns.map(({ name, type }) => ({ name, type: HIVE_TYPES[type] })),
    },
    // every commit of a writer changes the parameters, and columns carry numbers of Iceberg's own; what is to change in it is
    // changed by a query, since its metadata lie in the bucket and not here
    lifecycle: { ignoreChanges: ['parameters', 'storage_descriptor'] },
  };
}
