import { stringify } from 'csv-stringify/sync';
import type { Judgement, RuleStatus } from '../../contract';
import { CONTROL_TITLES, FRAMEWORKS, type Framework } from '../../facts';
import { code, markdown, plain } from '../report';
import type { FormatSource } from './source';

/** A control of a framework with what became of the rules that answer it. */
interface Row {
  control: string;
  status: RuleStatus['status'];
  rules: RuleStatus[];
  evidence: string[];
}

const WORST: readonly RuleStatus['status'][] = ['fail', 'unknown', 'waived', 'pass', 'off', 'not-applicable'];
const MOST_EVIDENCE = 5;

/** A matrix for each framework the rules cite, as Markdown and as CSV: control, rules, status, evidence. By file name. */
export function complianceFiles(source: FormatSource): Record<string, string> {
  const keys = [...new Set(source.rules.flatMap((rule) => Object.keys(rule.controls)))].sort();
  return Object.fromEntries(
    keys
      .map((key): [string, Framework] => [key, FRAMEWORKS[key] ?? unread(key)])
      .filter(([, { kind }]) => kind === 'framework')
      .flatMap(([key, framework]) => [
        [`compliance/${key}.md`, matrix(key, framework, source)],
        [`compliance/${key}.csv`, table(key, framework, source)],
      ]),
  );
}

/** A framework only a client's own rules speak of. */
function unread(key: string): Framework {
  return { name: key, version: '', kind: 'framework', mapping: 'judgement', basis: "the client's own reading" };
}

function rowsOf(key: string, { rules }: FormatSource, judgement: Judgement): Row[] {
  const byControl = new Map<string, RuleStatus[]>();
  const statuses = new Map(judgement.policy.statuses.map((status) => [status.id, status]));
  for (const rule of rules) {
    const status = statuses.get(rule.id);
    if (status === undefined) continue;
    for (const control of rule.controls[key] ?? []) byControl.set(control, [...(byControl.get(control) ?? []), status]);
  }
  return [...byControl]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([control, found]) => {
      const status = WORST.find((word) => found.some((rule) => rule.status === word)) ?? 'not-applicable';
      const evidence = found.filter((rule) => rule.status === status).flatMap((rule) => rule.evidence);
      return { control, status, rules: found, evidence: [...new Set(evidence)].slice(0, MOST_EVIDENCE) };
    });
}

function matrix(key: string, framework: Framework, source: FormatSource): string {
  const { report } = source;
  const titles = CONTROL_TITLES[key];
  return [
    `# ${framework.name} ${framework.version}`.trim(),
    '',
    noteOf(framework),
    ...report.environments.flatMap((judgement) => [
      '',
      `## ${[judgement.client, judgement.environment, judgement.tier]
        .filter((part) => part !== '')
        .map(markdown)
        .join(' · ')}`,
      '',
      `As of ${report.date}, groundplane ${source.version}, input ${code(judgement.policy.input.slice(0, 12))}.`,
      '',
      `| control | ${titles === undefined ? '' : 'about | '}status | rules | evidence |`,
      `|---|${titles === undefined ? '' : '---|'}---|---|---|`,
      ...rowsOf(key, source, judgement).map(
        ({ control, status, rules, evidence }) =>
          `| ${markdown(control)} | ${titles === undefined ? '' : `${markdown(titles[control] ?? '')} | `}${status} | ${rules.map((rule) => `${rule.id} (${rule.status})`).join(', ')} | ${evidence.map(code).join(', ')} |`,
      ),
    ]),
    '',
  ].join('\n');
}

function noteOf({ mapping, basis }: Framework): string {
  const who =
    mapping === 'judgement'
      ? 'Which rules answer which control is our own judgement: **no auditor has read this mapping**.'
      : 'Which rules answer which control follows what is published.';
  return `${who} Basis: ${basis}. A rule that passes is evidence for a control and not the whole of it; \`not-applicable\` means that nothing it looks at is there.`;
}

function table(key: string, framework: Framework, source: FormatSource): string {
  const { report } = source;
  const rows = report.environments.flatMap((judgement) =>
    rowsOf(key, source, judgement).map(({ control, status, rules, evidence }) => ({
      client: judgement.client,
      environment: judgement.environment,
      date: report.date,
      framework: `${framework.name} ${framework.version}`.trim(),
      control,
      about: CONTROL_TITLES[key]?.[control] ?? '',
      rules: rules.map((rule) => `${rule.id} ${rule.status}`).join('; '),
      status,
      evidence: evidence.map(plain).join('; '),
      mapping: framework.mapping === 'judgement' ? 'not read by an auditor' : 'published',
    })),
  );
  return stringify(rows, { header: true, escape_formulas: true });
}
