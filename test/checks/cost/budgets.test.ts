import type { BudgetRules, BudgetVerdict } from '../../../contract';
import { document, pool, resource, STACK, TODAY } from './fixtures';
import { reported } from './report-fixtures';

const RULES: BudgetRules = { monthlyUsd: '100', judgedOn: 'expected', action: 'fail', unpricedLines: 0 };
/** 730 × 0.1 = 73 a month, and traffic between zones. */
const CLUSTER = resource('aws_eks_cluster', 'a', { version: '1.35', tags: { department: 'research' } });
const EIP = resource('aws_eip', 'a');

function verdicts(
  rules: Partial<BudgetRules>,
  resources = [EIP],
  more: { before?: string; today?: string } = {},
): BudgetVerdict[] {
  const { before, today = TODAY } = more;
  return reported(document(resources), {
    today,
    terms: { useCases: [], pools: {}, budgets: { ...RULES, ...rules } },
    ...(before === undefined ? {} : { before: { low: before, expected: before, high: before } }),
  }).budgets;
}

const verdict = (name: string, ...given: Parameters<typeof verdicts>): string | undefined =>
  verdicts(...given).find((each) => each.name === name)?.verdict;

describe('a limit', () => {
  // a public address costs 3.65
  test.each([
    ['3.65', 'within'],
    ['3.64', 'over'],
  ])('of %s a month is %s', (monthlyUsd, expected) => {
    expect(verdict('month', { monthlyUsd })).toBe(expected);
  });

  test('may be held against the high end', () => {
    // a key costs 1, and 3 after two rotations; requests come on top
    const key = [resource('aws_kms_key', 'a', { enable_key_rotation: true })];

    expect(verdict('month', { monthlyUsd: '5' }, key)).toBe('within');
    expect(verdict('month', { monthlyUsd: '5', judgedOn: 'high' }, key)).toBe('over');
  });

  test('of a stack counts that stack', () => {
    const elsewhere = resource(
      'aws_eip',
      'b',
      {},
      { stack: 'acme-production-platform', path: 'acme-production-platform/b' },
    );

    expect(STACK).toBe('acme-production-network');
    expect(verdict('stack network', { stacks: { network: '4' } }, [EIP, elsewhere])).toBe('within');
    expect(verdict('stack network', { stacks: { network: '3' } }, [EIP, elsewhere])).toBe('over');
  });

  test('of a tag counts what bears it', () => {
    expect(verdict('tag department=research', { tags: { 'department=research': '80' } }, [CLUSTER, EIP])).toBe(
      'within',
    );
    expect(verdict('tag department=research', { tags: { 'department=research': '70' } }, [CLUSTER, EIP])).toBe('over');
  });

  test('of a name nothing bears is not kept but unknown', () => {
    expect(verdict('tag department=sales', { tags: { 'department=sales': '70' } })).toBe('unknown');
  });

  test.each([
    ['increase', { increaseUsd: '2' }, '1.65', 'within'],
    ['increase', { increaseUsd: '2' }, '1.64', 'over'],
    ['increase', { increaseUsd: '2' }, '9', 'within'],
    ['increase in per cent', { increasePercent: 100 }, '1.825', 'within'],
    ['increase in per cent', { increasePercent: 99 }, '1.825', 'over'],
    ['increase in per cent', { increasePercent: 1000 }, '0', 'over'],
  ])('on the %s %j from %s is %s', (name, rules, before, expected) => {
    expect(verdict(name, rules, [EIP], { before })).toBe(expected);
  });

  test('on the increase is not judged without something to compare with', () => {
    expect(verdict('increase', { increaseUsd: '1' })).toBeUndefined();
  });

  test('is kept with as many unpriced lines as it allows, and says how many', () => {
    const [month] = verdicts({ unpricedLines: 1 }, [EIP, resource('aws_quantum_leap', 'a')]);

    expect(month?.verdict).toBe('within');
    expect(month?.reason).toMatch(/^at least 3\.65 .*; 1 line has no price, 1 may lack one$/);
  });

  test('that is kept on the expected bill says where the high end is over it', () => {
    const key = [resource('aws_kms_key', 'a', { enable_key_rotation: true })];

    const at = (monthlyUsd: string) => verdicts({ monthlyUsd }, key)[0]?.reason;

    expect(at('5')).toMatch(/; up to [\d.]+ at the high end, which is over it/);
    expect(at('50')).not.toMatch(/high end/);
  });

  test('that is kept by ignorance is not kept', () => {
    const strange = resource('aws_quantum_leap', 'a');

    expect(verdict('month', {}, [EIP, strange])).toBe('unknown');
    expect(verdict('lines without a price', {}, [EIP, strange])).toBe('over');
    expect(verdict('lines without a price', { unpricedLines: 1 }, [EIP, strange])).toBe('within');
  });

  test('may be passed with leave until its last day, and no day longer', () => {
    const waiver = {
      reason: 'the old platform still runs beside it',
      owner: 'ops',
      expires: '2026-12-31',
      ticket: 'OPS-1',
    };
    const on = (today: string) => verdicts({ monthlyUsd: '1', waiver }, [EIP], { today })[0];

    expect(on('2026-12-31')).toMatchObject({
      verdict: 'waived',
      reason: expect.stringContaining('waived by ops until 2026-12-31 (OPS-1)'),
    });
    expect(on('2027-01-01')).toMatchObject({ verdict: 'over', reason: expect.stringContaining('ended on 2026-12-31') });
  });

  test('says what was found, what is allowed, and whether it stops', () => {
    expect(verdicts({ monthlyUsd: '1', action: 'warn' })[0]).toEqual({
      environment: 'acme production',
      name: 'month',
      limit: '1.00',
      found: '3.65',
      verdict: 'over',
      action: 'warn',
      reason: '3.65 expected of 1.00 USD a month',
    });
  });

  test('counts pools that a controller starts', () => {
    const report = reported(document([], { intents: [pool()] }), {
      terms: { useCases: [], pools: {}, budgets: RULES },
    });

    expect(report.budgets[0]?.verdict).toBe('over');
  });
});
