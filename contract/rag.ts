import type { DataClass, Money } from './vocabulary';

/** Where vectors lie, cheapest floor first. */
export const RAG_INDEXES = ['pgvector', 's3-vectors', 'qdrant', 'opensearch', 'opensearch-serverless'] as const;
export type RagIndexKind = (typeof RAG_INDEXES)[number];

/** What an index must carry. */
export interface Corpus {
  documents: number;
  /** Pieces the documents are cut into; each has a vector. */
  chunks: number;
  /** Length of a vector. */
  dimensions: number;
  /** Groups of documents that are kept apart. */
  tenants: number;
  queriesPerSecond: number;
  /** Highest class of the documents. */
  dataClass: DataClass;
}

/** So much of something that has a price, a month. */
export interface PricedQuantity {
  name: string;
  /** Key of the price book, `opensearch/r7g.large.search`. */
  key: string;
  quantity: number;
}

/** One way to keep the index, with what it costs although nobody asks it anything. */
export interface RagOption {
  index: RagIndexKind;
  /** Why it is out; empty where it can carry the corpus. */
  obstacles: string[];
  /** What somebody who takes it should know. */
  note: string;
  /** What runs, `3 × r7g.large.search`. */
  size: string;
  floor: PricedQuantity[];
  /** What questions add, at a tenth of the busiest second all month. */
  use: PricedQuantity[];
}

/** How the index of an environment was chosen. */
export interface RagChoice {
  index: RagIndexKind;
  /** Whether the table decided or the client file. */
  by: 'table' | 'client';
  corpus: Corpus;
  options: RagOption[];
}

/** The index of documents that answers are drawn from. */
export interface RagFacts {
  /** Highest class of its documents. */
  dataClass: DataClass;
  /** Whether documents carry access labels. */
  acl: 'document' | 'none';
  /** Who shares it. */
  tenancy: 'isolated' | 'shared';
  /** Absent in descriptors of others. */
  choice?: RagChoice;
}

/** One way to keep the index, in money of its region. */
export interface RagRow extends Pick<RagOption, 'index' | 'obstacles' | 'note' | 'size'> {
  chosen: boolean;
  /** US dollars a month with nobody asking; what has no price is left out and named. */
  floor: Money;
  /** What questions add. */
  use: Money;
  /** Parts without a price where the environment is. */
  unpriced: { floor: string[]; use: string[] };
}

/** The table an index was chosen by. */
export interface RagTable extends Pick<RagChoice, 'index' | 'by' | 'corpus'> {
  region: string;
  rows: RagRow[];
}
