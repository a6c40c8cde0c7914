export * from './bedrock-route';
