import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BookFile } from '../../checks/cost';
import { Workspace } from './fixtures';

const BOOK = join(__dirname, '../../checks/cost/book');

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

describe('groundplane prices', () => {
  const columns = [
    'SKU',
    'TermType',
    'StartingRange',
    'EndingRange',
    'PricePerUnit',
    'Currency',
    'Region Code',
    'usageType',
    'Volume API Name',
  ];
  const priceFile = (rows: string[][]): string =>
    [
      '"FormatVersion","v1.0"',
      '"Disclaimer","This pricing list is for informational purposes only."',
      '"Publication Date","2027-01-08T18:03:54Z"',
      '"Version","20270108180354"',
      '"OfferCode","AmazonEC2"',
      ...[columns, ...rows].map((cells) => cells.map((cell) => `"${cell}"`).join(',')),
      '',
    ].join('\n');
  const nat = (sku: string, usage: string, price: string): string[] => [
    sku,
    'OnDemand',
    '0',
    'Inf',
    price,
    'USD',
    'eu-central-1',
    `EUC1-${usage}`,
    '',
  ];
  const run = (...args: string[]) =>
    work.run('prices', 'eu-central-1', '--book', 'book', '--date', '2027-01-10', ...args);

  beforeEach(() => {
    mkdirSync(join(work.root, 'book'), { recursive: true });
    cpSync(join(BOOK, 'eu-central-1.json'), join(work.root, 'book/eu-central-1.json'));
  });

  /** The book with nothing in it that the file would have to have. */
  function shrink(): void {
    const book: BookFile = JSON.parse(work.read('book/eu-central-1.json'));
    const key = 'nat-gateway/hour';
    const entry = book.prices[key];
    const sources = Object.fromEntries(Object.entries(book.sources).filter(([id]) => id === entry?.source));
    work.write(
      'book/eu-central-1.json',
      JSON.stringify({ ...book, prices: { [key]: entry }, notOffered: {}, sources }),
    );
  }

  test('says how to fetch what is missing', async () => {
    const { code, stderr } = await run();

    expect(code).toBe(2);
    expect(stderr).toContain('AmazonEC2/current/eu-central-1/index.csv');
  });

  test('shows what changed, writes it when told to, and the book is one after that', async () => {
    shrink();
    work.write(
      'offers/AmazonEC2.csv',
      priceFile([nat('A', 'NatGateway-Hours', '0.0600000000'), nat('B', 'NatGateway-Bytes', '0.05')]),
    );
    const before = work.read('book/eu-central-1.json');

    const shown = await run();
    expect(shown).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/1 changed.*\n +nat-gateway\/hour +0\.\d+ → 0.06/),
    });
    expect(work.read('book/eu-central-1.json')).toBe(before);

    await run('--write');
    expect(JSON.parse(work.read('book/eu-central-1.json'))).toMatchObject({
      date: '2027-01-10',
      prices: { 'nat-gateway/hour': { price: '0.06', source: 'aws-amazonec2' } },
    });
    expect((await run()).stdout).toContain('0 changed, 1 confirmed');
  });

  test('writes nothing where a price has vanished', async () => {
    work.write('offers/AmazonEC2.csv', priceFile([nat('A', 'NatGateway-Hours', '0.06')]));
    const before = work.read('book/eu-central-1.json');

    const { code, stdout } = await run('--write');

    expect(code).toBe(1);
    expect(stdout).toContain('refused  nat-gateway/data: no SKU in AmazonEC2 any more');
    expect(work.read('book/eu-central-1.json')).toBe(before);
  });

  test.each([
    ['an entry twice', '{"region": "eu-central-1", "region": "eu-west-1"}', /unique/i],
    [
      'a price that is a number',
      '{"region": "eu-central-1", "currency": "USD", "date": "2026-11-21", "sources": {}, "prices": {"nat-gateway/hour": {"unit": "hour", "price": 1, "source": "s"}}, "notOffered": {}}',
      /nat-gateway\/hour.price: found 1/,
    ],
    [
      'another currency',
      '{"region": "eu-central-1", "currency": "EUR", "date": "2026-11-21", "sources": {}, "prices": {}, "notOffered": {}}',
      /currency: found "EUR"/,
    ],
  ])('refuses a book with %s', async (_, text, message) => {
    work.write('book/eu-central-1.json', text);

    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  test('refuses a file that is no price file', async () => {
    work.write('offers/AmazonEC2.csv', 'SKU,Price\n');

    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('is no AWS price file') });
  });
});
