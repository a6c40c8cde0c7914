import type { BookFile } from '../book';

/** A price file as it is kept: an entry a line, sorted, so that a refresh shows as the lines that changed. */
export function bookText({ region, currency, date, sources, prices, notOffered }: BookFile): string {
  return [
    '{',
    `  "region": ${JSON.stringify(region)},`,
    `  "currency": ${JSON.stringify(currency)},`,
    `  "date": ${JSON.stringify(date)},`,
    `  "sources": ${section(sources)},`,
    `  "prices": ${section(prices)},`,
    `  "notOffered": ${section(notOffered)}`,
    '}',
    '',
  ].join('\n');
}

function section(entries: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(entries).sort();
  if (keys.length === 0) return '{}';
  return `{\n${keys.map((key) => `    ${JSON.stringify(key)}: ${spaced(entries[key])}`).join(',\n')}\n  }`;
}

/** On one line, with a space after each colon and comma. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}: ${spaced(field)}`).join(', ')}}`;
}
