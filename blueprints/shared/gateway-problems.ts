import type { Settings } from '../../config';
import type { Problem } from '../../lib/core';

/** What a tier promises of its gateway: somebody answers within `seconds`, whatever hangs. */
export function failoverProblems({ gateway, tier }: Settings, seconds: number): Problem[] {
  if (gateway.failoverSeconds <= seconds) return [];
  return [
    {
      code: 'TierLimit',
      path: 'gateway.failoverSeconds',
      message: `${gateway.failoverSeconds} s is more than the ${seconds} s within which ${tier} answers`,
      fix: `write ${seconds} or less; long answers belong into streams, which are not cut`,
    },
  ];
}

/** A tier whose gateway has to answer while a zone is away. */
export function cacheProblems({ gateway, tier }: Settings): Problem[] {
  if (gateway.cache !== 'in-cluster') return [];
  return [
    {
      code: 'TierLimit',
      path: 'gateway.cache',
      message: `one pod in one zone: its zone away, the gateway of ${tier} would answer nobody`,
      fix: 'write elasticache, or none for a gateway of one copy without teams',
    },
  ];
}
