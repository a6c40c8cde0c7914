import Decimal from 'decimal.js';
import type { CostResult, Range } from '../../contract';

/** `$1,234` from a decimal string; cents only below ten dollars, so that small things are not $0. */
export function money(amount: string): string {
  const value = new Decimal(amount);
  const digits = value.abs().lessThan(10) && !value.isZero() ? 2 : 0;
  const [whole = '0', cents] = value.abs().toFixed(digits, Decimal.ROUND_HALF_UP).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${value.isNegative() ? '−' : ''}$${grouped}${cents === undefined ? '' : `.${cents}`}`;
}

/** `$1,234 (900–2,000)`, or the one figure where low and high are the same. */
export function range({ low, expected, high }: Range): string {
  if (low === high) return money(expected);
  return `${money(expected)} (${money(low)}–${money(high)})`;
}

/** `at least $1,234 (…) a month` where something is not priced; never a figure where nothing is. */
export function bill({ total, atLeast, prices }: Pick<CostResult, 'total' | 'atLeast' | 'prices'>): string {
  if (atLeast && new Decimal(total.high).isZero()) return 'not known: nothing of it has a price here';
  return `${atLeast ? 'at least ' : ''}${range(total)} a month, list prices of ${prices}`;
}

/** Whether one amount is above another. */
export function isMore(amount: string, than: string): boolean {
  return new Decimal(amount).greaterThan(than);
}
