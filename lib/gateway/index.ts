export * from './gateway';
export * from './proxy-config';
export * from './route';
