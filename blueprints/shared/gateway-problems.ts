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
