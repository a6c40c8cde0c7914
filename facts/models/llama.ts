import type { Model } from './model';

const LICENCE = 'Llama 3 Community License';
const grouped = (kvHeads: number) => ({ kind: 'grouped', kvHeads, headSize: 128 }) as const;
const eight = {
  purpose: 'chat',
  parametersB: 8.03,
  embeddingParametersB: 1.051,
  layers: 32,
  heads: 32,
  attention: grouped(8),
  contextTokens: 131_072,
  lora: true,
} as const;
const seventy = {
  purpose: 'chat',
  parametersB: 70.6,
  embeddingParametersB: 2.101,
  layers: 80,
  heads: 64,
  attention: grouped(8),
  contextTokens: 131_072,
  lora: true,
} as const;

export const LLAMA = {
  'llama-2-13b': {
    purpose: 'chat',
    licence: 'Llama 2 Community License',
    parametersB: 13.0,
    embeddingParametersB: 0.328,
    layers: 40,
    heads: 40,
    // every query head has keys of its own: six times the cache of a model with grouped heads
    attention: grouped(40),
    contextTokens: 4096,
    checkpoints: {
      bf16: {
        repository: 'meta-llama/Llama-2-13b-chat-hf',
        gated: true,
        revision: 'a2cb7a712bb6e5e736ca7f8cd98167f81a0b5bd8',
      },
    },
    lora: true,
    ollamaTag: 'llama2:13b',
  },
  'llama-3.1-8b': {
    ...eight,
    licence: LICENCE,
    checkpoints: {
      bf16: {
        repository: 'meta-llama/Llama-3.1-8B-Instruct',
        gated: true,
        revision: '0e9e39f249a16976918f6564b8830bc894c89659',
      },
      int4: {
        repository: 'hugging-quants/Meta-Llama-3.1-8B-Instruct-AWQ-INT4',
        revision: 'db1f81ad4b8c7e39777509fac66c652eb0a52f91',
      },
    },
    ollamaTag: 'llama3.1:8b',
  },
  'llama-3.3-70b': {
    ...seventy,
    licence: LICENCE,
    checkpoints: {
      bf16: {
        repository: 'meta-llama/Llama-3.3-70B-Instruct',
        gated: true,
        revision: '6f6073b423013f6a7d4d9f39144961bfbfbc386b',
      },
      fp8: {
        repository: 'RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic',
        revision: 'ddb4128556dfcff99e0c41aee159ea6c3e655dcd',
      },
      int4: { repository: 'casperhansen/llama-3.3-70b-instruct-awq' },
    },
    ollamaTag: 'llama3.3:70b',
  },
  'r1-distill-llama-8b': {
    ...eight,
    licence: LICENCE,
    checkpoints: {
      bf16: {
        repository: 'deepseek-ai/DeepSeek-R1-Distill-Llama-8B',
        revision: '6a6f4aa4197940add57724a7707d069478df56b1',
      },
    },
  },
  'r1-distill-llama-70b': {
    ...seventy,
    licence: LICENCE,
    checkpoints: {
      bf16: {
        repository: 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B',
        revision: 'b1c0b44b4369b597ad119a196caf79a9c40e141e',
      },
    },
    ollamaTag: 'deepseek-r1:70b',
  },
} as const satisfies Record<string, Model>;
