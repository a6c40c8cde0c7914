export * from './access-plan';
