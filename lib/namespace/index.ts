export * from './namespace';
export * from './network-rules';
