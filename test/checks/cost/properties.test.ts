import * as fc from 'fast-check';
import type { CapacityType, CostResult, Intent, Resource, Stage, Tier } from '../../../contract';
import { estimate } from '../../../checks/cost';
import { PriceBook, type BookFile } from '../../../checks/cost/book';
import { fixed } from '../../../checks/cost/component';
import { Decimal, ZERO } from '../../../checks/cost/decimal';
import { price } from '../../../checks/cost/lines';
import { ENDS } from '../../../checks/cost/quantity';
import usEast1 from '../../../checks/cost/book/us-east-1.json';
import { document, loadBalancer, podVolume, pool, resource, route, TODAY } from './fixtures';
import { runs } from '../../runs';

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const nodes = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)).map(([min, more, most]) => ({
  min,
  expected: min + more,
  max: min + more + most,
}));
const types = fc.uniqueArray(fc.constantFrom('g6.xlarge', 'g6e.xlarge', 'g6e.2xlarge', 'p5.48xlarge', 'lost.large'), {
  minLength: 1,
});
const capacity = fc.uniqueArray(fc.constantFrom<CapacityType>('reserved', 'spot', 'on-demand'), { minLength: 1 });
const anyResource: fc.Arbitrary<Resource> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'aws_nat_gateway',
        'aws_eip',
        'aws_vpc',
        'aws_s3_bucket',
        'aws_sqs_queue',
        'aws_quantum_leap',
        'aws_route53_zone',
      ),
      name,
    )
    .map(([type, id]) => resource(type, id)),
  fc.tuple(name, fc.boolean()).map(([id, rotated]) => resource('aws_kms_key', id, { enable_key_rotation: rotated })),
  fc.tuple(name, types, nodes).map(([id, instanceTypes, { min, expected, max }]) =>
    resource('aws_eks_node_group', id, {
      instance_types: instanceTypes,
      scaling_config: [{ min_size: min, desired_size: expected, max_size: max }],
    }),
  ),
  fc
    .tuple(name, fc.nat(400))
    .map(([id, days]) => resource('aws_cloudwatch_log_group', id, { retention_in_days: days })),
);
const anyIntent: fc.Arbitrary<Intent> = fc.oneof(
  fc
    .record({
      name,
      instanceTypes: types,
      capacityTypes: capacity,
      nodes,
      reservations: fc.array(name, { maxLength: 1 }),
    })
    .map(pool),
  fc.record({ name, sizeGiB: fc.nat(1000), count: fc.nat(5) }).map(podVolume),
  fc.record({ name, scheme: fc.constantFrom('internal' as const, 'internet-facing' as const) }).map(loadBalancer),
  fc.record({ name, monthlyTokens: fc.record({ input: fc.nat(), output: fc.nat() }) }).map(route),
);
const situation = fc.record({
  resources: fc.uniqueArray(anyResource, { selector: ({ address }) => address, maxLength: 12 }),
  intents: fc.array(anyIntent, { maxLength: 4 }),
  region: fc.constantFrom('us-east-1', 'eu-central-1', 'eu-west-1', 'us-gov-west-1', 'sa-east-1'),
  tier: fc.constantFrom<Tier>('smb', 'mid-market', 'enterprise'),
  stage: fc.constantFrom<Stage>('production', 'staging', 'development'),
});
const sum = (result: CostResult, end: (typeof ENDS)[number]): Decimal =>
  result.lines.reduce((total, line) => total.plus(line.monthly[end]), ZERO);

describe('whatever the environment', () => {
  test('the total is the sum of the lines to the last digit, and low ≤ expected ≤ high in every line', () => {
    fc.assert(
      fc.property(situation, ({ resources, ...rest }) => {
        const result = estimate(document(resources, rest), { today: TODAY });

        for (const end of ENDS) expect(sum(result, end).toFixed()).toBe(result.total[end]);
        for (const { monthly, quantity } of [...result.lines, { monthly: result.total, quantity: result.total }]) {
          expect(new Decimal(monthly.low).lte(monthly.expected)).toBe(true);
          expect(new Decimal(monthly.expected).lte(monthly.high)).toBe(true);
          expect(new Decimal(quantity.low).lte(quantity.expected)).toBe(true);
          expect(new Decimal(quantity.expected).lte(quantity.high)).toBe(true);
        }
      }),
    );
  });

  test('a line with a unit price costs quantity times price, and a line without a price says why', () => {
    fc.assert(
      fc.property(situation, ({ resources, ...rest }) => {
        const { lines } = estimate(document(resources, rest), { today: TODAY });
        const miscounted = lines.filter(({ unitPrice, monthly, quantity }) =>
          ENDS.some((end) => unitPrice !== undefined && !new Decimal(quantity[end]).times(unitPrice).eq(monthly[end])),
        );

        expect(miscounted).toEqual([]);
        expect(lines.filter((line) => line.source === '' && (line.assumption ?? '') === '')).toEqual([]);
        expect(lines.filter((line) => (line.source === '') !== (line.confidence === undefined))).toEqual([]);
      }),
    );
  });

  test('every resource and every intent is in a line', () => {
    fc.assert(
      fc.property(situation, ({ resources, ...rest }) => {
        const { lines } = estimate(document(resources, rest), { today: TODAY });
        const single = new Set(lines.filter((line) => line.address.includes('.')).map((line) => line.address));
        const many = lines.filter((line) => !line.address.includes('.')).map((line) => Number(line.quantity.expected));
        const places = new Set([...resources, ...rest.intents].map(({ address }) => address));

        expect(many.reduce((a, b) => a + b, single.size)).toBe(places.size);
      }),
    );
  });

  test('the same input gives the same bytes', () => {
    fc.assert(
      fc.property(situation, ({ resources, ...rest }) => {
        const once = JSON.stringify(estimate(document(resources, rest), { today: TODAY }));

        expect(JSON.stringify(estimate(document(resources.toReversed(), rest), { today: TODAY }))).toBe(once);
      }),
    );
  });

  test('more nodes never cost less', () => {
    fc.assert(
      fc.property(types, capacity, nodes, fc.nat(3), (instanceTypes, capacityTypes, count, more) => {
        const bill = (extra: number): CostResult['total'] => {
          const larger = { min: count.min + extra, expected: count.expected + extra, max: count.max + extra };
          const intent = pool({ instanceTypes, capacityTypes, nodes: larger });
          return estimate(document([], { intents: [intent] }), { today: TODAY }).total;
        };

        for (const end of ENDS) expect(new Decimal(bill(more)[end]).gte(bill(0)[end])).toBe(true);
      }),
    );
  });
});

