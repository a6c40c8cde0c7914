export * from './judge';
export * from './merge';
