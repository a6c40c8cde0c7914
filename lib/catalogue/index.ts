export * from './encryption';
