/**
 * What the data pipeline tells whoever reads curated data. Files, not calls: they outlive the run that wrote them, and a reader needs
 * one permission on one prefix.
 *
 *     s3://<curated bucket>/gate/<source>.json                       may its data be used, and why not
 *     s3://<curated bucket>/documents/<source>/<run>/…               documents of the last run that passed, JSON lines, maybe gzip
 *
 * The gate is written after the documents of the run it names, so a reader that sees `pass` finds them there. Nobody but the pipeline writes below
 * either prefix.
 */

/** Where the gate of a source lies, in the curated bucket. */
export function gateKey(source: string): string {
  return `gate/${source}.json`;
}

/** Prefix below which a run put the documents of a source, in the curated bucket. */
export function documentsPrefix(source: string, run: string): string {
  return `documents/${source}/${run}/`;
}

/** Metric of the gate, in the namespace {@link GATE_NAMESPACE}: 1 for a source that is stopped, 0 for one that passed; each run. */
export const GATE_METRIC = 'DataStopped';
export const GATE_NAMESPACE = 'Groundplane/Data';

/** What a check looked at. A closed list: whoever shows reasons can group them. */
export const GATE_CHECKS = ['freshness', 'volume', 'schema', 'nulls', 'contract', 'run'] as const;
export type GateCheck = (typeof GATE_CHECKS)[number];

/** Why a source is stopped. */
export interface GateReason {
  check: GateCheck;
  /** The test of dbt that failed, its unique id. */
  test: string;
  /** One sentence, with the figure that was found. Never a value of a row. */
  message: string;
}

/** The gate of one source. */
export interface DataGate {
  schemaVersion: 1;
  source: string;
  /** `stop`: do not use what the run made; what was read before may stay in use. */
  status: 'pass' | 'stop';
  /** UTC, `2026-11-21T04:05:06Z`. */
  checkedAt: string;
  /** Id of the run: dbt's invocation. */
  run: string;
  /** Last run that passed; its documents are there still. Absent where none ever did. */
  lastPassed?: string;
  /** Empty where it passed. */
  reasons: GateReason[];
}

/** One line of the documents of a source: text, and where it comes from. An index keeps `lineage` with each chunk. */
export interface CuratedDocument {
  /** Unique within its source, the same in every run. */
  id: string;
  title: string;
  text: string;
  /** Roles of the group map that may read it. Never empty. */
  access: string[];
  dataClass: string;
  lineage: DocumentLineage;
}

/** From a chunk back to its row. */
export interface DocumentLineage {
  source: string;
  /** `database.schema.table` the document was made from. */
  table: string;
  /** Run of the pipeline that wrote it. */
  run: string;
  /** Digest of title, text, access and class: it changes when the document does and only then. */
  version: string;
}
