import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { GLOBAL, type BookFile } from '../../checks/cost';
import { bookProblems, bookText, recipeOf, refresh, type Offer, type Refreshed } from '../../checks/cost/refresh';
import { EXIT, refuse, Stop } from '../stop';
import { note, result } from '../terminal';
import { oneOf } from './options';

export interface PricesOptions {
  offers: string;
  book: string;
  write?: true;
  date: string;
  format: string;
}

/** Lines before the header of a price file: format, disclaimer, publication date, version, offer. */
const PREAMBLE = 5;
const HOST = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws';

/** `groundplane prices`: reads a region's prices again from AWS' price files, and shows what changed. */
export async function prices(region: string, options: PricesOptions): Promise<void> {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const file = join(options.book, `${region}.json`);
  if (!existsSync(file)) refuse(`${file} is not there; name the folder of the price book with --book`);
  const text = readFileSync(file, 'utf8');
  refuseBroken(file, text);
  const book: BookFile = JSON.parse(text);
  const needed = offersOf([...unitsOf(options.book).keys()]);
  const given = needed.filter((offer) => existsSync(join(options.offers, `${offer}.csv`)));
  if (given.length === 0)
    refuse(`no price files in ${options.offers}; fetch them first:\n${fetching(needed, region, options.offers)}`);
  const offers = new Map(given.map((offer) => [offer, readOffer(join(options.offers, `${offer}.csv`))]));
  const refreshed = await refresh(book, offers, options.date, unitsOf(options.book));
  result(format === 'json' ? JSON.stringify(withoutBook(refreshed), null, 2) : textOf(refreshed, region));
  if (refreshed.problems.length > 0) {
    note('nothing was written: each recipe must find exactly one SKU');
    throw new Stop(EXIT.verdict);
  }
  const missing = needed.filter((offer) => !given.includes(offer));
  if (missing.length > 0) note(`not looked at, their files are missing:\n${fetching(missing, region, options.offers)}`);
  if (options.write !== true) return note('nothing was written; look through it, then again with --write');
  const written = bookText(refreshed.book);
  refuseBroken(file, written);
  writeFileSync(`${file}.new`, written);
  renameSync(`${file}.new`, file);
  note(`written: ${file}`);
}

/** Units of every key in the book of any region. */
function unitsOf(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== `${GLOBAL}.json`);
  return new Map(
    files.sort().flatMap((name) => {
      const { prices: known }: BookFile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return Object.entries(known).map(([key, { unit }]): [string, string] => [key, unit]);
    }),
  );
}

function refuseBroken(file: string, text: string): void {
  const problems = bookProblems(text);
  if (problems.length > 0)
    refuse(`${problems.map((problem) => `${file}: ${problem}`).join('\n')}\n\nnothing was written`);
}

function offersOf(keys: readonly string[]): string[] {
  return [...new Set(keys.flatMap((key) => recipeOf(key)?.offer ?? []))].sort();
}

function fetching(offers: readonly string[], region: string, folder: string): string {
  const files = offers
    .map((offer) => `  curl -sSfo ${folder}/${offer}.csv ${HOST}/${offer}/current/${region}/index.csv`)
    .join('\n');
  return `  mkdir -p ${folder}\n${files}`;
}

/** Rows are read one by one: the largest file has hundreds of megabytes. @throws Stop if it is no price file */
function readOffer(file: string): Offer {
  const published = /^"Publication Date","(20\d\d-\d\d-\d\d)/m.exec(head(file))?.[1];
  if (published === undefined) return refuse(`${file} is no AWS price file: it does not say when it was published`);
  const rows = createReadStream(file).pipe(parse({ from_line: PREAMBLE + 1, columns: true, skip_empty_lines: true }));
  return { published, rows };
}

function head(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(4096);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0)).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

function withoutBook({ book: _book, ...rest }: Refreshed): Omit<Refreshed, 'book'> {
  return rest;
}

function textOf({ changes, confirmed, untouched, problems }: Refreshed, region: string): string {
  const width = Math.max(0, ...changes.map(({ key }) => key.length));
  return [
    `${region}: ${changes.length} changed, ${confirmed} confirmed, ${untouched.length} not looked at, ${problems.length} refused`,
    ...changes.map(
      ({ key, from, to, percent }) =>
        `  ${key.padEnd(width)}  ${from === '' ? 'new' : from} → ${to}${percent === '' ? '' : `  ${percent.startsWith('-') ? '' : '+'}${percent} %`}`,
    ),
    ...problems.map((problem) => `  refused  ${problem}`),
  ].join('\n');
}
