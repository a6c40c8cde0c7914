import type { Money, Range } from '../../contract';
import type { BillLine } from './bill';
import { Decimal, money, ZERO } from './decimal';

/** A line of either side; `environment` where there are several. */
export type DifferenceLine = Pick<
  BillLine,
  'stack' | 'address' | 'path' | 'item' | 'type' | 'prices' | 'basis' | 'monthly' | 'quantity' | 'unitPrice'
> & { environment?: string };

/** Dollars a month more by reason; what is less is negative. */
export interface Reasons {
  /** Resources that came, went or became another size. */
  resources: Money;
  /** The same resource, with another assumption of what goes through it. */
  usage: Money;
  /** The same quantity at another price. */
  prices: Money;
}

export interface DifferenceItem extends Reasons {
  kind: 'added' | 'removed' | 'changed';
  environment?: string;
  stack: string;
  address: string;
  component: string;
  before: Money;
  after: Money;
  change: Money;
}

export interface CostDifference {
  before: Range;
  after: Range;
  /** Expected after less expected before. */
  change: Money;
  because: Reasons;
  /** Largest change first, in either direction. */
  items: DifferenceItem[];
  /** The same resource under another address. */
  moved: { from: string; to: string }[];
}

/** What changed between two bills, and why. Compares the expected figures, line by line, tiers of one quantity together. */
export function difference(
  before: { total: Range; lines: readonly DifferenceLine[] },
  after: { total: Range; lines: readonly DifferenceLine[] },
): CostDifference {
  const { pairs, moved } = paired(gathered(before.lines), gathered(after.lines));
  const items = pairs
    .flatMap(([old, young]) => itemOf(old, young))
    .sort((a, b) => new Decimal(b.change).abs().cmp(new Decimal(a.change).abs()) || (nameOf(a) < nameOf(b) ? -1 : 1));
  const sum = (of: (item: DifferenceItem) => Money): Money =>
    money(items.reduce((total, item) => total.plus(of(item)), ZERO));
  return {
    before: before.total,
    after: after.total,
    change: money(new Decimal(after.total.expected).minus(before.total.expected)),
    because: { resources: sum((i) => i.resources), usage: sum((i) => i.usage), prices: sum((i) => i.prices) },
    items,
    moved,
  };
}

/** One thing that is billed: a line, or the tiers of one. */
interface Item {
  line: DifferenceLine;
  cost: Decimal;
  quantity: Decimal;
  units: Map<string, string>;
}

function gathered(lines: readonly DifferenceLine[]): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const line of lines) {
    const key = JSON.stringify([line.environment ?? '', line.stack, line.address, line.path, line.item]);
    const item = items.get(key) ?? { line, cost: ZERO, quantity: ZERO, units: new Map<string, string>() };
    item.cost = item.cost.plus(line.monthly.expected);
    item.quantity = item.quantity.plus(line.quantity.expected);
    if (line.unitPrice !== undefined) item.units.set(String(item.units.size), line.unitPrice);
    items.set(key, item);
  }
  return items;
}

type Pair = [old: Item | undefined, young: Item | undefined];

function paired(old: Map<string, Item>, young: Map<string, Item>): { pairs: Pair[]; moved: CostDifference['moved'] } {
  const gone = new Map<string, Item[]>();
  const pairs: Pair[] = [];
  for (const [key, item] of old) {
    const same = young.get(key);
    if (same === undefined) gone.set(looks(item), [...(gone.get(looks(item)) ?? []), item]);
    else pairs.push([item, same]);
  }
  const moved = new Map<string, string>();
  for (const [key, item] of young) {
    if (old.has(key)) continue;
    const twin = gone.get(looks(item))?.shift();
    pairs.push([twin, item]);
    if (twin !== undefined) moved.set(placeOf(twin.line), placeOf(item.line));
  }
  for (const item of [...gone.values()].flat()) pairs.push([item, undefined]);
  return { pairs, moved: [...moved].map(([from, to]) => ({ from, to })).sort((a, b) => (a.from < b.from ? -1 : 1)) };
}

/** Two items that look the same and stand at different places are one that moved. */
function looks({ line, quantity }: Item): string {
  return JSON.stringify([line.environment ?? '', line.type, line.item, line.prices, money(quantity)]);
}

function itemOf(old: Item | undefined, young: Item | undefined): DifferenceItem[] {
  const line = (young ?? old)?.line;
  if (line === undefined) return [];
  const before = old?.cost ?? ZERO;
  const after = young?.cost ?? ZERO;
  const change = after.minus(before);
  if (change.isZero()) return [];
  const reasons = old === undefined || young === undefined ? whole(change) : reasonsOf(old, young, change);
  const { environment, stack, address, item } = line;
  return [
    {
      kind: old === undefined ? 'added' : young === undefined ? 'removed' : 'changed',
      ...(environment === undefined ? {} : { environment }),
      stack,
      address,
      component: item,
      before: money(before),
      after: money(after),
      change: money(change),
      ...reasons,
    },
  ];
}

function whole(change: Decimal): Reasons {
  return { resources: money(change), usage: '0', prices: '0' };
}

/** The new quantity at both prices is the price's doing; the rest is the quantity's, and that the usage's if it is another. */
function reasonsOf(old: Item, young: Item, change: Decimal): Reasons {
  const byPrice = samePrices(old, young) ? ZERO : priceEffect(old, young, change);
  const byQuantity = money(change.minus(byPrice));
  const sameUsage = JSON.stringify(figure(old.line)) === JSON.stringify(figure(young.line));
  return {
    resources: sameUsage ? byQuantity : '0',
    usage: sameUsage ? '0' : byQuantity,
    prices: money(byPrice),
  };
}

function figure({ basis }: DifferenceLine): string[] {
  return basis === undefined ? [] : [basis.low, basis.expected, basis.high];
}

function samePrices(old: Item, young: Item): boolean {
  if (JSON.stringify(old.line.prices) !== JSON.stringify(young.line.prices)) return true;
  const tiers = [...old.units].filter(([tier]) => young.units.has(tier));
  if (tiers.length > 0) return tiers.every(([tier, unit]) => new Decimal(unit).eq(young.units.get(tier) ?? unit));
  return average(old).eq(average(young));
}

function priceEffect(old: Item, young: Item, change: Decimal): Decimal {
  if (old.quantity.eq(young.quantity) || old.quantity.isZero()) return change;
  return young.quantity.times(average(young).minus(average(old)));
}

function average({ cost, quantity }: Item): Decimal {
  return quantity.isZero() ? ZERO : cost.div(quantity).toDecimalPlaces(40);
}

function placeOf({ stack, path, address }: DifferenceLine): string {
  return path === '' ? `${stack}/${address}` : path;
}

function nameOf({ stack, address, component }: DifferenceItem): string {
  return [stack, address, component].join(' ');
}
