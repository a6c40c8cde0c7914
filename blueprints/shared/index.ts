export * from './audit';
export * from './environment';
export * from './gateway-problems';
export * from './hub-problems';
export * from './karpenter-problems';
export * from './stacks';
