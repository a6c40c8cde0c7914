import type { Checkpoint, Model, Precision } from '../../facts';

/** Share of a GPU's memory an engine may take; the rest is for the driver and whoever looks. */
export const GPU_MEMORY_UTILIZATION = 0.9;

const GIB = 1024 ** 3;
/** Bytes of a parameter: weights, their scales and zero points. Embeddings stay in 16 bit. */
const BYTES: Readonly<Record<Precision, number>> = { bf16: 2, fp16: 2, fp8: 1, int4: 0.53, mxfp4: 0.53 };
/** GiB a GPU needs besides weights and cache: CUDA context, graphs, activations. Engineering estimate. */
const OVERHEAD_GIB = 1.5;
/** GiB more of activations for each 1,024 tokens of a batch above 2,048. Engineering estimate. */
const OVERHEAD_GIB_PER_BATCH = 0.1;
/** Parameters of an adapter over all linear layers, by parameter of the model and rank. */
const ADAPTER_SHARE = 3.3e-4;
/** vLLM's cache is cut into blocks of so many tokens. */
const BLOCK_TOKENS = 16;
const CACHE_BYTES = 2;
/** Batches under way at once: the next is scheduled while the last is computed. */
const BATCHES = 2;

/** Weights a precision is served from. `online`: quantised while they are loaded. */
export interface Served {
  checkpoint: Checkpoint;
  online: boolean;
}

/** Weights for a precision; undefined where none are published and none can be made while loading. */
export function served({ checkpoints }: Model, precision: Precision): Served | undefined {
  const own = checkpoints[precision === 'fp16' ? 'bf16' : precision];
  if (own !== undefined) return { checkpoint: own, online: false };
  const published = checkpoints.bf16;
  return precision === 'fp8' && published !== undefined ? { checkpoint: published, online: true } : undefined;
}

/** GiB of the weights in memory, over all GPUs. All experts count: any token may need any of them. */
export function weightsGiB(model: Model, precision: Precision): number {
  const own = served(model, precision);
  if (own?.checkpoint.sizeGiB !== undefined && !own.online) return own.checkpoint.sizeGiB;
  const { parametersB, embeddingParametersB } = model;
  const rest = parametersB - embeddingParametersB;
  return ((rest * BYTES[precision] + embeddingParametersB * 2) * 1e9) / GIB;
}

/**
 * Part of the weights on the fullest of the nodes an engine is laid over, layer after layer. The remainder of a division goes to some
 * of the nodes; layers of experts are larger than the few without that some models begin with, so one more is counted for them.
 *
 * Source: `get_pp_indices` of vLLM 0.27.1.
 */
export function stageShare({ layers, activeParametersB }: Model, nodes: number): number {
  if (nodes === 1) return 1;
  const most = Math.ceil(layers / nodes) + (activeParametersB === undefined ? 0 : 1);
  return Math.min(1, most / layers);
}

/** GiB of the weights on the fullest node. Input and output embeddings are on the first and on the last: all are counted on each. */
export function stageGiB(model: Model, precision: Precision, nodes: number): number {
  const all = weightsGiB(model, precision);
  if (nodes === 1) return all;
  const embeddings = Math.min(all, (model.embeddingParametersB * 2e9) / GIB);
  return (all - embeddings) * stageShare(model, nodes) + embeddings;
}

/** GiB of the files as published. */
export function filesGiB(model: Model, precision: Precision): number {
  return weightsGiB(model, served(model, precision)?.online === true ? 'bf16' : precision);
}

/** Disk an engine needs for them on its node: a tenth and 5 GiB more, for what it compiles and keeps beside them. Whole GiB. */
export function diskGiB(model: Model, precision: Precision): number {
  return Math.ceil(filesGiB(model, precision) * 1.1) + 5;
}

/** GiB a GPU keeps for adapters, split like the weights. */
export function adaptersGiB(model: Model, adapters: Adapters | undefined): number {
  if (adapters === undefined) return 0;
  return (model.parametersB * 1e9 * ADAPTER_SHARE * adapters.rank * adapters.count * 2) / GIB;
}

/** LoRA adapters kept in memory side by side. */
export interface Adapters {
  count: number;
  /** Highest rank among them. */
  rank: number;
}

export function overheadGiB(batchedTokens: number): number {
  return OVERHEAD_GIB + (Math.max(0, batchedTokens - 2048) / 1024) * OVERHEAD_GIB_PER_BATCH;
}

export interface CacheRequest {
  /** Tokens of one conversation. */
  tokens: number;
  tensorParallel: number;
  /** Nodes the layers are laid over, one after the other. @default 1 */
  nodes?: number;
  /** Most tokens of one batch: layers with a window keep those of the batches under way besides it. */
  batchedTokens: number;
}

/**
 * GiB of cache one conversation takes on each GPU, as vLLM counts when it decides whether to start: in blocks, layers of one kind
 * put together in groups of one size, a group filled up where the layers do not divide.
 *
 * Source: `_max_memory_usage_bytes_from_groups` and `_get_kv_cache_groups_uniform_page_size` of vLLM 0.27.1.
 */
export function cacheGiB({ attention, layers }: Model, request: CacheRequest): number {
  if (attention.kind === 'encoder') return 0;
  const { tokens, tensorParallel, batchedTokens, nodes = 1 } = request;
  const blocks = Math.ceil(tokens / BLOCK_TOKENS);
  const stage = Math.ceil(layers / nodes);
  if (attention.kind === 'latent') return gib(stage * blocks * attention.width);
  // a head cannot be split: above the number of heads each GPU holds a copy
  const heads = Math.max(1, Math.ceil(attention.kvHeads / tensorParallel));
  const width = 2 * heads * attention.headSize;
  const { window } = attention;
  if (window === undefined) return gib(stage * blocks * width);
  const full = layers - window.layers;
  const group = groupSize(full, window.layers);
  // each node has a batch of its own under way
  const kept = Math.min(window.tokens - 1 + Math.max(BATCHES, nodes) * batchedTokens, tokens);
  const windowBlocks = Math.ceil(kept / BLOCK_TOKENS) + 1;
  const all = Math.ceil(full / group) * blocks + Math.ceil(window.layers / group) * windowBlocks;
  // a group takes its layers from all over the model, so that a node has its part of each, and one layer more where it does not divide
  const part = nodes === 1 ? group : Math.min(group, Math.ceil((group * stage) / layers) + 1);
  return gib(part * all * width);
}

function gib(blockWidths: number): number {
  return (blockWidths * BLOCK_TOKENS * CACHE_BYTES) / GIB;
}

function groupSize(full: number, windowed: number): number {
  const fewest = Math.min(full, windowed);
  const most = Math.max(full, windowed);
  return most < fewest * 1.5 ? most : fewest;
}
