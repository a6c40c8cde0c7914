import type { Finding, Judgement } from '../../contract';
import { money, total } from './figures';
import { plain } from './plain-text';
import type { Report } from './report';

/** Lets the caller colour a word; the words say everything without it. */
export type Paint = (style: 'bold' | 'red' | 'yellow' | 'green' | 'dim', text: string) => string;

const VERDICT_STYLE = { ok: 'green', look: 'yellow', stop: 'red' } as const;
const LARGEST_LINES = 5;

/** The report for a terminal: per environment what stands against it, what it costs, what to ask for; then the findings. */
export function consoleReport(report: Report, paint: Paint): string {
  return report.environments.map((environment) => environmentText(environment, paint)).join('\n');
}

function environmentText(judgement: Judgement, paint: Paint): string {
  const { client, environment, tier, phase, region, account, verdict, headline } = judgement;
  const lines = [
    paint('bold', plain(`${client} · ${environment} · ${tier} · ${phase} · ${region} · ${account}`)),
    `  ${paint(VERDICT_STYLE[verdict], verdict)}: ${plain(headline)}`,
    ...rows(judgement).map(([label, text]) => `  ${label.padEnd(12)}${plain(text)}`),
    ...findingsText(judgement.policy.findings, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function rows(judgement: Judgement): [string, string][] {
  const { policy, cost, capacity } = judgement;
  const { deny, warn, unknown, waived } = policy.summary;
  const largest = cost.lines.slice(0, LARGEST_LINES).map((line) => `${line.component} ${money(line.monthly.expected)}`);
  return [
    [
      'resources',
      `${judgement.resources}: ${judgement.stacks.map((stack) => `${stack.name} ${stack.resources}`).join(', ')}`,
    ],
    ['policy', `${policy.rules.length} rules: ${deny} deny, ${warn} warn, ${unknown} unknown, ${waived} waived`],
    ['cost', `${total(cost.total, cost.atLeast)} a month, list prices of ${cost.prices}${budgetText(judgement)}`],
    ...(largest.length > 0 ? ([['', `largest: ${largest.join(' · ')}`]] satisfies [string, string][]) : []),
    ...capacity.quotas.map((quota): [string, string] => [
      'capacity',
      `ask AWS for ${quota.needed} ${quota.unit} of ${quota.code} "${quota.name}" in ${quota.region} (${quota.pools.join(', ')})`,
    ]),
    ...judgement.notChecked.map((entry): [string, string] => [
      'not checked',
      `${entry.names.length} ${entry.what}: ${shortList(entry.names)}`,
    ]),
  ];
}

function budgetText(judgement: Judgement): string {
  const { budget } = judgement.cost;
  return budget === undefined ? '' : `; budget ${money(budget.monthly)}: ${budget.verdict}`;
}

function findingsText(findings: readonly Finding[], paint: Paint): string[] {
  return findings
    .filter((finding) => finding.status !== 'unknown')
    .flatMap((finding) => {
      const style = finding.status === 'waived' ? 'dim' : finding.severity === 'deny' ? 'red' : 'yellow';
      const word = finding.status === 'waived' ? 'waived' : finding.severity;
      return [
        '',
        `  ${paint(style, word)} ${finding.id} ${plain(finding.message)}`,
        `    at  ${plain([finding.path, finding.address, finding.attribute].filter(Boolean).join('  '))}`,
        `    fix ${plain(finding.fix)}`,
        ...(finding.waiver === undefined
          ? []
          : [
              `    waived by ${plain(finding.waiver.owner)} until ${finding.waiver.expires} (${finding.waiver.daysLeft} days left): ${plain(finding.waiver.reason)}`,
            ]),
      ];
    });
}

function shortList(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join('; ');
  return names.length > most ? `${shown}; and ${names.length - most} more` : shown;
}
