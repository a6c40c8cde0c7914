import { isObject, UNKNOWN, type Json, type JsonObject } from '../../contract';
import { Decimal } from './decimal';

/** Whether a value shows only after apply: a reference that stayed one, or worse. */
export function isOpen(value: Json | undefined): boolean {
  return typeof value === 'string' && (value === UNKNOWN || value.startsWith('${'));
}

/** Text of an attribute; `fallback` where it is absent, undefined where it is not known. */
export function text(values: JsonObject | undefined, name: string, fallback = ''): string | undefined {
  const value = values?.[name];
  if (value === undefined || value === null) return fallback;
  return typeof value !== 'string' || isOpen(value) ? undefined : value;
}

/** Number of an attribute, never negative; `fallback` where it is absent, undefined where it is not known or no number. */
export function number(values: JsonObject | undefined, name: string, fallback: number): Decimal | undefined {
  const value = values?.[name];
  if (value === undefined || value === null) return new Decimal(fallback);
  if (typeof value !== 'number' && !(typeof value === 'string' && /^\d+(\.\d+)?$/.test(value))) return undefined;
  const amount = new Decimal(value);
  return amount.isFinite() && !amount.isNegative() ? amount : undefined;
}

/** Whether a yes/no attribute says yes, which the provider also takes as text. */
export function says(values: JsonObject | undefined, name: string): boolean {
  const value = values?.[name];
  return value === true || value === 'true';
}

/** Texts of a list attribute; undefined where the list or its length is not known. */
export function list(values: JsonObject | undefined, name: string): string[] | undefined {
  const value = values?.[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  return value.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
}

/** Nested blocks of a name. */
export function blocks(values: JsonObject | undefined, name: string): JsonObject[] {
  const value = values?.[name];
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

/** The first nested block of a name. */
export function block(values: JsonObject | undefined, name: string): JsonObject | undefined {
  return blocks(values, name)[0];
}
