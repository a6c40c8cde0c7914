import type { PriceBook } from '../../checks/cost';

/** Dollars an hour on demand for all nodes of an engine, or why there is no figure. */
export type Hourly = { usd: string; source: string } | { unpriced: string };

export function hourly(book: PriceBook, region: string, instanceType: string, nodes = 1): Hourly {
  const quote = book.quote(region, `ec2/${instanceType}/on-demand`);
  if (quote.kind === 'absent') return { unpriced: quote.reason };
  if (quote.kind === 'not-offered') return { unpriced: `not sold in ${region}: ${quote.source.text}` };
  const { tiers, source } = quote.price;
  return { usd: tiers[0]?.price.times(nodes).toFixed() ?? '', source: `${source.text}, ${source.date}` };
}

export function priceText(price: Hourly): string {
  return 'usd' in price ? `${price.usd} USD an hour` : `not priced: ${price.unpriced}`;
}

/** The cheaper first; what has no price comes last, whatever it may cost. */
export function byPrice(one: Hourly, other: Hourly): number {
  if ('usd' in one && 'usd' in other) return Number(one.usd) - Number(other.usd);
  return Number('usd' in other) - Number('usd' in one);
}
