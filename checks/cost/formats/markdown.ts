import type { CostShare, Range } from '../../../contract';
import { money, monthly, range, whyOf } from '../../report/figures';
import { code, markdown } from '../../report/plain-text';
import { Decimal } from '../decimal';
import { UNTAGGED, type CostReport, type ReportLine } from '../report/cost-report';
import { COMMITMENTS, isCommitment, listPrice, restsOn } from '../report/shares';
import { comparisonMarkdown } from './comparison-markdown';
import { differenceMarkdown, signed } from './difference-markdown';
import { ledgerMarkdown } from './ledger';

const LARGEST = 10;
const MOST_OPEN = 30;
const BLOCKS = 20;
const MOST_PARTS = 12;
/** Tags the platform puts on resources to find them again, not to tell who pays. */
const OWN_TAGS: ReadonlySet<string> = new Set(['content', 'retention-days', 'rotation']);

/** The bill for a reader who decides: what it costs, why, what is not known, what can be done. */
export function costMarkdown(report: CostReport): string {
  return [
    ...headline(report),
    ...budgets(report),
    ...(report.difference === undefined ? [] : differenceMarkdown(report.difference)),
    ...commitments(report),
    ...largest(report),
    ...parts('By component', report.by.component),
    ...(report.by.environment.length > 1 ? parts('By environment', report.by.environment) : []),
    ...parts('By stack', report.by.stack),
    ...(report.by.useCase.length > 0 ? parts('By use case', report.by.useCase) : []),
    ...tags(report),
    ...assumptions(report),
    ...advice(report),
    ...comparisonMarkdown(report.comparisons),
    ...ledgerMarkdown(report.ledger),
    ...open(report),
    `<sub>List prices in US dollars before tax, a month of ${report.hours} hours. Prices reviewed ${report.prices}; estimate of ${report.date}.</sub>`,
    '',
  ].join('\n');
}

function headline(report: CostReport): string[] {
  const { total, yearly, idle, atLeast, unpriced, age } = report;
  const least = atLeast ? 'at least ' : '';
  const rests = restsOn(report.lines);
  return [
    `## Cost: ${least}${monthly(total)}`,
    '',
    `${markdown(report.region)} · ${least}${range(yearly)} a year · ${money(idle)} a month are due without any traffic  `,
    atLeast
      ? `**Not all is priced**: ${counted(unpriced.length, 'line has', 'lines have')} no price and ${unpriced.length === 1 ? 'is' : 'are'} not in the sum.  `
      : 'Everything is priced.  ',
    ...(rests === '' ? [] : [`Rests on ${rests}.  `]),
    ...(age === undefined || age.verdict === 'fresh'
      ? []
      : [`**Prices are ${age.days} days old** and should be refreshed before anybody signs.  `]),
    '',
  ];
}

function budgets({ budgets: verdicts }: CostReport): string[] {
  if (verdicts.length === 0) return [];
  return [
    '| limit | | found | allowed | |',
    '|---|---|--:|--:|---|',
    ...verdicts.map(
      ({ environment, name, verdict, found, limit, reason }) =>
        `| ${markdown(name)}${environment === '' ? '' : ` (${markdown(environment)})`} | **${verdict}** | ${found} | ${limit} | ${markdown(reason)} |`,
    ),
    '',
  ];
}

function largest({ lines }: CostReport): string[] {
  const billed = lines.filter((line) => line.confidence !== undefined && !isCommitment(line));
  const rest = billed.slice(LARGEST);
  const sum = rest.reduce((total, { monthly }) => total.plus(monthly.expected), new Decimal(0));
  return [
    '### The ten largest lines',
    '',
    '| a month | low to high | what | where | rests on |',
    '|--:|--:|---|---|---|',
    ...billed.slice(0, LARGEST).map(lineRow),
    ...(rest.length > 0 ? [`| ${money(sum.toFixed())} | | ${rest.length} smaller lines | | |`] : []),
    '',
  ];
}

function lineRow(line: ReportLine): string {
  return `| ${money(line.monthly.expected)} | ${span(line.monthly)} | ${markdown(line.component)} | ${code(placeOf(line))} | ${markdown(whyOf(line))} |`;
}

/** Construct path where there is one; hashed addresses are for machines. */
function placeOf({ path, address }: ReportLine): string {
  return path === '' ? address : path.replace(/\/Resource$/, '');
}

