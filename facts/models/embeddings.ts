import type { Model } from './model';

const encoder = { heads: 16, layers: 24, attention: { kind: 'encoder' }, lora: false } as const;
const xlmRoberta = { ...encoder, licence: 'MIT', parametersB: 0.568, embeddingParametersB: 0.256 } as const;
const qwen = { purpose: 'embedding', licence: 'Apache-2.0', contextTokens: 32_768, lora: true } as const;
const cache = { kind: 'grouped', kvHeads: 8, headSize: 128 } as const;

/** Models that answer with vectors or scores. */
export const EMBEDDINGS = {
  'bge-m3': {
    ...xlmRoberta,
    purpose: 'embedding',
    contextTokens: 8192,
    dimensions: 1024,
    checkpoints: { bf16: { repository: 'BAAI/bge-m3', revision: '5617a9f61b028005a4858fdac845db406aefb181' } },
    ollamaTag: 'bge-m3:567m',
  },
  'multilingual-e5-large': {
    ...xlmRoberta,
    purpose: 'embedding',
    contextTokens: 512,
    dimensions: 1024,
    checkpoints: {
      bf16: { repository: 'intfloat/multilingual-e5-large', revision: '3d7cfbdacd47fdda877c5cd8a79fbcc4f2a574f3' },
    },
  },
  'bge-large-en': {
    ...encoder,
    purpose: 'embedding',
    licence: 'MIT',
    parametersB: 0.335,
    embeddingParametersB: 0.031,
    contextTokens: 512,
    dimensions: 1024,
    checkpoints: {
      bf16: { repository: 'BAAI/bge-large-en-v1.5', revision: 'd4aa6901d3a41ba39fb536a557fa166f842b0e09' },
    },
  },
  'qwen3-embedding-0.6b': {
    ...qwen,
    parametersB: 0.596,
    embeddingParametersB: 0.155,
    layers: 28,
    heads: 16,
    attention: cache,
    dimensions: 1024,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen3-Embedding-0.6B', revision: 'c54f2e6e80b2d7b7de06f51cec4959f6b3e03418' },
    },
  },
  'qwen3-embedding-4b': {
    ...qwen,
    parametersB: 4.02,
    embeddingParametersB: 0.388,
    layers: 36,
    heads: 32,
    attention: cache,
    dimensions: 2560,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen3-Embedding-4B', revision: '5cf2132abc99cad020ac570b19d031efec650f2b' },
    },
  },
  'qwen3-embedding-8b': {
    ...qwen,
    parametersB: 7.57,
    embeddingParametersB: 0.621,
    layers: 36,
    heads: 32,
    attention: cache,
    dimensions: 4096,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen3-Embedding-8B', revision: '1d8ad4ca9b3dd8059ad90a75d4983776a23d44af' },
    },
  },
  'bge-reranker-v2-m3': {
    ...xlmRoberta,
    purpose: 'reranker',
    contextTokens: 8192,
    checkpoints: {
      bf16: { repository: 'BAAI/bge-reranker-v2-m3', revision: '953dc6f6f85a1b2dbfca4c34a2796e7dde08d41e' },
    },
  },
} as const satisfies Record<string, Model>;
