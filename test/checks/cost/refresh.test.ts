import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BookFile } from '../../../checks/cost/book';
import { bookProblems } from '../../../checks/cost/refresh';
import { bookText, refresh, type Offer, type OfferRow } from '../../../checks/cost/refresh';

const BOOK = join(__dirname, '../../../checks/cost/book');

const book = (prices: BookFile['prices']): BookFile => ({
  region: 'eu-central-1',
  currency: 'USD',
  date: '2026-11-21',
  sources: { pages: { text: 'several public pages', date: '2026-06', confidence: 'derived' } },
  prices,
  notOffered: {},
});

const NAT: BookFile['prices'] = { 'nat-gateway/hour': { unit: 'hour', price: '0.052', source: 'pages' } };

/** A row as AWS' files have it. */
const row = (over: Record<string, string> = {}): OfferRow => ({
  SKU: 'ABC',
  TermType: 'OnDemand',
  'Region Code': 'eu-central-1',
  usageType: 'EUC1-NatGateway-Hours',
  Currency: 'USD',
  StartingRange: '0',
  EndingRange: 'Inf',
  PricePerUnit: '0.0520000000',
  ...over,
});

const offer = (rows: OfferRow[], name = 'AmazonEC2'): Map<string, Offer> =>
  new Map([[name, { published: '2027-01-08', rows }]]);
const read = (prices: BookFile['prices'], rows: OfferRow[], name?: string) =>
  refresh(book(prices), offer(rows, name), '2027-01-10');

