import { PriceBook, requestPrice } from '../../../checks/cost';
import { compare, HORIZON, type Comparison, type CompareOptions } from '../../../checks/cost/comparison';
import { breakeven } from '../../../checks/cost/comparison/breakeven';
import { capacityFor, perMillionOutput, serving, type Serving } from '../../../checks/cost/comparison/serving';
import { Decimal } from '../../../checks/cost/decimal';
import { INSTANCE_TYPES, THROUGHPUT, type ModelSize } from '../../../facts';
import { TERMS, useCase } from './report-fixtures';

const book = new PriceBook();
const dollars = (amount: number | string) => () => new Decimal(amount);

function ways(size: ModelSize, precision: string, instanceType: string): Serving {
  const planned = THROUGHPUT.filter((entry) => entry.size === size && entry.precision === precision);
  const [found] = planned.flatMap((entry) => serving(book, 'us-east-1', entry, instanceType));
  if (found === undefined) throw new Error(`nobody serves ${size} ${precision} on ${instanceType}`);
  return found;
}

describe('a model of your own has paid for itself', () => {
  const growing = (factor: string) => (month: number) => new Decimal(100).times(new Decimal(factor).pow(month - 1));

  test.each([
    // saved a month against what was paid to build, 36 months ahead
    ['in the first month where nothing was built', { api: dollars(100), own: dollars(40), build: 0 }, 1, '2160'],
    [
      'in the month whose saving makes it whole: 10 × 60 = 600',
      { api: dollars(100), own: dollars(40), build: 600 },
      10,
      '1560',
    ],
    ['a month later where a cent is missing', { api: dollars(100), own: dollars(40), build: 600.01 }, 11, '1559.99'],
    ['in the last month that is looked at: 36 × 10 = 360', { api: dollars(50), own: dollars(40), build: 360 }, 36, '0'],
    ['not in 36 months where a dollar is missing', { api: dollars(50), own: dollars(40), build: 361 }, 'none', '-1'],
    ['never where it costs more every month', { api: dollars(40), own: dollars(100), build: 0 }, 'none', '-2160'],
    [
      'never without traffic: nodes run, the API costs nothing',
      { api: dollars(0), own: dollars(100), build: 500 },
      'none',
      '-4100',
    ],
    [
      'at once where both cost the same and nothing was built',
      { api: dollars(70), own: dollars(70), build: 0 },
      1,
      '0',
    ],
    [
      'never where people cost a cent more than is saved',
      { api: dollars(7000), own: dollars('7000.01'), build: 0 },
      'none',
      '-0.36',
    ],
    // 100 × (1.1^9 − 1) ÷ 0.1 = 1,357.95 paid to the API by month 9, 9 × 150 = 1,350 for nodes
    ['once growth has caught up', { api: growing('1.1'), own: dollars(150), build: 0 }, 9, undefined],
    // 100 + 50 = 150 and then 25, 12.5 … never 200
    [
      'in the second month of a use case that halves',
      { api: growing('0.5'), own: dollars(0), build: 150 },
      2,
      undefined,
    ],
    [
      'never where use fades before the build is paid',
      { api: growing('0.5'), own: dollars(0), build: 200 },
      'none',
      undefined,
    ],
  ])('%s', (_, { api, own, build }, month, saving) => {
    const found = breakeven({ api, own, build: new Decimal(build), discountPercent: 0 });

    expect(found.month).toBe(month);
    if (saving !== undefined) expect(found.saving).toBe(saving);
    expect(found.cumulative).toHaveLength(HORIZON);
  });

  test('and is told when growth needs more nodes and takes the saving away again', () => {
    // saves 50 for five months, 250 against 200; then another node: 150 a month lost
    const own = (month: number): Decimal => new Decimal(month <= 5 ? 100 : 300);
    const found = breakeven({ api: dollars(150), own, build: new Decimal(200), discountPercent: 0 });

    expect(found).toMatchObject({ month: 4, lostIn: 6 });
  });

  test('later, in money of today: 100 a month over three years at 12 % are 3,037.48', () => {
    const found = breakeven({ api: dollars(100), own: dollars(0), build: new Decimal(0), discountPercent: 12 });

    expect(found.saving).toBe('3600');
    expect(new Decimal(found.savingDiscounted).toFixed(2)).toBe('3037.48');
  });
});

