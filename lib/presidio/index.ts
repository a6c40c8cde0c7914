export * from './presidio';
