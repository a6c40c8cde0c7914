import type { CostLine, Document, JsonObject, Money, Resource, UseCase } from '../../contract';
import { isObject } from '../../contract';
import { PriceBook } from './book';
import { collapse, type Accounted } from './collapse';
import type { Component } from './component';
import type { Basis } from './context';
import { Decimal, money, ZERO } from './decimal';
import { price } from './lines';
import { Metering, type MeteringOptions } from './metering';
import { atEachEnd, NOTHING, type Quantity } from './quantity';
import { blocks } from './read';
import { NO_OVERRIDES, type UsageOverrides } from './usage/overrides';

export interface BillOptions {
  /** Day of the estimate, `2026-11-21`; extended support begins on a day. */
  today: string;
  /** Where stacks run that do not say so. @default - what they hold cannot be priced */
  region?: string;
  /** @default - the book that comes with the package */
  book?: PriceBook;
  /** What usage files say. @default - defaults of the tier */
  overrides?: UsageOverrides;
  /** @default - none */
  useCases?: readonly UseCase[];
  /** Whether it is wanted what is due without traffic; everything is metered a second time for it. @default true */
  idle?: boolean;
}

/** A line with all that is known of it, before anything is left out for a reader. */
export interface BillLine extends CostLine {
  /** Terraform type, or `node_pool`, `volume`, `aws_lb`, `model_route` for what Terraform does not show. */
  type: string;
  /** Name of the intent it belongs to. */
  subject?: string;
  /** Keys in the price book, best first; empty where nothing is bought. */
  prices: string[];
  /** Component without the tier. */
  item: string;
  /** Usage figure the quantity rests on. */
  basis?: { key: string; from: Basis['from']; low: string; expected: string; high: string };
  /** Whether it is bought by the hour on demand, so that a commitment may cover it. */
  onDemand: boolean;
  /** Dollars of it that are due without any traffic. */
  idle: Money;
  tags: Record<string, string>;
}

export interface Bill {
  region: string;
  /** Date of the price book. */
  prices: string;
  total: Quantity;
  /** Due every month without any traffic. */
  idle: Decimal;
  /** Dearest first. */
  lines: BillLine[];
}

/** Every resource and every stated intent of one environment in at least one line. */
export function bill(document: Document, options: BillOptions): Bill {
  const book = options.book ?? new PriceBook();
  const metering = new Metering(document, meteringOptions(options, false));
  const accounted = metering.account();
  const idle = options.idle === false ? undefined : quietTwins(document, options, accounted);
  const tags = tagsOf(document);
  const lines = dearestFirst(
    collapse(accounted).flatMap((entry) => {
      const own = tags(entry);
      const region = metering.places.get(entry.stack)?.region;
      return entry.components.flatMap((component) =>
        linesOf(entry, component, idle?.get(component), own, book, region),
      );
    }),
  );
  const regions = [...metering.places.values()].map((place) => place.region);
  const region = regions.find((name) => name !== undefined);
  return { region: region ?? '', prices: book.reviewed(region), ...sums(lines), lines };
}

/** What each component is when nobody asks for anything. */
function quietTwins(
  document: Document,
  options: BillOptions,
  accounted: readonly Accounted[],
): Map<Component, Component | undefined> {
  const quiet = new Metering(document, meteringOptions(options, true)).account();
  const twins = new Map<Component, Component | undefined>();
  accounted.forEach(({ components }, at) =>
    components.forEach((component, index) => twins.set(component, quiet[at]?.components[index])),
  );
  return twins;
}

/** Total and idle floor of lines. */
export function sums(lines: readonly BillLine[]): Pick<Bill, 'total' | 'idle'> {
  return {
    total: lines.reduce((sum, line) => atEachEnd((end) => sum[end].plus(line.monthly[end])), NOTHING),
    idle: lines.reduce((sum, line) => sum.plus(line.idle), ZERO),
  };
}

function meteringOptions(options: BillOptions, quiet: boolean): MeteringOptions {
  return {
    today: options.today,
    region: options.region,
    overrides: options.overrides ?? NO_OVERRIDES,
    useCases: options.useCases ?? [],
    quiet,
  };
}

function linesOf(
  { stack, address, path, type, subject }: Accounted,
  component: Component,
  quiet: Component | undefined,
  tags: Record<string, string>,
  book: PriceBook,
  region: string | undefined,
): BillLine[] {
  const idle = quiet === undefined ? [] : price(quiet, book, region);
  const basis = 'prices' in component ? component.basis : undefined;
  return price(component, book, region).map(({ tierOf, ...line }, index) => ({
    stack,
    address,
    path,
    ...line,
    type: type ?? '',
    ...(subject === undefined ? {} : { subject }),
    prices: 'prices' in component ? [...component.prices] : [],
    item: tierOf ?? line.component,
    ...(basis === undefined ? {} : { basis: written(basis) }),
    onDemand: 'prices' in component && component.unit === 'hour' && component.share === undefined,
    // all tiers of the quiet quantity stand in the first line
    idle: money(index > 0 ? ZERO : idle.reduce((sum, each) => sum.plus(each.monthly.low), ZERO)),
    tags,
  }));
}

function written({ key, from, figure }: Basis): NonNullable<BillLine['basis']> {
  return { key, from, low: money(figure.low), expected: money(figure.expected), high: money(figure.high) };
}

/** Finds the tags of what is billed: its own over those every resource of its stack has. */
function tagsOf(document: Document): (entry: Accounted) => Record<string, string> {
  const defaults = new Map(
    Object.entries(document.stacks).map(([stack, { providers }]): [string, Record<string, string>] => [
      stack,
      Object.assign({}, ...(providers.aws ?? []).flatMap((provider) => blocks(provider, 'default_tags')).map(ownTags)),
    ]),
  );
  const tagged = Object.values(document.by_type)
    .flat()
    .filter(({ values }) => values.tags !== undefined || values.tags_all !== undefined);
  const own = new Map(
    tagged.map(({ stack, address, values }: Resource): [string, Record<string, string>] => [
      `${stack}/${address}`,
      { ...ownTags({ tags: values.tags_all ?? {} }), ...ownTags(values) },
    ]),
  );
  return ({ stack, address }) => ({ ...defaults.get(stack), ...own.get(`${stack}/${address}`) });
}

function ownTags({ tags }: JsonObject): Record<string, string> {
  if (!isObject(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('groundplane:'),
      ),
  );
}

/** Equal ones stand by address, so that the order never depends on how the document was made. */
function dearestFirst(lines: readonly BillLine[]): BillLine[] {
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
