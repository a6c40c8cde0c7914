import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PriceBook, type BookFile } from '../../../checks/cost/book';
import { bookProblems } from '../../../checks/cost/book-check';
import { INSTANCE_TYPES, offer, REGIONS } from '../../../facts';

const FOLDER = join(__dirname, '../../../checks/cost/book');
const FILES = readdirSync(FOLDER);
const read = (name: string): BookFile => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));

describe('the price files that come with the package', () => {
  test.each(FILES)('%s is well formed', (name) => {
    expect(bookProblems(readFileSync(join(FOLDER, name), 'utf8'))).toEqual([]);
    expect(read(name).region).toBe(name.replace('.json', ''));
  });

  test('are small enough to load at every synth', () => {
    const bytes = FILES.map((name) => statSync(join(FOLDER, name)).size).reduce((a, b) => a + b);

    expect(bytes).toBeLessThan(400_000);
  });

  test('are of regions that exist, and are all in the book', () => {
    const regions = FILES.map((name) => name.replace('.json', ''));

    expect(regions.filter((region) => region !== 'global' && REGIONS[region] === undefined)).toEqual([]);
    expect(regions.filter((region) => new PriceBook().reviewed(region) === '')).toEqual([]);
  });

  test('count a thing in the same unit everywhere', () => {
    const units = new Map<string, Set<string>>();
    for (const file of FILES.map(read)) {
      for (const [key, { unit }] of Object.entries(file.prices)) {
        units.set(key, (units.get(key) ?? new Set()).add(unit));
      }
    }

    expect([...units].filter(([, found]) => found.size > 1)).toEqual([]);
  });

  test('sell GPU types exactly where the facts say they are sold', () => {
    const gpus = Object.keys(INSTANCE_TYPES).filter((type) => INSTANCE_TYPES[type]?.gpu !== undefined);
    const book = new PriceBook();
    const regions = FILES.map((name) => read(name).region).filter((region) => region !== 'global');

    const differ = regions.flatMap((region) =>
      gpus.flatMap((type) => {
        const { kind } = book.quote(region, `ec2/${type}/on-demand`);
        const said = offer(type, region);
        const agrees = kind === 'price' ? said === 'offered' : (kind === 'not-offered') === (said === 'not-offered');
        return agrees ? [] : [`${type} in ${region}: book ${kind}, facts ${said}`];
      }),
    );

    expect(differ).toEqual([]);
  });
});

describe('the book', () => {
  const book = new PriceBook();

  test('tells a price, what is not sold, and what it does not know apart', () => {
    expect(book.quote('eu-central-1', 'ec2/g6e.2xlarge/on-demand')).toMatchObject({
      kind: 'price',
      price: { unit: 'hour' },
    });
    expect(book.quote('eu-west-1', 'ec2/g6e.2xlarge/on-demand')).toMatchObject({ kind: 'not-offered' });
    expect(book.quote('ap-south-1', 'ec2/g6e.2xlarge/on-demand')).toMatchObject({ kind: 'absent' });
    expect(book.quote('sa-east-1', 'ec2/m7i.large/on-demand')).toMatchObject({ kind: 'absent' });
  });

  test('carries source, date and how sure it is with every price', () => {
    expect(book.quote('us-east-1', 'nat-gateway/hour')).toMatchObject({
      price: { source: { text: expect.stringContaining('infracost'), date: '2026-08-21', confidence: 'list' } },
    });
    expect(book.quote('ap-southeast-2', 'nat-gateway/hour')).toMatchObject({
      price: { source: { confidence: 'unverified' } },
    });
  });
});

describe('a price file is refused', () => {
  const sources = '"sources": {"s": {"text": "a page", "date": "2026-08", "confidence": "derived"}}';
  const file = (prices: string, rest = '"notOffered": {}', head = sources): string =>
    `{"region": "us-east-1", "currency": "USD", "date": "2026-11-21", ${head}, "prices": {${prices}}, ${rest}}`;
  const nat = '"nat-gateway/hour": {"unit": "hour", "price": "0.045", "source": "s"}';

  test('not when it is right', () => {
    expect(bookProblems(file(nat))).toEqual([]);
  });

  test.each([
    ['an entry twice', file(`${nat}, ${nat}`), /unique/i],
    ['text that is not JSON', '{"region": ', /./],
    ['a price that is a number', file(nat.replace('"0.045"', '0.045')), /nat-gateway\/hour.price: found 0.045/],
    ['a negative price', file(nat.replace('0.045', '-0.045')), /found "-0.045"/],
    ['a price with an exponent', file(nat.replace('0.045', '4.5e-2')), /found "4.5e-2"/],
    ['a price of zero', file(nat.replace('0.045', '0.000')), /zero is no price/],
    ['a price that is no number', file(nat.replace('0.045', 'NaN')), /found "NaN"/],
    ['no price', file(nat.replace('"price": "0.045", ', '')), /needs price or tiers/],
    [
      'a source nobody declared',
      file(nat.replace('"source": "s"', '"source": "t"')),
      /found "t", which is not declared/,
    ],
    ['a missing unit', file(nat.replace('"unit": "hour", ', '')), /unit: missing/],
    ['an unknown field', file(nat.replace('"unit"', '"region": "eu-west-1", "unit"')), /unknown field/],
    ['a key that is no key', file(nat.replace('nat-gateway/hour', 'NAT gateway')), /a key is words and slashes/],
    [
      'a confidence of its own',
      file(nat, undefined, sources.replace('derived', 'certain')),
      /confidence: found "certain"/,
    ],
    ['a source without a date', file(nat, undefined, sources.replace('2026-08', 'lately')), /date: found "lately"/],
    ['a source nothing rests on', file(''), /sources.s: nothing rests on it/],
    ['another currency', file(nat).replace('USD', 'EUR'), /currency: found "EUR"/],
    ['sold and not sold', file(nat, '"notOffered": {"nat-gateway/hour": "s"}'), /has a price too/],
    ['one tier', file(nat.replace('"price": "0.045"', '"tiers": [{"price": "0.045"}]')), /at least two tiers/],
    [
      'tiers that overlap',
      file(
        nat.replace(
          '"price": "0.045"',
          '"tiers": [{"upTo": "10", "price": "2"}, {"upTo": "5", "price": "1"}, {"price": "1"}]',
        ),
      ),
      /tiers\[1\].upTo: found "5", allowed a decimal above 10/,
    ],
    [
      'a last tier with a bound',
      file(nat.replace('"price": "0.045"', '"tiers": [{"upTo": "10", "price": "2"}, {"upTo": "20", "price": "1"}]')),
      /the last tier has no bound/,
    ],
  ])('%s', (_, text, problem) => {
    expect(bookProblems(text).join('\n')).toMatch(problem);
  });
});
