import type { Gpu } from './instances';

interface MigGpu {
  model: Gpu['model'];
  memoryMiB: number;
}

const A100_40: MigGpu = { model: 'A100', memoryMiB: 40_960 };
const A100_80: MigGpu = { model: 'A100', memoryMiB: 81_920 };
const H100: MigGpu = { model: 'H100', memoryMiB: 81_920 };
const H200: MigGpu = { model: 'H200', memoryMiB: 144_384 };
const B200: MigGpu = { model: 'B200', memoryMiB: 183_359 };

/**
 * MIG geometries that cut every GPU of a node into equal parts, with the GPUs they exist for. A profile of another GPU leaves
 * the node without any GPU. Source: default configuration of the NVIDIA MIG manager, read 2026-11.
 */
export const MIG_PROFILES = {
  'all-1g.5gb': [A100_40],
  'all-2g.10gb': [A100_40],
  'all-3g.20gb': [A100_40],
  'all-1g.10gb': [A100_80, H100],
  'all-2g.20gb': [A100_80, H100],
  'all-3g.40gb': [A100_80, H100],
  'all-1g.18gb': [H200],
  'all-2g.35gb': [H200],
  'all-3g.71gb': [H200],
  'all-1g.23gb': [B200],
  'all-2g.45gb': [B200],
  'all-3g.90gb': [B200],
} as const satisfies Record<string, readonly MigGpu[]>;

export type MigProfile = keyof typeof MIG_PROFILES;

/** Profiles a GPU can be cut by; empty for one that cannot be cut. */
export function migProfilesOf(gpu: Gpu): MigProfile[] {
  const profiles: [string, readonly MigGpu[]][] = Object.entries(MIG_PROFILES);
  return profiles
    .filter(([, gpus]) => gpus.some((each) => each.model === gpu.model && each.memoryMiB === gpu.memoryMiB))
    .map(([profile]) => profile as MigProfile);
}