describe('a price that disappears from the book', () => {
  const all: BookFile = usEast1;
  const keys = Object.keys(all.prices);
  const without = (key: string): PriceBook =>
    new PriceBook([{ ...all, prices: Object.fromEntries(Object.entries(all.prices).filter(([k]) => k !== key)) }]);

  test('makes the total a lower bound wherever it was used, and changes nothing where it was not', () => {
    fc.assert(
      fc.property(situation, fc.constantFrom(...keys), ({ resources, ...rest }, key) => {
        const here = document(resources, { ...rest, region: 'us-east-1' });
        const before = estimate(here, { today: TODAY, book: new PriceBook([all]) });
        const after = estimate(here, { today: TODAY, book: without(key) });

        const changed = JSON.stringify(after.total) !== JSON.stringify(before.total);

        expect(changed && (!after.atLeast || after.unpriced.length <= before.unpriced.length)).toBe(false);
      }),
      { numRuns: runs(300) },
    );
  });

  test.each(['nat-gateway/hour', 'eks/cluster/standard', 'ec2/g6e.4xlarge/on-demand', 'public-ipv4/hour'])(
    '%s is missed by name',
    (key) => {
      const resources = [
        resource('aws_nat_gateway', 'a'),
        resource('aws_eip', 'a'),
        resource('aws_eks_cluster', 'a', { version: '1.35' }),
      ];
      const intents = [pool({ instanceTypes: ['g6e.2xlarge', 'g6e.4xlarge'] })];
      const whole = new PriceBook([all]);
      const complete = estimate(document(resources, { intents }), { today: TODAY, book: whole });
      const lacking = estimate(document(resources, { intents }), { today: TODAY, book: without(key) });

      expect(complete.atLeast).toBe(false);
      expect(lacking.unpriced.map((entry) => entry.reason).join()).toContain(key);
      expect(new Decimal(lacking.total.high).lt(complete.total.high)).toBe(true);
    },
  );
});

describe('a price in tiers', () => {
  const amount = fc.double({ min: 0, max: 200_000, noNaN: true }).map((n) => new Decimal(n.toFixed(3)));
  const book = new PriceBook();
  const out = (quantity: Decimal): Decimal =>
    price(fixed('data', 'data-transfer/internet', 'GB', quantity), book, 'us-east-1').reduce(
      (total, line) => total.plus(line.monthly.expected),
      ZERO,
    );

  test('is continuous at its edges, grows, and is linear in between', () => {
    const edges = [10_240, 51_200, 153_600];
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [low, high] = a.lt(b) ? [a, b] : [b, a];
        const grown = out(high).minus(out(low));

        // between the last and the first price of the tiers
        expect(grown.gte(high.minus(low).times('0.05'))).toBe(true);
        expect(grown.lte(high.minus(low).times('0.09'))).toBe(true);
        const sameTier = edges.every((edge) => high.lte(edge) || low.gte(edge));
        const bend = out(low.plus(high).div(2)).times(2).minus(out(low)).minus(out(high)).abs();

        expect(sameTier && bend.gt('0.000001')).toBe(false);
      }),
    );
    for (const edge of edges) {
      const step = new Decimal('0.000001');
      expect(
        out(new Decimal(edge).plus(step))
          .minus(out(new Decimal(edge)))
          .lte(step),
      ).toBe(true);
    }
  });

  test.each([
    // 10,240 × 0.09; + 40,960 × 0.085; + 102,400 × 0.07; + 3,400 × 0.05, as the AWS calculator has it
    [10_240, '921.60'],
    [51_200, '4403.20'],
    [153_600, '11571.20'],
    [157_000, '11741.20'],
  ])('costs %d GB to the internet %s', (quantity, expected) => {
    expect(out(new Decimal(quantity)).toFixed(2)).toBe(expected);
  });
});
