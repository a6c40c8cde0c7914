import { assess, costReport } from '../../../checks/cost';
import { billPicture } from '../../../checks/cost/formats';
import { document, resource, TODAY } from './fixtures';

const ADDRESS = document([resource('aws_eip', 'a', {}, { path: 's/One' })]);

/** The picture of environments of one address each, by name with the budget of each; 0: none. */
function picture(budgets: Record<string, string>): string {
  const bills = Object.entries(budgets).map(([name, monthlyUsd]) =>
    assess(ADDRESS, {
      name,
      today: TODAY,
      terms: {
        useCases: [],
        pools: {},
        ...(monthlyUsd === ''
          ? {}
          : { budgets: { monthlyUsd, judgedOn: 'expected' as const, action: 'fail' as const, unpricedLines: 0 } }),
      },
    }),
  );
  return billPicture(costReport(bills, TODAY));
}

/** Where the line of a limit stands, and where the bar beside it ends. */
function marks(svg: string): { limits: number[]; bars: number[] } {
  const limits = [...svg.matchAll(/class="limit" d="M([\d.]+) \d+v24"/g)].map(([, x]) => Number(x));
  const bars = [...svg.matchAll(/class="bar" x="(\d+)" y="\d+" width="([\d.]+)"/g)].map(
    ([, x, width]) => Number(x) + Number(width),
  );
  return { limits, bars };
}

test('an environment has a bar, and its budget a line: beyond the bar where it is kept, across it where it is passed', () => {
  const kept = marks(picture({ 'acme production': '1000' }));
  const passed = marks(picture({ 'acme production': '1' }));

  expect(kept.limits).toHaveLength(1);
  expect(kept.limits[0]).toBeGreaterThan(kept.bars[0] ?? Infinity);
  expect(passed.limits[0]).toBeLessThan(passed.bars[0] ?? 0);
});

test('the budget is written beside the figures', () => {
  expect(picture({ 'acme production': '1000' })).toMatch(/ of \$1,000</);
});

test('of environments of one client the client is not said again', () => {
  const svg = picture({ 'acme production': '1000', 'acme staging': '' });

  expect(svg).toMatch(/>production</);
  expect(svg).toMatch(/>staging</);
  expect(marks(svg).limits).toHaveLength(1);
});

test('one environment without a budget has no bar of its own, which would say the headline again', () => {
  expect(picture({ 'acme production': '' })).not.toContain('by environment');
});
