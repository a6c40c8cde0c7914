export * from './audit';
export * from './environment';
export * from './gateway-problems';
export * from './karpenter-problems';
export * from './stacks';
