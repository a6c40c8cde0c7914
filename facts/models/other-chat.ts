import type { Model } from './model';

const chat = { purpose: 'chat', lora: true } as const;

/** Families with one or two members. Windows: layers that look back a fixed number of tokens, whatever the context. */
export const OTHER_CHAT = {
  'mistral-7b': {
    ...chat,
    licence: 'Apache-2.0',
    parametersB: 7.25,
    embeddingParametersB: 0.268,
    layers: 32,
    heads: 32,
    attention: { kind: 'grouped', kvHeads: 8, headSize: 128 },
    contextTokens: 32_768,
    checkpoints: {
      bf16: {
        repository: 'mistralai/Mistral-7B-Instruct-v0.3',
        gated: true,
        revision: 'e0bc86c23ce5aae1db576c8cca6f06f1f73af2db',
      },
    },
    ollamaTag: 'mistral:7b',
  },
  'mistral-small-24b': {
    ...chat,
    licence: 'Apache-2.0',
    parametersB: 23.6,
    embeddingParametersB: 1.342,
    layers: 40,
    heads: 32,
    attention: { kind: 'grouped', kvHeads: 8, headSize: 128 },
    contextTokens: 32_768,
    checkpoints: {
      bf16: {
        repository: 'mistralai/Mistral-Small-24B-Instruct-2501',
        gated: true,
        revision: '9527884be6e5616bdd54de542f9ae13384489724',
      },
      int4: { repository: 'stelterlab/Mistral-Small-24B-Instruct-2501-AWQ' },
    },
    ollamaTag: 'mistral-small:24b',
  },
  'gemma-3-12b': {
    ...chat,
    licence: 'Gemma Terms of Use',
    parametersB: 12.2,
    embeddingParametersB: 1.007,
    layers: 48,
    heads: 16,
    attention: { kind: 'grouped', kvHeads: 8, headSize: 256, window: { tokens: 1024, layers: 40 } },
    contextTokens: 131_072,
    checkpoints: {
      bf16: { repository: 'google/gemma-3-12b-it', gated: true, revision: '96b6f1eccf38110c56df3a15bffe176da04bfd80' },
    },
    ollamaTag: 'gemma3:12b',
  },
  'gemma-3-27b': {
    ...chat,
    licence: 'Gemma Terms of Use',
    parametersB: 27.4,
    embeddingParametersB: 1.41,
    layers: 62,
    heads: 32,
    attention: { kind: 'grouped', kvHeads: 16, headSize: 128, window: { tokens: 1024, layers: 52 } },
    contextTokens: 131_072,
    checkpoints: {
      bf16: { repository: 'google/gemma-3-27b-it', gated: true, revision: '005ad3404e59d6023443cb575daa05336842228a' },
    },
    ollamaTag: 'gemma3:27b',
  },
  'gpt-oss-20b': {
    ...chat,
    licence: 'Apache-2.0',
    parametersB: 20.9,
    activeParametersB: 3.6,
    embeddingParametersB: 1.158,
    layers: 24,
    heads: 64,
    attention: { kind: 'grouped', kvHeads: 8, headSize: 64, window: { tokens: 128, layers: 12 } },
    contextTokens: 131_072,
    checkpoints: {
      mxfp4: {
        repository: 'openai/gpt-oss-20b',
        revision: '6cee5e81ee83917806bbde320786a8fb61efebee',
        sizeGiB: 12.8,
      },
    },
    ollamaTag: 'gpt-oss:20b',
  },
  'gpt-oss-120b': {
    ...chat,
    licence: 'Apache-2.0',
    parametersB: 116.8,
    activeParametersB: 5.1,
    embeddingParametersB: 1.158,
    layers: 36,
    heads: 64,
    attention: { kind: 'grouped', kvHeads: 8, headSize: 64, window: { tokens: 128, layers: 18 } },
    contextTokens: 131_072,
    checkpoints: {
      mxfp4: {
        repository: 'openai/gpt-oss-120b',
        revision: 'b5c939de8f754692c1647ca79fbf85e8c1e70f8a',
        sizeGiB: 60.8,
      },
    },
    ollamaTag: 'gpt-oss:120b',
  },
  'deepseek-r1': {
    ...chat,
    licence: 'MIT',
    parametersB: 671,
    activeParametersB: 37,
    embeddingParametersB: 1.853,
    layers: 61,
    heads: 128,
    // 512 compressed and 64 for the position, for all heads together
    attention: { kind: 'latent', width: 576 },
    contextTokens: 163_840,
    checkpoints: {
      fp8: {
        repository: 'deepseek-ai/DeepSeek-R1',
        revision: '56d4cbbb4d29f4355bab4b9a39ccb717a14ad5ad',
        sizeGiB: 628,
      },
    },
  },
} as const satisfies Record<string, Model>;
