import type { Settings } from '../../config';
import type { Problem } from '../../lib/core';
import {
  cacheProblems,
  failoverProblems,
  hubProblems,
  karpenterProblems,
  lakeProblems,
  topicProblems,
} from '../shared';

/** What this tier does not do, with what to do instead. */
export function problems(settings: Settings): Problem[] {
  const found = [
    ...karpenterProblems(settings),
    ...hubProblems(settings),
    ...cacheProblems(settings),
    ...failoverProblems(settings, 10),
    ...lakeProblems(settings),
    ...topicProblems(settings),
  ];
  if (settings.cluster.apiCidrs.length > 0) {
    found.push({
      code: 'TierLimit',
      path: 'cluster.apiCidrs',
      message: 'in enterprise the Kubernetes API is private only',
      fix: 'leave apiCidrs out and deploy from inside the VPC, or take tier mid-market',
    });
  }
  return [...found, ...archiveProblems(settings)];
}

/** Evidence lies where whoever runs the platform has no say. */
function archiveProblems({ audit: { archive }, environment }: Settings): Problem[] {
  const found: Problem[] = [];
  if (environment.stage === 'production' && (archive.account ?? environment.account) === environment.account) {
    found.push({
      code: 'ArchiveInWorkloadAccount',
      path: 'audit.archive.account',
      message: `in enterprise the archive is not in ${environment.account}, the account of what it records`,
      fix: 'name the log-archive account, and a role in it as audit.archive.deployRoleArn',
    });
  }
  return found;
}
