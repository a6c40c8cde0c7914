import { money } from '../../report/figures';
import { code, markdown } from '../../report/plain-text';
import { Decimal } from '../decimal';
import type { CostDifference, DifferenceItem, Reasons } from '../difference';

const MOST = 15;
/** Dollars a month below which a change is only counted, where there are larger ones. */
const SMALL = '0.1';

/** What changed against another estimate, with the reason in money. */
export function differenceMarkdown({ change, because, items, moved, before, after }: CostDifference): string[] {
  // the largest come first
  const large = items.filter((item) => new Decimal(item.change).abs().gte(SMALL));
  const shown = (large.length > 0 ? large : items).slice(0, MOST);
  const several = new Set(items.map(({ environment }) => environment)).size > 1;
  return [
    `### ${headline(change)}`,
    '',
    `${money(before.expected)} → ${money(after.expected)} a month, because of ${reasons(because)}${moved.length > 0 ? `; ${moved.length} moved, which costs nothing` : ''}.`,
    '',
    ...(items.length === 0
      ? []
      : [
          '| change | | what | where | why |',
          '|--:|---|---|---|---|',
          ...shown.map(
            (item) =>
              `| ${signed(item.change)} | ${item.kind} | ${markdown(item.component)} | ${placeOf(item, several)} | ${reasons(item)} |`,
          ),
          ...(items.length > shown.length ? [`| | | ${items.length - shown.length} smaller changes | | |`] : []),
          '',
        ]),
  ];
}

/** Environments of one client have the same addresses. */
function placeOf({ environment, address, stack }: DifferenceItem, several: boolean): string {
  const place = code(address || stack);
  return several && environment !== undefined ? `${markdown(environment)} ${place}` : place;
}

function headline(change: string): string {
  const amount = new Decimal(change);
  if (amount.isZero()) return 'The bill is the same';
  return `${money(amount.abs().toFixed())} a month ${amount.isNegative() ? 'less' : 'more'}`;
}

function reasons({ resources, usage, prices }: Reasons): string {
  const named = [
    ['resources', resources],
    ['usage assumptions', usage],
    ['the price book', prices],
  ] as const;
  const found = named.filter(([, amount]) => !new Decimal(amount).isZero());
  return found.length === 0 ? 'nothing' : found.map(([name, amount]) => `${name} ${signed(amount)}`).join(', ');
}

export function signed(amount: string): string {
  return `${new Decimal(amount).isNegative() ? '' : '+'}${money(amount)}`;
}
