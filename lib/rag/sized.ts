import type { Corpus, PricedQuantity } from '../../contract';

/** What an index of this size takes: words for it, what it costs idle, and what questions add. */
export interface Sized {
  size: string;
  floor: PricedQuantity[];
  use: PricedQuantity[];
  /** Why it cannot be that large. */
  obstacle?: string;
}

/** Hours of a month. */
export const HOURS = 730;
/** Bytes of a number of a vector, in half and in full precision. */
export const HALF = 2;
export const FULL = 4;
const GB = 1e9;
/** Bytes of a graph’s edges per vector, 16 neighbours on two levels. Source: the makers’ formulas. */
const EDGES = 256;
/** Bytes of text, labels and lineage beside a vector: 500 tokens of four characters. */
const TEXT = 2500;

/** Vectors with the edges between them. */
export function graphBytes({ chunks, dimensions }: Corpus, bytes: number): number {
  return chunks * (dimensions * bytes + EDGES);
}

/** Vectors, each with its text, labels and lineage, GB. */
export function vectorsGb({ chunks, dimensions }: Corpus, bytes: number): number {
  return (chunks * (dimensions * bytes + TEXT)) / GB;
}

/** The same and their graph, GB. */
export function storedGb(corpus: Corpus, bytes: number): number {
  return graphBytes(corpus, bytes) / GB + vectorsGb(corpus, bytes);
}

/** So much of something that the price book knows. */
export function quantity(name: string, key: string, amount: number): PricedQuantity {
  return { name, key, quantity: Number(amount.toPrecision(6)) };
}
