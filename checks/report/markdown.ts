import type { Finding, Judgement, Notice } from '../../contract';
import { bill, budgetText, range, whyOf } from './figures';
import { code, markdown } from './plain-text';
import { ragRows } from './rag-text';
import { changedSeverities, endCounts, endTexts, findingsByRule } from './policy-text';
import type { Report } from './report';

const WORD = { ok: '✅ Ready', look: '🔎 Look', stop: '⛔ Stop' } as const;
const LARGEST_LINES = 10;
const MOST_WAIVERS = 5;
/** Places of findings that are alike. */
const MOST_PLACES = 3;

export interface MarkdownOptions {
  /** Characters it may have; what does not fit is left out from the end of an environment, and that is said. @default 60000 */
  maxLength?: number;
}

/** GitHub takes 65,536 characters of a comment. */
const COMMENT_LENGTH = 60_000;

/** The report for a pull request: one screen an environment, the rest folded. */
export function markdownReport(report: Report, { maxLength = COMMENT_LENGTH }: MarkdownOptions = {}): string {
  const foot = `<sub>groundplane · ${report.date}</sub>\n`;
  const share = Math.floor((maxLength - foot.length) / Math.max(1, report.environments.length)) - 10;
  return `${report.environments.map((judgement) => environmentText(judgement, share)).join('\n---\n\n')}\n${foot}`;
}

interface Fold {
  title: string;
  lines: string[];
}

/** The first screen is never cut; folds are left out whole, the last first. */
function environmentText(judgement: Judgement, maxLength: number): string {
  const { client, environment, tier, phase, region } = judgement;
  const head = [
    `## ${WORD[judgement.verdict]}: ${markdown(judgement.headline)}`,
    '',
    [client, environment, tier, phase ?? '', region]
      .filter((part) => part !== '')
      .map(markdown)
      .join(' · '),
    '',
    ...summary(judgement),
    '',
    '',
  ].join('\n');
  let length = head.length;
  const texts: string[] = [];
  const left: string[] = [];
  for (const { title, lines } of folds(judgement)) {
    const text = [`<details><summary>${title}</summary>`, '', ...lines, '', '</details>', '', ''].join('\n');
    length += text.length;
    if (length <= maxLength && left.length === 0) texts.push(text);
    else left.push(title);
  }
  const note = left.length === 0 ? '' : `Too long to show here: ${left.join(', ')}. All of it is in report.json.\n`;
  return `${head}${texts.join('')}${note}`.replace(/\n+$/, '\n');
}

function folds(judgement: Judgement): Fold[] {
  return [
    { title: 'Destroyed and replaced', lines: endTexts(judgement).map((text) => `- ${markdown(text)}`) },
    { title: 'Findings', lines: findingRows(judgement) },
    { title: 'Cost, largest first', lines: costRows(judgement) },
    { title: 'Index of documents', lines: judgement.rag === undefined ? [] : ragRows(judgement.rag) },
    { title: 'Waivers', lines: waiverRows(judgement) },
    {
      title: 'Not checked',
      lines: judgement.notChecked.flatMap((entry) => entry.names.map((name) => `- ${entry.what}: ${markdown(name)}`)),
    },
    { title: 'Notices of the client file', lines: (judgement.notices ?? []).map(noticeRow) },
    { title: 'Stacks', lines: judgement.stacks.map((stack) => `- ${code(stack.id)} ${stack.resources} resources`) },
  ].filter(({ lines }) => lines.length > 0);
}

