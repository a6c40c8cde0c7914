import type { Basis, Usage } from './context';
import { Decimal } from './decimal';
import { between, exactly, times, type Quantity } from './quantity';

/** What one resource or intent is billed for. A meter says it; the price book turns it into money. */
export type Component = Billed | Unbilled;

export interface Billed {
  /** `priced`: the quantity follows from the configuration. `usage`: it is an assumption. */
  status: 'priced' | 'usage';
  name: string;
  /** Must be the unit of the price. */
  unit: string;
  quantity: Quantity;
  /**
   * Keys in the price book. Several where it is open which one applies: the first that is offered is expected, the
   * cheapest is the low end, the dearest the high end.
   */
  prices: readonly string[];
  /** Part of the price that is paid at each end, for spot and reservations. @default - all of it */
  share?: Quantity;
  /** What the quantity rests on. */
  assumption?: string;
  /** Whose price list applies. @default - the region of the stack */
  region?: string;
  /** The usage figure it rests on. */
  basis?: Basis;
}

export interface Unbilled {
  status: 'free' | 'shared' | 'unpriced' | 'unknown';
  name: string;
  /** Why it costs nothing here, or why it cannot be told. */
  reason: string;
  /** Resources it stands for. @default - the one it is listed with */
  count?: number;
}

/** Something whose quantity follows from the configuration. */
export function fixed(
  name: string,
  price: string,
  unit: string,
  quantity: Quantity | Decimal | number,
  assumption?: string,
): Billed {
  const amount = typeof quantity === 'number' || quantity instanceof Decimal ? exactly(quantity) : quantity;
  return { status: 'priced', name, unit, quantity: amount, prices: [price], assumption };
}

/**
 * Something whose quantity is an assumption.
 * @param factor from the unit of the usage to the unit of the price
 */
export function used(name: string, price: string, unit: string, usage: Usage, factor: number | string = 1): Billed {
  const { quantity, assumption, basis } = usage;
  const amount = times(quantity, new Decimal(factor));
  return { status: 'usage', name, unit, quantity: amount, prices: [price], assumption, basis };
}

export function free(name: string, reason: string): Unbilled {
  return { status: 'free', name, reason };
}

/** Billed on another line; says on which. */
export function shared(name: string, reason: string): Unbilled {
  return { status: 'shared', name, reason };
}

/** Nobody here knows the price. */
export function unpriced(name: string, reason: string): Unbilled {
  return { status: 'unpriced', name, reason };
}

/** The quantity shows only after apply. */
export function unknown(name: string, attribute: string): Unbilled {
  return { status: 'unknown', name, reason: `${attribute} is known only after apply` };
}

/** Part of the on-demand price that spot costs: best, planned, and when there is no spare capacity. Source: costs of 2026. */
export const SPOT_SHARE = between(new Decimal('0.4'), new Decimal('0.6'), 1);
