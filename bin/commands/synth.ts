import { join } from 'node:path';
import { consoleReport, type Report } from '../../checks/report';
import { renderProblems } from '../../config';
import { clientNames, readClient } from '../clients';
import { EXIT, refuse, Stop } from '../stop';
import { synthesize } from '../synthesize';
import { note, painter, result } from '../terminal';
import { oneOf } from './options';

export interface SynthOptions {
  client?: string;
  all?: true;
  environment?: string;
  output: string;
  clients: string;
  date: string;
  format: string;
}

/** `groundplane synth`. */
export async function synth(options: SynthOptions): Promise<void> {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const names = chosen(options);
  // read all before the first is built: a mistake in the third must not cost the first two
  const clients = names.map((name) => readClient(name, options.date, options.clients));
  const reports: Report[] = [];
  for (const client of clients) {
    if (client.notices.length > 0) note(`${renderProblems(client.notices)}\n`);
    const output = names.length > 1 ? join(options.output, client.client.client) : options.output;
    const report = await synthesize(client, { output, today: options.date, environment: options.environment });
    reports.push(report);
    if (format === 'text') result(`${consoleReport(report, painter(process.stdout))}\n${whatNow(report, output)}\n`);
  }
  if (format === 'json') result(JSON.stringify(names.length > 1 ? reports : reports[0], null, 2));
  if (reports.some((report) => report.verdict === 'stop')) throw new Stop(EXIT.verdict);
}

function chosen(options: SynthOptions): string[] {
  if (options.client !== undefined && options.all) refuse('say --client or --all, not both');
  if (options.client !== undefined) return [options.client];
  const names = clientNames(options.clients);
  if (names.length === 0) refuse(`no client in ${options.clients}/; start with: groundplane init <name> …`);
  if (!options.all) refuse(`say which client: --client <name> (${names.join(', ')}), or --all`);
  if (options.environment !== undefined) refuse('--environment goes with --client');
  return names;
}

function whatNow(report: Report, output: string): string {
  const written = `written: ${output} (stacks, report.md, report.json)`;
  if (report.verdict === 'stop') return `${written}; no manifest, so nothing can be deployed until this is mended`;
  return `${written}; next: CLIENT=${report.client} npx cdktf diff <stack>`;
}
