import { computes, type Gpu, type Model, type Precision } from '../../facts';
import {
  adaptersGiB,
  cacheGiB,
  GPU_MEMORY_UTILIZATION,
  overheadGiB,
  served,
  stageGiB,
  stageShare,
  type Adapters,
} from './memory';

export interface FitRequest {
  model: Model;
  precision: Precision;
  gpu: Gpu;
  /** Part of each GPU it may use, 0.25 where four pods share one. @default 1 */
  share?: number;
  /** GPUs of a node each layer is split over. */
  tensorParallel: number;
  /** Like nodes the layers are laid over, one after the other. @default 1 */
  nodes?: number;
  /** Longest conversation, tokens. */
  contextTokens: number;
  /** Conversations of that length held at once. */
  concurrency: number;
  /** Most tokens of a batch. @default - what vLLM takes on the GPU */
  batchedTokens?: number;
  /** @default - none */
  adapters?: Adapters;
}

/** Memory of each GPU, GiB. */
export interface GpuMemory {
  /** What the engine may take. */
  usable: number;
  weights: number;
  overhead: number;
  /** What is left for the cache; negative where weights alone do not fit. */
  left: number;
  /** Cache of the conversations asked for. */
  cache: number;
}

/** Why vLLM would not start, or not hold what was asked for. `setting`: what to change first. */
export interface FitProblem {
  code:
    'NoWeights' | 'PrecisionOfGpu' | 'TensorParallel' | 'Nodes' | 'ContextTooLong' | 'ModelTooLarge' | 'CacheTooSmall';
  setting: 'precision' | 'tensorParallel' | 'nodes' | 'contextTokens' | 'pool';
  message: string;
}

export interface Fit {
  problems: FitProblem[];
  memory: GpuMemory;
  /** Longest context that starts with the concurrency asked for; 0 where none does. */
  longestContext: number;
  /** Conversations of the full context held at once. Shorter ones are more. */
  conversations: number;
  /** Starts by so little that a driver or a release may decide otherwise. */
  tight: boolean;
}

/** GiB left over below which a fit is tight, as part of the GPU. */
const TIGHT = 0.03;
/** From this memory on vLLM takes larger batches, A100 excepted (`get_batch_defaults` of vLLM 0.27.1). MiB. */
const LARGE_GPU_MIB = 70 * 1024;

/** Most tokens of a batch, as vLLM would choose; written into its arguments, so that what was counted is what runs. */
export function batchedTokens(gpu: Gpu, { attention }: Model, contextTokens: number): number {
  const usual = gpu.memoryMiB >= LARGE_GPU_MIB && gpu.model !== 'A100' ? 8192 : 2048;
  // an encoder reads a text in one piece
  return attention.kind === 'encoder' ? Math.max(usual, contextTokens) : usual;
}

/** GPUs an engine is split over where nobody says: as many of a node's as divide its heads. Vectors and scores need one. */
export function usualTensorParallel({ purpose, heads, attention }: Model, gpus: number): number {
  if (purpose !== 'chat') return 1;
  const counts = Array.from({ length: gpus }, (_, index) => gpus - index).filter((count) => gpus % count === 0);
  return counts.find((count) => heads % count === 0 && headsSplit(attention, count)) ?? 1;
}

/** Whether a model runs as asked for, and what it leaves. Pure arithmetic on published figures; estimates say so. */
export function fit(request: FitRequest): Fit {
  const memory = memoryOf(request);
  const wrong = combination(request);
  const longest = longestContext(request);
  const problems = wrong.length > 0 ? wrong : shortage(request, memory, longest);
  const one = conversation(request, request.contextTokens);
  return {
    problems,
    memory,
    longestContext: longest,
    conversations: one === 0 || memory.left < 0 ? 0 : Math.floor(memory.left / one),
    tight: problems.length === 0 && memory.left - memory.cache < (request.gpu.memoryMiB / 1024) * TIGHT,
  };
}

function memoryOf(request: FitRequest): GpuMemory {
  const { model, precision, gpu, tensorParallel, nodes = 1, concurrency } = request;
  const usable = (gpu.memoryMiB / 1024) * GPU_MEMORY_UTILIZATION * (request.share ?? 1);
  const adapters = adaptersGiB(model, request.adapters) * stageShare(model, nodes);
  const weights = (stageGiB(model, precision, nodes) + adapters) / tensorParallel;
  const overhead = overheadGiB(batchOf(request));
  const cache = conversation(request, request.contextTokens) * concurrency;
  return { usable, weights, overhead, left: usable - weights - overhead, cache };
}

/** GiB of cache on each GPU for one conversation. */
function conversation(request: FitRequest, tokens: number): number {
  const { model, tensorParallel, nodes } = request;
  return cacheGiB(model, { tokens, tensorParallel, nodes, batchedTokens: batchOf(request) });
}

