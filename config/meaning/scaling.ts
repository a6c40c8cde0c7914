import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

export const scalingChecks: readonly Check[] = [
  { reads: ['models'], drafts: limits },
  { reads: ['models', 'environment'], drafts: hours },
];

function limits({ models }: Settings): Draft[] {
  return Object.entries(models).flatMap(([name, model]) => {
    if (model.provider !== 'vllm' || model.maxReplicas === undefined || model.maxReplicas >= model.replicas) return [];
    const { maxReplicas, replicas } = model;
    const path = `models.${name}.maxReplicas`;
    return [
      draft('MaxBelowReplicas', path, `${maxReplicas} is less than replicas ${replicas}`, `write ${replicas} or more`),
    ];
  });
}

function hours({ models, environment }: Settings): Draft[] {
  return Object.entries(models).flatMap(([name, model]) => {
    if (model.provider !== 'vllm' || model.hours === undefined) return [];
    const path = `models.${name}.hours`;
    if (environment.stage === 'production') {
      const fix = 'leave hours out here, or say them in an environment that is not production';
      return [draft('HoursInProduction', path, 'would leave users in production without an answer', fix)];
    }
    // a clock with no time between its hands is refused when it is applied, and by nobody before
    if (model.hours.from !== model.hours.to) return [];
    return [draft('EmptyHours', path, `begin and end at ${model.hours.from}`, 'write a later time for to')];
  });
}
