import type { SynthesizedStack } from '../../checks';
import { readRuleBook } from '../../checks/policy';
import { TIERS, type Tier } from '../../contract';
import { changed, idsOf, judge } from '../checks/policy/fixture';
import { MUTATIONS } from '../checks/policy/mutations';
import { build } from './fixtures';

const { rules, tiers } = readRuleBook();

/** Rules with something to look at in a blueprint of the tier that a mutation breaks alone, at least. */
const LEAST: Readonly<Record<Tier, number>> = { smb: 60, 'mid-market': 75, enterprise: 75 };

/** What each mutation of a rule breaks besides what it implies; those that find nothing to change are left out. */
async function broken(stacks: readonly SynthesizedStack[], tier: Tier, id: string): Promise<string[][]> {
  const seen: string[][] = [];
  for (const [, , mutation, implied = []] of MUTATIONS.filter(([of]) => of === id)) {
    const mutant = mutated(stacks, mutation);
    if (mutant === undefined) continue;
    const { findings } = await judge(mutant, tier);
    const found = idsOf(findings).filter((one) => !implied.includes(one));
    seen.push(found);
    if (found.join() === id) break;
  }
  return seen;
}

function mutated(
  stacks: readonly SynthesizedStack[],
  mutation: (typeof MUTATIONS)[number][2],
): SynthesizedStack[] | undefined {
  try {
    return changed(stacks, mutation);
  } catch {
    return undefined;
  }
}

test.each(TIERS)(
  'a change of the %s blueprint breaks the rule it is made for',
  async (tier) => {
    const stacks = build(tier, 'day-90').synthesized;
    const written = rules.filter((rule) => rule.package !== undefined && tiers[tier][rule.id] !== 'off');

    const alone: string[] = [];
    for (const { id } of written) {
      const seen = await broken(stacks, tier, id);
      // one that changes nothing the blueprint needs breaks nothing; none breaks only others
      for (const found of seen)
        expect([id, found]).toEqual([id, found.length === 0 ? [] : expect.arrayContaining([id])]);
      if (seen.some((found) => found.join() === id)) alone.push(id);
    }

    expect(alone.length).toBeGreaterThanOrEqual(LEAST[tier]);
  },
  180_000,
);
