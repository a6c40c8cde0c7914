import { readRuleBook, type Rule } from '../../checks/policy';
import { PACKS, TIERS, type Pack } from '../../contract';

const { rules, tiers, packs } = readRuleBook();

/** What each pack is held against; a rule may cite more than one. */
const FRAMEWORKS: Readonly<Record<Pack, readonly string[]>> = {
  hipaa: ['hipaa-164'],
  'eu-ai': ['eu-ai-act'],
  gov: ['aws-fsbp', 'cis-eks-1.8', 'aws-aisf', 'eu-ai-act', 'soc2'],
};

const severities = (rule: Rule): unknown[] => TIERS.map((tier) => tiers[tier][rule.id]);
const cites = (rule: Rule, frameworks: readonly string[]): boolean =>
  frameworks.some((framework) => rule.controls[framework] !== undefined);

describe.each(PACKS)('the pack %s', (name) => {
  const frameworks = FRAMEWORKS[name];
  const raised = packs[name];

  test('raises rules that cite what it stands for, and that a tier does not refuse by', () => {
    const ids = Object.keys(raised);

    expect(ids.length).toBeGreaterThan(20);
    for (const id of ids) {
      const rule = rules.find((known) => known.id === id);
      expect([id, rule !== undefined && cites(rule, frameworks)]).toEqual([id, true]);
      expect([id, rule !== undefined && severities(rule).some((word) => word !== 'deny')]).toEqual([id, true]);
    }
  });

  test('leaves no such rule out that every tier looks at', () => {
    const left = rules
      .filter((rule) => rule.package !== undefined && cites(rule, frameworks.slice(0, 2)))
      .filter((rule) => severities(rule).includes('warn') && !severities(rule).includes('off'))
      .filter((rule) => raised[rule.id] === undefined);

    expect(left.map((rule) => rule.id)).toEqual([]);
  });
});