function batchOf({ model, gpu, contextTokens, batchedTokens: said }: FitRequest): number {
  return said ?? batchedTokens(gpu, model, contextTokens);
}

/** What no amount of memory mends. */
function combination(request: FitRequest): FitProblem[] {
  const { model, precision, gpu, contextTokens } = request;
  const problems: FitProblem[] = [];
  if (served(model, precision) === undefined) {
    problems.push({
      code: 'NoWeights',
      setting: 'precision',
      message: `there are no ${precision} weights of it; there are ${Object.keys(model.checkpoints).join(', ')}`,
    });
  }
  if (!computes(gpu.model, precision)) {
    problems.push({
      code: 'PrecisionOfGpu',
      setting: 'precision',
      message: `"${precision}" is not what the ${gpu.model} computes with`,
    });
  }
  problems.push(...split(request), ...laid(request));
  if (contextTokens > model.contextTokens) {
    problems.push({
      code: 'ContextTooLong',
      setting: 'contextTokens',
      message: `${contextTokens} is more than the ${model.contextTokens} tokens it reads`,
    });
  }
  return problems;
}

function split({ model, precision, gpu, tensorParallel }: FitRequest): FitProblem[] {
  const { heads, attention } = model;
  const problem = (message: string): FitProblem => ({ code: 'TensorParallel', setting: 'tensorParallel', message });
  if (tensorParallel > gpu.count) return [problem(`${tensorParallel} is more than the ${gpu.count} GPUs of a node`)];
  if (heads % tensorParallel !== 0) return [problem(`${heads} attention heads cannot be split over ${tensorParallel}`)];
  if (!headsSplit(attention, tensorParallel)) return [problem(`its KV heads cannot be split over ${tensorParallel}`)];
  const most = served(model, precision)?.checkpoint.maxTensorParallel ?? gpu.count;
  if (tensorParallel > most && !spreadsExperts(model, precision, tensorParallel)) {
    return [problem(`blocks of its ${precision} weights cannot be split over ${tensorParallel}`)];
  }
  return [];
}

/** What stands against several nodes. Each holds its layers whole, on all of its GPUs. */
function laid({ model, gpu, tensorParallel, nodes = 1 }: FitRequest): FitProblem[] {
  const problem = (message: string): FitProblem => ({ code: 'Nodes', setting: 'nodes', message });
  if (nodes === 1) return [];
  if (model.purpose !== 'chat') return [problem('a model of vectors or scores runs on one node')];
  if (nodes > model.layers) return [problem(`${nodes} nodes are more than its ${model.layers} layers`)];
  if (tensorParallel < gpu.count) {
    return [
      problem(
        `of the ${gpu.count} GPUs of a node it takes ${tensorParallel}, and several nodes are for engines that fill each`,
      ),
    ];
  }
  return [];
}

/** Whether experts must be spread whole over the GPUs, because blocks of their weights cannot be split so far. */
export function spreadsExperts(model: Model, precision: Precision, tensorParallel: number): boolean {
  const most = served(model, precision)?.checkpoint.maxTensorParallel;
  return model.activeParametersB !== undefined && most !== undefined && tensorParallel > most;
}

function headsSplit(attention: Model['attention'], tensorParallel: number): boolean {
  if (attention.kind !== 'grouped') return true;
  const { kvHeads } = attention;
  return kvHeads >= tensorParallel ? kvHeads % tensorParallel === 0 : tensorParallel % kvHeads === 0;
}

function shortage(request: FitRequest, memory: GpuMemory, longest: number): FitProblem[] {
  const { contextTokens, concurrency } = request;
  if (memory.left <= 0) {
    const needed = gibText(memory.weights + memory.overhead);
    const message = `needs ${needed} GiB a GPU for weights and working memory, of ${gibText(memory.usable)} it may use`;
    return [{ code: 'ModelTooLarge', setting: 'pool', message }];
  }
  if (memory.cache <= memory.left) return [];
  const asked = concurrency === 1 ? `${contextTokens} tokens` : `${concurrency} times ${contextTokens} tokens`;
  const message = `${asked} need ${gibText(memory.cache)} GiB of cache a GPU, ${gibText(memory.left)} are left`;
  const most = longest > 0 ? `; ${longest} tokens would start` : '';
  return [{ code: 'CacheTooSmall', setting: 'contextTokens', message: `${message}${most}` }];
}

/** GiB as text, one digit, never rounded to what would contradict the verdict. */
function gibText(gib: number): string {
  return (Math.floor(gib * 10 + 1e-9) / 10).toFixed(1);
}

/** A batch of some models is as long as their context, so memory is reckoned anew for each length that is tried. */
function longestContext(request: FitRequest): number {
  const fits = (contextTokens: number): boolean => {
    const { left, cache } = memoryOf({ ...request, contextTokens });
    return left > 0 && cache <= left;
  };
  if (!fits(1)) return 0;
  let low = 1;
  let high = request.model.contextTokens;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
