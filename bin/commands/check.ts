import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { allWaivers, judgeDocument, mergeJudgements, type JudgeOptions } from '../../checks';
import { descriptorOfPlan, documentFromPlan, documentFromSynth, DocumentError } from '../../checks/document';
import type { CostTerms } from '../../checks/cost';
import type { FormatSource } from '../../checks/formats';
import { ClientRuleError, prepareRules, readRuleBook, severityProblems } from '../../checks/policy';
import { consoleReport, report } from '../../checks/report';
import { TIERS, type Descriptor, type Document, type Judgement, type Notice, type Tier } from '../../contract';
import { readClient } from '../clients';
import { checkPrices, termsOf } from '../cost-terms';
import { readGiven, resourcePlace } from '../given';
import { noticesOf, prepareJudging, withNearSources, type Judging } from '../judging';
import { CHOICES_FILE, readChoices, waiversOfStack, type Choices, type EnvironmentChoices } from '../policy-choices';
import { descriptorOf, stacksByEnvironment } from '../stacks';
import { EXIT, refuse, Stop } from '../stop';
import { painter, result } from '../terminal';
import { FORMATS, oneOf, reportNames } from './options';

export interface CheckOptions {
  tier?: string;
  region?: string;
  client?: string;
  clients: string;
  policy?: string;
  date: string;
  format: string;
  report?: string;
  output: string;
  ignoreWaivers?: true;
  allowDestroy?: string[];
}

/** What decides how something is judged. */
export interface GivenOptions extends Pick<
  CheckOptions,
  'policy' | 'date' | 'region' | 'ignoreWaivers' | 'allowDestroy'
> {
  tier?: Tier;
}

/** `groundplane check`: judges Terraform made by anybody. */
export async function check(path: string, options: CheckOptions): Promise<void> {
  const format = oneOf('--format', options.format, FORMATS);
  const reports = reportNames(options.report);
  const tier = options.tier === undefined ? undefined : oneOf('--tier', options.tier, TIERS);
  const judging = judgingOf(options);
  const judged = await judgeGiven(path, { ...options, tier }, judging).catch(readable);
  const judgements = judged.map(({ judgement }) => withNearSources(judgement));
  const whole = report('', options.date, judgements, version);
  const source: FormatSource = {
    report: whole,
    version,
    rules: [...readRuleBook().rules, ...(judging.rules?.rules ?? [])],
    fileOf: (_, finding) => resourcePlace(path, finding.stack, finding.address),
  };
  if (reports.length > 0) (await import('../commands/formats.js')).writeReports(reports, source, options.output);
  if (format === 'github') {
    const { addSummary, githubText } = await import('../commands/formats.js');
    result(githubText(source));
    addSummary(whole, process.env['GITHUB_STEP_SUMMARY']);
  }
  if (format === 'json') result(JSON.stringify(mergeJudgements(judgements), null, 2));
  else result(consoleReport(whole, painter(process.stdout)));
  if (judgements.some((judgement) => judgement.verdict === 'stop')) throw new Stop(EXIT.verdict);
}

/** What a client's file decides of something given: its rules, and what may be spent. */
export interface ClientJudging extends Judging {
  terms?: (environment: string | undefined) => CostTerms;
  notices?: (environment: string | undefined) => Notice[];
}

function judgingOf({ client, clients, date }: CheckOptions): ClientJudging {
  if (client === undefined) return {};
  const loaded = readClient(client, date, clients);
  checkPrices(loaded);
  return {
    ...prepareJudging(loaded, clients),
    terms: (environment) => termsOf(loaded, environment),
    notices: (environment) => noticesOf(loaded, environment),
  };
}

/** A judgement and, for who wants to look closer, what was judged. */
export interface JudgedInput {
  judgement: Judgement;
  document: Document;
}

