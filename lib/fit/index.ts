export * from './alternatives';
export * from './fit';
export { diskGiB, filesGiB, GPU_MEMORY_UTILIZATION, served, weightsGiB, type Adapters } from './memory';
export * from './ollama';
export * from './pool';
