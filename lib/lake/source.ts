import { DATA_CLASSES, type ColumnType, type DataClass, type PlatformRole } from '../../contract';

/** A source as the lake sees it: what comes, and who may read it. */
export interface LakeSource {
  /** As the client calls it, with dashes. */
  name: string;
  classification: DataClass;
  /** Days a row is kept. */
  retentionDays: number;
  /** Who may read what is made of it. */
  access: readonly PlatformRole[];
  /** Its contract, in order. */
  columns: readonly { name: string; type: ColumnType }[];
  /** `files`: below a prefix, a folder a day. `stream`: rows of an Iceberg table. */
  landing: 'files' | 'stream';
  /** Of files. @default - the table is Iceberg */
  format?: 'json' | 'csv' | 'parquet';
  /** Whether documents are made of its rows. */
  documents: boolean;
}

/** Name of its table, in every database and engine. */
export function tableName(source: string): string {
  return source.replaceAll('-', '_');
}

/** Tables people may read of it: the curated one, and its documents. */
export function curatedTables({ name, documents }: Pick<LakeSource, 'name' | 'documents'>): string[] {
  const table = tableName(name);
  return documents ? [table, `documents_${table}`] : [table];
}

/** Highest class among sources. */
export function highestClass(sources: readonly Pick<LakeSource, 'classification'>[]): DataClass {
  const ranks = sources.map(({ classification }) => DATA_CLASSES.indexOf(classification));
  return DATA_CLASSES[Math.max(...ranks, 0)] ?? 'restricted';
}

/** Where files of a source are put, in the raw zone. */
export function dropPrefix(source: string): string {
  return `drop/${source}/`;
}

/** Where rows of a stream are, in the raw zone. */
export function streamPrefix(source: string): string {
  return `stream/${source}/`;
}

/** Where what could not be read is put, in the raw zone. */
export const DEAD_LETTERS = 'errors/';

/** Words of Hive for what a column holds; Athena, Spectrum and Firehose read them. */
export const HIVE_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  bigint: 'bigint',
  int: 'int',
  double: 'double',
  decimal: 'decimal(38,9)',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};
