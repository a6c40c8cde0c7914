import type { Settings } from '../../config';
import type { Problem } from '../../lib/core';
import {
  cacheProblems,
  failoverProblems,
  hubProblems,
  kafkaProblems,
  karpenterProblems,
  lakeProblems,
} from '../shared';

/** What this tier does not do, with what to do instead. */
export function problems(settings: Settings): Problem[] {
  return [
    ...karpenterProblems(settings),
    ...hubProblems(settings),
    ...cacheProblems(settings),
    ...failoverProblems(settings, 20),
    ...lakeProblems(settings),
    ...kafkaProblems(settings),
  ];
}
