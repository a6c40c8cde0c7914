import { INSTANCE_TYPES, PRECISIONS, type Gpu, type Precision } from '../../facts';
import { fit, usualTensorParallel, type FitRequest } from './fit';

/** One change after which a model runs. */
export interface Alternative {
  change: 'contextTokens' | 'precision' | 'tensorParallel' | 'nodes' | 'instanceType';
  instanceType: string;
  precision: Precision;
  tensorParallel: number;
  nodes: number;
  contextTokens: number;
}

export interface AlternativesRequest extends Omit<FitRequest, 'gpu'> {
  instanceType: string;
  gpu: Gpu;
  /** Types that can be had in place of it. */
  instanceTypes: readonly string[];
}

/** A context shorter than this is no answer to anybody's question. */
const SHORTEST_CONTEXT = 2048;
/** Kinds of GPU named besides. */
const GPUS = 3;
/** Nodes an engine is laid over at most: every one that goes takes all of it along. */
export const MOST_NODES = 8;

/**
 * What would run instead, one change each, the smallest first: a shorter context, another precision, another split, and of the
 * nearest GPUs the smallest type that holds it; more of the same nodes where one is not enough. Empty where nothing does.
 */
export function alternatives(request: AlternativesRequest): Alternative[] {
  const same = {
    instanceType: request.instanceType,
    precision: request.precision,
    tensorParallel: request.tensorParallel,
    nodes: request.nodes ?? 1,
    contextTokens: request.contextTokens,
  };
  return [
    ...shorter(request).map((contextTokens) => ({ ...same, change: 'contextTokens' as const, contextTokens })),
    ...otherPrecisions(request).map((precision) => ({ ...same, change: 'precision' as const, precision })),
    ...otherSplits(request).map((tensorParallel) => ({ ...same, change: 'tensorParallel' as const, tensorParallel })),
    ...otherNodes(request).map((other) => ({ ...same, change: 'nodes' as const, ...other })),
    ...otherTypes(request).map((other) => ({ ...same, change: 'instanceType' as const, nodes: 1, ...other })),
  ];
}

/**
 * The smallest node among some that holds it with another precision, and where none does, with a shorter context too; undefined where
 * one node is not enough, whatever is given up.
 */
export function oneNode(request: AlternativesRequest): Omit<Alternative, 'change'> | undefined {
  const tried = [...request.instanceTypes]
    .sort((a, b) => size(a) - size(b))
    .flatMap((instanceType) => {
      const gpu = INSTANCE_TYPES[instanceType]?.gpu;
      if (gpu === undefined) return [];
      const tensorParallel = usualTensorParallel(request.model, gpu.count);
      return [request.precision, ...otherThan(request.precision)].map((precision) => ({
        ...request,
        instanceType,
        gpu,
        tensorParallel,
        nodes: 1,
        precision,
        share: 1,
        batchedTokens: undefined,
      }));
    });
  const whole = tried.find(runs);
  if (whole !== undefined) return whole;
  for (const each of tried) {
    const [contextTokens] = shorter(each);
    if (contextTokens !== undefined) return { ...each, contextTokens };
  }
  return undefined;
}

/**
 * The fewest nodes among some, of the type with the least GPU memory in sum, that hold it as it is asked for, or else with another
 * precision; undefined where none do.
 */
export function severalNodes(
  request: Omit<AlternativesRequest, 'gpu' | 'instanceType' | 'tensorParallel'>,
): Omit<Alternative, 'change'> | undefined {
  for (const precision of [request.precision, ...otherThan(request.precision)]) {
    const [first] = request.instanceTypes
      .flatMap((instanceType) => {
        const gpu = INSTANCE_TYPES[instanceType]?.gpu;
        if (gpu === undefined) return [];
        const nodes = fewest({ ...request, gpu, precision, tensorParallel: gpu.count, share: 1 }, gpu);
        return nodes === undefined ? [] : [{ instanceType, nodes, tensorParallel: gpu.count, precision }];
      })
      .sort((a, b) => a.nodes * size(a.instanceType) - b.nodes * size(b.instanceType) || a.nodes - b.nodes);
    if (first !== undefined) return { ...first, contextTokens: request.contextTokens };
  }
  return undefined;
}

