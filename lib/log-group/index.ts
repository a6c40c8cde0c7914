export * from './log-group';
