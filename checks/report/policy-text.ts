import type { Finding, Judgement, RuleStatus, Severity } from '../../contract';

/** Findings of one rule that stand alike: all broken, all undecided, all waived. */
export interface RuleFindings {
  rule: RuleStatus;
  /** What the reader is to make of them. */
  word: Severity | 'unknown' | 'waived';
  findings: Finding[];
}

const ORDER: readonly RuleFindings['word'][] = ['deny', 'unknown', 'warn', 'waived'];

/**
 * Findings by rule, what stops first. Of what is known only after apply those are here whose rule denies; the rest is counted
 * under what was not checked.
 */
export function findingsByRule({ policy }: Judgement): RuleFindings[] {
  const rules = new Map(policy.statuses.map((status) => [status.id, status]));
  const groups = new Map<string, RuleFindings>();
  for (const finding of policy.findings) {
    const rule = rules.get(finding.id);
    if (rule === undefined) continue;
    const word = wordFor(finding);
    if (word === 'unknown' && rule.severity !== 'deny') continue;
    const key = `${word} ${finding.id}`;
    const group = groups.get(key) ?? { rule, word, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => ORDER.indexOf(a.word) - ORDER.indexOf(b.word));
}

/** deny: what stops, whether broken or not known. */
function wordFor({ status, severity }: Finding): RuleFindings['word'] {
  if (status === 'waived') return 'waived';
  if (severity === 'deny') return 'deny';
  return status === 'unknown' ? 'unknown' : 'warn';
}

/** How the rules of each group came out, `PAI-EKS`: a row each, in the order of the ids. */
export function groupRows({ policy }: Judgement): { group: string; counts: Record<RuleStatus['status'], number> }[] {
  const groups = new Map<string, Record<RuleStatus['status'], number>>();
  for (const { id, status } of policy.statuses) {
    const group = id.replace(/-\d+$/, '');
    const counts = groups.get(group) ?? { pass: 0, fail: 0, unknown: 0, waived: 0, 'not-applicable': 0, off: 0 };
    counts[status] += 1;
    groups.set(group, counts);
  }
  return [...groups].map(([group, counts]) => ({ group, counts }));
}

/** Rules that are not as severe as their tier says by the client's word, `PAI-NET-006 off, not deny`. */
export function changedSeverities({ policy }: Judgement): string[] {
  return policy.statuses
    .filter(({ by }) => by === 'client')
    .map(({ id, severity, tierSays }) => `${id} ${severity}${tierSays === undefined ? '' : `, not ${tierSays}`}`);
}

/** A waiver of a finding to paste into a client file. What only a human knows is left to fill in. */
export function pasteableWaiver({ id, path, stack, address, key }: Finding, expires: string): string {
  const scope = path === '' ? `${stack}/${address}` : path;
  const finer = key === undefined ? '' : `, key: ${JSON.stringify(key)}`;
  return `- { id: ${id}, scope: ${JSON.stringify(scope)}${finer}, reason: "…", owner: "…", expires: ${JSON.stringify(expires)}, ticket: "…" }`;
}

/** What a plan ends, for a line each: `destroy aws_rds_cluster.db: holds data`. */
export function endTexts({ ends = [] }: Judgement): string[] {
  return ends.map(({ action, address, because, holdsData, allowed }) => {
    const notes = [
      ...(holdsData ? ['holds data'] : []),
      ...(because.length === 0 ? [] : [`because of ${because.join(', ')}`]),
      ...(allowed ? ['allowed'] : []),
    ];
    return `${action} ${address}${notes.length === 0 ? '' : `: ${notes.join(', ')}`}`;
  });
}

/** `2 destroyed, 1 replaced; 2 of them hold data`; empty where nothing ends. */
export function endCounts({ ends = [] }: Judgement): string {
  const count = (action: string): number => ends.filter((end) => end.action === action).length;
  const data = ends.filter(({ holdsData }) => holdsData).length;
  if (ends.length === 0) return '';
  const held = data === 0 ? 'none holds data' : `${data} of them ${data === 1 ? 'holds' : 'hold'} data`;
  return `${count('destroy')} destroyed, ${count('replace')} replaced; ${held}`;
}