describe('capacity', () => {
  const by = ways('8b', 'fp8', 'g6e.xlarge'); // 1,400 tokens a second
  const terms = { targetLoadPercent: 65, minReplicas: 2 };
  const load = (requests: number, over = {}) => ({ ...useCase(over), requests: new Decimal(requests) });

  // a request takes (1,000 ÷ 8 + 200) ÷ 1,400 = 0.23214 s of an engine; a million a month are 0.3805 a second
  test.each([
    [1_000_000, 2], // 0.3805 × 6 × 0.23214 ÷ 0.65 = 0.82: one would do, two stand for a failure
    [3_000_000, 3], // 2.45
    [10_000_000, 9], // 8.15
    [0, 2],
  ])('carries the busiest hour of %d requests a month with %d engines', (requests, engines) => {
    expect(capacityFor([load(requests)], by, terms).engines).toBe(engines);
  });

  test('is shared: two use cases together take what they take, not two engines each', () => {
    expect(capacityFor([load(1_000_000), load(1_000_000)], by, terms).engines).toBe(2); // 1.63
  });

  test('does not read again what is cached', () => {
    // (500 ÷ 8 + 200) ÷ 1,400 × 6 × 3.805 ÷ 0.65 = 6.59
    expect(capacityFor([load(10_000_000, { cachedPercent: 50 })], by, terms).engines).toBe(7);
  });

  test('fills whole nodes', () => {
    const eight = ways('70b', 'fp8', 'p5.48xlarge'); // four engines of two H100
    expect(eight.enginesPerNode).toBe(4);
    expect(capacityFor([load(0)], eight, { targetLoadPercent: 65, minReplicas: 5 })).toMatchObject({
      engines: 5,
      nodes: 2,
    });
  });

  test('is not planned on an A100 with half the memory', () => {
    const planned = THROUGHPUT.filter(({ gpu }) => gpu === 'A100');

    expect(planned.flatMap((entry) => serving(book, 'us-east-1', entry, 'p4d.24xlarge'))).toEqual([]);
    expect(INSTANCE_TYPES['p4d.24xlarge']).toBeDefined();
  });
});

// dollars per million tokens written at 100, 50, 30, 15 and 5 % of a node, by hand from list price and planning values
test.each<[ModelSize, string, string, string[]]>([
  ['8b', 'int4', 'g6.xlarge', ['0.45', '0.89', '1.49', '2.98', '8.94']],
  ['8b', 'fp8', 'g6e.xlarge', ['0.37', '0.74', '1.23', '2.46', '7.38']],
  ['14b', 'fp8', 'g6e.xlarge', ['0.65', '1.29', '2.15', '4.31', '12.92']],
  ['gpt-oss-20b', 'mxfp4', 'p5.4xlarge', ['0.42', '0.85', '1.42', '2.83', '8.49']],
  ['32b', 'fp8', 'p5.4xlarge', ['1.74', '3.47', '5.79', '11.58', '34.75']],
  ['70b', 'fp8', 'g6e.12xlarge', ['8.33', '16.65', '27.76', '55.52', '166.55']],
  ['70b', 'fp8', 'p5.48xlarge', ['2.94', '5.88', '9.80', '19.60', '58.80']],
])('%s in %s on %s costs %j a million tokens written', (size, precision, instanceType, expected) => {
  const by = ways(size, precision, instanceType);

  expect([100, 50, 30, 15, 5].map((percent) => perMillionOutput(by, percent).toFixed(2))).toEqual(expected);
});

