import type { Document, Finding, PolicyResult, Severity, Tier, Waiver } from '../../contract';
import { dayNumber } from './dates';
import { loadModule, PolicyError, readModule, type Judged, type PolicyModule, type RawFinding } from './module';
import {
  ARTEFACTS,
  readRuleBook,
  UNKNOWN_IS_SAID,
  WAIVER_HYGIENE,
  type Rule,
  type RuleBook,
  type Severities,
} from './rules';
import { applyWaivers, type Candidate } from './waivers';

export interface PolicyOptions {
  tier: Tier;
  /** Day of the judgement, `2026-11-21`. */
  today: string;
  waivers: readonly Waiver[];
  /** Severities on top of the tier's. They only raise. @default - the tier's alone */
  packs?: readonly Severities[];
}

/** Compiled rules with what is known of them. Keeps its memory between evaluations: one of it per process is enough. */
export class PolicyEngine {
  private module: PolicyModule | undefined;

  constructor(
    readonly book: RuleBook,
    private readonly bytes: Uint8Array,
  ) {}

  /** The engine of the rules that come with the package. */
  static fromPackage(): PolicyEngine {
    return new PolicyEngine(readRuleBook(), readModule(ARTEFACTS));
  }

  /**
   * Judges a document by all rules.
   *
   * @throws PolicyError if any rule did not run to its end
   */
  evaluate(document: Document, options: PolicyOptions): PolicyResult {
    if (dayNumber(options.today) === undefined) throw new PolicyError(`${options.today} is no day`);
    const severities = raised(this.book.tiers[options.tier], options.packs ?? []);
    const rules = new Map(this.book.rules.map((rule) => [rule.package ?? rule.id, rule]));
    const candidates = this.run({ ...document, tier: options.tier, today: options.today }).flatMap(
      (raw): Candidate[] => {
        const rule = rules.get(raw.rule);
        if (rule === undefined) throw new PolicyError(`nobody knows rule ${raw.rule}`);
        return candidate(raw, rule, severities);
      },
    );
    const { findings, applied } = applyWaivers(candidates, options.waivers, {
      tier: options.tier,
      today: options.today,
      rules: this.book.rules,
      severity: severities[WAIVER_HYGIENE.id] ?? 'deny',
    });
    return {
      rules: this.book.rules.map((rule) => rule.id),
      resources: Object.values(document.by_type).reduce((count, resources) => count + resources.length, 0),
      findings: findings.sort(byPlace),
      waivers: [...applied].sort((a, b) => order(`${a.id} ${a.scope}`, `${b.id} ${b.scope}`)),
      summary: summaryOf(findings),
    };
  }

  private run(document: Judged): RawFinding[] {
    const module = this.module ?? loadModule(this.bytes, this.book);
    // what aborted has left its memory as it was: only a module that came to its end is kept
    this.module = undefined;
    const findings = module.evaluate(document);
    this.module = module;
    return findings;
  }
}

let shared: PolicyEngine | undefined;

/**
 * Judges a document by the rules that come with the package.
 *
 * @throws PolicyError if they cannot be loaded or any did not run to its end: our error, never a pass
 */
export async function evaluatePolicy(document: Document, options: PolicyOptions): Promise<PolicyResult> {
  shared ??= PolicyEngine.fromPackage();
  return shared.evaluate(document, options);
}

const RANK = { off: 0, warn: 1, deny: 2 } as const;

function raised(base: Severities, packs: readonly Severities[]): Severities {
  const severities = { ...base };
  for (const [id, severity] of packs.flatMap((pack) => Object.entries(pack))) {
    if (RANK[severity] > RANK[severities[id] ?? 'off']) severities[id] = severity;
  }
  return severities;
}

function candidate(raw: RawFinding, rule: Rule, severities: Severities): Candidate[] {
  const told = severities[rule.id];
  if (told === undefined) throw new PolicyError(`${rule.id} has no severity`);
  if (told === 'off') return [];
  const severity = raw.mild ? 'warn' : told;
  const finding: Finding = {
    id: rule.id,
    title: rule.title,
    severity: raw.status === 'unknown' ? ofUnknown(severity, severities) : severity,
    status: raw.status,
    stack: raw.stack,
    address: raw.address,
    path: raw.path,
    attribute: raw.attribute,
    ...(raw.key === undefined ? {} : { key: raw.key }),
    message: raw.message,
    fix: rule.fix,
  };
  return [{ finding, waivable: rule.waivable && raw.waivable }];
}

/** What could not be judged is as severe as the tier says, and never more than the rule. */
function ofUnknown(severity: Severity, severities: Severities): Severity {
  return severity === 'deny' && severities[UNKNOWN_IS_SAID.id] === 'deny' ? 'deny' : 'warn';
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
