export * from './base-stack';
export * from './cluster-stack';
export * from './handover';
export * from './in-cluster-stack';
export * from './network-stack';
export * from './platform-stack';
export * from './serving-stack';
