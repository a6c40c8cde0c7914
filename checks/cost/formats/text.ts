import type { CostShare } from '../../../contract';
import { money, monthly } from '../../report/figures';
import { plain } from '../../report/plain-text';
import type { CostReport } from '../report/cost-report';
import { Decimal } from '../decimal';
import { COMMITMENTS, isCommitment, listPrice, restsOn } from '../report/shares';
import { signed } from './difference-markdown';

/** Lets the caller colour a word; the words say everything without it. */
type Paint = (style: 'bold' | 'red' | 'yellow' | 'green' | 'dim', text: string) => string;

type Row = readonly [amount: string, what: string, where: string, why: string];

const LARGEST = 10;
const MOST_OPEN = 5;
const MONEY_WIDTH = 11;
const VERDICT_STYLE = { within: 'green', over: 'red', unknown: 'yellow', waived: 'yellow' } as const;

/** The bill for a terminal: one screen. */
export function costText(report: CostReport, paint: Paint): string {
  const least = report.atLeast ? 'at least ' : '';
  const rests = restsOn(report.lines);
  return [
    paint('bold', `${least}${monthly(report.total)}`),
    `  ${plain(report.region)} · ${least}${money(report.yearly.expected)} a year · ${money(report.idle)} a month without any traffic · list prices of ${report.prices}`,
    ...(rests === '' ? [] : [`  rests on ${rests}`]),
    ...age(report, paint),
    ...budgets(report, paint),
    ...commitments(report),
    ...difference(report),
    '',
    ...tables(report),
    ...comparisons(report),
    ...open(report, paint),
  ].join('\n');
}

function tables({ lines, by, assumptions, advice }: CostReport): string[] {
  const billed = lines.filter((line) => line.confidence !== undefined && !isCommitment(line));
  return [
    ...section(
      'largest',
      billed
        .slice(0, LARGEST)
        .map(({ monthly, component, path, address, assumption = '' }) => [
          monthly.expected,
          component,
          path === '' ? address : path.replace(/\/Resource$/, ''),
          assumption,
        ]),
    ),
    ...section('by component', parts(by.component).slice(0, LARGEST)),
    ...section('by use case', parts(by.useCase)),
    ...section(
      'moves the total most',
      assumptions.map(({ swing, label, why }) => [swing, label, why, '']),
    ),
    ...section(
      'could be done',
      advice.map(({ monthly, what, where, kind }) => [kind === 'saving' ? `-${monthly}` : monthly, what, where, '']),
    ),
  ];
}

function parts(shares: readonly CostShare[]): Row[] {
  return shares
    .filter(({ name, expected }) => name !== COMMITMENTS && !new Decimal(expected).isZero())
    .map(({ expected, name, high }) => [expected, name, high === expected ? '' : `up to ${money(high)}`, '']);
}

function age({ age: book }: CostReport, paint: Paint): string[] {
  if (book === undefined || book.verdict === 'fresh') return [];
  return [`  ${paint('yellow', `prices are ${book.days} days old`)}; refresh the price book`];
}

function budgets({ budgets: verdicts }: CostReport, paint: Paint): string[] {
  return verdicts.map(
    ({ environment, name, verdict, reason }) =>
      `  ${paint(VERDICT_STYLE[verdict], verdict)}: ${plain([environment, name].filter((part) => part !== '').join(', '))}: ${plain(reason)}`,
  );
}

function commitments({ by, total }: CostReport): string[] {
  const paid = by.component.find(({ name }) => name === COMMITMENTS);
  if (paid === undefined) return [];
  return [
    `  list price ${money(listPrice(by.component).toFixed())}, commitments ${signed(paid.expected)}: ${money(total.expected)} to pay`,
  ];
}

function difference({ difference: found }: CostReport): string[] {
  if (found === undefined) return [];
  const { resources, usage, prices } = found.because;
  return [
    `  ${signed(found.change)} against before: resources ${signed(resources)}, usage assumptions ${signed(usage)}, price book ${signed(prices)}${found.moved.length > 0 ? `; ${found.moved.length} moved` : ''}`,
  ];
}

function section(title: string, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  return [
    title,
    ...rows.map(
      ([amount, what, where, why]) =>
        `  ${money(amount).padStart(MONEY_WIDTH)}  ${plain([what, where, why].filter((part) => part !== '').join(' · '))}`,
    ),
    '',
  ];
}

function comparisons({ comparisons: all }: CostReport): string[] {
  if (all.length === 0) return [];
  return [
    'API against private',
    ...all.map(({ useCase, api, own, at, reason }) => {
      if (at === undefined) return `  ${plain(useCase)}: cannot be compared, ${plain(reason)}`;
      const { month, apiMonthly, ownMonthly, saving } = at.expected;
      const when = month === 'none' ? 'no breakeven in 36 months' : `breakeven in month ${month}`;
      return `  ${plain(useCase)}: ${api} ${money(apiMonthly)}, ${plain(own)} ${money(ownMonthly)} a month; ${when}, ${money(saving)} over three years`;
    }),
    '',
  ];
}

function open({ unpriced }: CostReport, paint: Paint): string[] {
  if (unpriced.length === 0) return [];
  const rest = unpriced.length - MOST_OPEN;
  return [
    paint('yellow', `not priced: ${unpriced.length}`),
    ...unpriced
      .slice(0, MOST_OPEN)
      .map(
        ({ stack, address, component, reason }) =>
          `  ${plain(`${address === '' ? stack : address}: ${component}: ${reason}`)}`,
      ),
    ...(rest > 0 ? [`  and ${rest} more; --format json names them all`] : []),
    '',
  ];
}
