import type { Document, Finding, RuleStatus, StackFacts } from '../../contract';
import type { Place, Verdict } from './module';
import type { Rule } from './rules';
import type { Decisions } from './severity';

/** As many places as a reviewer looks up. */
const MOST_EVIDENCE = 3;

/** What there was, and what single rules looked at of it. */
export interface Looked extends Pick<Verdict, 'judged'> {
  document: Document;
}

/** What became of each rule, in the order of the rules. */
export function ruleStatuses(
  rules: readonly Rule[],
  decisions: Decisions,
  findings: readonly Finding[],
  looked: Looked,
): RuleStatus[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) byRule.set(finding.id, [...(byRule.get(finding.id) ?? []), finding]);
  return rules.map((rule) => statusOf(rule, decisions, byRule.get(rule.id) ?? [], looked));
}

function statusOf(rule: Rule, decisions: Decisions, findings: readonly Finding[], looked: Looked): RuleStatus {
  const decision = decisions.get(rule.id) ?? { severity: 'deny', by: 'tier' };
  const having = (status: Finding['status']): Finding[] => findings.filter((finding) => finding.status === status);
  const [fail, unknown, waived] = [having('fail'), having('unknown'), having('waived')];
  // a rule that looks at less than its kinds says what; without it a pass would tell of what nobody judged
  const seen = looked.judged.get(rule.package ?? '') ?? inspected(rule, looked.document);
  const worst = [fail, unknown, waived].find((group) => group.length > 0);
  return {
    id: rule.id,
    title: rule.title,
    waivable: rule.waivable,
    ...decision,
    status: wordFor(decision.severity === 'off', worst?.[0]?.status, seen.length > 0),
    judged: seen.length,
    evidence: (worst ?? seen.slice(0, MOST_EVIDENCE)).slice(0, MOST_EVIDENCE).map(placeOf),
    fail: fail.length,
    unknown: unknown.length,
    waived: waived.length,
  };
}

function wordFor(off: boolean, worst: Finding['status'] | undefined, sawAnything: boolean): RuleStatus['status'] {
  if (off) return 'off';
  return worst ?? (sawAnything ? 'pass' : 'not-applicable');
}

/** Resources, data sources, objects and blocks of the kinds a rule names. */
function inspected(rule: Rule, document: Document): Place[] {
  return rule.inspects.flatMap((kind): Place[] => {
    if (kind === '*') return Object.values(document.by_type).flat();
    if (kind.startsWith('data.')) return document.data[kind.slice('data.'.length)] ?? document.data[kind] ?? [];
    const has = BLOCKS[kind];
    if (has !== undefined)
      return Object.values(document.stacks).flatMap((stack) =>
        has(stack) ? [{ stack: stack.name, address: '' }] : [],
      );
    return [...(document.by_type[kind] ?? []), ...(document.objects[kind] ?? [])];
  });
}

/** Parts of a stack that are no resources, under the word a rule uses for them: whether a stack has any. */
const BLOCKS: Readonly<Record<string, (stack: StackFacts) => boolean>> = {
  stack: () => true,
  terraform: () => true,
  waivers: () => true,
  provider: ({ providers }) => Object.keys(providers).length > 0,
  output: ({ outputs }) => Object.keys(outputs).length > 0,
  module: ({ modules }) => Object.keys(modules).length > 0,
};

function placeOf({ stack, address }: Place): string {
  return address === '' ? stack : `${stack}/${address}`;
}
