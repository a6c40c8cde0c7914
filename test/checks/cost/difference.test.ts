import * as fc from 'fast-check';
import { difference, type CostReport } from '../../../checks/cost';
import { PriceBook, type BookFile } from '../../../checks/cost/book';
import { Decimal, ZERO } from '../../../checks/cost/decimal';
import usEast1 from '../../../checks/cost/book/us-east-1.json';
import { readUsage } from '../../../checks/cost/usage';
import { document, pool, resource } from './fixtures';
import { reported } from './report-fixtures';

const file: BookFile = usEast1;

/** The book with one price changed. */
function bookWith(key: string, price: string): PriceBook {
  const entry = file.prices[key];
  if (entry === undefined) throw new Error(`no ${key}`);
  return new PriceBook([
    { ...file, prices: { ...file.prices, [key]: { unit: entry.unit, source: entry.source, price } } },
  ]);
}

function usage(text: string) {
  const read = readUsage(`version: 0.1\nresource_usage:\n${text}`, 'usage.yml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.overrides;
}

const nat = (name = 'a', over = {}) => resource('aws_nat_gateway', name, {}, over);
const because = (before: CostReport, after: CostReport) => {
  const { because: reasons, change } = difference(before, after);
  const shown = (amount: string): string => new Decimal(amount).toFixed(2);
  return {
    change: shown(change),
    resources: shown(reasons.resources),
    usage: shown(reasons.usage),
    prices: shown(reasons.prices),
  };
};

describe('a difference', () => {
  const before = reported(document([nat()]));

  test('of nothing is nothing', () => {
    expect(difference(before, reported(document([nat()])))).toMatchObject({ change: '0', items: [], moved: [] });
  });

  test('because of a resource more', () => {
    // 730 × 0.005
    const after = reported(document([nat(), resource('aws_eip', 'b')]));

    expect(because(before, after)).toEqual({ change: '3.65', resources: '3.65', usage: '0.00', prices: '0.00' });
    expect(difference(before, after).items).toMatchObject([{ kind: 'added', address: 'aws_eip.b' }]);
    expect(because(after, before)).toMatchObject({ change: '-3.65', resources: '-3.65' });
    expect(difference(after, before).items).toMatchObject([{ kind: 'removed' }]);
  });

  test('because of a resource of another size', () => {
    // a gp3 volume of 100 GB more at 0.08
    const volume = (size: number) => reported(document([resource('aws_ebs_volume', 'a', { type: 'gp3', size })]));

    expect(because(volume(100), volume(200))).toEqual({
      change: '8.00',
      resources: '8.00',
      usage: '0.00',
      prices: '0.00',
    });
  });

  test('because of another assumption', () => {
    // 400 GB are the default; 600 more at 0.045
    const after = reported(document([nat()]), {
      overrides: usage('  aws_nat_gateway.a: { monthly_data_processed_gb: 1000 }\n'),
    });

    expect(because(before, after)).toEqual({ change: '27.00', resources: '0.00', usage: '27.00', prices: '0.00' });
  });

  test('because of another price', () => {
    // 730 × (0.05 − 0.045)
    const after = reported(document([nat()]), { book: bookWith('nat-gateway/hour', '0.05') });

    expect(because(before, after)).toEqual({ change: '3.65', resources: '0.00', usage: '0.00', prices: '3.65' });
  });

  test('because of assumption and price at once counts the new quantity at both prices as the price', () => {
    // 1,000 × (0.05 − 0.045) = 5 for the price, (1,000 − 400) × 0.045 = 27 for the assumption
    const after = reported(document([nat()]), {
      book: bookWith('nat-gateway/data', '0.05'),
      overrides: usage('  aws_nat_gateway.a: { monthly_data_processed_gb: 1000 }\n'),
    });

    expect(because(before, after)).toEqual({ change: '32.00', resources: '0.00', usage: '27.00', prices: '5.00' });
  });

  test('counts a second gateway that shares the same traffic as a resource, not as an assumption', () => {
    const after = reported(document([nat(), nat('b')]));

    // 730 × 0.045: the traffic is split, not doubled
    expect(because(before, after)).toEqual({ change: '32.85', resources: '32.85', usage: '0.00', prices: '0.00' });
  });

  test('tells a move, which costs nothing, from one that went and one that came', () => {
    const moved = nat('elsewhere', { path: 'acme-production-network/Egress/Nat' });
    const { change, items, moved: found } = difference(before, reported(document([moved])));

    expect({ change, items }).toEqual({ change: '0', items: [] });
    expect(found).toEqual([{ from: 'acme-production-network/a', to: 'acme-production-network/Egress/Nat' }]);
  });

  test('keeps the tiers of one quantity together', () => {
    const out = (gigabytes: number) =>
      reported(document([nat()]), {
        overrides: usage(`  aws_nat_gateway.a: { monthly_data_transfer_out_gb: ${gigabytes} }\n`),
      });
    const { items } = difference(out(10_000), out(20_000));

    // 240 × 0.09 + 9,760 × 0.085, in one item
    expect(items.map(({ kind, component, change }) => [kind, component, new Decimal(change).toFixed(2)])).toEqual([
      ['changed', 'data out to the internet', '851.20'],
    ]);
  });

  test('adds up: its reasons are the change, and so are its items', () => {
    const sizes = fc.record({
      nodes: fc.nat(5),
      gateways: fc.nat(3),
      out: fc.nat(60_000),
      price: fc.constantFrom('0.045', '0.05', '0.2'),
    });
    const made = ({
      nodes,
      gateways,
      out,
      price,
    }: {
      nodes: number;
      gateways: number;
      out: number;
      price: string;
    }): CostReport =>
      reported(
        document(
          [resource('aws_nat_gateway', 'a'), ...Array.from({ length: gateways }, (_, index) => nat(`n${index}`))],
          {
            intents: [pool({ nodes: { min: 0, expected: nodes, max: nodes } })],
          },
        ),
        {
          book: bookWith('nat-gateway/hour', price),
          overrides: usage(`  aws_nat_gateway.a: { monthly_data_transfer_out_gb: ${out} }\n`),
        },
      );

    fc.assert(
      fc.property(sizes, sizes, (one, two) => {
        const { change, because: reasons, items } = difference(made(one), made(two));
        const sum = new Decimal(reasons.resources).plus(reasons.usage).plus(reasons.prices);

        expect(sum.minus(change).abs().lt('1e-20')).toBe(true);
        expect(
          items
            .reduce((total, item) => total.plus(item.change), ZERO)
            .minus(change)
            .abs()
            .lt('1e-20'),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
