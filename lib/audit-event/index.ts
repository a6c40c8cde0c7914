export * from './gateway-line';
export * from './mapping';
