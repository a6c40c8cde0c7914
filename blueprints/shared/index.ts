export * from './environment';
export * from './stacks';
export * from './karpenter-problems';
