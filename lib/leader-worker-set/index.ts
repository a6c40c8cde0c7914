export * from './leader-worker-set';
