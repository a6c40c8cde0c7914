export * from './bedrock-route';
export * from './invocation-log';
