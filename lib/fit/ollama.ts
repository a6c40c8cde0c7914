import type { Gpu, Model } from '../../facts';
import { cacheGiB } from './memory';

/** Bytes of a parameter in Ollama's usual 4-bit files, embeddings included; and GiB for graph and context. Engineering estimates. */
const BYTES_PER_PARAMETER = 0.6;
const OVERHEAD_GIB = 1;
/** Ollama's own margin is smaller; what does not fit is computed by the CPU without a word. */
const USABLE = 0.95;

/** GiB of a model's 4-bit weights. */
export function ollamaWeightsGiB({ parametersB, checkpoints }: Model): number {
  return checkpoints.mxfp4?.sizeGiB ?? (parametersB * 1e9 * BYTES_PER_PARAMETER) / 1024 ** 3;
}

/** GiB all models of a server need to stay in memory together, each with its context. */
export function ollamaGiB(served: readonly { model: Model; contextTokens: number }[]): number {
  return served.reduce(
    (sum, { model, contextTokens }) =>
      sum +
      ollamaWeightsGiB(model) +
      cacheGiB(model, { tokens: contextTokens, tensorParallel: 1, batchedTokens: 512 }) +
      OVERHEAD_GIB,
    0,
  );
}

/** GiB of a GPU that Ollama fills. */
export function ollamaUsableGiB(gpu: Gpu): number {
  return (gpu.memoryMiB / 1024) * USABLE;
}
