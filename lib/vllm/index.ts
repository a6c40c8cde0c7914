export { isScaled } from './engine';
export type { VllmProps } from './props';
export * from './vllm';
