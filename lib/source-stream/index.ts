export * from './event-cluster';
export * from './source-stream';
