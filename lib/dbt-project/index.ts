export * from './project';
export * from './source';
