import type { Settings } from '../../config';
import type { Problem } from '../../lib/core';
import { karpenterProblems } from '../shared';

/** What this tier does not do, with what to do instead. */
export function problems(settings: Settings): Problem[] {
  const found = karpenterProblems(settings);
  if (settings.cluster.apiCidrs.length > 0) {
    found.push({
      code: 'TierLimit',
      path: 'cluster.apiCidrs',
      message: 'in enterprise the Kubernetes API is private only',
      fix: 'leave apiCidrs out and deploy from inside the VPC, or take tier mid-market',
    });
  }
  return found;
}
