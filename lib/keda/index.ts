export * from './keda';
export * from './queue-scaling';
