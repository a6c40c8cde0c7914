export * from './cost';
export * from './data-gate';
export * from './descriptor';
export * from './document';
export * from './json';
export * from './judgement';
export * from './path';
export * from './vocabulary';
