import type { BudgetVerdict, CostResult, CostShare, Money, Range, UseCase } from '../../../contract';
import type { Advice } from '../advice';
import { sums, type Bill, type BillLine } from '../bill';
import type { Comparison } from '../comparison';
import { Decimal, money } from '../decimal';
import type { CostDifference } from '../difference';
import { openLines, openText } from '../estimate';
import type { LedgerEntry } from '../ledger';
import { times } from '../quantity';
import { bookAge, type BookAge } from './age';
import { assumptionsOf, type Assumption } from './assumptions';
import { COMMITMENTS, componentOf, isCommitment, moneyOf, sharesBy, sharesByUseCase } from './shares';

/** One environment as it goes into a report. */
export interface EnvironmentBill {
  /** `acme production`; the file where nothing says what it is. */
  name: string;
  bill: Bill;
  budgets: BudgetVerdict[];
  useCases: readonly UseCase[];
  advice: Advice[];
  comparisons: Comparison[];
  ledger: LedgerEntry[];
}

/** A line with the environment it is due in. */
export interface ReportLine extends BillLine {
  environment: string;
}

/** What `cost.json` holds, and all other forms are rendered from. Amounts are decimal strings, US dollars, unrounded. */
export interface CostReport extends Omit<CostResult, 'lines' | 'unpriced' | 'budget' | 'budgets'> {
  schemaVersion: 1;
  /** Day of the estimate. */
  date: string;
  age?: BookAge;
  yearly: Range;
  /** Due every month without any traffic. */
  idle: Money;
  by: {
    environment: CostShare[];
    stack: CostShare[];
    component: CostShare[];
    useCase: CostShare[];
    tags: { key: string; shares: CostShare[] }[];
  };
  assumptions: Assumption[];
  budgets: ({ environment: string } & BudgetVerdict)[];
  lines: ReportLine[];
  unpriced: CostResult['unpriced'];
  advice: Advice[];
  comparisons: Comparison[];
  ledger: LedgerEntry[];
  difference?: CostDifference;
}

const MOST_ASSUMPTIONS = 5;
export const UNTAGGED = 'not tagged';

/** Puts the bills of one or more environments together. */
export function costReport(environments: readonly EnvironmentBill[], date: string): CostReport {
  const lines = environments
    .flatMap(({ name, bill }) => bill.lines.map((line): ReportLine => ({ environment: name, ...line })))
    .map((line, index) => ({ line, index, expected: new Decimal(line.monthly.expected) }))
    .sort((a, b) => b.expected.cmp(a.expected) || a.index - b.index)
    .map(({ line }) => line);
  const { total, idle } = sums(lines);
  const open = openLines(lines);
  const reviewed = environments.map(({ bill }) => bill.prices).sort()[0] ?? '';
  const age = bookAge(reviewed, date);
  return {
    schemaVersion: 1,
    date,
    currency: 'USD',
    region: [...new Set(environments.map(({ bill }) => bill.region))].sort().join(', '),
    period: 'month',
    hours: 730,
    prices: reviewed,
    ...(age === undefined ? {} : { age }),
    total: moneyOf(total),
    yearly: moneyOf(times(total, 12)),
    idle: money(idle),
    atLeast: open.length > 0,
    by: {
      environment: sharesBy(lines, ({ environment }) => environment),
      stack: sharesBy(lines, ({ stack }) => (stack === '' ? COMMITMENTS : stack)),
      component: sharesBy(lines, componentOf),
      useCase: sharesByUseCase(
        lines,
        environments.flatMap(({ useCases }) => useCases),
      ),
      tags: byTag(lines.filter((line) => !isCommitment(line))),
    },
    assumptions: assumptionsOf(lines, MOST_ASSUMPTIONS),
    budgets: environments.flatMap(({ name, budgets }) => budgets.map((each) => ({ environment: name, ...each }))),
    lines,
    unpriced: open.map(openText),
    advice: environments
      .flatMap(({ advice }) => advice)
      .sort((a, b) => new Decimal(b.monthly).cmp(a.monthly) || (a.where < b.where ? -1 : 1)),
    comparisons: environments.flatMap(({ comparisons }) => comparisons),
    ledger: environments.flatMap(({ ledger }) => ledger),
  };
}

/** Tags that some lines have and that tell them apart. `Name` tells every line apart and says nothing. */
function byTag(lines: readonly ReportLine[]): CostReport['by']['tags'] {
  const keys = [...new Set(lines.flatMap(({ tags }) => Object.keys(tags)))].filter((key) => key !== 'Name').sort();
  return keys.map((key) => ({ key, shares: sharesBy(lines, ({ tags }) => tags[key] ?? UNTAGGED) }));
}
