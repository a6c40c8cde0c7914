import type { Finding, Judgement } from '../../contract';
import { money, range, total } from './figures';
import { code, markdown } from './plain-text';
import type { Report } from './report';

const WORD = { ok: '✅ Ready', look: '🔎 Look', stop: '⛔ Stop' } as const;
const LARGEST_LINES = 10;

/** The report for a pull request: one screen an environment, the rest folded. */
export function markdownReport(report: Report): string {
  return `${report.environments.map(environmentText).join('\n---\n\n')}\n<sub>groundplane · ${report.date}</sub>\n`;
}

function environmentText(judgement: Judgement): string {
  const { client, environment, tier, phase, region } = judgement;
  return [
    `## ${WORD[judgement.verdict]}: ${markdown(judgement.headline)}`,
    '',
    markdown(`${client} · ${environment} · ${tier} · ${phase} · ${region}`),
    '',
    ...summary(judgement),
    '',
    ...fold('Findings', findingRows(judgement.policy.findings)),
    ...fold('Cost, largest first', costRows(judgement)),
    ...fold('Waivers', waiverRows(judgement)),
    ...fold(
      'Not checked',
      judgement.notChecked.flatMap((entry) => entry.names.map((name) => `- ${entry.what}: ${markdown(name)}`)),
    ),
    ...fold(
      'Stacks',
      judgement.stacks.map((stack) => `- ${code(stack.id)} ${stack.resources} resources`),
    ),
  ].join('\n');
}

function summary(judgement: Judgement): string[] {
  const { policy, cost, capacity } = judgement;
  const { deny, warn, unknown, waived } = policy.summary;
  const budget = cost.budget === undefined ? '' : ` · budget ${money(cost.budget.monthly)}: **${cost.budget.verdict}**`;
  const quotas = capacity.quotas.map((quota) => `${quota.needed} ${quota.unit} of ${code(quota.code)}`);
  const unchecked = judgement.notChecked.map((entry) => `${entry.names.length} ${entry.what}`);
  return [
    `**Policy** · ${deny} deny, ${warn} warn, ${unknown} unknown, ${waived} waived · ${policy.rules.length} rules on ${policy.resources} resources  `,
    `**Cost** · ${total(cost.total, cost.atLeast)} a month${budget} · prices of ${cost.prices}  `,
    `**Capacity** · ${quotas.length > 0 ? `quota to ask for: ${quotas.join(', ')}` : 'nothing to ask for'}  `,
    `**Not checked** · ${unchecked.length > 0 ? unchecked.join(', ') : 'nothing'}`,
  ];
}

function findingRows(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return [
    '| | rule | where | what | fix |',
    '|---|---|---|---|---|',
    ...findings.map((finding) =>
      [
        '',
        finding.status === 'fail' ? finding.severity : finding.status,
        finding.id,
        code(finding.address || finding.path),
        markdown(finding.message),
        markdown(finding.fix),
        '',
      ].join('|'),
    ),
  ];
}

function costRows(judgement: Judgement): string[] {
  const lines = judgement.cost.lines.filter((line) => line.status !== 'free' && line.status !== 'shared');
  const rest = lines.length - LARGEST_LINES;
  return [
    '| a month | what | where | why |',
    '|--:|---|---|---|',
    ...lines
      .slice(0, LARGEST_LINES)
      .map(
        (line) =>
          `|${range(line.monthly)}|${markdown(line.component)}|${code(line.address || line.stack)}|${markdown(line.assumption ?? line.status)}|`,
      ),
    ...(rest > 0 ? ['', `and ${rest} smaller lines in report.json`] : []),
  ];
}

function waiverRows(judgement: Judgement): string[] {
  return judgement.policy.waivers.map(
    (waiver) =>
      `- ${waiver.id} on ${code(waiver.scope)} until ${waiver.expires} (${waiver.daysLeft} days), ${markdown(waiver.owner)}, ${markdown(waiver.ticket)}: ${markdown(waiver.reason)}`,
  );
}

function fold(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`<details><summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}
