import type { Precision } from '../../contract';

export type { Precision };
/** What a model computes with. `fp16` is served from the bf16 weights; `int4` keeps 16-bit activations. */
export const PRECISIONS = ['bf16', 'fp16', 'fp8', 'int4', 'mxfp4'] as const satisfies readonly Precision[];

/** Published weights. */
export interface Checkpoint {
  repository: string;
  /** Commit of the weights, 40 hex digits; left out where none was seen, and then a client must name one. */
  revision?: string;
  /** Whether the hub asks who one is: a token of somebody who took the licence. */
  gated?: boolean;
  /** GiB of the weights in memory, where they mix precisions so that no count of parameters tells it. */
  sizeGiB?: number;
  /**
   * Most GPUs the layers can be split over: blocks of the quantisation must stay whole. Above it, experts are spread whole
   * instead of split.
   */
  maxTensorParallel?: number;
}

/**
 * What a token costs in the KV cache.
 * `grouped`: keys and values of each KV head; `window`: layers that look back that many tokens only.
 * `latent`: one compressed vector for all heads (MLA), which tensor parallel does not divide.
 * `encoder`: nothing is kept between tokens.
 */
export type Attention =
  | { kind: 'grouped'; kvHeads: number; headSize: number; window?: { tokens: number; layers: number } }
  | { kind: 'latent'; width: number }
  | { kind: 'encoder' };

/** What a model is, as far as serving needs it. */
export interface Model {
  purpose: 'chat' | 'embedding' | 'reranker';
  licence: string;
  /** Parameters, in 10^9; of all experts. */
  parametersB: number;
  /** Parameters used for one token, in 10^9. They decide the speed, never the memory. @default - all: no mixture of experts */
  activeParametersB?: number;
  /** Parameters of input and output embeddings, in 10^9: they stay in 16 bit whatever the rest is quantised to. */
  embeddingParametersB: number;
  layers: number;
  /** Query heads: tensor parallel must divide them. */
  heads: number;
  attention: Attention;
  /** Longest context the published configuration allows, tokens. */
  contextTokens: number;
  /** As published first. fp8 without weights of its own is quantised while loading. */
  checkpoints: Partial<Record<Exclude<Precision, 'fp16'>, Checkpoint>>;
  /** Whether vLLM loads LoRA adapters for it. */
  lora: boolean;
  /** Length of a vector, for embeddings. */
  dimensions?: number;
  /** Tag in Ollama's library, 4-bit; left out where there is none. */
  ollamaTag?: string;
}

/** A model with the id it is named by in a client file. */
export interface NamedModel extends Model {
  id: string;
}
