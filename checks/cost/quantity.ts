import { Decimal, ZERO } from './decimal';

/** How much of something a month: at least, as expected, at most. */
export interface Quantity {
  low: Decimal;
  expected: Decimal;
  high: Decimal;
}

export const ENDS = ['low', 'expected', 'high'] as const;
export type End = (typeof ENDS)[number];

export const NOTHING: Quantity = { low: ZERO, expected: ZERO, high: ZERO };

/** A quantity that is not in doubt. */
export function exactly(amount: Decimal | number | string): Quantity {
  const value = new Decimal(amount);
  return { low: value, expected: value, high: value };
}

export function between(low: Decimal | number, expected: Decimal | number, high: Decimal | number): Quantity {
  return { low: new Decimal(low), expected: new Decimal(expected), high: new Decimal(high) };
}

/** Applies a function at each end. */
export function atEachEnd(make: (end: End) => Decimal): Quantity {
  return { low: make('low'), expected: make('expected'), high: make('high') };
}

export function times(quantity: Quantity, factor: Decimal | number | Quantity): Quantity {
  return atEachEnd((end) =>
    quantity[end].times(typeof factor === 'number' || factor instanceof Decimal ? factor : factor[end]),
  );
}

export function plus(a: Quantity, b: Quantity): Quantity {
  return atEachEnd((end) => a[end].plus(b[end]));
}
