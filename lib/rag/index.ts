export * from './choose';
export { unitsFor, type IndexDatabase } from './pgvector';
export * from './plan';
export { qdrantOf, type QdrantSize } from './qdrant';
export * from './search-collection';
export * from './search-domain';
