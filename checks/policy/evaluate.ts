import { createHash } from 'node:crypto';
import type { Document, Finding, PolicyResult, Severity, Waiver } from '../../contract';
import type { ClientRules } from './client-rules';
import { runClientRules } from './client-run';
import { dayNumber } from './dates';
import { PolicyError } from './errors';
import {
  compile,
  inputBytes,
  loadModule,
  readModule,
  type Compiled,
  type PolicyModule,
  type RawFinding,
  type Verdict,
} from './module';
import { ARTEFACTS, fixOf, readRuleBook, UNKNOWN_IS_SAID, WAIVER_HYGIENE, type Rule, type RuleBook } from './rules';
import { decide, type Decisions, type SeverityChoice } from './severity';
import { ruleStatuses } from './status';
import { applyWaivers, type Candidate } from './waivers';

export interface PolicyOptions extends SeverityChoice {
  /** Day of the judgement, `2026-11-21`. */
  today: string;
  waivers: readonly Waiver[];
  /** Judges as if nobody had waived anything. @default false */
  ignoreWaivers?: boolean;
  /** The client's own rules, compiled. @default - none */
  client?: ClientRules;
}

/** Compiled rules with what is known of them. Keeps its memory between evaluations: one of it per process is enough. */
export class PolicyEngine {
  private module: PolicyModule | undefined;
  private compiling: Promise<Compiled> | undefined;

  constructor(
    readonly book: RuleBook,
    private readonly bytes: Uint8Array,
  ) {}

  /** The engine of the rules that come with the package. */
  static fromPackage(): PolicyEngine {
    return new PolicyEngine(readRuleBook(), readModule(ARTEFACTS));
  }

  /**
   * Begins to compile the rules, and ends when they are: what the thread does meanwhile does not wait for it. Asked again, it is
   * the same work. An evaluation that nobody prepared compiles them itself.
   *
   * @throws PolicyError if they do not load
   */
  async prepare(): Promise<void> {
    this.compiling ??= compile(this.bytes, this.book);
    const compiled = await this.compiling;
    this.module ??= loadModule(this.bytes, this.book, compiled);
  }

  /**
   * Judges a document by all rules. `more`: what the client's own rules found in it.
   *
   * @throws PolicyError if any rule did not run to its end
   */
  evaluate(document: Document, options: PolicyOptions, more: readonly RawFinding[] = []): PolicyResult {
    const { tier, today, client, ignoreWaivers = false } = options;
    if (dayNumber(today) === undefined) throw new PolicyError(`${today} is no day`);
    const rules = this.rulesWith(client);
    const byName = new Map(rules.map((rule) => [rule.package ?? rule.id, rule]));
    const sources = sourcesOf(document);
    const input = inputBytes({ ...document, tier, today });
    const { findings: ours, judged } = this.run(input);
    const raw = [...ours, ...more];
    const decisions = decide(this.book, rules, options);
    const candidates = raw.flatMap((one): Candidate[] => {
      const rule = byName.get(one.rule);
      if (rule === undefined) throw new PolicyError(`nobody knows rule ${one.rule}`);
      return candidate(one, rule, decisions, sources);
    });
    const waivers = ignoreWaivers ? [] : options.waivers;
    const severity = severityOf(WAIVER_HYGIENE.id, decisions);
    const { findings, applied } = applyWaivers(candidates, waivers, { tier, today, rules, severity });
    findings.sort(byPlace);
    return {
      rules: rules.map((rule) => rule.id),
      packs: [...(options.packs ?? [])],
      input: createHash('sha256').update(new Uint8Array(input)).digest('hex'),
      statuses: ruleStatuses(rules, decisions, findings, { document, judged }),
      resources: Object.values(document.by_type).reduce((count, resources) => count + resources.length, 0),
      findings,
      waivers: [...applied].sort((a, b) => order(`${a.id} ${a.scope}`, `${b.id} ${b.scope}`)),
      ignoredWaivers: options.waivers.length - waivers.length,
      summary: summaryOf(findings),
    };
  }

