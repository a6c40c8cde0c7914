import type { CostLine } from '../../contract';
import type { Price, PriceBook, Quote, Source, Tier } from './book';
import type { Billed, Component, Unbilled } from './component';
import { Decimal, money, ZERO } from './decimal';
import { atEachEnd, ENDS, exactly, NOTHING, times, type Quantity } from './quantity';

/** A line without the resource it belongs to. */
export interface Priced extends Omit<CostLine, 'stack' | 'address' | 'path'> {
  /** Component a higher tier belongs to; absent for the first. */
  tierOf?: string;
}

/** Turns a component into lines: one, or one a tier, and one more for each price that is missing. */
export function price(component: Component, book: PriceBook, region: string | undefined): Priced[] {
  if (!('prices' in component)) return [unbilledLine(component)];
  const quotes = component.prices.map((key) => book.quote(component.region ?? region, key));
  const known = quotes.flatMap((quote) => (quote.kind === 'price' ? [checkedUnit(quote.price, component)] : []));
  const prices = known.flatMap((entry) => ('tiers' in entry ? [entry] : []));
  const missing = [
    ...new Set([...known.flatMap((entry) => ('wrong' in entry ? [entry.wrong] : [])), ...absent(quotes)]),
  ];
  const lines = missing.map((reason) => withoutPrice(component, 'unpriced', reason));
  if (prices.length > 0) return [...billedLines(component, prices, quotes), ...lines];
  return lines.length > 0 ? lines : [withoutPrice(component, 'notOffered', refusal(component, quotes))];
}

// a price per 10,000 requests times a number of requests is off by four digits, and looks like any other figure
function checkedUnit(entry: Price, component: Billed): Price | { wrong: string } {
  return entry.unit === component.unit
    ? entry
    : { wrong: `the book has ${component.prices.join(', ')} per ${entry.unit}, counted here in ${component.unit}` };
}

function absent(quotes: readonly Quote[]): string[] {
  return quotes.flatMap((quote) => (quote.kind === 'absent' ? [quote.reason] : []));
}

function refusal(component: Billed, quotes: readonly Quote[]): string {
  const sources = quotes.flatMap((quote) => (quote.kind === 'not-offered' ? [cite([quote.source])] : []));
  return `not sold in the region: ${component.prices.join(', ')} (${[...new Set(sources)].join('; ')})`;
}

function unbilledLine(component: Unbilled): Priced {
  return {
    component: component.name,
    status: component.status,
    unit: component.count === undefined ? '' : 'resource',
    quantity: texts(exactly(component.count ?? 0)),
    monthly: texts(NOTHING),
    source: '',
    assumption: component.reason,
  };
}

function withoutPrice(component: Billed, status: 'unpriced' | 'notOffered', reason: string): Priced {
  return {
    component: component.name,
    status,
    unit: component.unit,
    quantity: texts(component.quantity),
    monthly: texts(NOTHING),
    source: '',
    assumption: component.assumption === undefined ? reason : `${reason}; ${component.assumption}`,
  };
}

function billedLines(component: Billed, prices: readonly Price[], quotes: readonly Quote[]): Priced[] {
  const [only] = prices;
  if (only !== undefined && prices.length === 1 && component.share === undefined && quotes.length === 1) {
    return only.tiers.flatMap((tier, index) => tierLine(component, only, tier, only.tiers[index - 1]?.upTo ?? ZERO));
  }
  return [choiceLine(component, prices)];
}

/** The part of the quantity that falls into a tier; nothing where it never reaches the tier. */
function tierLine(component: Billed, entry: Price, tier: Tier, from: Decimal): Priced[] {
  const quantity = atEachEnd((end) => within(component.quantity[end], from, tier.upTo));
  if (from.gt(0) && quantity.high.isZero()) return [];
  return [
    {
      component: from.isZero() ? component.name : `${component.name} over ${from.toFixed()} ${entry.unit}`,
      ...(from.isZero() ? {} : { tierOf: component.name }),
      status: component.status,
      unit: entry.unit,
      quantity: texts(quantity),
      unitPrice: money(tier.price),
      monthly: texts(times(quantity, tier.price)),
      source: cite([entry.source]),
      confidence: entry.source.confidence,
      ...(component.assumption === undefined ? {} : { assumption: component.assumption }),
    },
  ];
}

function within(amount: Decimal, from: Decimal, upTo: Decimal | undefined): Decimal {
  const below = upTo === undefined ? amount : Decimal.min(amount, upTo);
  return Decimal.max(ZERO, below.minus(from));
}

/** One line for a quantity whose price is open: cheapest, first and dearest of those that are sold. */
function choiceLine(component: Billed, prices: readonly Price[]): Priced {
  const units = prices.map((entry) => entry.tiers[0]?.price ?? ZERO);
  const chosen: Quantity = {
    low: Decimal.min(...units),
    expected: units[0] ?? ZERO,
    high: Decimal.max(...units),
  };
  const paid = component.share === undefined ? chosen : times(component.share, chosen);
  const single = ENDS.every((end) => paid[end].eq(paid.expected));
  return {
    component: component.name,
    status: component.status,
    unit: component.unit,
    quantity: texts(component.quantity),
    ...(single ? { unitPrice: money(paid.expected) } : {}),
    monthly: texts(times(component.quantity, paid)),
    source: cite(prices.map((entry) => entry.source)),
    confidence: weakest(prices.map((entry) => entry.source)),
    ...(component.assumption === undefined ? {} : { assumption: component.assumption }),
  };
}

function weakest(sources: readonly Source[]): Source['confidence'] {
  const found = new Set(sources.map((source) => source.confidence));
  if (found.has('unverified')) return 'unverified';
  return found.has('derived') ? 'derived' : 'list';
}

function cite(sources: readonly Source[]): string {
  return [...new Set(sources.map(({ text, date }) => `${text}, ${date}`))].sort().join('; ');
}

function texts(quantity: Quantity): { low: string; expected: string; high: string } {
  return { low: money(quantity.low), expected: money(quantity.expected), high: money(quantity.high) };
}
