export { isScaled } from './engine';
export type { Adapter, VllmProps } from './props';
export * from './vllm';
