import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { version } from '../package.json';
import { BLUEPRINTS } from '../blueprints';
import type { LoadedClient, ResolvedEnvironment } from '../config';
import type { Judgement } from '../contract';
import { allWaivers, judgeDocument } from '../checks';
import { assess, costReport, type EnvironmentBill } from '../checks/cost';
import { documentFromSynth } from '../checks/document';
import { ClientRuleError, prepareRules } from '../checks/policy';
import { markdownReport, report, type Report } from '../checks/report';
import { writeCost } from './cost-files';
import type { OwnStacks } from './client-stacks';
import { checkPrices, costTerms } from './cost-terms';
import { noticesOf, policyOptions, withNearSources, type Judging } from './judging';
import { choicesOf, choicesText, CHOICES_FILE, type Choices } from './policy-choices';
import { Output } from './publish';
import { descriptorOf, readStacks } from './stacks';
import { refuse } from './stop';

export interface SynthesizeOptions {
  /** Folder the output is published into. */
  output: string;
  /** Day of the judgement. */
  today: string;
  /** Whether the cdktf command line waits for the output. @default false */
  underCdktf?: boolean;
  /** Only this environment. @default - all of the file */
  environment?: string;
  /** What the client brings along to be judged by. */
  judging: Judging;
  /** What the client builds besides its blueprint. @default - nothing */
  own?: OwnStacks;
  /** Judges as if nobody had waived anything. @default false */
  ignoreWaivers?: boolean;
  /** Writes more reports into a folder that is published with the rest. @default - none */
  more?: (report: Report, folder: string) => Promise<void>;
}

/**
 * A client's Terraform, judged and published. A stop verdict publishes stacks and report, but no manifest; anything that throws
 * publishes nothing and leaves no manifest of an earlier run.
 */
export async function synthesize(client: LoadedClient, options: SynthesizeOptions): Promise<Report> {
  const environments = chosen(client, options.environment);
  checkPrices(client);
  const output = new Output(options.output, options.underCdktf);
  // it takes as long as building, on another core
  prepareRules();
  try {
    build(output.work, environments, options.own);
    const judgements: Judgement[] = [];
    const bills: EnvironmentBill[] = [];
    const choices: Choices = {};
    for (const environment of environments) {
      const judged = await judgeEnvironment(output.work, client, environment, options);
      judgements.push(judged.judgement);
      bills.push(judged.bill);
      choices[environment.name] = judged.choices;
    }
    const written = report(client.client.client, options.today, judgements, version);
    writeFileSync(join(output.work, 'report.json'), `${JSON.stringify(written, null, 2)}\n`);
    writeFileSync(join(output.work, 'report.md'), markdownReport(written));
    writeCost(costReport(bills, options.today), output.work);
    writeFileSync(join(output.work, CHOICES_FILE), choicesText(choices));
    await options.more?.(written, output.work);
    output.publish(written.verdict !== 'stop');
    return written;
  } catch (error) {
    output.disarm();
    if (error instanceof ClientRuleError) return refuse(error.message);
    throw error;
  } finally {
    output.discard();
  }
}

function chosen(client: LoadedClient, name: string | undefined): ResolvedEnvironment[] {
  if (name === undefined) return client.environments;
  const found = client.environments.filter((environment) => environment.settings.environment.name === name);
  const names = client.environments.map((environment) => environment.settings.environment.name);
  if (found.length === 0) refuse(`${client.file} has no environment "${name}"; it has ${names.join(', ')}`);
  return found;
}

function build(folder: string, environments: readonly ResolvedEnvironment[], own: OwnStacks = () => undefined): void {
  const app = new App({ outdir: folder });
  for (const { settings } of environments) {
    BLUEPRINTS[settings.tier].build(app, settings);
    own(app, settings);
  }
  synthesized(app);
  const names = environments.map(({ name }) => name);
  // what says not which environment it belongs to would be judged with none
  const nameless = readStacks(folder).filter(({ json }) => !names.includes(descriptorOf(json)?.environment ?? ''));
  if (nameless.length > 0)
    refuse(
      `${nameless.map(({ name }) => name).join(', ')}: no stack of this client's environments; extend BaseStack of groundplane/stacks`,
    );
}

/** What a stack of the client's own is found to lack is told as such, and not as a fault of ours. */
function synthesized(app: App): void {
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error) || !/[[/][a-z0-9-]+-own-[a-z0-9-]+\//.test(error.message)) throw error;
    refuse(`${error.message}\n\nnothing was written`);
  }
}

async function judgeEnvironment(
  folder: string,
  client: LoadedClient,
  environment: ResolvedEnvironment,
  { judging, today, ignoreWaivers }: SynthesizeOptions,
): Promise<{ judgement: Judgement; bill: EnvironmentBill; choices: Choices[string] }> {
  const { settings } = environment;
  const stacks = readStacks(folder).filter(({ json }) => descriptorOf(json)?.environment === environment.name);
  const policy = policyOptions(client, environment, judging, { today, ignoreWaivers });
  const terms = costTerms(environment);
  const document = documentFromSynth(stacks, settings.tier);
  const waivers = allWaivers(stacks, policy.waivers);
  const judgement = withNearSources(
    await judgeDocument(document, { ...policy, waivers, cost: terms, notices: noticesOf(client, environment.name) }),
  );
  const bill = assess(document, {
    name: `${client.client.client} ${environment.name}`,
    today,
    terms,
  });
  return { judgement, bill, choices: choicesOf(judgement, policy, waivers) };
}
