import { join } from 'node:path';
import { version } from '../../package.json';
import type { FormatSource, Place } from '../../checks/formats';
import { PriceBook } from '../../checks/cost';
import { readRuleBook } from '../../checks/policy';
import { consoleReport, verdictLine, type Report } from '../../checks/report';
import { renderProblems, type LoadedClient } from '../../config';
import type { Judgement } from '../../contract';
import { readRuleFolder } from '../client-policies';
import { ownStacks, type OwnStacks } from '../client-stacks';
import { clientNames, readClient } from '../clients';
import { priceProblems } from '../cost-terms';
import { prepareJudging, ruleProblems, type Judging } from '../judging';
import { earlierText, retractGone } from '../publish';
import { all, EXIT, refuse, Stop } from '../stop';
import { synthesize } from '../synthesize';
import { note, painter, progress, result } from '../terminal';
import { FORMATS, oneOf, reportNames, type ReportName } from './options';

export interface SynthOptions {
  client?: string;
  all?: true;
  environment?: string;
  output: string;
  clients: string;
  date: string;
  format: string;
  report?: string;
  ignoreWaivers?: true;
}

interface Prepared {
  client: LoadedClient;
  judging: Judging;
  own: OwnStacks | undefined;
}

/** `groundplane synth`. */
export async function synth(options: SynthOptions): Promise<void> {
  const format = oneOf('--format', options.format, FORMATS);
  const reports = reportNames(options.report);
  const names = chosen(options);
  // read all before the first is built: a mistake in the third must not cost the first two
  const folderOf = (name: string): string => (names.length > 1 ? join(options.output, name) : options.output);
  const clients = read(
    names.map((name) => () => prepare(name, options)),
    names.map(folderOf),
  );
  const gone = options.all ? retractGone(options.output, names) : [];
  for (const folder of gone) note(`taken away: ${folder}, of a client who is not in ${options.clients}/ any more`);
  const done: Report[] = [];
  for (const [index, prepared] of clients.entries()) {
    const { client } = prepared;
    if (client.notices.length > 0) note(`${renderProblems(client.notices)}\n`);
    const output = folderOf(client.client.client);
    if (names.length > 1) progress(`${index + 1} of ${names.length}: ${client.client.client}`);
    const report = await one(prepared, output, options, reports).finally(() => progress(''));
    done.push(report);
    if (format === 'github') await tellGithub(formatSource(prepared, report));
    if (format !== 'json')
      result(`${consoleReport(report, painter(process.stdout))}\n${whatNow(client, report, output, reports)}\n`);
  }
  if (format === 'json') result(JSON.stringify(names.length > 1 ? done : done[0], null, 2));
  if (done.some((report) => report.verdict === 'stop')) throw new Stop(EXIT.verdict);
}

/** All of them, or a refusal that says of an output left by an earlier run what it is. */
function read(works: readonly (() => Prepared)[], folders: readonly string[]): Prepared[] {
  try {
    return all(works);
  } catch (error) {
    if (!(error instanceof Stop) || error.exitCode !== EXIT.usage) throw error;
    return refuse(`${error.message}${earlierText(folders)}`);
  }
}

/** Rules are files of their own, and what is wrong with them does not wait for the client file. */
function prepare(name: string, { date, clients }: SynthOptions): Prepared {
  const book = new PriceBook();
  let rules: ReturnType<typeof ruleProblems> = () => [];
  const reads = [
    () => {
      rules = ruleProblems(readRuleFolder(name, clients)?.rules ?? []);
      return [];
    },
    () => [readClient(name, date, clients, (settings) => [...rules(settings), ...priceProblems(settings, book)])],
  ];
  const [client] = all<LoadedClient[]>(reads).flat();
  if (client === undefined) refuse(`${clients}/${name} holds no client file`);
  return { client, judging: prepareJudging(client, clients), own: ownStacks(client.client.client, clients) };
}

function one(
  prepared: Prepared,
  output: string,
  options: SynthOptions,
  reports: readonly ReportName[],
): Promise<Report> {
  const { date, environment, ignoreWaivers } = options;
  return synthesize(prepared.client, {
    output,
    today: date,
    environment,
    judging: prepared.judging,
    own: prepared.own,
    ignoreWaivers,
    more: async (report, folder) => {
      if (reports.length === 0) return;
      const { writeReports } = await import('../commands/formats.js');
      writeReports(reports, formatSource(prepared, report), folder);
    },
  });
}

async function tellGithub(source: FormatSource): Promise<void> {
  const { addSummary, githubText } = await import('../commands/formats.js');
  result(githubText(source));
  addSummary(source.report, process.env['GITHUB_STEP_SUMMARY']);
}

/** A finding is shown at the environment in the client file: the Terraform it is in is made, and lies in no repository. */
function formatSource({ client, judging }: Prepared, report: Report): FormatSource {
  const lines = new Map(
    client.environments.map(({ name, provenance }) => {
      const origin = provenance.origin('environment.account');
      return [name, origin?.kind === 'file' ? origin.line : 1];
    }),
  );
  return {
    report,
    version,
    rules: [...readRuleBook().rules, ...(judging.rules?.rules ?? [])],
    fileOf: (judgement: Judgement): Place => ({ file: client.file, line: lines.get(judgement.environment) ?? 1 }),
  };
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

function nextText({ client: { client }, environments }: LoadedClient): string {
  const only = environments.length > 1 ? ' ENVIRONMENT=<environment>' : '';
  const diff = `CLIENT=${client}${only} npx cdktf diff <stack>`;
  // its key is written into the file once the bucket is there
  const without = environments.filter(({ settings }) => settings.environment.state.kmsKeyArn === undefined);
  const [first] = without;
  if (first === undefined) return diff;
  const rest = without.length > 1 ? ' (and each other environment)' : '';
  return `npx groundplane bootstrap --client ${client} --environment ${first.name}${rest} where there is no bucket for the state yet, then ${diff}`;
}

function whatNow(client: LoadedClient, report: Report, output: string, reports: readonly ReportName[]): string {
  const written = `written: ${output} (${['stacks', 'report.md', 'report.json', ...reports].join(', ')})`;
  if (report.verdict === 'stop')
    return `${written}; ${verdictLine(report)}: no manifest, so nothing can be deployed until this is mended`;
  return `${written}; next: ${nextText(client)}`;
}
