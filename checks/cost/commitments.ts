import type { Commitments, OfficeHours, Reservation, SavingsPlan } from '../../contract';
import { sums, type Bill, type BillLine } from './bill';
import { Decimal, dollars, HOURS, money, ZERO } from './decimal';
import { atEachEnd, exactly, NOTHING, plus, times, type Quantity } from './quantity';

/** Hours of a week. */
const WEEK = 168;
/** Part of the list price under a plan, measured on g, m, r, c and t families. P families are not among them. */
const MEASURED_RATE = {
  'ec2-instance': { 1: '0.63', 3: '0.43' },
  compute: { 1: '0.73', 3: '0.5' },
} as const;
const MEASURED_FAMILY = /^(g|m|r|c|t|inf)\d/;

/**
 * A bill with what is promised to AWS: what is committed and what that covers stand as lines of their own, so that the list price
 * stays visible. A commitment is due for every hour, used or not; what is paid up front is spread over its months.
 */
export function committed(bill: Bill, commitments: Commitments | undefined): Bill {
  if (commitments === undefined) return bill;
  const demand = new Demand(bill.lines, commitments.officeHours);
  const covered = [
    ...(commitments.officeHours === undefined ? [] : officeHours(bill.lines, commitments.officeHours)),
    ...commitments.reservations.flatMap((entry, index) => reservation(entry, index, demand)),
    // the narrow plan is used up before the wide one, as AWS does
    ...[...commitments.savingsPlans.entries()]
      .sort(([, a], [, b]) => Number(a.kind === 'compute') - Number(b.kind === 'compute'))
      .flatMap(([index, plan]) => savingsPlan(plan, index, demand)),
  ];
  const lines = [...bill.lines, ...covered];
  const all = commitments.discountPercent === 0 ? lines : [...lines, discount(lines, commitments.discountPercent)];
  return { ...bill, ...sums(all), lines: all };
}

function officeHours(lines: readonly BillLine[], { pools, hoursPerWeek }: OfficeHours): BillLine[] {
  const off = new Decimal(WEEK - hoursPerWeek).div(WEEK);
  return pools.map((pool) => {
    const own = lines.filter((line) => isPool(line, pool));
    return line({
      address: 'commitments.officeHours',
      component: `office hours: pool ${pool}, off ${WEEK - hoursPerWeek} of ${WEEK} hours a week`,
      monthly: times(totalOf(own), off.neg()),
      assumption: 'nodes and their volumes are gone outside the hours; whoever scales the pool must see to that',
    });
  });
}

function reservation(entry: Reservation, index: number, demand: Demand): BillLine[] {
  const { instanceType, count, years, upfrontUsd, hourlyUsd } = entry;
  const upfront = new Decimal(upfrontUsd).div(years * 12);
  const paid = upfront.plus(HOURS.times(hourlyUsd).times(count));
  const name = `${count} × ${instanceType} reserved for ${term(years)}`;
  const credit = demand.cover(
    (row) => row.types.includes(instanceType),
    (row) => row.price.times(count),
  );
  const assumption = `${dollars(upfrontUsd)} up front over ${years * 12} months, ${dollars(hourlyUsd)} an hour each; ${usedShare(credit.used)}`;
  return commitmentLines(`commitments.reservations[${index}]`, name, paid, credit.list, assumption);
}

function savingsPlan(plan: SavingsPlan, index: number, demand: Demand): BillLine[] {
  const address = `commitments.savingsPlans[${index}]`;
  const name = `savings plan, ${plan.kind}${plan.family === undefined ? '' : ` ${plan.family}`}, ${term(plan.years)}`;
  const paid = HOURS.times(plan.hourlyUsd);
  const told = plan.ratePercent === undefined ? undefined : new Decimal(plan.ratePercent).div(100);
  const rate = told ?? new Decimal(MEASURED_RATE[plan.kind][plan.years]);
  const fits = (row: Row): boolean =>
    row.computes &&
    (plan.family === undefined || row.family === plan.family) &&
    (told !== undefined || MEASURED_FAMILY.test(row.family));
  const credit = demand.cover(fits, () => new Decimal(plan.hourlyUsd).div(rate));
  const why =
    told === undefined
      ? 'measured on g, m, r, c and t families; P families need a rate of your own'
      : 'as the client file says';
  const assumption = `${rate.times(100).toFixed()} % of list price (${why}); ${usedShare(credit.used)}`;
  return commitmentLines(address, name, paid, credit.list, assumption);
}

