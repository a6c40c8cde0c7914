export * from './function-alarm';
export * from './packaged-function';
export * from './scheduled-function';
