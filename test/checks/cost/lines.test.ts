import { PriceBook, type BookFile } from '../../../checks/cost/book';
import { exactly, between } from '../../../checks/cost/quantity';
import { fixed, type Billed } from '../../../checks/cost/component';
import { price } from '../../../checks/cost/lines';

const SOURCE = {
  s: { text: 'a list', date: '2026-08', confidence: 'list' },
  t: { text: 'a guess', date: '2026-11', confidence: 'unverified' },
};
const FILE: BookFile = {
  region: 'us-east-1',
  currency: 'USD',
  date: '2026-11-21',
  sources: SOURCE,
  prices: {
    'node/small': { unit: 'hour', price: '1', source: 's' },
    'node/medium': { unit: 'hour', price: '2', source: 's' },
    'node/large': { unit: 'hour', price: '4', source: 't' },
    'data/out': {
      unit: 'GB',
      tiers: [{ upTo: '10', price: '0.09' }, { upTo: '50', price: '0.085' }, { price: '0.07' }],
      source: 's',
    },
  },
  notOffered: { 'node/huge': 's' },
};
const BOOK = new PriceBook([FILE]);
const node = (prices: string[], over: Partial<Billed> = {}): Billed => ({
  status: 'priced',
  name: 'nodes',
  unit: 'hour',
  quantity: between(1, 2, 3),
  prices,
  ...over,
});

describe('a price that falls with the quantity', () => {
  test.each([
    // [quantity, lines as quantity × price]
    [9, ['9 × 0.09']],
    [10, ['10 × 0.09']],
    [11, ['10 × 0.09', '1 × 0.085']],
    [50, ['10 × 0.09', '40 × 0.085']],
    [60, ['10 × 0.09', '40 × 0.085', '10 × 0.07']],
    [0, ['0 × 0.09']],
  ])('bills %d GB tier by tier', (quantity, expected) => {
    const lines = price(fixed('data', 'data/out', 'GB', quantity), BOOK, 'us-east-1');

    expect(lines.map((line) => `${line.quantity.expected} × ${line.unitPrice}`)).toEqual(expected);
  });

  test('shows a tier that only the high end reaches', () => {
    const lines = price(fixed('data', 'data/out', 'GB', between(1, 10, 12)), BOOK, 'us-east-1');

    expect(lines.map((line) => line.component)).toEqual(['data', 'data over 10 GB']);
    expect(lines[1]?.quantity).toEqual({ low: '0', expected: '0', high: '2' });
    expect(lines[1]?.monthly.high).toBe('0.17');
  });
});

describe('a choice of prices', () => {
  test('takes the cheapest, the first and the dearest, and is as sure as the weakest', () => {
    const [line, ...others] = price(node(['node/medium', 'node/small', 'node/large']), BOOK, 'us-east-1');

    // 1 × 1, 2 × 2, 3 × 4
    expect(line?.monthly).toEqual({ low: '1', expected: '4', high: '12' });
    expect(line?.unitPrice).toBeUndefined();
    expect(line?.confidence).toBe('unverified');
    expect(others).toEqual([]);
  });

  test('leaves out what is not sold, and expects the next', () => {
    const lines = price(node(['node/huge', 'node/medium']), BOOK, 'us-east-1');

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ status: 'priced', unitPrice: '2', monthly: { expected: '4' } });
  });

  test('names each price it does not know beside what it could price', () => {
    const lines = price(node(['node/medium', 'node/lost']), BOOK, 'us-east-1');

    expect(lines.map((line) => line.status)).toEqual(['priced', 'unpriced']);
    expect(lines[1]?.assumption).toBe('no price of node/lost in us-east-1 in the book');
  });

  test('pays a part of the price where that is all spot takes', () => {
    const share = { low: exactly('0.4').low, expected: exactly('0.6').low, high: exactly(1).low };

    expect(price(node(['node/medium'], { share }), BOOK, 'us-east-1')[0]?.monthly).toEqual({
      low: '0.8',
      expected: '2.4',
      high: '6',
    });
  });
});

describe('without a price a line says which of three things it is', () => {
  test.each([
    [
      'not sold',
      node(['node/huge']),
      'us-east-1',
      'notOffered',
      /not sold in the region: node\/huge \(a list, 2026-08\)/,
    ],
    ['not in the book', node(['node/lost']), 'us-east-1', 'unpriced', /no price of node\/lost in us-east-1/],
    ['of a region without a book', node(['node/small']), 'sa-east-1', 'unpriced', /no prices of sa-east-1/],
    ['of a region nobody knows', node(['node/small']), undefined, 'unpriced', /the region is not known/],
    [
      'counted otherwise',
      node(['node/small'], { unit: 'minute' }),
      'us-east-1',
      'unpriced',
      /per hour, counted here in minute/,
    ],
  ])('%s', (_, component, region, status, reason) => {
    const [line] = price(component, BOOK, region);

    expect(line).toMatchObject({ status, monthly: { low: '0', expected: '0', high: '0' } });
    expect(line?.assumption).toMatch(reason);
    expect(line?.unitPrice).toBeUndefined();
  });
});
