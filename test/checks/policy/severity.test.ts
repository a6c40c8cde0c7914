import fc from 'fast-check';
import { readRuleBook, severityProblems, type RuleBook, type Severities } from '../../../checks/policy';
import { decide } from '../../../checks/policy/severity';
import { PACKS, TIERS, type Severity } from '../../../contract';

const shipped = readRuleBook();
/** Two packs that raise one rule each; what the real ones raise is data. */
const book: RuleBook = {
  ...shipped,
  packs: { hipaa: { 'PAI-NET-003': 'deny' }, 'eu-ai': { 'PAI-NET-003': 'warn' }, gov: {} },
};
const RANK = { off: 0, warn: 1, deny: 2 };

function decided(id: string, choice: Parameters<typeof decide>[2]): { severity: string; by: string } | undefined {
  return decide(book, book.rules, choice).get(id);
}

describe('how severe a rule is', () => {
  test('the tier says where nobody else does', () => {
    expect(decided('PAI-NET-003', { tier: 'smb' })).toEqual({ severity: 'warn', by: 'tier' });
  });

  test('a client may raise it, and lower what can be waived', () => {
    expect(decided('PAI-NET-003', { tier: 'smb', changes: { 'PAI-NET-003': 'deny' } })).toEqual({
      severity: 'deny',
      by: 'client',
      tierSays: 'warn',
    });
    expect(decided('PAI-NET-003', { tier: 'enterprise', changes: { 'PAI-NET-003': 'off' } })).toEqual({
      severity: 'off',
      by: 'client',
      tierSays: 'deny',
    });
  });

  test('a client cannot lower what cannot be waived, and is told', () => {
    const choice = { tier: 'smb', changes: { 'PAI-SEC-001': 'warn' } } as const;

    expect(decided('PAI-SEC-001', choice)).toEqual({ severity: 'deny', by: 'tier' });
    expect(severityProblems(book, book.rules, choice)).toMatchObject([
      { id: 'PAI-SEC-001', message: 'PAI-SEC-001 cannot be waived, so it cannot be lowered from deny to warn' },
    ]);
  });

  test('a pack raises what the tier and the client say, and a client who lowers it is told', () => {
    const choice = { tier: 'smb', packs: ['hipaa'], changes: { 'PAI-NET-003': 'off' } } as const;

    expect(decided('PAI-NET-003', choice)).toEqual({ severity: 'deny', by: 'hipaa', tierSays: 'warn' });
    expect(severityProblems(book, book.rules, choice)).toMatchObject([
      { id: 'PAI-NET-003', message: 'pack hipaa asks for deny, so off would say nothing' },
    ]);
  });

  test('a pack that asks for less lowers nothing', () => {
    expect(decided('PAI-NET-003', { tier: 'enterprise', packs: ['eu-ai'] })).toEqual({ severity: 'deny', by: 'tier' });
  });

  test('of a rule there is none, the client is told', () => {
    expect(severityProblems(book, book.rules, { tier: 'smb', changes: { 'PAI-NET-999': 'deny' } })).toMatchObject([
      { id: 'PAI-NET-999', message: 'there is no rule PAI-NET-999' },
    ]);
  });
});

test('whatever is chosen: no rule falls below the tier but one that can be waived, and none below a pack', () => {
  const severities = fc.constantFrom<Severity | 'off'>('deny', 'warn', 'off');
  const ids = shipped.rules.map(({ id }) => id);
  const choices = fc.record({
    tier: fc.constantFrom(...TIERS),
    packs: fc.subarray([...PACKS]),
    changes: fc.dictionary(fc.constantFrom(...ids), severities, { maxKeys: 8 }) as fc.Arbitrary<Severities>,
  });

  fc.assert(
    fc.property(choices, (choice) => {
      const decisions = decide(shipped, shipped.rules, choice);
      for (const { id, waivable } of shipped.rules) {
        const rank = RANK[decisions.get(id)?.severity ?? 'off'];
        if (!waivable) expect(rank).toBeGreaterThanOrEqual(RANK[shipped.tiers[choice.tier][id] ?? 'off']);
        for (const pack of choice.packs) expect(rank).toBeGreaterThanOrEqual(RANK[shipped.packs[pack][id] ?? 'off']);
      }
    }),
  );
});
