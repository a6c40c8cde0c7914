export * from './index-access';
export * from './rag-service';
export * from './permissions';
export * from './qdrant-access';
