export * from './gpu-software';
