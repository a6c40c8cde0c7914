export type { VllmProps } from './props';
export * from './vllm';
