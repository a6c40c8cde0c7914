import type { Settings } from '../../config';
import type { Problem } from '../../lib/core';
import { diskProblems, failoverProblems, kafkaProblems, lakeProblems, streamProblems } from '../shared';

/** What this tier does not do, with what to do instead. */
export function problems(settings: Settings): Problem[] {
  return [
    ...failoverProblems(settings, 60),
    ...diskProblems(settings),
    ...poolProblems(settings),
    ...nodeProblems(settings),
    ...lakeProblems(settings),
    ...kafkaProblems(settings),
    ...streamProblems(settings),
  ];
}

/** A node group of this tier spans all zones, and what starts its nodes cannot be told which. */
function nodeProblems({ models }: Settings): Problem[] {
  return Object.entries(models).flatMap(([name, model]) =>
    model.provider === 'vllm' && (model.nodes ?? 1) > 1
      ? [
          {
            code: 'TierLimit',
            path: `models.${name}.nodes`,
            message:
              'the nodes of one engine must stand in one zone, and a node group of the smb tier spans all of them',
            fix: 'take a model, precision or instance type that one node is enough for, or tier mid-market',
          },
        ]
      : [],
  );
}

function poolProblems(settings: Settings): Problem[] {
  return Object.entries(settings.gpuPools).flatMap(([name, pool]) => {
    const found: Problem[] = [];
    if (pool.capacity.includes('reserved')) {
      found.push({
        code: 'TierLimit',
        path: `gpuPools.${name}.capacity`,
        message: 'a managed node group of the smb tier uses no reservations',
        fix: 'write capacity: [on-demand] or [spot], or take tier mid-market',
      });
    }
    if (pool.capacity.length > 1) {
      found.push({
        code: 'TierLimit',
        path: `gpuPools.${name}.capacity`,
        message: `a managed node group is paid for in one way, not in ${pool.capacity.length}`,
        fix: 'write capacity: [on-demand] or [spot], or take tier mid-market, whose pools fall back',
      });
    }
    if (pool.zones.length > 0) {
      found.push({
        code: 'TierLimit',
        path: `gpuPools.${name}.zones`,
        message: 'pools of the smb tier use all zones of the network',
        fix: 'leave zones out, or take tier mid-market',
      });
    }
    return found;
  });
}
