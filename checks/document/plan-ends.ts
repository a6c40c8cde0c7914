import {
  DESCRIPTOR_OUTPUT,
  isObject,
  pathText,
  type Descriptor,
  type Json,
  type JsonObject,
  type PlannedEnd,
} from '../../contract';
import { descriptorOf } from './facts';
import { objectAt } from './plan-configuration';

/** What a plan ends, sorted by address: what is destroyed, and what is destroyed to be made anew. What is only forgotten stays. */
export function plannedEnds(plan: JsonObject, stack: string, mayEnd: readonly string[]): PlannedEnd[] {
  const changes = plan['resource_changes'];
  return (Array.isArray(changes) ? changes : [])
    .filter(isObject)
    .flatMap((one): PlannedEnd[] => {
      const { address, mode, type } = one;
      const { actions, replace_paths: paths } = objectAt(one, 'change');
      if (mode === 'data' || typeof address !== 'string' || typeof type !== 'string') return [];
      if (!Array.isArray(actions) || !actions.includes('delete')) return [];
      return [
        {
          stack,
          address,
          type,
          path: address,
          action: actions.includes('create') ? 'replace' : 'destroy',
          because: (Array.isArray(paths) ? paths : []).map(attributeText).sort(),
          allowed: mayEnd.includes(address),
        },
      ];
    })
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

function attributeText(path: Json): string {
  const steps = Array.isArray(path) ? path : [path];
  return pathText(steps.map((step) => (typeof step === 'number' ? step : String(step))));
}

/** What the stack of a plan says it is. A plan that destroys all of it has the word only in what was there before. */
export function descriptorOfPlan(plan: Json): Descriptor | undefined {
  if (!isObject(plan)) return undefined;
  const planned = objectAt(objectAt(plan, 'planned_values'), 'outputs');
  const prior = objectAt(objectAt(objectAt(plan, 'prior_state'), 'values'), 'outputs');
  const value = objectAt(planned, DESCRIPTOR_OUTPUT)['value'] ?? objectAt(prior, DESCRIPTOR_OUTPUT)['value'];
  return typeof value === 'string' ? descriptorOf(value) : undefined;
}
