export * from './valkey';
