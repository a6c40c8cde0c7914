import Decimal from 'decimal.js';
import type { CostLine, CostResult, Range } from '../../contract';

/** Per cent of a bill from which on it is said that prices were not read again. */
const LEAST_UNREAD = 5;

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

/** `$1,234 a month expected (low $900, high $2,000)`; nothing in brackets where low and high are the same. */
export function monthly({ low, expected, high }: Range): string {
  const between = low === high ? '' : ` expected (low ${money(low)}, high ${money(high)})`;
  return `${money(expected)} a month${between}`;
}

/** What an amount rests on: what was assumed, else what is bought and its price. */
export function whyOf({ assumption, quantity, unit, unitPrice, status }: CostLine): string {
  if (assumption !== undefined) return assumption;
  if (unitPrice === undefined) return status;
  return `${amount(quantity.expected)} ${unit} at $${unitPrice}`;
}

function amount(figure: string): string {
  return new Decimal(figure)
    .toDecimalPlaces(2)
    .toFixed()
    .replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/**
 * `budget $15,000: within, as far as it is priced: 10 lines have no price yet (the budget allows 25 of those)`; empty without a budget.
 */
export function budgetText({ budget, budgets = [], total, unpriced }: CostResult): string {
  if (budget === undefined) return '';
  const allowed = budgets.find(({ name }) => name === 'lines without a price')?.limit;
  const open = unpriced.length === 0 ? undefined : withoutPrice(unpriced.length, allowed);
  const asFar = open !== undefined && budget.verdict === 'within';
  const notes = [
    ...(open === undefined || asFar ? [] : [open]),
    ...(budget.verdict !== 'over' && isMore(total.high, budget.monthly)
      ? [`the high end of ${money(total.high)} is over it`]
      : []),
  ];
  const verdict = asFar ? `within, as far as it is priced: ${open}` : budget.verdict;
  return `budget ${money(budget.monthly)}: ${verdict}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}

function withoutPrice(lines: number, allowed: string | undefined): string {
  const limit = allowed === undefined ? '' : ` (the budget allows ${allowed} of those)`;
  return `${lines === 1 ? '1 line has' : `${lines} lines have`} no price yet${limit}`;
}

/** `at least $1,234 (…) a month` where something is not priced; never a figure where nothing is. */
export function bill({
  total,
  atLeast,
  prices,
  lines,
}: Pick<CostResult, 'total' | 'atLeast' | 'prices' | 'lines'>): string {
  if (atLeast && new Decimal(total.high).isZero()) return 'not known: nothing of it has a price here';
  return `${atLeast ? 'at least ' : ''}${monthly(total)}, list prices of ${prices}${unread(lines)}`;
}

/** Part of it that rests on prices which were noted once and not read again; empty where it is small. */
function unread(lines: readonly CostLine[]): string {
  const percent = percentByConfidence(lines).get('unverified') ?? new Decimal(0);
  return percent.lt(LEAST_UNREAD)
    ? ''
    : ` (${percent.toFixed(0)} % of it at prices not yet checked against the list of AWS)`;
}

/** Per cent of the expected amount that has a price, by how far the price is to be trusted; what amounts to nothing is left out. */
export function percentByConfidence(
  lines: readonly Pick<CostLine, 'confidence' | 'monthly'>[],
): ReadonlyMap<CostLine['confidence'], Decimal> {
  const sums = new Map<CostLine['confidence'], Decimal>();
  let all = new Decimal(0);
  for (const { confidence, monthly: amount } of lines) {
    const own = new Decimal(amount.expected).abs();
    if (confidence === undefined || own.isZero()) continue;
    sums.set(confidence, own.plus(sums.get(confidence) ?? 0));
    all = all.plus(own);
  }
  return new Map([...sums].map(([confidence, sum]) => [confidence, sum.div(all).times(100)]));
}

/** Whether one amount is above another. */
export function isMore(amount: string, than: string): boolean {
  return new Decimal(amount).greaterThan(than);
}
