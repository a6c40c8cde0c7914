import { readRuleBook } from '../../../checks/policy';
import { TIERS } from '../../../contract';
import { changed, idsOf, judge } from './fixture';
import { MUTATIONS } from './mutations';
import { PLATFORM } from './platform';

const { rules, tiers } = readRuleBook();

describe.each(TIERS)('in %s', (tier) => {
  test('the platform breaks no rule and leaves nothing open', async () => {
    expect((await judge(PLATFORM, tier)).findings).toEqual([]);
  });

  test.each(MUTATIONS)('%s, and only that, sees %s', async (id, _, mutation, implied = []) => {
    const { findings } = await judge(changed(PLATFORM, mutation), tier);

    const expected = [id, ...implied].filter((one) => tiers[tier][one] !== 'off').sort();
    expect(idsOf(findings)).toEqual(expected);
    expect(findings.map((finding) => finding.status)).not.toContain('unknown');
  });
});

test('every rule is seen by a mutation', () => {
  const written = rules.filter((rule) => rule.package !== undefined);

  expect([...new Set(MUTATIONS.map(([id]) => id))].sort()).toEqual(written.map((rule) => rule.id));
});
