import * as fc from 'fast-check';
import type { Commitments, SavingsPlan } from '../../../contract';
import { estimate } from '../../../checks/cost';
import { Decimal } from '../../../checks/cost/decimal';
import { document, line, pool, resource, TODAY } from './fixtures';

const NONE: Commitments = { savingsPlans: [], reservations: [], discountPercent: 0 };

const nodes = (instanceType: string, min: number, desired: number, max: number) =>
  resource('aws_eks_node_group', 'a', {
    instance_types: [instanceType],
    disk_size: 1,
    scaling_config: [{ min_size: min, desired_size: desired, max_size: max }],
  });

function bill(commitments: Partial<Commitments>, resources = [nodes('m7g.large', 10, 10, 10)], intents = [pool()]) {
  return estimate(document(resources, { intents }), { today: TODAY, commitments: { ...NONE, ...commitments } });
}

const expected = (result: ReturnType<typeof bill>, component: string): string =>
  new Decimal(line(result, component).monthly.expected).toFixed(2);

const plan = (over: Partial<SavingsPlan> = {}): SavingsPlan => ({
  kind: 'compute',
  years: 1,
  hourlyUsd: '0.292',
  ...over,
});

describe('a savings plan', () => {
  test('is due for every hour and covers list price at its rate, in lines of its own', () => {
    // 0.292 / 0.73 = 0.40 an hour at list price of 10 × 0.0816 = 0.816
    const result = bill({ savingsPlans: [plan()] }, [nodes('m7g.large', 10, 10, 10)], []);

    expect(expected(result, 'savings plan, compute, 1 year: committed')).toBe('213.16'); // 730 × 0.292
    expect(expected(result, 'savings plan, compute, 1 year: list price it covers')).toBe('-292.00'); // 730 × 0.40
    expect(expected(result, 'node group: instances')).toBe('595.68'); // 730 × 0.816, as without a plan
  });

  test('that is larger than the demand is priced whole, with the waste shown', () => {
    // 2 × 0.0816 = 0.1632 of 0.40: 59.2 % of it lies idle
    const result = bill({ savingsPlans: [plan()] }, [nodes('m7g.large', 2, 2, 2)], []);

    expect(expected(result, 'savings plan, compute, 1 year: committed')).toBe('213.16');
    expect(expected(result, 'savings plan, compute, 1 year: list price it covers')).toBe('-119.14');
    expect(line(result, 'savings plan, compute, 1 year: committed').assumption).toContain(
      '59.2 % of it is expected to be unused',
    );
  });

  test('covers no P family without a rate of the client', () => {
    const p5 = [pool({ name: 'large', instanceTypes: ['p5.48xlarge'], nodes: { min: 1, expected: 1, max: 1 } })];
    const covered = (over: Partial<SavingsPlan>): string =>
      expected(
        bill({ savingsPlans: [plan({ hourlyUsd: '40', ...over })] }, [], p5),
        'savings plan, compute, 1 year: list price it covers',
      );

    expect(Number(covered({}))).toBe(0);
    expect(covered({ ratePercent: 80 })).toBe('-36500.00'); // 40 / 0.8 = 50 of 55.04 an hour
  });

  test('of one family covers no other', () => {
    const result = bill({ savingsPlans: [plan({ kind: 'ec2-instance', family: 'g6e', hourlyUsd: '0.63' })] });

    // 0.63 / 0.63 = 1 an hour of one g6e.2xlarge at 2.24208
    expect(expected(result, 'savings plan, ec2-instance g6e, 1 year: list price it covers')).toBe('-730.00');
    expect(
      Number(
        expected(
          bill({ savingsPlans: [plan({ kind: 'ec2-instance', family: 'c7g' })] }),
          'savings plan, ec2-instance c7g, 1 year: list price it covers',
        ),
      ),
    ).toBe(0);
  });

  test('for compute covers no cache, whatever the client pays for it', () => {
    const cache = resource('aws_elasticache_replication_group', 'a', {
      engine: 'valkey',
      node_type: 'cache.t4g.small',
      num_cache_clusters: 2,
    });
    const result = bill({ savingsPlans: [plan({ ratePercent: 70 })] }, [cache], []);

    expect(Number(expected(result, 'savings plan, compute, 1 year: list price it covers'))).toBe(0);
  });

  test('covers nothing that is bought as spot', () => {
    const spot = [pool({ capacityTypes: ['spot'], nodes: { min: 1, expected: 1, max: 1 } })];

    expect(
      Number(
        expected(bill({ savingsPlans: [plan()] }, [], spot), 'savings plan, compute, 1 year: list price it covers'),
      ),
    ).toBe(0);
  });

  test('does not cover again what a reservation covers', () => {
    const two = bill(
      {
        reservations: [{ instanceType: 'm7g.large', count: 10, years: 1, upfrontUsd: '0', hourlyUsd: '0.05' }],
        savingsPlans: [plan()],
      },
      [nodes('m7g.large', 10, 10, 10)],
      [],
    );

    expect(Number(expected(two, 'savings plan, compute, 1 year: list price it covers'))).toBe(0);
  });
});