/** From list price to what is paid; nothing where list price is paid. */
function commitments({ lines, total, by }: CostReport): string[] {
  const own = lines.filter(isCommitment);
  if (own.length === 0) return [];
  const list = listPrice(by.component);
  return [
    '### From list price to what is paid',
    '',
    '| a month | | rests on |',
    '|--:|---|---|',
    `| ${money(list.toFixed())} | list price of everything below | |`,
    ...own
      .toReversed()
      .map(
        ({ monthly, component, assumption }) =>
          `| ${signed(monthly.expected)} | ${markdown(component)} | ${markdown(assumption ?? '')} |`,
      ),
    `| **${money(total.expected)}** | **to pay** | |`,
    '',
  ];
}

function parts(title: string, shares: readonly CostShare[]): string[] {
  const whole = listPrice(shares);
  const shown = shares.filter(({ high, atLeast }) => atLeast || !new Decimal(high).isZero());
  const own = shown.filter(({ name }) => name !== COMMITMENTS);
  const rest = own.slice(MOST_PARTS);
  const sum = rest.reduce((total, { expected }) => total.plus(expected), new Decimal(0));
  return [
    `### ${title}`,
    '',
    '| a month | low to high | | |',
    '|--:|--:|---|---|',
    ...own.slice(0, MOST_PARTS).map((share) => partRow(share, whole)),
    ...(rest.length > 0 ? [`| ${money(sum.toFixed())} | | ${rest.length} smaller parts | |`] : []),
    ...shown.filter(({ name }) => name === COMMITMENTS).map((share) => partRow(share, whole)),
    '',
  ];
}

function partRow(share: CostShare, whole: Decimal): string {
  const nothing = share.atLeast && new Decimal(share.high).isZero();
  const amount = nothing ? 'not priced' : `${share.atLeast ? '≥ ' : ''}${money(share.expected)}`;
  return `| ${amount} | ${span(share)} | ${markdown(share.name)} | ${share.name === COMMITMENTS || nothing ? '' : bar(share, whole)} |`;
}

function bar({ expected }: CostShare, whole: Decimal): string {
  if (whole.lte(0)) return '';
  const part = new Decimal(expected).div(whole);
  return `${'▇'.repeat(Math.max(0, Math.round(part.toNumber() * BLOCKS)))} ${part.times(100).toFixed(0)} %`;
}

/** Whether what bears the tag is more than a hundredth of all. */
function isTagged(shares: readonly CostShare[]): boolean {
  const sum = (own: readonly CostShare[]): Decimal =>
    own.reduce((total, { expected }) => total.plus(expected), new Decimal(0));
  return sum(shares.filter(({ name }) => name !== UNTAGGED)).gt(sum(shares).div(100));
}

function tags({ by }: CostReport): string[] {
  const telling = by.tags.filter(({ key, shares }) => !OWN_TAGS.has(key) && shares.length > 1 && isTagged(shares));
  if (telling.length === 0) return [];
  return [
    '### By tag',
    '',
    '| tag | a month | low to high |',
    '|---|--:|--:|',
    ...telling.flatMap(({ key, shares }) =>
      shares.map(
        (share) => `| ${markdown(key)} = ${markdown(share.name)} | ${money(share.expected)} | ${span(share)} |`,
      ),
    ),
    '',
  ];
}

function assumptions({ assumptions: all }: CostReport): string[] {
  if (all.length === 0) return [];
  return [
    '### What moves the total most',
    '',
    '| between low and high | what | as assumed | in a usage file |',
    '|--:|---|---|---|',
    ...all.map(
      ({ swing, what, label, why }) =>
        `| ${money(swing)} | ${markdown(label)} | ${markdown(why)} | ${what === label ? '' : code(what)} |`,
    ),
    '',
  ];
}

function advice({ advice: all }: CostReport): string[] {
  if (all.length === 0) return [];
  return [
    '### What could be done',
    '',
    '| a month | what | where | why |',
    '|--:|---|---|---|',
    ...all.map(
      ({ kind, monthly, what, where, why }) =>
        `| ${kind === 'saving' ? '−' : '+'}${money(monthly)} | ${markdown(what)} | ${code(where)} | ${markdown(why)} |`,
    ),
    '',
  ];
}

function open({ unpriced }: CostReport): string[] {
  if (unpriced.length === 0) return [];
  const rest = unpriced.length - MOST_OPEN;
  return [
    '### Not priced',
    '',
    ...unpriced
      .slice(0, MOST_OPEN)
      .map(
        ({ stack, address, component, reason }) =>
          `- ${code(address === '' ? stack : address)} ${markdown(component)}: ${markdown(reason)}`,
      ),
    ...(rest > 0 ? [`- and ${rest} more in cost.json`] : []),
    '',
  ];
}

export function span({ low, high }: Range): string {
  return low === high ? '' : `${money(low)} – ${money(high)}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
