import type { Gpu } from './instances';

/** GPU with its memory where two sizes share a name. */
export type Accelerator = Gpu['model'];

/** Size of a model as far as throughput goes. */
export type ModelSize = '8b' | '14b' | '24b' | '32b' | '70b' | 'gpt-oss-20b' | 'gpt-oss-120b' | '235b';

/** What one engine writes. */
export interface Throughput {
  size: ModelSize;
  /** `bf16` stands for fp16 too. */
  precision: 'bf16' | 'fp8' | 'int4' | 'mxfp4';
  gpu: Accelerator;
  /** GPUs of one engine. */
  gpus: number;
  /** Tokens written a second at the load a user still waits for. */
  outputPerSecond: number;
}

/** Where the figures come from; an estimate made with them says so. */
export const THROUGHPUT_SOURCE = {
  text: 'planning values: 40 to 60 % of saturated vLLM figures at a mix of about 1:1, scaled by memory bandwidth where nobody measured',
  date: '2026-11',
  confidence: 'unverified',
} as const;

/** GPU with 80 GB only where it says A100: the smaller one holds less and was not measured. */
const row = (
  size: ModelSize,
  precision: Throughput['precision'],
  by: Partial<Record<Accelerator, readonly [gpus: number, outputPerSecond: number]>>,
): Throughput[] =>
  Object.entries(by).map(([gpu, [gpus, outputPerSecond]]) => ({
    size,
    precision,
    gpu: gpu as Accelerator,
    gpus,
    outputPerSecond,
  }));

/**
 * Tokens a second of one engine, by size of model, precision and GPU. The table that tells which model fits which GPU belongs to
 * the model catalogue; this one only knows pairs for which somebody planned.
 */
export const THROUGHPUT: readonly Throughput[] = [
  ...row('8b', 'bf16', {
    L4: [1, 250],
    A10G: [1, 400],
    L40S: [1, 900],
    A100: [1, 1500],
    H100: [1, 2500],
    H200: [1, 3000],
  }),
  ...row('8b', 'fp8', { L4: [1, 450], L40S: [1, 1400], A100: [1, 1500], H100: [1, 3500], H200: [1, 4000] }),
  ...row('8b', 'int4', {
    L4: [1, 500],
    A10G: [1, 600],
    L40S: [1, 1100],
    A100: [1, 1300],
    H100: [1, 2000],
    H200: [1, 2200],
  }),
  ...row('14b', 'fp8', { L40S: [1, 800], A100: [1, 1000], H100: [1, 2000], H200: [1, 2400] }),
  // half of what one A100 was measured to write, by bandwidth; four L40S halved again for the bus between them
  ...row('14b', 'bf16', { L40S: [1, 400], A100: [1, 900], H100: [1, 1500] }),
  ...row('32b', 'bf16', { L40S: [4, 350], A100: [1, 400], H100: [1, 550] }),
  ...row('14b', 'int4', { L4: [1, 250], A10G: [1, 300] }),
  ...row('24b', 'int4', {
    L4: [1, 120],
    A10G: [1, 150],
    L40S: [1, 450],
    A100: [1, 700],
    H100: [1, 1200],
    H200: [1, 1400],
  }),
  ...row('32b', 'fp8', { A100: [1, 450], H100: [1, 1100], H200: [1, 1500] }),
  ...row('32b', 'int4', { L40S: [1, 300] }),
  ...row('gpt-oss-20b', 'mxfp4', {
    L4: [1, 500],
    A10G: [1, 600],
    L40S: [1, 1500],
    A100: [1, 2500],
    H100: [1, 4500],
    H200: [1, 5000],
  }),
  ...row('gpt-oss-120b', 'mxfp4', { L40S: [2, 800], A100: [1, 1100], H100: [2, 3800], H200: [1, 2200] }),
  ...row('70b', 'fp8', { L40S: [4, 350], A100: [4, 700], H100: [2, 1300], H200: [1, 900] }),
  ...row('70b', 'int4', { A10G: [4, 120], L40S: [4, 400], A100: [2, 500], H100: [1, 450], H200: [1, 800] }),
  ...row('235b', 'fp8', { A100: [4, 700], H100: [4, 1800], H200: [4, 2300] }),
];

/**
 * Size class of a model; undefined where nobody planned for one like it. Mixtures of experts are only known by name: what they
 * hold does not tell how fast they are.
 *
 * @param id catalogue id
 */
export function sizeOf(
  id: string,
  { parametersB, activeParametersB }: { parametersB: number; activeParametersB?: number },
): ModelSize | undefined {
  const named = NAMED.find((size) => id.includes(size));
  if (named !== undefined || activeParametersB !== undefined) return named;
  return DENSE.find(([upTo]) => parametersB <= upTo)?.[1];
}

const NAMED: readonly ModelSize[] = ['gpt-oss-20b', 'gpt-oss-120b', '235b'];
/** 10^9 parameters up to which a dense model is of a class. */
const DENSE: readonly (readonly [upTo: number, size: ModelSize])[] = [
  [9, '8b'],
  [15, '14b'],
  [25, '24b'],
  [34, '32b'],
  [73, '70b'],
];

/** What one engine reads a second, at least, of what it writes. Source: 2,000-in/100-out against chat mixes, vLLM 2025. */
export const PREFILL_PER_OUTPUT = 8;
