import type { ColumnType, DataClass, PlatformRole } from '../../contract';

/** A source as the project reads it. */
export interface DbtSource {
  /** As the client calls it, with dashes. */
  name: string;
  /** Name of its table. */
  table: string;
  owner: string;
  description: string;
  classification: DataClass;
  columns: readonly { name: string; type: ColumnType; nullPercent?: number; description?: string }[];
  key: readonly string[];
  freshness: { column: string; warnHours: number; errorHours: number };
  /** How far the rows of the newest day may be from the average, per cent. */
  volumePercent: number;
  retentionDays: number;
  access: readonly PlatformRole[];
  /** Which rows count. A stream appends. */
  mode: 'append' | 'snapshot' | 'changes';
  /** Whether it comes as files of a day, which is then a column `dt`; else one by one. */
  landing: 'files' | 'stream';
  /** Whether all its columns come as text. */
  text: boolean;
  /** @default - no documents are made of it */
  documents?: { title: string; text: string };
}

/** What a project is made of. */
export interface DbtProjectProps {
  /** Name of the client; the project is called so, with underscores. */
  client: string;
  owner: string;
  sources: readonly DbtSource[];
  /** What it works in unless told otherwise. */
  engine: 'athena' | 'redshift';
}
