export * from './gpu-node';
export * from './karpenter-pool';
export * from './managed-gpu-pool';
export * from './sharing';
