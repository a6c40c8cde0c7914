export * from './start-plan';
