/** What a model is, as far as serving needs it. */
export interface Model {
  /** Where the weights are published. */
  repository: string;
  /** Commit of the published weights, 40 hex digits. */
  revision: string;
  licence: string;
  /** Parameters, in 10^9. */
  parametersB: number;
  layers: number;
  kvHeads: number;
  headSize: number;
  /** Longest context the published configuration allows, tokens. */
  contextTokens: number;
  /** Tag in Ollama's library, 4-bit. */
  ollamaTag: string;
}

/**
 * Open models that can be named in a client file.
 * Source: the published config.json of each, restated 2026-08; revisions seen in several public projects, 2026.
 */
export const MODELS = {
  'qwen3-8b': {
    repository: 'Qwen/Qwen3-8B',
    revision: 'b968826d9c46dd6066d109eabc6255188de91218',
    licence: 'Apache-2.0',
    parametersB: 8.19,
    layers: 36,
    kvHeads: 8,
    headSize: 128,
    contextTokens: 40_960,
    ollamaTag: 'qwen3:8b',
  },
  'qwen3-14b': {
    repository: 'Qwen/Qwen3-14B',
    revision: '40c069824f4251a91eefaf281ebe4c544efd3e18',
    licence: 'Apache-2.0',
    parametersB: 14.8,
    layers: 40,
    kvHeads: 8,
    headSize: 128,
    contextTokens: 40_960,
    ollamaTag: 'qwen3:14b',
  },
  'qwen3-32b': {
    repository: 'Qwen/Qwen3-32B',
    revision: '9216db5781bf21249d130ec9da846c4624c16137',
    licence: 'Apache-2.0',
    parametersB: 32.8,
    layers: 64,
    kvHeads: 8,
    headSize: 128,
    contextTokens: 40_960,
    ollamaTag: 'qwen3:32b',
  },
} as const satisfies Record<string, Model>;

export type ModelId = keyof typeof MODELS;
