import type { Settings } from '../../config';
import type { Problem } from '../../lib/core';

/** What pools of Karpenter do not do. */
export function karpenterProblems(settings: Settings): Problem[] {
  return Object.entries(settings.gpuPools)
    .filter(([, pool]) => pool.minNodes > 0)
    .map(([name, pool]) => ({
      code: 'TierLimit',
      path: `gpuPools.${name}.minNodes`,
      message: `nodes of this tier follow what runs on them, so ${pool.minNodes} idle ones cannot be kept`,
      fix: 'leave minNodes out and raise replicas of a model in the pool',
    }));
}
