import { Decimal as Library } from 'decimal.js';
import type { Money } from '../../contract';

/** Decimals with room for any bill: 60 digits, so that no amount is rounded on the way, and settings nobody else shares. */
export const Decimal = Library.clone({ precision: 60, toExpNeg: -100, toExpPos: 100 });
export type Decimal = Library;

export const ZERO = new Decimal(0);

/** Hours of a month, as the AWS calculator counts. */
export const HOURS = new Decimal(730);

/** An amount as text, unrounded, without exponent. */
export function money(amount: Decimal): Money {
  return amount.toFixed();
}

/** An amount as a reader wants it: cents, and commas between thousands. Rounded here and nowhere before. */
export function dollars(amount: Decimal | Money): string {
  const [whole = '0', cents = '00'] = new Decimal(amount).toFixed(2).split('.');
  return `${grouped(whole)}.${cents}`;
}

/** Digits with commas between thousands. */
export function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