describe('a request at an API', () => {
  const price = (api: string, over = {}, region = 'us-east-1') => requestPrice(api, useCase(over), book, region);

  test('costs its input, its cached input and its output', () => {
    // 600 × 0.25 + 400 × 0.025 + 200 × 2 per million
    expect(price('openai/gpt-5-mini', { cachedPercent: 40 })).toMatchObject({
      ok: true,
      perRequest: new Decimal('0.00056'),
    });
  });

  test('on Bedrock costs what the region asks', () => {
    expect(price('bedrock/amazon.nova-lite-v1:0')).toMatchObject({ ok: true, perRequest: new Decimal('0.000108') });
    expect(price('bedrock/amazon.nova-lite-v1:0', {}, 'sa-east-1')).toMatchObject({ ok: false });
  });

  test('costs what the gateway charges, where the client says so', () => {
    const apiPrices = { input: '1', output: '3' };

    expect(price('openai/gpt-5-mini', { apiPrices })).toMatchObject({ ok: true, perRequest: new Decimal('0.0016') });
  });

  test.each([
    ['a model nobody lists', 'openai/gpt-9', {}, /no price of openai\/gpt-9/],
    ['a request in the tier of long contexts', 'openai/gpt-5.4', { inputTokens: 250_000 }, /billed by another tier/],
  ])('has no price for %s', (_, api, over, reason) => {
    expect(price(api, over)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });
});

describe('a comparison', () => {
  const options: CompareOptions = {
    environment: 'acme production',
    region: 'us-east-1',
    book,
    terms: { ...TERMS, peopleUsd: '0' },
    instanceTypes: ['g6e.xlarge'],
  };
  const own = {
    model: 'private',
    pool: 'chat',
    served: { model: 'qwen3-8b', precision: 'fp8' as const },
    requests: 1_000_000,
  };
  function compared(over = {}, more: Partial<CompareOptions> = {}): Comparison {
    const found = compare(useCase({ ...own, api: 'anthropic/claude-sonnet-4-5', ...over }), { ...options, ...more });
    if (found === undefined) throw new Error('nothing is compared');
    return found;
  }

  test('puts both sides in money: 6,000 at the API, two nodes of 1,358.53', () => {
    const { at, own: what } = compared();

    // 1,000,000 × (1,000 × 3 + 200 × 15) per million; 2 × 730 × 1.861
    expect(at?.expected).toMatchObject({ apiMonthly: '6000', ownMonthly: '2717.06', engines: 2, nodes: 2, month: 13 });
    expect(what).toBe('qwen3-8b fp8 on g6e.xlarge');
  });

  test('counts people every month and once what was built', () => {
    // 6,000 − 2,717.06 − 3,000 = 282.94 a month; 36 of them are 10,185.84
    const terms = { ...TERMS, peopleUsd: '3000', buildUsd: '10000' };

    expect(compared({}, { terms }).at?.expected).toMatchObject({ month: 36, saving: '185.84' });
    expect(compared({}, { terms: { ...terms, buildUsd: '10186' } }).at?.expected.month).toBe('none');
  });

  test('shares build and people among those that are compared', () => {
    const terms = { ...TERMS, peopleUsd: '3000' };

    const shared = compared({}, { terms: { ...terms, buildUsd: '600' }, sharers: 3 });

    expect(shared.at?.expected.ownMonthly).toBe('3717.06');
    expect(shared).toMatchObject({ peopleMonthly: '1000', build: '200' });
  });

  test('against a small model never pays', () => {
    expect(compared({ api: 'openai/gpt-5-nano' }).at?.expected.month).toBe('none');
  });

  test('without requests costs its nodes, and says so', () => {
    const { at, tieRequests } = compared({ requests: 0 });

    expect(at?.expected).toMatchObject({
      apiMonthly: '0',
      ownMonthly: '2717.06',
      utilisationPercent: '0.0',
      month: 'none',
    });
    expect(tieRequests).toBe('452844'); // 2,717.06 ÷ 0.006, rounded up
  });

  test('shows what the same open model costs by the token', () => {
    const served = { model: 'qwen3-32b', precision: 'fp8' as const };

    // 1,000,000 × (1,000 × 0.15 + 200 × 0.60) per million
    expect(compared({ served }, { instanceTypes: ['p5.4xlarge'] }).hosted).toEqual({
      api: 'bedrock/qwen.qwen3-32b-v1:0',
      monthly: '270',
    });
    expect(compared().hosted).toBeUndefined();
  });

  test('grows into more nodes', () => {
    // 3.3 million need three engines, and 5 % a month more and more
    const { at } = compared({ requests: 3_300_000, growthPercent: 5 });
    const months = at?.expected.cumulative.map(Number) ?? [];
    const first = (months[0] ?? 0) + 40_000;

    expect(first).toBeCloseTo(3_300_000 * 0.006 - 3 * 730 * 1.861, 2);
    expect(at?.expected.engines).toBe(3);
    // the second month has 5 % more requests and the same three nodes
    expect((months[1] ?? 0) - (months[0] ?? 0)).toBeCloseTo(3_300_000 * 1.05 * 0.006 - 3 * 730 * 1.861, 2);
  });

  test('says where its nodes cannot carry what would pay for them', () => {
    // 2,717.06 at 0.00013 a request are 20.9 million; two engines carry 2.45 million at the peak that is planned with
    expect(compared({ api: 'openai/gpt-5-nano' }).tieRequests).toBe('none');
    expect(compared({ api: 'anthropic/claude-opus-5' }).tieRequests).toBe('271706');
  });

  test('tells the utilisation at which both cost the same', () => {
    // 0.23214 s × 1.861 ÷ 3,600 = 0.00012; ÷ 0.00065 at gpt-5-mini
    expect(compared({ api: 'openai/gpt-5-mini' }).tieUtilisationPercent).toBe('18.5');
  });

  test('finds nodes of the size that cost least, and shows what is configured', () => {
    const { rightSizing } = compared({ requests: 100_000 });
    const monthly = rightSizing.map((row) => Number(row.monthly));

    expect(monthly).toEqual([...monthly].sort((a, b) => a - b));
    expect(rightSizing.filter(({ current }) => current)).toMatchObject([
      { instanceType: 'g6e.xlarge', precision: 'fp8' },
    ]);
    // two engines at the least: 2 × 730 × 0.8048
    expect(rightSizing[0]).toMatchObject({ size: '8b', instanceType: 'g6.xlarge', nodes: 2, monthly: '1175.008' });
    expect(rightSizing.some(({ size }) => size === '70b')).toBe(false);
  });

  test.each([
    [
      'nobody planned for the pair',
      { served: { model: 'qwen3-8b', precision: 'fp8' as const } },
      { instanceTypes: ['g4dn.xlarge'] },
      /no throughput known for qwen3-8b fp8 on g4dn.xlarge/,
    ],
    [
      'an engine lies over several nodes, which nobody measured',
      { served: { model: 'qwen3-8b', precision: 'fp8' as const, nodes: 2 } },
      { instanceTypes: ['g6e.xlarge'] },
      /no throughput known for qwen3-8b fp8 over 2 nodes each on g6e.xlarge/,
    ],
    ['the API has no price', { api: 'openai/gpt-9' }, {}, /no price of openai\/gpt-9/],
  ])('is not made where %s', (_, over, more, reason) => {
    const { at, reason: why } = compared(over, more);

    expect(at).toBeUndefined();
    expect(why).toMatch(reason);
  });

  test('is not made of a cloud model, nor against nothing', () => {
    expect(compare(useCase({ api: 'openai/gpt-5' }), options)).toBeUndefined();
    expect(compare(useCase({ ...own }), options)).toBeUndefined();
  });
});
