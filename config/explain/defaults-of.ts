import type { Path, Tier } from '../../contract';
import { PHASES, STAGES, TIERS } from '../../contract';
import { REGIONS } from '../../facts';
import type { Because, Situation, TierDefaults } from '../defaults';
import { isBecause, reasonOf, valueOf } from '../resolve/merge';
import { valueAt } from '../schema/walk';

/** A default of one tier with the reason for it. */
export interface ExplainedDefault {
  tier: Tier;
  /** For models: whose. */
  provider?: string;
  /** In the situation at hand. */
  value: unknown;
  reason: string;
  /** What of the situation it depends on. */
  dependsOn: (keyof Situation)[];
}

/** A production environment in no particular place, where no client is at hand. */
export const ANY_SITUATION: Situation = {
  client: 'acme',
  account: '111122223333',
  region: 'eu-central-1',
  phase: 'day-90',
  stage: 'production',
};

/** Defaults of all tiers for a setting. Path as in the settings: `network.cidr`, `gpuPools.chat.maxNodes`. */
export function explainedDefaults(
  path: Path,
  defaultsOf: (tier: Tier) => TierDefaults,
  situation: Situation,
): ExplainedDefault[] {
  return TIERS.flatMap((tier) =>
    nodesAt(path, defaultsOf(tier)).map(({ because, provider }) => ({
      tier,
      ...(provider === undefined ? {} : { provider }),
      value: valueOf(because, situation),
      reason: reasonOf(because, situation),
      dependsOn: dependencies(because, situation),
    })),
  );
}

/** The default of a setting; for a setting of models, that of each provider that has it. */
function nodesAt(path: Path, defaults: TierDefaults): { because: Because<unknown>; provider?: string }[] {
  const [section, , ...item] = path;
  if (section === 'gpuPools' && path.length > 1) return found(defaults.gpuPool, item);
  if (section === 'useCases' && path.length > 1) return found(defaults.useCase, item);
  if (section === 'models' && path.length > 1) {
    return Object.entries(defaults.model).flatMap(([provider, tree]) =>
      found(tree, item).map(({ because }) => ({ because, provider })),
    );
  }
  return found(defaults, path);
}

function found(tree: object, path: Path): { because: Because<unknown> }[] {
  let node: unknown = tree;
  for (const [index, segment] of path.entries()) {
    if (isBecause(node)) return inside(node, path.slice(index));
    if (typeof node !== 'object' || node === null) break;
    node = Object.entries(node).find(([key]) => key === segment)?.[1];
  }
  return isBecause(node) ? [{ because: node }] : [];
}

/** The default of what is part of a value that is said as one; nothing where that value does not hold it, as an empty list does not. */
function inside(because: Because<unknown>, rest: Path): { because: Because<unknown> }[] {
  const value = (situation: Situation): unknown => valueAt(valueOf(because, situation), rest);
  return value(ANY_SITUATION) === undefined ? [] : [{ because: { value, reason: because.reason } }];
}

/** Found by trying: each part of the situation is changed in turn. */
function dependencies(because: Because<unknown>, situation: Situation): (keyof Situation)[] {
  if (typeof because.value !== 'function') return [];
  const others: { [K in keyof Situation]: readonly Situation[K][] } = {
    client: ['another'],
    account: ['999988887777'],
    region: Object.keys(REGIONS),
    phase: PHASES,
    stage: STAGES,
  };
  const usual = JSON.stringify(valueOf(because, situation));
  const differs = (key: keyof Situation): boolean =>
    others[key].some((other) => JSON.stringify(valueOf(because, { ...situation, [key]: other })) !== usual);
  return (['client', 'account', 'region', 'phase', 'stage'] as const).filter(differs);
}
