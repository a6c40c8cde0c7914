import { InvalidArgumentError } from 'commander';

/** A day as an option says it, `2026-11-21`. @throws InvalidArgumentError if the calendar has no such day */
export function day(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('It must be a day of the calendar, such as 2026-11-21.');
  return text;
}