function summary(judgement: Judgement): string[] {
  const { policy, cost, capacity, notices = [] } = judgement;
  const { deny, warn, unknown, waived } = policy.summary;
  const budget = budgetText(cost);
  const quotas = capacity.quotas.map(
    ({ code: word, name, needed, unit }) => `${needed} ${unit} of ${markdown(name)} (${code(word)})`,
  );
  const changed = changedSeverities(judgement);
  const notes = [
    ...policy.packs.map((pack) => `pack ${pack}`),
    ...(changed.length === 0 ? [] : [`severity of the client: ${changed.join(', ')}`]),
    ...(policy.ignoredWaivers === 0 ? [] : [`${policy.ignoredWaivers} waivers left aside`]),
  ];
  const unchecked = judgement.notChecked.map((entry) => `${entry.names.length} ${entry.what}`);
  const ends = endCounts(judgement);
  return [
    ...(ends === '' ? [] : [`**Ends** · ${ends}  `]),
    `**Policy** · ${deny} deny, ${warn} warn, ${unknown} unknown, ${waived} waived · ${policy.rules.length} rules on ${policy.resources} resources${notes.map((note) => ` · ${markdown(note)}`).join('')}  `,
    ...waivedBy(judgement),
    `**Cost** · ${[bill(cost), budget].filter((part) => part !== '').join(' · ')}  `,
    `**Capacity** · ${quotas.length > 0 ? `quota to ask for: ${quotas.join(', ')}` : 'nothing to ask for'}  `,
    `**Not checked** · ${unchecked.length > 0 ? unchecked.join(', ') : 'nothing'}${notices.length > 0 ? '  ' : ''}`,
    ...noticed(judgement),
  ];
}

/** What works and should still be known: in short on the first screen, with the fix in a fold. */
function noticed({ notices = [] }: Judgement): string[] {
  const [first] = notices;
  if (first === undefined) return [];
  const rest = notices.length === 1 ? '' : `, and ${notices.length - 1} more below`;
  return [`**Notices** · ${noticeText(first)}${rest}`];
}

function noticeText({ place, path, message }: Notice): string {
  return `${code(place)} ${markdown(`${path} ${message}`.trim())}`;
}

function noticeRow(notice: Notice): string {
  return `- ${noticeText(notice)}: ${markdown(notice.fix)}`;
}

/** Who answers for what until when: it belongs on the first screen. */
function waivedBy({ policy }: Judgement): string[] {
  if (policy.waivers.length === 0) return [];
  const rest = policy.waivers.length - MOST_WAIVERS;
  const shown = policy.waivers
    .slice(0, MOST_WAIVERS)
    .map(({ id, owner, expires, ticket }) => `${id} by ${markdown(owner)} until ${expires} (${markdown(ticket)})`);
  return [`**Waived** · ${[...shown, ...(rest > 0 ? [`and ${rest} more below`] : [])].join(' · ')}  `];
}

function findingRows(judgement: Judgement): string[] {
  const groups = findingsByRule(judgement);
  if (groups.length === 0) return [];
  return [
    '| | rule | where | what | fix |',
    '|---|---|---|---|---|',
    ...groups.flatMap(({ word, findings }) => alike(findings).map((same) => findingRow(word, same))),
  ];
}

/** Findings of one rule that say the same of several places, and are answered for by the same waiver. */
function alike(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { message, waiver } = finding;
    const key = JSON.stringify([message, waiver?.owner, waiver?.expires, waiver?.ticket]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function findingRow(word: string, findings: readonly Finding[]): string {
  const [first] = findings;
  if (first === undefined) return '';
  const rest = findings.length - MOST_PLACES;
  const places = findings.slice(0, MOST_PLACES).map(placeCode).join(', ');
  const { id, message, fix, waiver } = first;
  const answer = waiver === undefined ? fix : `waived by ${waiver.owner} until ${waiver.expires} (${waiver.ticket})`;
  const where = rest > 0 ? `${places} and ${rest} more in report.json` : places;
  const what = findings.length === 1 ? markdown(message) : `${findings.length} times: ${markdown(message)}`;
  return ['', word, id, where, what, markdown(answer), ''].join('|');
}

function placeCode({ address, path, source }: Finding): string {
  return `${code(address || path)}${source === undefined ? '' : ` ${code(source)}`}`;
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
          `|${range(line.monthly)}|${markdown(line.component)}|${code(line.address || line.stack)}|${markdown(whyOf(line))}|`,
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
