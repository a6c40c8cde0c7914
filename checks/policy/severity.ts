import type { Decision, Pack, Severity, Tier } from '../../contract';
import { PolicyError } from './errors';
import type { Rule, RuleBook, Severities } from './rules';

/** What decides how severe rules are, the weakest word first. */
export interface SeverityChoice {
  tier: Tier;
  /** What the client says. It may lower what can be waived. @default - nothing */
  changes?: Severities;
  /** They only raise, the client's own word too. @default - none */
  packs?: readonly Pack[];
}

/** The decision on each rule, by id. */
export type Decisions = ReadonlyMap<string, Decision>;

const RANK = { off: 0, warn: 1, deny: 2 } as const;

/** How severe each rule is. What a client may not change is left as it is; {@link severityProblems} tells of it. */
export function decide(book: RuleBook, rules: readonly Rule[], choice: SeverityChoice): Decisions {
  return new Map(rules.map((rule) => [rule.id, decideRule(book, rule, choice)]));
}

function decideRule(book: RuleBook, rule: Rule, { tier, changes = {}, packs = [] }: SeverityChoice): Decision {
  const tierSays = severityIn(book, rule, tier);
  let decision: Decision = { severity: tierSays, by: 'tier' };
  const wanted = changes[rule.id];
  if (wanted !== undefined && wanted !== decision.severity && mayChange(rule, decision.severity, wanted))
    decision = { severity: wanted, by: 'client', tierSays };
  for (const pack of packs) {
    const raised = book.packs[pack][rule.id];
    if (raised !== undefined && RANK[raised] > RANK[decision.severity])
      decision = { severity: raised, by: pack, tierSays };
  }
  return decision;
}

function severityIn(book: RuleBook, rule: Rule, tier: Tier): Severity | 'off' {
  const severity = rule.severities?.[tier] ?? book.tiers[tier][rule.id];
  if (severity === undefined) throw new PolicyError(`${rule.id} has no severity in ${tier}`);
  return severity;
}

function mayChange(rule: Rule, from: Severity | 'off', to: Severity | 'off'): boolean {
  return rule.waivable || RANK[to] >= RANK[from];
}

/** What is wrong with the severity a client gives a rule. */
export interface SeverityProblem {
  id: string;
  message: string;
  fix: string;
}

/** What is wrong with a client's own severities. */
export function severityProblems(
  book: RuleBook,
  rules: readonly Rule[],
  { tier, changes = {}, packs = [] }: SeverityChoice,
): SeverityProblem[] {
  return Object.entries(changes).flatMap(([id, wanted]) => {
    const rule = rules.find((known) => known.id === id);
    if (rule === undefined)
      return [{ id, message: `there is no rule ${id}`, fix: 'docs/policies/README.md lists them all' }];
    const from = severityIn(book, rule, tier);
    if (!mayChange(rule, from, wanted)) {
      const message = `${id} cannot be waived, so it cannot be lowered from ${from} to ${wanted}`;
      return [{ id, message, fix: `leave it out: it is ${from}` }];
    }
    const pack = packs.find((name) => RANK[book.packs[name][id] ?? 'off'] > RANK[wanted]);
    if (pack === undefined) return [];
    const asked = book.packs[pack][id] ?? 'deny';
    const message = `pack ${pack} asks for ${asked}, so ${wanted} would say nothing`;
    return [{ id, message, fix: `leave it out: it is ${asked}` }];
  });
}
