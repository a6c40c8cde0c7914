import type { CostLine, CostResult, Document, Money } from '../../contract';
import { PriceBook } from './book';
import { judgeBudget } from './budget';
import { collapse } from './collapse';
import { Decimal, money, ZERO } from './decimal';
import { price } from './lines';
import { Metering } from './metering';
import { atEachEnd } from './quantity';

export interface EstimateOptions {
  /** Day of the estimate, `2026-11-21`; extended support begins on a day. */
  today: string;
  /** Where stacks run that do not say so. @default - what they hold cannot be priced */
  region?: string;
  /** What the environment may cost a month. @default - no verdict */
  budget?: Money;
  /** @default - the book that comes with the package */
  book?: PriceBook;
}

const OPEN: ReadonlySet<CostLine['status']> = new Set(['notOffered', 'unpriced', 'unknown']);

/**
 * What one environment costs a month at list price: every resource and every stated intent in at least one line. What has no
 * price makes the total a lower bound and is named; it is never a zero that looks like a price.
 */
export function estimate(document: Document, options: EstimateOptions): CostResult {
  const book = options.book ?? new PriceBook();
  const metering = new Metering(document, options.today, options.region);
  const lines = dearestFirst(
    collapse(metering.account()).flatMap(({ stack, address, path, components }) =>
      components
        .flatMap((component) => price(component, book, metering.places.get(stack)?.region))
        .map((line) => ({ stack, address, path, ...line })),
    ),
  );
  const total = atEachEnd((end) => lines.reduce((sum, line) => sum.plus(line.monthly[end]), ZERO));
  const open = lines.filter((line) => OPEN.has(line.status));
  const region = [...metering.places.values()].map((place) => place.region).find((name) => name !== undefined);
  return {
    currency: 'USD',
    region: region ?? '',
    period: 'month',
    hours: 730,
    prices: book.reviewed(region),
    total: { low: money(total.low), expected: money(total.expected), high: money(total.high) },
    atLeast: open.length > 0,
    lines,
    unpriced: open.map(({ stack, address, component, assumption }) => ({
      stack,
      address,
      component,
      reason: assumption ?? '',
    })),
    ...(options.budget === undefined ? {} : { budget: judgeBudget(total.expected, open.length, options.budget) }),
  };
}

/** Equal ones stand by address, so that the order never depends on how the document was made. */
function dearestFirst(lines: readonly CostLine[]): CostLine[] {
  return lines
    .map((line) => ({ line, expected: new Decimal(line.monthly.expected), place: placeOf(line) }))
    .sort((a, b) => b.expected.cmp(a.expected) || compare(a.place, b.place))
    .map(({ line }) => line);
}

function placeOf({ stack, address, component, status, assumption }: CostLine): string {
  return [address, stack, component, status, assumption ?? ''].join(' ');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
