export * from './index-access';
export * from './rag-service';
export * from './permissions';
export * from './qdrant-access';
export * from './search-access';
export { MIGRATOR } from './workloads';
