export * from './qdrant';
