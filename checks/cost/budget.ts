import type { CostResult, Money } from '../../contract';
import { dollars, type Decimal } from './decimal';

/** Whether the expected bill keeps the budget. Kept by ignorance is not kept: with anything unpriced the answer is `unknown`. */
export function judgeBudget(expected: Decimal, unpriced: number, monthly: Money): NonNullable<CostResult['budget']> {
  const figures = `${dollars(expected)} expected of ${dollars(monthly)} USD a month`;
  if (expected.gt(monthly)) return { monthly, verdict: 'over', reason: figures };
  if (unpriced === 0) return { monthly, verdict: 'within', reason: figures };
  const what = unpriced === 1 ? '1 line has' : `${unpriced} lines have`;
  return { monthly, verdict: 'unknown', reason: `at least ${figures}, but ${what} no price` };
}
