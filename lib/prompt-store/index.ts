export * from './prompt-store';
