export * from './charts';
export * from './images';
export * from './instances';
export * from './kubernetes';
export * from './models';
export * from './regions';
