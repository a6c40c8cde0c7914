import type { BudgetRules, BudgetVerdict, Commitments, CostLine, CostResult, Document, Money } from '../../contract';
import { bill, type Bill, type BillLine, type BillOptions } from './bill';
import { judgeBudget, judgeBudgets } from './budget';
import { committed } from './commitments';
import { Decimal, grouped, money } from './decimal';

export interface EstimateOptions extends BillOptions {
  /** What the environment may cost a month. @default - no verdict */
  budget?: Money;
  /** All limits of the client. @default - none but `budget` */
  budgets?: BudgetRules;
  /** What is promised to AWS. @default - list price for everything */
  commitments?: Commitments;
}

type Open = CostResult['unpriced'][number];

const OPEN: ReadonlySet<CostLine['status']> = new Set(['notOffered', 'unpriced', 'unknown']);

/**
 * What one environment costs a month at list price: every resource and every stated intent in at least one line. What has no
 * price makes the total a lower bound and is named; it is never a zero that looks like a price.
 */
export function estimate(document: Document, options: EstimateOptions): CostResult {
  return resultOf(detailed(document, { ...options, idle: false }), options);
}

/** The same with everything that is known of each line. */
export function detailed(document: Document, options: EstimateOptions): Bill {
  return committed(bill(document, options), options.commitments);
}

/** A line without a price: why it has none, and how much of it is expected where that is counted. */
export function openText({ stack, address, component, assumption = '', unit, quantity }: CostLine): Open {
  const why = assumption.split('; ')[0] ?? '';
  const whole = new Decimal(quantity.expected).toFixed(0);
  const size =
    unit === '' || unit === 'resource' || whole === '0' ? '' : `; ${grouped(whole)} ${unit} expected a month`;
  return { stack, address, component, reason: `${why}${size}` };
}

/** Lines that have no price. */
export function openLines<L extends CostLine>(lines: readonly L[]): L[] {
  return lines.filter((line) => OPEN.has(line.status));
}

/** A bill as a report carries it. */
export function resultOf(
  { region, prices, total, lines }: Bill,
  { budget, budgets, today }: Pick<EstimateOptions, 'budget' | 'budgets' | 'today'>,
): CostResult {
  const open = openLines(lines);
  return {
    currency: 'USD',
    region,
    period: 'month',
    hours: 730,
    prices,
    total: { low: money(total.low), expected: money(total.expected), high: money(total.high) },
    atLeast: open.length > 0,
    lines: lines.map(short),
    unpriced: open.map(openText),
    ...(budget === undefined ? {} : { budget: judgeBudget(total.expected, open.length, budget) }),
    ...(budgets === undefined ? {} : limits(judgeBudgets(lines, budgets, { today }), budgets.monthlyUsd)),
  };
}

/** All limits, and the month's by itself as reports show it; leave to pass it stands in the verdict of the limit. */
function limits(verdicts: BudgetVerdict[], monthly: Money): Pick<CostResult, 'budget' | 'budgets'> {
  const month = verdicts.find(({ name }) => name === 'month');
  if (month === undefined) return { budgets: verdicts };
  const { verdict, reason } = month;
  return { budget: { monthly, verdict: verdict === 'waived' ? 'within' : verdict, reason }, budgets: verdicts };
}

function short({
  type: _type,
  subject: _subject,
  prices: _prices,
  item: _item,
  basis: _basis,
  idle: _idle,
  tags: _tags,
  onDemand: _onDemand,
  ...line
}: BillLine): CostLine {
  return line;
}
