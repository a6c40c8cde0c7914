import { estimate } from '../../../checks/cost';
import { budgetText } from '../../../checks/report/figures';
import { bill, document, resource, route, TODAY } from './fixtures';

const strange = resource('aws_quantum_leap', 'a');
const endpoint = resource('aws_eip', 'a');
const BUDGET = { monthlyUsd: '100', judgedOn: 'expected', action: 'fail' } as const;

function text(unpricedLines: number): string {
  const budgets = { ...BUDGET, unpricedLines };
  return budgetText(estimate(document([endpoint, strange]), { today: TODAY, budgets }));
}

test('a budget that is kept as far as it is priced says so, and how many lines are not', () => {
  expect(text(2)).toBe(
    'budget $100: within, as far as it is priced: 1 line has no price yet (the budget allows 2 of those)',
  );
});

test('a budget with more lines without a price than it allows is not kept', () => {
  expect(text(0)).toBe('budget $100: unknown (1 line has no price yet (the budget allows 0 of those))');
});

test('what has no price says how much of it is expected', () => {
  const dear = route({ model: 'unheard.of', monthlyTokens: { input: 40_000_000, output: 1_000_000 } });
  const [first] = bill([], { intents: [dear] }).unpriced;

  expect(first?.reason).toMatch(/; 40 million tokens expected a month$/);
});

test('what nobody counted claims no size', () => {
  expect(bill([strange]).unpriced[0]?.reason).not.toMatch(/expected/);
});
