export * from './packaged-function';
export * from './scheduled-function';
