import { stringify } from 'yaml';
import type { Origin } from '../../config';

/** A value as it would stand in a client file, on one line. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'not set';
  if (typeof value !== 'string') return JSON.stringify(value);
  const text = stringify(value, { lineWidth: 0 }).trimEnd();
  return text.includes('\n') ? JSON.stringify(value) : text;
}

/** Where a value comes from, short. */
export function originText(origin: Origin | undefined): string {
  if (origin === undefined) return 'nowhere: left out, and nothing is assumed';
  if (origin.kind === 'file') return `${origin.file}:${origin.line}`;
  return origin.kind === 'tier' ? `default: ${origin.reason}` : `computed from ${origin.from}`;
}
