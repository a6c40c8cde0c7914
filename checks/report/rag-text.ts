import Decimal from 'decimal.js';
import type { RagRow, RagTable } from '../../contract';
import { money } from './figures';
import { markdown } from './plain-text';

/** What must be carried, in a line. */
export function corpusText({ corpus, region }: RagTable): string {
  const { documents, chunks, dimensions, tenants, queriesPerSecond } = corpus;
  return `${grouped(documents)} documents in ${grouped(chunks)} pieces of ${dimensions} dimensions, ${tenants} kept apart, ${queriesPerSecond} questions in the busiest second; ${region}`;
}

/** Idle cost of a row; never a figure where nothing of it is priced. */
export function floorText({ floor, unpriced }: RagRow): string {
  return amount(floor, unpriced.floor.length > 0);
}

/** What questions add to it. */
export function useText({ use, unpriced }: RagRow): string {
  return amount(use, unpriced.use.length > 0);
}

/** Name of the kind chosen, with who chose it. */
export function choiceText({ index, by }: Pick<RagTable, 'index' | 'by'>): string {
  return by === 'table' ? `${index}, the cheapest that carries it` : `${index}, as the client file says`;
}

/** The table for a report in Markdown. */
export function ragRows(table: RagTable): string[] {
  return [
    `${markdown(corpusText(table))}: **${markdown(choiceText(table))}**.`,
    '',
    '| index | a month, idle | questions add | what runs | stands against it | to know |',
    '|---|--:|--:|---|---|---|',
    ...table.rows.map((row) =>
      [
        '',
        row.chosen ? `**${row.index}**` : row.index,
        floorText(row),
        useText(row),
        markdown(row.size),
        markdown([...row.obstacles, ...row.unpriced.floor, ...row.unpriced.use].join('; ')),
        markdown(row.note),
        '',
      ].join('|'),
    ),
  ];
}

function amount(usd: string, open: boolean): string {
  if (!open) return money(usd);
  return new Decimal(usd).isZero() ? 'not priced' : `at least ${money(usd)}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
