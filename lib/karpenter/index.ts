export * from './karpenter';
