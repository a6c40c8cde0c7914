export * from './defaults';
export * from './settings';
