import type { BookFile } from '../book';
import { Decimal, money } from '../decimal';
import { matches, recipeOf, type OfferRow, type Recipe } from './recipe';

export interface PriceChange {
  key: string;
  /** Prices of all tiers, `0.09, 0.085`; empty where there was none. */
  from: string;
  to: string;
  /** Of the first tier; above zero is dearer. */
  percent: string;
}

export interface Refreshed {
  changes: PriceChange[];
  /** What was found as it was. */
  confirmed: number;
  /** Keys nobody wrote a recipe for, or whose file was not given. */
  untouched: string[];
  /** Vanished and ambiguous SKUs, malformed prices. With any of them nothing is to be written. */
  problems: string[];
  book: BookFile;
}

/** Rows of one price file, and the day it was published. */
export interface Offer {
  published: string;
  rows: Iterable<OfferRow> | AsyncIterable<OfferRow>;
}

type Entry = BookFile['prices'][string];

/**
 * A region's prices read again from AWS' price files. A recipe that finds no SKU, or more than one, is refused: a price that is
 * guessed is worse than an old one.
 *
 * @param offers by service code, `AmazonEC2`; keys of offers that are not given stay as they are
 * @param today day of the review
 * @param units keys of other regions with their units: what the book of this one lacks is looked for too, and if it is not found,
 *   the book goes on not knowing it
 */
export async function refresh(
  book: BookFile,
  offers: ReadonlyMap<string, Offer>,
  today: string,
  units: ReadonlyMap<string, string> = new Map(),
): Promise<Refreshed> {
  const lacking = [...units.keys()].filter((key) => book.notOffered[key] === undefined);
  const wanted = [...new Set([...Object.keys(book.prices), ...lacking])].sort().flatMap((key) => {
    const recipe = recipeOf(key);
    return recipe !== undefined && offers.has(recipe.offer) ? [{ key, recipe }] : [];
  });
  const found = await collect(wanted, offers, book.region);
  const known = new Set(wanted.map(({ key }) => key));
  const prices: BookFile['prices'] = { ...book.prices };
  const changes: PriceChange[] = [];
  const problems: string[] = [];
  let confirmed = 0;
  for (const { key, recipe } of wanted) {
    const old = book.prices[key];
    const rows = found.get(key) ?? [];
    if (old === undefined && rows.length === 0) continue;
    const read = entryOf(key, recipe, rows, old?.unit ?? units.get(key) ?? '');
    if ('problem' in read) {
      problems.push(read.problem);
      continue;
    }
    prices[key] = read.entry;
    const change = changeOf(key, old, read.entry);
    if (change === undefined) confirmed += 1;
    else changes.push(change);
  }
  return {
    changes,
    confirmed,
    untouched: Object.keys(book.prices)
      .filter((key) => !known.has(key))
      .sort(),
    problems,
    book: withSources({ ...book, date: today, prices }, offers),
  };
}

/** One pass over each file, however many recipes look into it: the largest have millions of rows. */
async function collect(
  wanted: readonly { key: string; recipe: Recipe }[],
  offers: ReadonlyMap<string, Offer>,
  region: string,
): Promise<Map<string, OfferRow[]>> {
  const found = new Map<string, OfferRow[]>();
  for (const [offer, { rows }] of offers) {
    const own = wanted.filter(({ recipe }) => recipe.offer === offer);
    for await (const row of rows) {
      for (const { key, recipe } of own) {
        if (matches(recipe, row, region)) found.set(key, [...(found.get(key) ?? []), row]);
      }
    }
  }
  return found;
}

function entryOf(
  key: string,
  recipe: Recipe,
  rows: readonly OfferRow[],
  unit: string,
): { entry: Entry } | { problem: string } {
  const skus = [...new Set(rows.map(({ SKU = '' }) => SKU))].sort();
  if (skus.length === 0)
    return { problem: `${key}: no SKU in ${recipe.offer} any more; mend the recipe or take the price out` };
  if (skus.length > 1)
    return {
      problem: `${key}: ${skus.length} SKUs in ${recipe.offer} (${skus.slice(0, 3).join(', ')}); make the recipe narrower`,
    };
  const tiers = [...rows].sort((a, b) => Number(a.StartingRange) - Number(b.StartingRange));
  const strange = tiers.find(
    ({ PricePerUnit = '', Currency = 'USD' }) => !/^\d+(\.\d+)?$/.test(PricePerUnit) || Currency !== 'USD',
  );
  if (strange !== undefined) {
    return {
      problem: `${key}: price ${JSON.stringify(strange.PricePerUnit ?? '')} ${strange.Currency ?? ''} of ${skus.join()} is no amount of USD`,
    };
  }
  const factor = new Decimal(recipe.factor ?? 1);
  const priceOf = (row: OfferRow): string => money(new Decimal(row.PricePerUnit ?? 0).times(factor));
  // the first gigabytes of an account are free and its bounds begin with them; the book counts from the first paid one
  const paid = tiers.filter((row) => !new Decimal(row.PricePerUnit ?? 0).isZero());
  const [first] = paid;
  if (first === undefined) return { problem: `${key}: costs nothing in ${recipe.offer}; a zero is no price` };
  const source = `aws-${recipe.offer.toLowerCase()}`;
  if (paid.length === 1) return { entry: { unit, price: priceOf(first), source } };
  const bounds = paid.map((row, index) =>
    index === paid.length - 1
      ? { price: priceOf(row) }
      : { upTo: money(new Decimal(row.EndingRange ?? 0)), price: priceOf(row) },
  );
  return { entry: { unit, tiers: bounds, source } };
}

function changeOf(key: string, old: Entry | undefined, young: Entry): PriceChange | undefined {
  if (old === undefined) return { key, from: '', to: shown(young), percent: '' };
  const [from, to] = [old, young].map(shown);
  if (from === undefined || to === undefined || from === to) return undefined;
  const [before, after] = [old, young].map((entry) => new Decimal(entry.price ?? entry.tiers?.[0]?.price ?? 0));
  const percent =
    before === undefined || after === undefined || before.isZero()
      ? ''
      : after.minus(before).div(before).times(100).toFixed(1);
  return { key, from, to, percent };
}

function shown({ price, tiers }: Entry): string {
  const amounts = tiers === undefined ? [price ?? ''] : tiers.map((tier) => tier.price);
  return amounts.map((amount) => new Decimal(amount).toFixed()).join(', ');
}

/** Sources that something rests on; the price files by name and day. */
function withSources(book: BookFile, offers: ReadonlyMap<string, Offer>): BookFile {
  const added = [...offers].map(([offer, { published }]): [string, BookFile['sources'][string]] => [
    `aws-${offer.toLowerCase()}`,
    { text: `AWS price list, offer ${offer}`, date: published, confidence: 'list' },
  ]);
  const used = new Set([...Object.values(book.prices).map(({ source }) => source), ...Object.values(book.notOffered)]);
  const all = { ...book.sources, ...Object.fromEntries(added) };
  const sources = Object.entries(all)
    .filter(([id]) => used.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...book, sources: Object.fromEntries(sources) };
}
