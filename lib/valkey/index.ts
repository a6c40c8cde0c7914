export * from './valkey';
export { VALKEY_CONFIG, VALKEY_START } from './configuration';
