export * from './rag-service';
export * from './permissions';