  /** All rules, sorted by id. */
  rulesWith(client: ClientRules | undefined): readonly Rule[] {
    if (client === undefined) return this.book.rules;
    return [...this.book.rules, ...client.rules].sort((a, b) => order(a.id, b.id));
  }

  private run(input: ArrayBuffer): Verdict {
    const module = this.module ?? loadModule(this.bytes, this.book);
    // what aborted has left its memory as it was: only a module that came to its end is kept
    this.module = undefined;
    const verdict = module.judge(input);
    this.module = module;
    return verdict;
  }
}

let shared: PolicyEngine | undefined;

/**
 * Begins to make the rules that come with the package ready, for who knows that there will be a judgement and has other things
 * to do before it. What goes wrong is told by the judgement.
 */
export function prepareRules(): void {
  engine()
    .prepare()
    .catch(() => undefined);
}

function engine(): PolicyEngine {
  shared ??= PolicyEngine.fromPackage();
  return shared;
}

/**
 * Judges a document by the rules that come with the package, and by the client's own.
 *
 * @throws PolicyError if they cannot be loaded or any did not run to its end: our error, never a pass
 * @throws ClientRuleError the same of the client's own
 */
export async function evaluatePolicy(document: Document, options: PolicyOptions): Promise<PolicyResult> {
  const { tier, today, client } = options;
  const more = client === undefined ? [] : await runClientRules({ ...document, tier, today }, client);
  await engine().prepare();
  return engine().evaluate(document, options, more);
}

/** Where resources are made, by `<stack>/<address>`. */
function sourcesOf(document: Document): ReadonlyMap<string, string> {
  return new Map(
    [document.by_type, document.data].flatMap((byType) =>
      Object.values(byType).flatMap((resources) =>
        resources.flatMap(({ stack, address, source }): [string, string][] =>
          source === undefined ? [] : [[`${stack}/${address}`, source]],
        ),
      ),
    ),
  );
}

function severityOf(id: string, decisions: Decisions): Severity | 'off' {
  const decision = decisions.get(id);
  if (decision === undefined) throw new PolicyError(`${id} has no severity`);
  return decision.severity;
}

function candidate(
  raw: RawFinding,
  rule: Rule,
  decisions: Decisions,
  sources: ReadonlyMap<string, string>,
): Candidate[] {
  const told = severityOf(rule.id, decisions);
  if (told === 'off') return [];
  const severity = raw.mild ? 'warn' : told;
  const source = sources.get(`${raw.stack}/${raw.address}`);
  const finding: Finding = {
    id: rule.id,
    title: rule.title,
    severity: raw.status === 'unknown' ? ofUnknown(severity, decisions) : severity,
    status: raw.status,
    stack: raw.stack,
    address: raw.address,
    path: raw.path,
    attribute: raw.attribute,
    ...(raw.key === undefined ? {} : { key: raw.key }),
    message: raw.message,
    fix: fixOf(rule),
    ...(source === undefined ? {} : { source }),
  };
  return [{ finding, waivable: rule.waivable && raw.waivable }];
}

/** What could not be judged is as severe as the tier says, and never more than the rule. */
function ofUnknown(severity: Severity, decisions: Decisions): Severity {
  return severity === 'deny' && severityOf(UNKNOWN_IS_SAID.id, decisions) === 'deny' ? 'deny' : 'warn';
}

function summaryOf(findings: readonly Finding[]): PolicyResult['summary'] {
  const count = (matches: (finding: Finding) => boolean): number => findings.filter(matches).length;
  return {
    deny: count(({ severity, status }) => severity === 'deny' && status !== 'waived'),
    warn: count(({ severity, status }) => severity === 'warn' && status === 'fail'),
    unknown: count(({ status }) => status === 'unknown'),
    waived: count(({ status }) => status === 'waived'),
  };
}

function byPlace(a: Finding, b: Finding): number {
  return order(placeOf(a), placeOf(b));
}

function placeOf({ id, stack, address, attribute, key, message }: Finding): string {
  return [id, stack, address, attribute, key ?? '', message].join('\u0000');
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
