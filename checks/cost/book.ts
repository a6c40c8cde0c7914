import apSouth1 from './book/ap-south-1.json';
import apSoutheast2 from './book/ap-southeast-2.json';
import euCentral1 from './book/eu-central-1.json';
import euWest1 from './book/eu-west-1.json';
import euWest2 from './book/eu-west-2.json';
import everywhere from './book/global.json';
import usEast1 from './book/us-east-1.json';
import usGovWest1 from './book/us-gov-west-1.json';
import usWest2 from './book/us-west-2.json';
import { Decimal } from './decimal';

/** Where a figure comes from. `list`: read in a price list. `derived`: a public page, or a list price times a measured ratio. */
export interface Source {
  text: string;
  /** `2026-07-20`, or the month where the day is not known. */
  date: string;
  confidence: 'list' | 'derived' | 'unverified';
}

/** Price of the part of a quantity up to a bound; the last tier has none. */
export interface Tier {
  upTo?: Decimal;
  price: Decimal;
}

export interface Price {
  unit: string;
  /** One, unless the price falls with the quantity. */
  tiers: readonly Tier[];
  source: Source;
}

/** What is told of one key in one region. `not-offered`: AWS does not sell it there. `absent`: this book does not know. */
export type Quote =
  { kind: 'price'; price: Price } | { kind: 'not-offered'; source: Source } | { kind: 'absent'; reason: string };

/** The file of a region as it is written; what it must be is in book-check.ts. */
export interface BookFile {
  region: string;
  currency: string;
  /** Day of the last review. */
  date: string;
  sources: Record<string, { text: string; date: string; confidence: string }>;
  prices: Record<string, { unit: string; source: string; price?: string; tiers?: { upTo?: string; price: string }[] }>;
  /** Key → source that shows it is not sold in the region. */
  notOffered: Record<string, string>;
}

/** Services that AWS sells at one price from everywhere, in the commercial partition. */
export const GLOBAL = 'global';

const FILES: readonly BookFile[] = [
  apSouth1,
  apSoutheast2,
  euCentral1,
  euWest1,
  euWest2,
  everywhere,
  usEast1,
  usGovWest1,
  usWest2,
];

/** The price book: one file a region, never another region's price. */
export class PriceBook {
  private readonly files: ReadonlyMap<string, BookFile>;
  private readonly quotes = new Map<string, Quote>();

  constructor(files: readonly BookFile[] = FILES) {
    this.files = new Map(files.map((file) => [file.region, file]));
  }

  /** Day the prices of a region were last reviewed; empty where there are none. */
  reviewed(region: string | undefined): string {
    return this.files.get(region ?? '')?.date ?? '';
  }

  /** Days on which prices of a region were last reviewed, sorted. */
  days(): string[] {
    return [...new Set([...this.files.values()].map(({ date }) => date))].sort();
  }

  quote(region: string | undefined, key: string): Quote {
    if (region === undefined) return { kind: 'absent', reason: 'the region is not known' };
    const place = `${region} ${key}`;
    const quote = this.quotes.get(place) ?? this.look(region, key);
    this.quotes.set(place, quote);
    return quote;
  }

  /** Names that have a price in a region below a word, `bedrock` or `openai`: `bedrock/eu.amazon.nova-lite-v1:0`. Sorted. */
  modelsPriced(region: string, provider: string): string[] {
    const keys = Object.keys(this.files.get(region)?.prices ?? {});
    return keys.flatMap((key) => (key.startsWith(`${provider}/`) && key.endsWith('/input') ? [key.slice(0, -6)] : []));
  }

  private look(region: string, key: string): Quote {
    const file = this.files.get(region);
    if (file === undefined) return { kind: 'absent', reason: `no prices of ${region} in the book` };
    const refused = file.notOffered[key];
    if (refused !== undefined) return { kind: 'not-offered', source: sourceOf(file, refused) };
    const entry = file.prices[key];
    if (entry === undefined) return { kind: 'absent', reason: `no price of ${key} in ${region} in the book` };
    const tiers = entry.tiers ?? [{ price: entry.price ?? '' }];
    return {
      kind: 'price',
      price: {
        unit: entry.unit,
        tiers: tiers.map(({ upTo, price }: { upTo?: string; price: string }) => ({
          ...(upTo === undefined ? {} : { upTo: new Decimal(upTo) }),
          price: new Decimal(price),
        })),
        source: sourceOf(file, entry.source),
      },
    };
  }
}

function sourceOf(file: BookFile, id: string): Source {
  const source = file.sources[id];
  if (source === undefined) throw new Error(`price book ${file.region}: source "${id}" is not declared`);
  const { text, date, confidence } = source;
  return { text, date, confidence: confidence === 'list' || confidence === 'derived' ? confidence : 'unverified' };
}
