import { ragTable } from '../../checks/cost';
import { choiceText, corpusText, floorText, plain, useText } from '../../checks/report';
import { ragPlan, type Settings } from '../../config';
import type { RagTable } from '../../contract';
import { readClient } from '../clients';
import { EXIT, refuse, Stop } from '../stop';
import { result } from '../terminal';
import { oneOf } from './options';

export interface RagOptions {
  client: string;
  clients: string;
  environment?: string;
  date: string;
  documents?: string;
  queries?: string;
  dimensions?: string;
  budget?: string;
  format: string;
}

/** `groundplane rag`: every way to keep the index of a client's documents, what stands against each and what it costs. */
export function rag(options: RagOptions): void {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const settings = settingsOf(options);
  const table = tableOf(settings, options);
  if (format === 'json') {
    result(JSON.stringify({ schemaVersion: 1, ...table }, null, 2));
    return;
  }
  const rows = table.rows.flatMap((row) => [
    `${row.chosen ? '→' : ' '} ${row.index.padEnd(22)} ${floorText(row)} idle, questions add ${useText(row)}; ${row.size}`,
    ...row.obstacles.map((obstacle) => `    out: ${plain(obstacle)}`),
    ...[...row.unpriced.floor, ...row.unpriced.use].map((what) => `    not priced: ${plain(what)}`),
    `    ${row.note}`,
  ]);
  result([plain(corpusText(table)), `  ${choiceText(table)}`, '', ...rows].join('\n'));
}

function settingsOf({ client, clients, date, environment }: RagOptions): Settings {
  const { environments } = readClient(client, date, clients);
  const found = environments.find(({ name }) => environment === undefined || name === environment);
  const names = environments.map(({ name }) => name).join(', ');
  return found?.settings ?? refuse(`${client} has no environment "${environment ?? ''}"; it has ${names}`);
}

function tableOf(settings: Settings, { documents, queries, dimensions, budget }: RagOptions): RagTable {
  const plan = ragPlan(settings, {
    ...(documents === undefined ? {} : { documents: whole('--documents', documents) }),
    ...(queries === undefined ? {} : { queriesPerSecond: whole('--queries', queries) }),
    ...(dimensions === undefined ? {} : { dimensions: whole('--dimensions', dimensions) }),
    ...(budget === undefined ? {} : { monthlyUsd: String(whole('--budget', budget)) }),
  });
  if (plan === undefined) throw new Stop(EXIT.verdict, 'no kind of index can carry these documents within that budget');
  return ragTable(plan, settings.environment.region);
}

function whole(option: string, value: string): number {
  return /^[1-9]\d{0,8}$/.test(value)
    ? Number(value)
    : refuse(`${option} ${JSON.stringify(value)} is not a whole number above zero`);
}
