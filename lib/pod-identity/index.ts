export * from './pod-identity';
