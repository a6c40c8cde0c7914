import { INSTANCE_TYPES, migProfilesOf, type Gpu, type Model } from '../../facts';
import type { GpuSharing } from '../gpu-pool';
import { usualTensorParallel } from './fit';

/** Nodes an engine may land on. */
export interface PoolShape {
  instanceTypes: readonly string[];
  sharing: GpuSharing;
}

/** What an engine sees of a node's GPUs. */
export interface SeenGpus {
  /** `count`: GPUs it may be split over. */
  gpu: Gpu;
  /** Part of each it may use. */
  share: number;
  /** Things a node offers as `nvidia.com/gpu`. */
  offered: number;
}

/** MiB of a MIG part for each GB in the name of its profile; the whole GB is never there. Conservative. */
const MIG_MIB_PER_GB = 921;
const MIG_PARTS: Readonly<Record<string, number>> = { '1g': 7, '2g': 3, '3g': 2 };

/** GPUs of an instance type as a pod sees them; undefined where it has none, or none that can be cut so. A shared or cut GPU is one, never several. */
export function seenGpus(instanceType: string, sharing: GpuSharing): SeenGpus | undefined {
  const gpu = INSTANCE_TYPES[instanceType]?.gpu;
  if (gpu === undefined) return undefined;
  if (sharing.mode === 'none') return { gpu, share: 1, offered: gpu.count };
  if (sharing.mode === 'time-slicing') {
    return { gpu: { ...gpu, count: 1 }, share: 1 / sharing.replicas, offered: gpu.count * sharing.replicas };
  }
  const profiles: string[] = migProfilesOf(gpu);
  if (!profiles.includes(sharing.profile)) return undefined;
  const [, parts = '', gigabytes = ''] = /^all-(\dg)\.(\d+)gb$/.exec(sharing.profile) ?? [];
  const memoryMiB = Number(gigabytes) * MIG_MIB_PER_GB;
  return { gpu: { ...gpu, count: 1, memoryMiB }, share: 1, offered: gpu.count * (MIG_PARTS[parts] ?? 1) };
}

/** GPUs an engine takes in a pool: what is said, or the usual for its nodes, all of which have the same number. */
export function tensorParallelIn(model: Model, pool: PoolShape, said?: number): number {
  if (said !== undefined) return said;
  const seen = seenGpus(pool.instanceTypes[0] ?? '', pool.sharing);
  return seen === undefined ? 1 : usualTensorParallel(model, seen.gpu.count);
}

/** Engines of a kind that one node holds. */
export function enginesPerNode(pool: PoolShape, tensorParallel: number): number {
  const seen = seenGpus(pool.instanceTypes[0] ?? '', pool.sharing);
  return seen === undefined ? 1 : Math.max(1, Math.floor(seen.offered / tensorParallel));
}