/** Each environment of what was given, judged as its tier and its client want it. */
export async function judgeGiven(path: string, options: GivenOptions, judging: ClientJudging): Promise<JudgedInput[]> {
  prepareRules();
  const given = readGiven(path);
  const choices = choicesFor('folder' in given ? given.folder : undefined, options);
  if ('plan' in given) {
    const descriptor = descriptorOfPlan(given.plan);
    const chosen = choices[descriptor?.environment ?? ''];
    const stack =
      descriptor === undefined ? 'plan' : `${descriptor.client}-${descriptor.environment}-${descriptor.stack}`;
    const waivers = chosen === undefined ? [] : waiversOfStack(chosen, stack);
    const asked = { ...judgeOptions(options, judging, descriptor, chosen), waivers };
    const document = documentFromPlan(given.plan, asked.tier, 'plan', options.allowDestroy);
    refuseOthers(document, options.allowDestroy);
    return [{ judgement: await judgeDocument(document, asked), document }];
  }
  if (options.allowDestroy !== undefined) refuse(`--allow-destroy is about a plan, and ${path} is none`);
  return Promise.all(
    stacksByEnvironment(given.stacks).map(async (stacks) => {
      const descriptor = stacks.map(({ json }) => descriptorOf(json)).find((word) => word !== undefined);
      const asked = judgeOptions(options, judging, descriptor, choices[descriptor?.environment ?? '']);
      const document = documentFromSynth(stacks, asked.tier);
      const waivers = allWaivers(stacks, asked.waivers);
      return { judgement: await judgeDocument(document, { ...asked, waivers }), document };
    }),
  );
}

/** A wanted end that is not there is a word about another plan. */
function refuseOthers({ ends = [] }: Document, allowed: readonly string[] = []): void {
  const others = allowed.filter((address) => !ends.some((end) => end.address === address));
  if (others.length > 0) refuse(`--allow-destroy ${others.join(' ')}: the plan neither destroys nor replaces that`);
}

/** What the synth that made it rested on: in the folder, or in the file that is named. */
function choicesFor(folder: string | undefined, { policy }: GivenOptions): Choices {
  if (policy !== undefined) return readChoices(policy);
  const beside = folder === undefined ? undefined : join(folder, CHOICES_FILE);
  return beside !== undefined && existsSync(beside) ? readChoices(beside) : {};
}

function judgeOptions(
  options: GivenOptions,
  { rules, terms, notices }: ClientJudging,
  descriptor: Descriptor | undefined,
  { packs, changes, rules: own, waivers }: EnvironmentChoices = { packs: [], changes: {}, rules: [], waivers: [] },
): JudgeOptions {
  const tier =
    options.tier ??
    TIERS.find((word) => word === descriptor?.tier) ??
    refuse(`say how strict to be: --tier <tier> (${TIERS.join(', ')})`);
  const all = [...readRuleBook().rules, ...(rules?.rules ?? [])];
  // what a client may not lower is not lowered by a file either; rules of its own are there only with --client
  const known = Object.fromEntries(Object.entries(changes).filter(([id]) => all.some((rule) => rule.id === id)));
  const wrong = severityProblems(readRuleBook(), all, { tier, packs, changes: known });
  if (wrong.length > 0) refuse(wrong.map(({ message }) => message).join('\n'));
  return {
    tier,
    packs,
    changes: known,
    today: options.date,
    waivers: waivers.map(({ waiver }) => waiver),
    ignoreWaivers: options.ignoreWaivers,
    ...(rules === undefined ? {} : { client: rules }),
    region: options.region,
    ...(terms === undefined ? {} : { cost: terms(descriptor?.environment) }),
    ...(notices === undefined ? {} : { notices: notices(descriptor?.environment) }),
    notRun: [
      {
        what: "of the client's own rules, which run with --client",
        names: own.filter((id) => !all.some((rule) => rule.id === id)),
      },
      {
        what: "of the client's terms of money, which count with --client",
        names: descriptor === undefined || terms !== undefined ? [] : ['budget', 'use cases', 'commitments'],
      },
    ],
  };
}

/** What was given may be anybody's file: what is wrong with it is said, and is no fault of ours. */
export function readable(error: unknown): never {
  if (error instanceof ClientRuleError) return refuse(error.message);
  if (!(error instanceof DocumentError)) throw error;
  return refuse(error.problems.map(({ path, message, fix }) => `${path}: ${message}; ${fix}`).join('\n'));
}
