export * from './node-group';
