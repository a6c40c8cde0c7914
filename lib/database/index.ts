export * from './aurora-database';
export * from './instance-database';
export * from './owned-databases';
export * from './script';
export * from './store';
export { databaseTrust, type DatabaseTrust } from './trust';
