export * from './charts';
export * from './images';
export * from './instances';
export * from './kubernetes';
export * from './mig';
export * from './models';
export * from './pod-limits';
export * from './regions';