describe('a refresh', () => {
  test('confirms a price that is as it was, with the source that says so now', async () => {
    const { changes, confirmed, book: fresh } = await read(NAT, [row()]);

    expect({ changes, confirmed }).toEqual({ changes: [], confirmed: 1 });
    expect(fresh.prices['nat-gateway/hour']).toEqual({ unit: 'hour', price: '0.052', source: 'aws-amazonec2' });
    expect(fresh.sources).toEqual({
      'aws-amazonec2': { text: 'AWS price list, offer AmazonEC2', date: '2027-01-08', confidence: 'list' },
    });
    expect(fresh.date).toBe('2027-01-10');
  });

  test('tells a price that changed, by how much', async () => {
    const { changes } = await read(NAT, [row({ PricePerUnit: '0.039' })]);

    expect(changes).toEqual([{ key: 'nat-gateway/hour', from: '0.052', to: '0.039', percent: '-25.0' }]);
  });

  test.each([
    ['has no SKU any more', [], /nat-gateway\/hour: no SKU in AmazonEC2 any more/],
    ['has two', [row(), row({ SKU: 'DEF' })], /2 SKUs in AmazonEC2 \(ABC, DEF\)/],
    ['costs nothing', [row({ PricePerUnit: '0.0000000000' })], /a zero is no price/],
    ['is no number', [row({ PricePerUnit: 'free' })], /price "free" USD of ABC is no amount/],
    ['is in another currency', [row({ Currency: 'CNY' })], /CNY of ABC is no amount of USD/],
    ['is of another region', [row({ 'Region Code': 'us-east-1' })], /no SKU/],
    ['is a reservation', [row({ TermType: 'Reserved' })], /no SKU/],
    ['only begins the same', [row({ usageType: 'EUC1-NatGateway-Hours-Beta' })], /no SKU/],
  ])('refuses a price that %s', async (_, rows, problem) => {
    const { problems, book: kept } = await read(NAT, rows);

    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(kept.prices['nat-gateway/hour']).toEqual(NAT['nat-gateway/hour']);
  });

  test('finds the usage type of the first region, which has no prefix', async () => {
    expect((await read(NAT, [row({ usageType: 'NatGateway-Hours' })])).problems).toEqual([]);
  });

  test('finds one size of an instance among all the ways to buy it', async () => {
    const prices = { 'ec2/m7i.large/on-demand': { unit: 'hour', price: '0.1', source: 'pages' } };
    const instance = {
      'Instance Type': 'm7i.large',
      'Operating System': 'Linux',
      Tenancy: 'Shared',
      'Pre Installed S/W': 'NA',
      CapacityStatus: 'Used',
      MarketOption: 'OnDemand',
      Unit: 'Hrs',
      usageType: 'EUC1-BoxUsage:m7i.large',
      PricePerUnit: '0.1208',
    };
    const others = [
      { Tenancy: 'Dedicated' },
      { 'Operating System': 'Windows' },
      { CapacityStatus: 'UnusedCapacityReservation' },
      { 'Instance Type': 'm7i.xlarge' },
    ];

    const { changes, problems } = await read(prices, [
      row(instance),
      ...others.map((over, index) => row({ ...instance, ...over, SKU: `X${index}` })),
    ]);

    expect(problems).toEqual([]);
    expect(changes).toMatchObject([{ to: '0.1208', percent: '20.8' }]);
  });

  test('reads tiers in their order and leaves out what is free', async () => {
    const prices = {
      'vpc-endpoint/interface/data': { unit: 'GB', price: '0.01', source: 'pages' },
    };
    const tier = (StartingRange: string, EndingRange: string, PricePerUnit: string) =>
      row({ usageType: 'EUC1-VpcEndpoint-Bytes', StartingRange, EndingRange, PricePerUnit });
    const rows = [
      tier('5000000', 'Inf', '0.004'),
      tier('1', '1000000', '0.01'),
      tier('1000000', '5000000', '0.006'),
      tier('0', '1', '0'),
    ];

    expect((await read(prices, rows, 'AmazonVPC')).book.prices['vpc-endpoint/interface/data']).toEqual({
      unit: 'GB',
      tiers: [{ upTo: '1000000', price: '0.01' }, { upTo: '5000000', price: '0.006' }, { price: '0.004' }],
      source: 'aws-amazonvpc',
    });
  });

  test.each([
    ['kms/requests', 'awskms', 'eu-central-1-KMS-Requests', '0.000003', '0.03'],
    ['s3/requests/write', 'AmazonS3', 'EUC1-Requests-Tier1', '0.0000054', '0.0054'],
  ])('brings %s to the unit of the book', async (key, name, usageType, PricePerUnit, price) => {
    const given = await read(
      { [key]: { unit: 'some', price: '1', source: 'pages' } },
      [row({ usageType, PricePerUnit })],
      name,
    );

    expect(given.book.prices[key]?.price).toBe(price);
  });

  test('counts gp3 throughput by megabyte, where the file counts gigabytes', async () => {
    const rows = [
      row({ usageType: 'EUC1-EBS:VolumeP-Throughput.gp3', 'Volume API Name': 'gp3', PricePerUnit: '48.74' }),
    ];
    const given = await read({ 'ebs/gp3/throughput': { unit: 'MB/s-month', price: '0.05', source: 'pages' } }, rows);

    expect(Number(given.book.prices['ebs/gp3/throughput']?.price).toFixed(4)).toBe('0.0476'); // 48.74 ÷ 1,024
  });

  test('leaves alone what it has no recipe or no file for, and says so', async () => {
    const prices = {
      ...NAT,
      'alb/hour': { unit: 'hour', price: '0.027', source: 'pages' },
      'athena/scanned': { unit: 'TB', price: '5', source: 'pages' },
    };
    const { untouched, book: kept } = await read(prices, [row()]);

    expect(untouched).toEqual(['alb/hour', 'athena/scanned']);
    expect(kept.prices['alb/hour']).toEqual(prices['alb/hour']);
    expect(Object.keys(kept.sources)).toEqual(['aws-amazonec2', 'pages']);
  });

  test('finds what only other regions had a price of, and goes on not knowing what is not there', async () => {
    const units = new Map([
      ['nat-gateway/hour', 'hour'],
      ['nat-gateway/data', 'GB'],
    ]);
    const { changes, problems, book: fresh } = await refresh(book({}), offer([row()]), '2027-01-10', units);

    expect({ changes, problems }).toEqual({
      changes: [{ key: 'nat-gateway/hour', from: '', to: '0.052', percent: '' }],
      problems: [],
    });
    expect(Object.keys(fresh.prices)).toEqual(['nat-gateway/hour']);
  });

  test('writes a book that is one', async () => {
    const { book: fresh } = await read(NAT, [row({ PricePerUnit: '0.0390000000' })]);

    expect(bookProblems(bookText(fresh))).toEqual([]);
  });
});

test.each(readdirSync(BOOK))('%s is written as it is kept', (name) => {
  const text = readFileSync(join(BOOK, name), 'utf8');

  const kept: BookFile = JSON.parse(text);

  expect(bookText(kept)).toBe(text);
});
