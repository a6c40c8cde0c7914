import type { Gpu } from './instances';
import type { Precision } from './models';

interface Arithmetic {
  /** CUDA compute capability. */
  capability: number;
  /** Whether it multiplies in bf16; without, vLLM ends at start and fp16 is the way. */
  bf16: boolean;
  /** `arithmetic`: multiplies in fp8; `weights`: keeps weights in fp8 and multiplies in 16 bit, so memory is saved and time is not. */
  fp8: 'arithmetic' | 'weights';
}

/** Source: NVIDIA's table of compute capabilities; checks of vLLM 0.27.1 at start (`platforms/cuda.py`). Read 2026-11. */
export const GPU_ARITHMETIC: Readonly<Record<Gpu['model'], Arithmetic>> = {
  T4: { capability: 7.5, bf16: false, fp8: 'weights' },
  A10G: { capability: 8.6, bf16: true, fp8: 'weights' },
  L4: { capability: 8.9, bf16: true, fp8: 'arithmetic' },
  L40S: { capability: 8.9, bf16: true, fp8: 'arithmetic' },
  A100: { capability: 8.0, bf16: true, fp8: 'weights' },
  H100: { capability: 9.0, bf16: true, fp8: 'arithmetic' },
  H200: { capability: 9.0, bf16: true, fp8: 'arithmetic' },
  B200: { capability: 10.0, bf16: true, fp8: 'arithmetic' },
  B300: { capability: 10.3, bf16: true, fp8: 'arithmetic' },
};

/** Least capability vLLM 0.27.1 takes a precision on (`get_min_capability` of its quantisations). */
const LEAST: Readonly<Record<Precision, number>> = { bf16: 8.0, fp16: 7.0, fp8: 7.5, int4: 7.5, mxfp4: 8.0 };

/** Whether vLLM serves a precision on a GPU at all. */
export function computes(gpu: Gpu['model'], precision: Precision): boolean {
  return GPU_ARITHMETIC[gpu].capability >= LEAST[precision];
}