/** As many nodes as it takes, from two on, each with all of its GPUs. */
function fewest(request: FitRequest, gpu: Gpu): number | undefined {
  const counts = Array.from({ length: MOST_NODES - 1 }, (_, index) => index + 2);
  return counts.find((nodes) => runs({ ...request, gpu, nodes, tensorParallel: gpu.count, batchedTokens: undefined }));
}

/** More of the same nodes, or one where that is enough; a GPU that is shared or cut is no node's own. */
function otherNodes(request: AlternativesRequest): { nodes: number; tensorParallel: number }[] {
  const { gpu, tensorParallel, share = 1, nodes: now = 1 } = request;
  if (now > 1 && runs({ ...request, nodes: 1 })) return [{ nodes: 1, tensorParallel }];
  if (share < 1 || gpu.count !== INSTANCE_TYPES[request.instanceType]?.gpu?.count) return [];
  const nodes = fewest(request, gpu);
  return nodes === undefined || nodes === now ? [] : [{ nodes, tensorParallel: gpu.count }];
}

function otherThan(precision: Precision): Precision[] {
  return PRECISIONS.filter((each) => each !== precision);
}

function runs(request: FitRequest): boolean {
  return fit(request).problems.length === 0;
}

/** The longest context that starts, in whole thousands. */
function shorter(request: AlternativesRequest): number[] {
  const longest = Math.min(fit(request).longestContext, request.model.contextTokens);
  const contextTokens = longest === request.model.contextTokens ? longest : Math.floor(longest / 1024) * 1024;
  const wanted = contextTokens >= Math.min(SHORTEST_CONTEXT, request.model.contextTokens);
  return wanted && contextTokens < request.contextTokens && runs({ ...request, contextTokens }) ? [contextTokens] : [];
}

function otherPrecisions(request: AlternativesRequest): Precision[] {
  return otherThan(request.precision).filter((precision) => runs({ ...request, precision }));
}

function otherSplits(request: AlternativesRequest): number[] {
  const usual = usualTensorParallel(request.model, request.gpu.count);
  return usual !== request.tensorParallel && runs({ ...request, tensorParallel: usual }) ? [usual] : [];
}

function otherTypes(request: AlternativesRequest): { instanceType: string; tensorParallel: number }[] {
  const fitting = request.instanceTypes.flatMap((instanceType) => {
    const gpu = INSTANCE_TYPES[instanceType]?.gpu;
    if (gpu === undefined || instanceType === request.instanceType) return [];
    const tensorParallel = usualTensorParallel(request.model, gpu.count);
    const whole = { ...request, gpu, tensorParallel, nodes: 1, share: 1, batchedTokens: undefined };
    return runs(whole) ? [{ instanceType, gpu, tensorParallel }] : [];
  });
  const sorted = fitting.sort((a, b) => size(a.instanceType) - size(b.instanceType));
  const kinds = [...new Set(sorted.map(({ gpu }) => gpu.model))].slice(0, GPUS);
  return kinds.flatMap((kind) => {
    const first = sorted.find(({ gpu }) => gpu.model === kind);
    return first === undefined ? [] : [{ instanceType: first.instanceType, tensorParallel: first.tensorParallel }];
  });
}

/** GPU memory first, then vCPUs: what is nearest to needing no more. */
function size(instanceType: string): number {
  const type = INSTANCE_TYPES[instanceType];
  return (type?.gpu?.count ?? 0) * (type?.gpu?.memoryMiB ?? 0) * 1000 + (type?.vcpu ?? 0);
}
