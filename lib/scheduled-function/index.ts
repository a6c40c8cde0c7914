export * from './scheduled-function';