function commitmentLines(
  address: string,
  name: string,
  paid: Decimal,
  credit: Quantity,
  assumption: string,
): BillLine[] {
  return [
    line({ address, component: `${name}: committed`, monthly: exactly(paid), assumption }),
    line({
      address,
      component: `${name}: list price it covers`,
      monthly: times(credit, -1),
      assumption: 'on-demand hours above, paid by the commitment',
    }),
  ];
}

function discount(lines: readonly BillLine[], percent: number): BillLine {
  return line({
    address: 'commitments.discountPercent',
    component: `enterprise discount of ${percent} %`,
    monthly: times(totalOf(lines), new Decimal(percent).div(-100)),
    assumption: 'on everything above, as the client file says',
  });
}

function usedShare(used: Decimal): string {
  const idle = new Decimal(1).minus(used);
  if (idle.lte(0)) return 'used in every hour expected';
  return `${idle.times(100).toFixed(1)} % of it is expected to be unused and is paid all the same`;
}

function term(years: 1 | 3): string {
  return years === 1 ? '1 year' : '3 years';
}

function isPool({ type, subject }: BillLine, pool: string): boolean {
  return type === 'node_pool' && subject === pool;
}

function totalOf(lines: readonly BillLine[]): Quantity {
  return lines.reduce(
    (sum, { monthly }) =>
      plus(
        sum,
        atEachEnd((end) => new Decimal(monthly[end])),
      ),
    NOTHING,
  );
}

function line(over: { address: string; component: string; monthly: Quantity; assumption: string }): BillLine {
  const monthly = {
    low: money(over.monthly.low),
    expected: money(over.monthly.expected),
    high: money(over.monthly.high),
  };
  return {
    stack: '',
    path: over.address,
    ...over,
    monthly,
    item: over.component,
    status: 'priced',
    unit: 'month',
    quantity: { low: '1', expected: '1', high: '1' },
    source: 'terms in the client file',
    confidence: 'derived',
    type: '',
    prices: [],
    onDemand: false,
    idle: monthly.low,
    tags: {},
  };
}

/** On-demand dollars an hour of one line, inside and outside office hours. */
interface Row {
  types: readonly string[];
  family: string;
  /** Whether a savings plan for compute may cover it. */
  computes: boolean;
  /** List price of one, an hour. */
  price: Decimal;
  hours: { share: Decimal; left: Quantity }[];
}

/** What is bought on demand and not covered yet. */
class Demand {
  private readonly rows: Row[];

  constructor(lines: readonly BillLine[], schedule: OfficeHours | undefined) {
    const on = schedule === undefined ? new Decimal(1) : new Decimal(schedule.hoursPerWeek).div(WEEK);
    this.rows = lines
      .filter((line) => line.onDemand && new Decimal(line.quantity.high).gt(0))
      .map((line) => {
        const perHour = atEachEnd((end) => new Decimal(line.monthly[end]).div(HOURS));
        const isOff = schedule?.pools.some((pool) => isPool(line, pool)) === true;
        const first = line.prices[0] ?? '';
        const types = first.split('/').slice(1);
        const quantity = new Decimal(line.quantity.high);
        return {
          types,
          family: (types[0] ?? '').split('.')[0] ?? '',
          computes: first.startsWith('ec2/'),
          price:
            line.unitPrice === undefined ? new Decimal(line.monthly.high).div(quantity) : new Decimal(line.unitPrice),
          hours: [
            { share: on, left: perHour },
            { share: new Decimal(1).minus(on), left: isOff ? NOTHING : perHour },
          ],
        };
      });
  }

  /**
   * Takes what fits away, up to a cap in list dollars an hour.
   * @returns list dollars a month at each end, and the part of the cap that is used in the expected case
   */
  cover(fits: (row: Row) => boolean, capOf: (row: Row) => Decimal): { list: Quantity; used: Decimal } {
    const rows = this.rows.filter(fits);
    const [first] = rows;
    if (first === undefined) return { list: NOTHING, used: ZERO };
    const cap = capOf(first);
    const buckets = first.hours.map(({ share }, index) => {
      const covered = atEachEnd((end) => {
        let room = cap;
        for (const row of rows) {
          const bucket = row.hours[index];
          if (bucket === undefined) continue;
          const part = Decimal.min(room, bucket.left[end]);
          bucket.left = { ...bucket.left, [end]: bucket.left[end].minus(part) };
          room = room.minus(part);
        }
        return cap.minus(room);
      });
      return times(covered, share);
    });
    const hourly = buckets.reduce(plus, NOTHING);
    return { list: times(hourly, HOURS), used: hourly.expected.div(cap) };
  }
}
