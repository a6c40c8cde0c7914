export { COPY } from './scripts';
export * from './weights';
export * from './weights-bucket';
