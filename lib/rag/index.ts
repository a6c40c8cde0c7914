export * from './choose';
export * from './plan';
