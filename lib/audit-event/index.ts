export * from './gateway-line';
export * from './lake-columns';
export * from './mapping';
