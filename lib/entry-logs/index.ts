export * from './entry-logs';
