import type { BudgetRules, BudgetVerdict, BudgetWaiver, CostLine, CostResult, Money, Range } from '../../contract';
import { Decimal, dollars, ZERO } from './decimal';

/** Whether the expected bill keeps the budget. Kept by ignorance is not kept: with anything unpriced the answer is `unknown`. */
export function judgeBudget(expected: Decimal, unpriced: number, monthly: Money): NonNullable<CostResult['budget']> {
  const figures = `${dollars(expected)} expected of ${dollars(monthly)} USD a month`;
  if (expected.gt(monthly)) return { monthly, verdict: 'over', reason: figures };
  if (unpriced === 0) return { monthly, verdict: 'within', reason: figures };
  const what = unpriced === 1 ? '1 line has' : `${unpriced} lines have`;
  return { monthly, verdict: 'unknown', reason: `at least ${figures}, but ${what} no price` };
}

const OPEN: ReadonlySet<CostLine['status']> = new Set(['notOffered', 'unpriced', 'unknown']);

interface Judged extends CostLine {
  tags: Record<string, string>;
}

export interface BudgetContext {
  /** A waiver holds to the end of its last day. */
  today: string;
  /** Expected and high of what it is compared with. @default - no judgement of the increase */
  before?: CostResult['total'];
}

/** Every limit of the client, in the order of the file. */
export function judgeBudgets(lines: readonly Judged[], rules: BudgetRules, context: BudgetContext): BudgetVerdict[] {
  const judge = new Judge(rules, context);
  const open = lines.filter(({ status }) => OPEN.has(status)).length;
  return [
    judge.limit('month', rules.monthlyUsd, lines),
    ...Object.entries(rules.stacks ?? {}).map(([stack, limit]) =>
      judge.limit(
        `stack ${stack}`,
        limit,
        lines.filter((line) => line.stack === stack || line.stack.endsWith(`-${stack}`)),
      ),
    ),
    ...Object.entries(rules.tags ?? {}).map(([tag, limit]) => judge.limit(`tag ${tag}`, limit, tagged(lines, tag))),
    ...judge.increases(lines),
    judge.ignorance(open),
  ];
}

function tagged(lines: readonly Judged[], tag: string): Judged[] {
  const at = tag.indexOf('=');
  return lines.filter(({ tags }) => tags[tag.slice(0, at)] === tag.slice(at + 1));
}

class Judge {
  constructor(
    private readonly rules: BudgetRules,
    private readonly context: BudgetContext,
  ) {}

  limit(name: string, limit: Money, lines: readonly Judged[]): BudgetVerdict {
    const found = this.sum(lines);
    const open = lines.filter(({ status }) => OPEN.has(status)).length;
    const reason = `${dollars(found)} ${this.rules.judgedOn} of ${dollars(limit)} USD a month`;
    const known = { name, limit: dollars(limit), found: dollars(found), action: this.rules.action };
    if (found.gt(limit)) return this.over({ ...known, reason });
    if (lines.length === 0) return { ...known, verdict: 'unknown', reason: 'nothing in the bill bears that name' };
    if (open === 0) return { ...known, verdict: 'within', reason: `${reason}${this.highEnd(limit, lines)}` };
    const { unpricedLines } = this.rules;
    return {
      ...known,
      verdict: open > unpricedLines ? 'unknown' : 'within',
      reason: `at least ${reason}; ${lacking(open, unpricedLines)}${this.highEnd(limit, lines)}`,
    };
  }

  /** What is judged on the expected bill may still come to more than the limit. */
  private highEnd(limit: Money, lines: readonly Judged[]): string {
    const high = this.sum(lines, 'high');
    return high.gt(limit) ? `; up to ${dollars(high)} at the high end, which is over it` : '';
  }

  increases(lines: readonly Judged[]): BudgetVerdict[] {
    const { before } = this.context;
    if (before === undefined) return [];
    const { increaseUsd, increasePercent, judgedOn, action } = this.rules;
    const was = new Decimal(before[judgedOn]);
    const more = this.sum(lines).minus(was);
    const percent = was.isZero() ? undefined : more.div(was).times(100);
    const judged = (name: string, limit: string, found: string, isOver: boolean): BudgetVerdict => {
      const known = { name, limit, found, action, reason: `${found} more than before, ${limit} allowed` };
      return isOver ? this.over(known) : { ...known, verdict: 'within' };
    };
    return [
      ...(increaseUsd === undefined
        ? []
        : [judged('increase', `${dollars(increaseUsd)} USD`, `${dollars(more)} USD`, more.gt(increaseUsd))]),
      ...(increasePercent === undefined
        ? []
        : [
            judged(
              'increase in per cent',
              `${increasePercent} %`,
              percent === undefined ? 'from nothing' : `${percent.toFixed(1)} %`,
              percent === undefined ? more.gt(0) : percent.gt(increasePercent),
            ),
          ]),
    ];
  }

  ignorance(open: number): BudgetVerdict {
    const { unpricedLines, action } = this.rules;
    const known = { name: 'lines without a price', limit: String(unpricedLines), found: String(open), action };
    const reason = lacking(open, unpricedLines);
    return open > unpricedLines ? this.over({ ...known, reason }) : { ...known, verdict: 'within', reason };
  }

  private over(known: Omit<BudgetVerdict, 'verdict'>): BudgetVerdict {
    const { waiver } = this.rules;
    if (waiver === undefined) return { ...known, verdict: 'over' };
    if (waiver.expires < this.context.today) {
      return {
        ...known,
        verdict: 'over',
        reason: `${known.reason}; the waiver of ${waiver.owner} ended on ${waiver.expires}`,
      };
    }
    return { ...known, verdict: 'waived', reason: `${known.reason}; ${waivedBy(waiver)}` };
  }

  private sum(lines: readonly Judged[], end: keyof Range = this.rules.judgedOn): Decimal {
    return lines.reduce((sum, { monthly }) => sum.plus(monthly[end]), ZERO);
  }
}

function waivedBy({ owner, expires, ticket, reason }: BudgetWaiver): string {
  return `waived by ${owner} until ${expires} (${ticket}): ${reason}`;
}

function lacking(lines: number, allowed: number): string {
  return `${lines === 1 ? '1 line has' : `${lines} lines have`} no price, ${allowed} may lack one`;
}
