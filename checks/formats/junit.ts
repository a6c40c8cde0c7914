import { create, type XMLElement } from 'xmlbuilder';
import type { Finding, Judgement, RuleStatus } from '../../contract';
import { plain } from '../report';
import { groupOf, rank, type FormatSource } from './source';

/** As many findings as one case tells of. */
const MOST_LINES = 50;

/** JUnit's XML: a suite for each group of rules in each environment, a case for each rule. */
export function junitText({ report }: FormatSource): string {
  const root = create('testsuites', { encoding: 'UTF-8' }).att('name', 'groundplane policy');
  for (const judgement of report.environments) {
    for (const [group, statuses] of groups(judgement)) suite(root, group, statuses, judgement);
  }
  return `${root.end({ pretty: true })}\n`;
}

function groups({ policy }: Judgement): [string, RuleStatus[]][] {
  const found = new Map<string, RuleStatus[]>();
  for (const status of policy.statuses) {
    const group = groupOf(status.id);
    found.set(group, [...(found.get(group) ?? []), status]);
  }
  return [...found];
}

function suite(root: XMLElement, group: string, statuses: readonly RuleStatus[], judgement: Judgement): void {
  const { client, environment, policy } = judgement;
  const cases = statuses.map((status) => ({
    status,
    outcome: outcomeOf(
      status,
      policy.findings.filter((finding) => finding.id === status.id),
    ),
  }));
  const count = (kind: Outcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length;
  const element = root.ele('testsuite', {
    name: [client, environment, group].filter((part) => part !== '').join(' '),
    tests: cases.length,
    failures: count('failure'),
    errors: 0,
    skipped: count('skipped'),
  });
  for (const { status, outcome } of cases) {
    const one = element.ele('testcase', { classname: group, name: plain(`${status.id} ${status.title}`), time: 0 });
    if (outcome.kind === 'failure') one.ele('failure', { message: outcome.message, type: outcome.type }, outcome.text);
    if (outcome.kind === 'skipped') one.ele('skipped', { message: outcome.message });
    if (outcome.kind !== 'failure' && outcome.text !== '') one.ele('system-out', {}, outcome.text);
  }
}

interface Outcome {
  kind: 'passed' | 'failure' | 'skipped';
  type: string;
  message: string;
  /** All findings, a line each. */
  text: string;
}

/** What stops is a failure; a warning passes and is told; what was not judged is skipped and says why. */
function outcomeOf(status: RuleStatus, findings: readonly Finding[]): Outcome {
  const stops = findings.filter((finding) => rank(finding) === 0);
  const text = linesOf(findings);
  if (stops.length > 0) {
    const message = `${stops.length} ${stops.length === 1 ? 'finding' : 'findings'}: ${plain(stops[0]?.message ?? '')}`;
    return { kind: 'failure', type: 'deny', message, text };
  }
  const skipped = (message: string): Outcome => ({
    kind: 'skipped',
    type: status.status,
    message: plain(message),
    text,
  });
  const waiver = findings.find((finding) => finding.waiver !== undefined)?.waiver;
  if (status.status === 'off') return skipped(`switched off by the ${status.by}`);
  if (status.status === 'not-applicable') return skipped('nothing it looks at is there');
  if (status.status === 'unknown') return skipped(`known only after apply: ${status.unknown}`);
  if (status.status === 'waived' && waiver !== undefined)
    return skipped(`waived by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`);
  return { kind: 'passed', type: status.status, message: '', text };
}

function linesOf(findings: readonly Finding[]): string {
  const lines = findings
    .slice(0, MOST_LINES)
    .map(({ status, severity, stack, address, path, attribute, message, fix }) => {
      const place = address === '' ? path : `${stack}/${address}`;
      return plain(`${status === 'fail' ? severity : status} ${place} ${attribute}: ${message}; ${fix}`);
    });
  if (findings.length > MOST_LINES) lines.push(`and ${findings.length - MOST_LINES} more in report.json`);
  return lines.join('\n');
}
