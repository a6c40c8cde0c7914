export * from './direct-access';
