export * from './audit';
export * from './data';
export * from './environment';
export * from './gateway-problems';
export * from './hub-problems';
export * from './karpenter-problems';
export * from './retention';
export * from './stacks';
