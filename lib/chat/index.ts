export * from './chat';
export * from './props';