describe('a reservation', () => {
  // an estimator that multiplies hours by the hourly price shows 0.00 for what was paid up front
  test('that is paid all at once costs a part of it every month, not nothing', () => {
    const result = bill({
      reservations: [{ instanceType: 'm7g.large', count: 2, years: 1, upfrontUsd: '876', hourlyUsd: '0' }],
    });

    expect(expected(result, '2 × m7g.large reserved for 1 year: committed')).toBe('73.00'); // 876 / 12
    expect(expected(result, '2 × m7g.large reserved for 1 year: list price it covers')).toBe('-119.14'); // 2 × 730 × 0.0816
  });

  test('over three years spreads over 36 months', () => {
    const result = bill({
      reservations: [{ instanceType: 'm7g.large', count: 1, years: 3, upfrontUsd: '360', hourlyUsd: '0.01' }],
    });

    expect(expected(result, '1 × m7g.large reserved for 3 years: committed')).toBe('17.30'); // 360 / 36 + 730 × 0.01
  });

  test('of cache nodes covers cache nodes', () => {
    const cache = resource('aws_elasticache_replication_group', 'a', {
      engine: 'valkey',
      node_type: 'cache.t4g.small',
      num_cache_clusters: 2,
    });
    const result = bill(
      { reservations: [{ instanceType: 'cache.t4g.small', count: 1, years: 1, upfrontUsd: '0', hourlyUsd: '0.018' }] },
      [cache],
      [],
    );

    expect(expected(result, '1 × cache.t4g.small reserved for 1 year: list price it covers')).toBe('-18.69'); // 730 × 0.0256
  });
});

describe('office hours', () => {
  test('take away the part of the week a pool is off, nodes and volumes', () => {
    const intents = [pool({ nodes: { min: 1, expected: 1, max: 1 }, rootVolumeGiB: 100 })];
    const result = bill({ officeHours: { pools: ['chat'], hoursPerWeek: 42 } }, [], intents);

    // (2.24208 × 730 + 100 × 0.08) × 126 / 168
    expect(expected(result, 'office hours: pool chat, off 126 of 168 hours a week')).toBe('-1233.54');
    expect(new Decimal(result.total.expected).toFixed(2)).toBe('411.18');
  });

  test('leave a plan uncovered at night', () => {
    const intents = [pool({ nodes: { min: 1, expected: 1, max: 1 }, rootVolumeGiB: 0 })];
    const result = bill(
      { officeHours: { pools: ['chat'], hoursPerWeek: 42 }, savingsPlans: [plan({ hourlyUsd: '0.73' })] },
      [],
      intents,
    );

    // a dollar of list price an hour, in a quarter of 730 hours
    expect(expected(result, 'savings plan, compute, 1 year: list price it covers')).toBe('-182.50');
  });
});

test('an enterprise discount is taken of everything, commitments too', () => {
  const result = bill({ savingsPlans: [plan()], discountPercent: 10 }, [nodes('m7g.large', 10, 10, 10)], []);
  const before = bill({ savingsPlans: [plan()] }, [nodes('m7g.large', 10, 10, 10)], []);

  expect(new Decimal(result.total.expected).eq(new Decimal(before.total.expected).times('0.9'))).toBe(true);
});

test('whatever is committed, the total is the sum of the lines, and low ≤ expected ≤ high', () => {
  const commitments = fc.record({
    savingsPlans: fc.array(
      fc.record({
        kind: fc.constant('compute' as const),
        years: fc.constantFrom(1 as const, 3 as const),
        hourlyUsd: fc.integer({ min: 1, max: 900 }).map((cents) => new Decimal(cents).div(100).toFixed()),
      }),
      { maxLength: 2 },
    ),
    reservations: fc.array(
      fc.record({
        instanceType: fc.constantFrom('m7g.large', 'g6e.2xlarge'),
        count: fc.integer({ min: 1, max: 4 }),
        years: fc.constantFrom(1 as const, 3 as const),
        upfrontUsd: fc.nat(5000).map(String),
        hourlyUsd: fc.constantFrom('0', '0.05', '1.2'),
      }),
      { maxLength: 2 },
    ),
    discountPercent: fc.nat(20),
    officeHours: fc.option(
      fc.record({ pools: fc.constant(['chat']), hoursPerWeek: fc.integer({ min: 1, max: 168 }) }),
      { nil: undefined },
    ),
  });
  const size = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4));

  fc.assert(
    fc.property(commitments, size, (terms, [min, more, most]) => {
      const { lines, total } = bill(
        terms,
        [nodes('m7g.large', min, min + more, min + more + most)],
        [pool({ nodes: { min, expected: min + more, max: min + more + most } })],
      );
      const sum = (end: 'low' | 'expected' | 'high'): Decimal =>
        lines.reduce((all, each) => all.plus(each.monthly[end]), new Decimal(0));

      // hours of a week are thirds of a month and have no last digit
      for (const end of ['low', 'expected', 'high'] as const)
        expect(sum(end).minus(total[end]).abs().lt('1e-30')).toBe(true);
      expect(new Decimal(total.low).minus(total.expected).lt('1e-30')).toBe(true);
      expect(new Decimal(total.expected).minus(total.high).lt('1e-30')).toBe(true);
    }),
  );
});
