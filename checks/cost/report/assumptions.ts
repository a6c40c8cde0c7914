import type { Range } from '../../../contract';
import type { BillLine } from '../bill';
import { Decimal } from '../decimal';
import { atEachEnd, NOTHING, plus, type Quantity } from '../quantity';
import { moneyOf } from './shares';

/** Something that is not known and moves the total. */
export interface Assumption {
  /** Key a usage file may set, or what is billed where the configuration leaves a range. */
  what: string;
  /** What is billed by it, in words. */
  label: string;
  /** Sentence with the figure. */
  why: string;
  /** What rests on it, a month. */
  monthly: Range;
  /** Between low and high. */
  swing: string;
}

/** What moves the total most, first. */
export function assumptionsOf(lines: readonly BillLine[], most: number): Assumption[] {
  const groups = new Map<string, { lines: BillLine[]; sum: Quantity }>();
  for (const line of lines) {
    if (line.type === '') continue;
    const what = line.basis?.key ?? line.item;
    const group = groups.get(what) ?? { lines: [], sum: NOTHING };
    group.lines.push(line);
    group.sum = plus(
      group.sum,
      atEachEnd((end) => new Decimal(line.monthly[end])),
    );
    groups.set(what, group);
  }
  return [...groups]
    .map(([what, { lines: own, sum }]) => ({
      what,
      label: itemsOf(own),
      why: own[0]?.assumption ?? '',
      sum,
      swing: sum.high.minus(sum.low),
    }))
    .filter(({ swing }) => swing.gt(0))
    .sort((a, b) => b.swing.cmp(a.swing) || (a.what < b.what ? -1 : 1))
    .slice(0, most)
    .map(({ what, label, why, sum, swing }) => ({ what, label, why, monthly: moneyOf(sum), swing: swing.toFixed() }));
}

function itemsOf(lines: readonly BillLine[]): string {
  const [first = '', second, ...rest] = [...new Set(lines.map(({ item }) => item))];
  if (second === undefined) return first;
  return rest.length === 0 ? `${first}, ${second}` : `${first}, ${second} and ${rest.length} more`;
}
