import type { Place, Usage } from '../context';
import { Decimal, grouped } from '../decimal';
import { NOTHING, times, type Quantity } from '../quantity';
import type { UsageDefault } from './usage-default';
import { STAGE_SHARE, USAGE_DEFAULTS, type UsageKey } from './usage-defaults';

/** As if nobody used it. */
export const ZERO_USAGE: Usage = { quantity: NOTHING, assumption: 'without traffic' };

// a third of 400 GB has no end; an assumption does not need one
const DECIMALS = 6;

/**
 * Default usage of one resource for its tier and stage, with the assumption as a sentence.
 * @param among resources that a figure for the whole environment is split among
 */
export function defaultUsage(key: UsageKey, place: Place, among: number): Usage {
  const entry: UsageDefault = USAGE_DEFAULTS[key];
  const [low, expected, high] = entry[place.tier];
  const month: Quantity = { low: new Decimal(low), expected: new Decimal(expected), high: new Decimal(high) };
  const stage = entry.scales === false ? 1 : STAGE_SHARE[place.stage];
  const parts = entry.per === 'environment' ? Math.max(1, among) : 1;
  const quantity = mapped(times(month, stage), (amount) => amount.div(parts).toDecimalPlaces(DECIMALS));
  return {
    quantity,
    // before it is split: a second gateway is a resource more, not another assumption
    basis: { key, figure: times(month, stage), from: 'tier' },
    assumption: [
      `${grouped(String(expected))} ${entry.unit}${entry.scales === false ? '' : ' in production'} (${place.tier}): ${entry.because}`,
      ...(stage === 1 ? [] : [`${place.stage} counts ${stage * 100} % of it`]),
      ...(parts === 1 ? [] : [`split among ${parts}`]),
    ].join('; '),
  };
}

function mapped(quantity: Quantity, change: (amount: Decimal) => Decimal): Quantity {
  return { low: change(quantity.low), expected: change(quantity.expected), high: change(quantity.high) };
}
