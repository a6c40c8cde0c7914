export * from './rag-store';
