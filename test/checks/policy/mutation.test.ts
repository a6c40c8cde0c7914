import { evaluatePolicy, readRuleBook } from '../../../checks/policy';
import { type Document, type Finding, type Tier, TIERS } from '../../../contract';
import { changed, documentOf, idsOf, judge, TODAY } from './fixture';
import { MUTATIONS } from './mutations';
import { PLATFORM } from './platform';

const { rules, tiers } = readRuleBook();

test.each(TIERS)('the platform breaks no rule of %s and leaves nothing open', async (tier) => {
  expect((await judge(PLATFORM, tier)).findings).toEqual([]);
});

describe.each(MUTATIONS)('%s, and only that, sees %s', (id, _, mutation, implied = []) => {
  let document: Document;
  // read once: what a document says is the same in every tier but for its name
  beforeAll(() => {
    document = documentOf(changed(PLATFORM, mutation), 'smb');
  });

  const findings = async (tier: Tier): Promise<readonly Finding[]> =>
    (await evaluatePolicy({ ...document, tier }, { tier, today: TODAY, waivers: [] })).findings;

  test.each(TIERS)('in %s', async (tier) => {
    const found = await findings(tier);

    const expected = [id, ...implied].filter((one) => tiers[tier][one] !== 'off').sort();
    expect(idsOf(found)).toEqual(expected);
    expect(found.map((finding) => finding.status)).not.toContain('unknown');
  });
});

test('every rule is seen by a mutation', () => {
  const written = rules.filter((rule) => rule.package !== undefined);

  expect([...new Set(MUTATIONS.map(([id]) => id))].sort()).toEqual(written.map((rule) => rule.id));
});
