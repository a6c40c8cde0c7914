export * from './console';
export * from './figures';
export * from './markdown';
export * from './plain-text';
export * from './report';
