import { basename, relative, sep } from 'node:path';
import {
  readRuleBook,
  severityProblems,
  type ClientRules,
  type PolicyOptions,
  type Rule,
  type RuleBook,
} from '../checks/policy';
import {
  nearest,
  renderProblems,
  scopeEnvironment,
  type Draft,
  type LoadedClient,
  type ResolvedEnvironment,
  type Settings,
} from '../config';
import type { Judgement, Notice, Waiver } from '../contract';
import { clientRules } from './client-policies';
import { refuse } from './stop';

/** What a client brings along to be judged by, read and checked before anything is made. */
export interface Judging {
  rules?: ClientRules;
}

/**
 * Reads a client's own rules and holds its severities against what may be changed.
 *
 * @throws Stop with all that is wrong
 */
export function prepareJudging(client: LoadedClient, root: string): Judging {
  const rules = clientRules(client.client.client, root);
  const [environment] = client.environments;
  const { policy, waivers } = environment?.settings ?? {};
  if (rules === undefined && Object.keys(policy?.severities ?? {}).length + (waivers?.length ?? 0) === 0) return {};
  const book = readRuleBook();
  const twice = (rules?.rules ?? []).filter(({ id }) => book.rules.some((rule) => rule.id === id));
  const wrong = twice.map(({ id, file }) => `${file}:1: ${id} is a rule of ours`);
  if (environment !== undefined) {
    const drafts = ruleDrafts(environment.settings, book, rules?.rules ?? []);
    wrong.push(
      ...drafts.map((draft) => renderProblems([{ ...environment.provenance.locate(draft), environments: [] }])),
    );
  }
  if (wrong.length > 0) refuse(`${wrong.join('\n\n')}\n\nnothing was written`);
  return rules === undefined ? {} : { rules };
}

/** What a client's file says of rules that are not there or may not be changed, for who reads it with `own` rules beside. */
export function ruleProblems(own: readonly Rule[]): (settings: Settings) => Draft[] {
  let book: RuleBook | undefined;
  return (settings) => {
    if (Object.keys(settings.policy.severities).length + settings.waivers.length === 0) return [];
    book ??= readRuleBook();
    return ruleDrafts(settings, book, own);
  };
}

function ruleDrafts(settings: Settings, book: RuleBook, own: readonly Rule[]): Draft[] {
  const rules = [...book.rules, ...own];
  const ids = rules.map(({ id }) => id);
  const withNearest = (id: string): { nearest?: string } => {
    const near = ids.includes(id) ? undefined : nearest(id, ids);
    return near === undefined ? {} : { nearest: near };
  };
  const severities = severityProblems(book, rules, severityChoice(settings)).map(({ id, message, fix }): Draft => {
    const path = `policy.severities.${id}`;
    // the path names it already
    const said = message.startsWith(`${id} `) ? message.slice(id.length + 1) : message;
    return { code: 'RuleSeverity', path, message: said, fix, at: 'key', ...withNearest(id) };
  });
  // a waiver of no rule covers nothing, whenever it ends; the nearest rule is what a reader looks for
  const waivers = settings.waivers.flatMap(({ id }, index): Draft[] => {
    const draft = { code: 'UnknownRule', path: `waivers[${index}].id`, message: `there is no rule ${id}` };
    return ids.includes(id) ? [] : [{ ...draft, fix: 'docs/policies/README.md lists them all', ...withNearest(id) }];
  });
  return [...severities, ...waivers];
}

function severityChoice(settings: Settings): Pick<PolicyOptions, 'tier' | 'packs' | 'changes'> {
  return { tier: settings.tier, packs: settings.policy.packs, changes: settings.policy.severities };
}

/** How one environment of a client is judged. */
export function policyOptions(
  client: LoadedClient,
  environment: ResolvedEnvironment,
  { rules }: Judging,
  { today, ignoreWaivers }: { today: string; ignoreWaivers?: boolean },
): PolicyOptions {
  return {
    ...severityChoice(environment.settings),
    today,
    waivers: waiversOf(client, environment),
    ...(ignoreWaivers === undefined ? {} : { ignoreWaivers }),
    ...(rules === undefined ? {} : { client: rules }),
  };
}

/** Waivers of the file that are about this environment, or about an address in the only one there is. */
function waiversOf(client: LoadedClient, environment: ResolvedEnvironment): Waiver[] {
  const names = Object.keys(client.client.environments);
  return environment.settings.waivers
    .map((waiver, index): Waiver => ({ ...waiver, source: placeIn(environment, client, `waivers[${index}]`) }))
    .filter(({ scope }) => {
      const named = scopeEnvironment(scope, client.client.client, names);
      return named === undefined || named === environment.name;
    });
}

function placeIn({ provenance }: ResolvedEnvironment, { file }: LoadedClient, path: string): string {
  const origin = provenance.origin(path);
  return origin?.kind === 'file' ? `${file}:${origin.line}` : file;
}

/** Source positions as seen from where the command is run; those elsewhere stay as they are. */
export function withNearSources(judgement: Judgement): Judgement {
  const findings = judgement.policy.findings.map((finding) =>
    finding.source === undefined ? finding : { ...finding, source: near(finding.source) },
  );
  return { ...judgement, policy: { ...judgement.policy, findings } };
}

function near(source: string): string {
  const path = relative(process.cwd(), source);
  return path.startsWith('..') || /^[A-Za-z]:/.test(path) ? source : path.split(sep).join('/');
}

/** What the client's file says that should be known of an environment; of one it does not have, nothing. */
export function noticesOf({ notices }: LoadedClient, environment: string | undefined): Notice[] {
  return notices
    .filter(({ path, environments }) => {
      // what is written below one environment is about that one
      const [, own] = /^environments\.([^.]+)/.exec(path) ?? [];
      const names = own === undefined ? environments : [own];
      return names.length === 0 || names.some((name) => name === environment);
    })
    .map(({ code, file, line, column, path, message, fix }) => ({
      code,
      // by the file alone: the same input gives the same report wherever it lies
      place: `${basename(file)}:${line}:${column}`,
      path,
      message,
      fix,
    }));
}
