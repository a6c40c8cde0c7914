import { Decimal, money, ZERO } from '../decimal';

/** Months that are looked ahead. */
export const HORIZON = 36;

export interface Terms {
  /** What the API costs in month 1, 2, …, dollars. */
  api: (month: number) => Decimal;
  /** What a model of one's own costs in the same month. */
  own: (month: number) => Decimal;
  /** Paid before the first month. */
  build: Decimal;
  /** Per cent a year. */
  discountPercent: number;
}

export interface Breakeven {
  /** First month by whose end the savings have paid the build; `none` in 36 months. */
  month: number | 'none';
  /** First month after that in which they no longer do: growth has outrun the API's side. */
  lostIn?: number;
  /** Over 36 months, build deducted; negative where the API is cheaper. */
  saving: string;
  /** The same with money of later months worth less. */
  savingDiscounted: string;
  /** Saved so far at the end of each month, build deducted. */
  cumulative: string[];
}

/** When a model of one's own has paid for itself against an API. */
export function breakeven({ api, own, build, discountPercent }: Terms): Breakeven {
  const yearly = new Decimal(1).plus(new Decimal(discountPercent).div(100));
  const cumulative: Decimal[] = [];
  let sum = build.neg();
  let discounted = build.neg();
  for (let month = 1; month <= HORIZON; month += 1) {
    const saved = api(month).minus(own(month));
    sum = sum.plus(saved);
    discounted = discounted.plus(saved.div(yearly.pow(new Decimal(month).div(12))));
    cumulative.push(sum);
  }
  const first = cumulative.findIndex((amount) => amount.gte(0));
  const lost = first < 0 ? -1 : cumulative.findIndex((amount, index) => index > first && amount.lt(0));
  return {
    month: first < 0 ? 'none' : first + 1,
    ...(lost < 0 ? {} : { lostIn: lost + 1 }),
    saving: shown(cumulative.at(-1) ?? ZERO),
    savingDiscounted: shown(discounted),
    cumulative: cumulative.map(shown),
  };
}

/** Growth and discount leave digits without end. */
function shown(amount: Decimal): string {
  return money(amount.toDecimalPlaces(6));
}
