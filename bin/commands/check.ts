import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { judge, judgePlan, mergeJudgements, type SynthesizedStack } from '../../checks';
import { DocumentError, isPlan } from '../../checks/document';
import { consoleReport, report } from '../../checks/report';
import { isObject, TIERS, type Judgement, type Json, type Tier } from '../../contract';
import { descriptorOf, readStacks } from '../stacks';
import { EXIT, refuse, Stop } from '../stop';
import { painter, result } from '../terminal';
import { oneOf } from './options';

export interface CheckOptions {
  tier?: string;
  region?: string;
  date: string;
  format: string;
}

/** `groundplane check`: judges Terraform made by anybody. */
export async function check(path: string, options: CheckOptions): Promise<void> {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const tier = options.tier === undefined ? undefined : oneOf('--tier', options.tier, TIERS);
  const judgements = await judged(path, tier, options).catch(readable);
  if (format === 'json') result(JSON.stringify(mergeJudgements(judgements), null, 2));
  else result(consoleReport(report('', options.date, judgements), painter(process.stdout)));
  if (judgements.some((judgement) => judgement.verdict === 'stop')) throw new Stop(EXIT.verdict);
}

async function judged(path: string, tier: Tier | undefined, options: CheckOptions): Promise<Judgement[]> {
  const given = read(path);
  const common = { today: options.date, waivers: [], region: options.region };
  if ('plan' in given) return [await judgePlan(given.plan, { ...common, tier: tierOf(tier, undefined) })];
  return Promise.all(
    byEnvironment(given.stacks).map((stacks) => {
      const told = stacks.map(({ json }) => descriptorOf(json)?.tier).find((word) => word !== undefined);
      return judge(stacks, { ...common, tier: tierOf(tier, told) });
    }),
  );
}

function byEnvironment(stacks: readonly SynthesizedStack[]): SynthesizedStack[][] {
  const groups = new Map<string, SynthesizedStack[]>();
  for (const stack of stacks) {
    const environment = descriptorOf(stack.json)?.environment ?? '';
    groups.set(environment, [...(groups.get(environment) ?? []), stack]);
  }
  return [...groups.values()];
}

/** What was given may be anybody's file: what is wrong with it is said, and is no fault of ours. */
function readable(error: unknown): never {
  if (!(error instanceof DocumentError)) throw error;
  return refuse(error.problems.map(({ path, message, fix }) => `${path}: ${message}; ${fix}`).join('\n'));
}

function tierOf(asked: Tier | undefined, told: Tier | undefined): Tier {
  return asked ?? told ?? refuse(`say how strict to be: --tier <tier> (${TIERS.join(', ')})`);
}

function read(path: string): { stacks: SynthesizedStack[] } | { plan: Json } {
  if (!existsSync(path))
    refuse(`${path} is not there; give a cdktf.out folder, a cdk.tf.json, or the output of terraform show -json`);
  if (statSync(path).isDirectory()) {
    const stacks = readStacks(path);
    if (stacks.length === 0) refuse(`${path} holds no stacks/<name>/cdk.tf.json; run a synth first`);
    return { stacks };
  }
  const json = parse(path);
  if (!isObject(json)) refuse(`${path} holds no JSON object; give a cdk.tf.json or the output of terraform show -json`);
  return isPlan(json) ? { plan: json } : { stacks: [{ name: basename(path), json }] };
}

function parse(path: string): Json {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(
      `${path} is not JSON (${error instanceof Error ? error.message : 'unreadable'}); a binary plan must go through terraform show -json`,
    );
  }
}
