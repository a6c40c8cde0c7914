import type { Finding, Judgement } from '../../contract';
import { bill, budgetText, money } from './figures';
import { plain } from './plain-text';
import {
  changedSeverities,
  endCounts,
  endTexts,
  findingsByRule,
  groupRows,
  pasteableWaiver,
  type RuleFindings,
} from './policy-text';
import type { Report } from './report';

/** Lets the caller colour a word; the words say everything without it. */
export type Paint = (style: 'bold' | 'red' | 'yellow' | 'green' | 'dim', text: string) => string;

const VERDICT_STYLE = { ok: 'green', look: 'yellow', stop: 'red' } as const;
const WORD_STYLE = { deny: 'red', unknown: 'yellow', warn: 'yellow', waived: 'dim' } as const;
const LARGEST_LINES = 5;
/** As many places of one rule as fit on a screen. */
const MOST_PLACES = 5;
/** What a plan ends, as far as it is listed. */
const MOST_ENDS = 10;
/** A waiver is told of when it ends so soon. */
const ENDS_SOON = 14;
/** A waiver nobody has thought about yet ends soon enough to think about it. */
const PROPOSED_DAYS = 60;

/** The report for a terminal: per environment what stands against it, what it costs, what to ask for; then the findings by rule. */
export function consoleReport(report: Report, paint: Paint): string {
  return report.environments.map((environment) => environmentText(environment, report.date, paint)).join('\n');
}

/** The verdict once more, behind a report longer than a screen: `stop: production: …; staging: …`. */
export function verdictLine({ verdict, environments }: Report): string {
  const those = environments.filter((environment) => environment.verdict === verdict);
  return plain(`${verdict}: ${those.map(({ environment, headline }) => `${environment}: ${headline}`).join('; ')}`);
}

function environmentText(judgement: Judgement, date: string, paint: Paint): string {
  const { client, environment, tier, phase, region, account, verdict, headline } = judgement;
  const lines = [
    paint(
      'bold',
      plain([client, environment, tier, phase ?? '', region, account].filter((part) => part !== '').join(' · ')),
    ),
    `  ${paint(VERDICT_STYLE[verdict], verdict)}: ${plain(headline)}`,
    ...rows(judgement).map(([label, text]) => `  ${label.padEnd(12)}${plain(text)}`),
    ...findingsByRule(judgement).flatMap((group) => ruleText(group, date, paint)),
    ...groupTable(judgement),
  ];
  return `${lines.join('\n')}\n`;
}

function rows(judgement: Judgement): [string, string][] {
  const { policy, cost, capacity } = judgement;
  const { deny, warn, unknown, waived } = policy.summary;
  const largest = cost.lines
    .filter((line) => Number(line.monthly.expected) > 0)
    .slice(0, LARGEST_LINES)
    .map((line) => `${line.component} ${money(line.monthly.expected)}`);
  const changed = changedSeverities(judgement);
  return [
    [
      'resources',
      `${judgement.resources}: ${judgement.stacks.map((stack) => `${stack.name} ${stack.resources}`).join(', ')}`,
    ],
    ...endRows(judgement),
    [
      'policy',
      `${policy.rules.length} rules${policy.packs.map((pack) => ` + ${pack}`).join('')}: ${deny} deny, ${warn} warn, ${unknown} unknown, ${waived} waived`,
    ],
    ...waiverRows(judgement),
    ...(changed.length === 0
      ? []
      : ([['', `severity of the client: ${changed.join(', ')}`]] satisfies [string, string][])),
    ['cost', [bill(cost), budgetText(cost)].filter((part) => part !== '').join('; ')],
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

function endRows(judgement: Judgement): [string, string][] {
  const texts = endTexts(judgement);
  const rest = texts.length - MOST_ENDS;
  if (texts.length === 0) return [];
  return [
    ['ends', endCounts(judgement)],
    ...texts.slice(0, MOST_ENDS).map((text): [string, string] => ['', text]),
    ...(rest > 0 ? ([['', `and ${rest} more; all in --format json`]] satisfies [string, string][]) : []),
  ];
}

function waiverRows({ policy }: Judgement): [string, string][] {
  const soon = policy.waivers.filter((waiver) => waiver.daysLeft <= ENDS_SOON);
  return [
    ...(policy.ignoredWaivers === 0
      ? []
      : ([['waivers', `${policy.ignoredWaivers} left aside`]] satisfies [string, string][])),
    ...soon.map(({ id, scope, expires, daysLeft, owner }): [string, string] => [
      'waivers',
      `${id} for ${scope} ends on ${expires}, in ${daysLeft} days (${owner})`,
    ]),
  ];
}

function ruleText({ rule, word, findings }: RuleFindings, date: string, paint: Paint): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const rest = findings.length - MOST_PLACES;
  return [
    '',
    `  ${paint(WORD_STYLE[word], word)} ${rule.id} ${plain(rule.title)}`,
    ...findings.slice(0, MOST_PLACES).flatMap((finding) => placeText(finding)),
    ...(rest > 0 ? [`    and ${rest} more places in report.json`] : []),
    ...(word === 'waived' ? [] : [`    fix ${plain(first.fix)}`]),
    ...(word === 'deny' && rule.waivable
      ? [`    or waive it: ${plain(pasteableWaiver(first, dayAfter(date, PROPOSED_DAYS)))}`]
      : []),
    `    see docs/policies/${rule.id}.md`,
  ];
}

function placeText({ path, address, attribute, source, message, waiver }: Finding): string[] {
  const place = [path, address === path ? '' : address, attribute, source ?? ''].filter((part) => part !== '');
  return [
    `    at  ${plain(place.join('  '))}`,
    `        ${plain(message)}`,
    ...(waiver === undefined
      ? []
      : [
          `        waived by ${plain(waiver.owner)} until ${waiver.expires} (${waiver.daysLeft} days left): ${plain(waiver.reason)}`,
        ]),
  ];
}

/** How each group of rules came out; only where something did not pass. */
function groupTable(judgement: Judgement): string[] {
  const rows = groupRows(judgement);
  if (rows.every(({ counts }) => counts.fail + counts.unknown + counts.waived === 0)) return [];
  const words = ['pass', 'fail', 'unknown', 'waived', 'not-applicable', 'off'] as const;
  return [
    '',
    `  ${'rules'.padEnd(12)}${words.map((word) => word.padStart(word.length + 2)).join('')}`,
    ...rows.map(
      ({ group, counts }) =>
        `  ${group.padEnd(12)}${words.map((word) => String(counts[word]).padStart(word.length + 2)).join('')}`,
    ),
  ];
}

function dayAfter(date: string, days: number): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? date : new Date(time + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function shortList(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join('; ');
  return names.length > most ? `${shown}; and ${names.length - most} more, all in report.json` : shown;
}
