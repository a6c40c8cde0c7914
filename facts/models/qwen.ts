import type { Model } from './model';

const chat = { purpose: 'chat', licence: 'Apache-2.0', lora: true } as const;
const grouped = (kvHeads: number) => ({ kind: 'grouped', kvHeads, headSize: 128 }) as const;

export const QWEN = {
  'qwen2.5-7b': {
    ...chat,
    parametersB: 7.62,
    embeddingParametersB: 1.09,
    layers: 28,
    heads: 28,
    attention: grouped(4),
    contextTokens: 32_768,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen2.5-7B-Instruct', revision: 'a09a35458c702b33eeacc393d103063234e8bc28' },
      int4: { repository: 'Qwen/Qwen2.5-7B-Instruct-AWQ', revision: 'b25037543e9394b818fdfca67ab2a00ecc7dd641' },
    },
    ollamaTag: 'qwen2.5:7b',
  },
  'qwen2.5-32b': {
    ...chat,
    parametersB: 32.8,
    embeddingParametersB: 1.557,
    layers: 64,
    heads: 40,
    attention: grouped(8),
    contextTokens: 32_768,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen2.5-32B-Instruct', revision: '5ede1c97bbab6ce5cda5812749b4c0bdf79b18dd' },
      int4: { repository: 'Qwen/Qwen2.5-32B-Instruct-AWQ', revision: '5c7cb76a268fc6cfbb9c4777eb24ba6e27f9ee6c' },
    },
    ollamaTag: 'qwen2.5:32b',
  },
  'qwen3-8b': {
    ...chat,
    parametersB: 8.19,
    embeddingParametersB: 1.245,
    layers: 36,
    heads: 32,
    attention: grouped(8),
    contextTokens: 40_960,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen3-8B', revision: 'b968826d9c46dd6066d109eabc6255188de91218' },
      fp8: { repository: 'Qwen/Qwen3-8B-FP8', revision: '220b46e3b2180893580a4454f21f22d3ebb187d3' },
      int4: { repository: 'Qwen/Qwen3-8B-AWQ', revision: '4da05a8edb55c6046cce958586c33b61da07bb79' },
    },
    ollamaTag: 'qwen3:8b',
  },
  'qwen3-14b': {
    ...chat,
    parametersB: 14.8,
    embeddingParametersB: 1.556,
    layers: 40,
    heads: 40,
    attention: grouped(8),
    contextTokens: 40_960,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen3-14B', revision: '40c069824f4251a91eefaf281ebe4c544efd3e18' },
      fp8: { repository: 'Qwen/Qwen3-14B-FP8', revision: '9a283b4a5efbc09ce247e0ae5b02b744739e525a' },
      int4: { repository: 'Qwen/Qwen3-14B-AWQ', revision: '31c69efc29464b6bb0aee1398b5a7b50a99340c3' },
    },
    ollamaTag: 'qwen3:14b',
  },
  'qwen3-32b': {
    ...chat,
    parametersB: 32.8,
    embeddingParametersB: 1.556,
    layers: 64,
    heads: 64,
    attention: grouped(8),
    contextTokens: 40_960,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen3-32B', revision: '9216db5781bf21249d130ec9da846c4624c16137' },
      fp8: { repository: 'Qwen/Qwen3-32B-FP8', revision: 'aa55da1ecc13d006e8b8e4f54579b1ea8c3db2df' },
      int4: { repository: 'Qwen/Qwen3-32B-AWQ', revision: '0499c3ac83fdef8810b907a23894ba91e95eddd8' },
    },
    ollamaTag: 'qwen3:32b',
  },
  'qwen3-30b-a3b': {
    ...chat,
    parametersB: 30.5,
    activeParametersB: 3.3,
    embeddingParametersB: 0.622,
    layers: 48,
    heads: 32,
    attention: grouped(4),
    contextTokens: 40_960,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen3-30B-A3B', revision: 'ad44e777bcd18fa416d9da3bd8f70d33ebb85d39' },
      // experts are 768 wide: six blocks of 128
      fp8: {
        repository: 'Qwen/Qwen3-30B-A3B-FP8',
        revision: 'd206ba732169f29bb77fbf80fc2c4b81d4d30782',
        maxTensorParallel: 2,
      },
    },
    ollamaTag: 'qwen3:30b-a3b',
  },
  'qwen3-235b-a22b': {
    ...chat,
    parametersB: 235,
    activeParametersB: 22,
    embeddingParametersB: 1.245,
    layers: 94,
    heads: 64,
    attention: grouped(4),
    contextTokens: 40_960,
    checkpoints: {
      bf16: { repository: 'Qwen/Qwen3-235B-A22B', revision: '8efa61729e24bd65b1d152b5ab5409052aa80e65' },
      // experts are 1,536 wide: twelve blocks of 128
      fp8: {
        repository: 'Qwen/Qwen3-235B-A22B-FP8',
        revision: '39eb2b067ea6b8e3e1dd97d3cd0c7ffeaf3e1a35',
        maxTensorParallel: 4,
      },
    },
  },
  'r1-distill-qwen-7b': {
    ...chat,
    licence: 'MIT',
    parametersB: 7.62,
    embeddingParametersB: 1.09,
    layers: 28,
    heads: 28,
    attention: grouped(4),
    contextTokens: 131_072,
    checkpoints: {
      bf16: {
        repository: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B',
        revision: '916b56a44061fd5cd7d6a8fb632557ed4f724f60',
      },
    },
    ollamaTag: 'deepseek-r1:7b',
  },
  'r1-distill-qwen-32b': {
    ...chat,
    licence: 'MIT',
    parametersB: 32.8,
    embeddingParametersB: 1.557,
    layers: 64,
    heads: 40,
    attention: grouped(8),
    contextTokens: 131_072,
    checkpoints: {
      bf16: {
        repository: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-32B',
        revision: '711ad2ea6aa40cfca18895e8aca02ab92df1a746',
      },
    },
    ollamaTag: 'deepseek-r1:32b',
  },
} as const satisfies Record<string, Model>;
