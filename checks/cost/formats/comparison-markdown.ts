import { money } from '../../report/figures';
import { markdown } from '../../report/plain-text';
import { HORIZON, type Comparison, type Scenario } from '../comparison';
import { Decimal } from '../decimal';
import { ENDS } from '../quantity';

/** API against private for each use case: both sides, breakeven, saving, utilisation and size. */
export function comparisonMarkdown(comparisons: readonly Comparison[]): string[] {
  if (comparisons.length === 0) return [];
  return ['### API against a model of your own', '', ...comparisons.flatMap(one)];
}

function one(comparison: Comparison): string[] {
  const { useCase, api, own, at, reason } = comparison;
  const title = `**${markdown(useCase)}**: ${markdown(api)} against ${markdown(own)}`;
  if (at === undefined) return [`${title} cannot be compared: ${markdown(reason)}.`, ''];
  return [
    `${title}: ${verdict(at.expected)}`,
    '',
    '| requests a month | API | own | engines on nodes | used | breakeven | three-year saving | discounted |',
    '|--:|--:|--:|---|--:|---|--:|--:|',
    ...(at.low.requests === at.high.requests
      ? [scenarioRow('', at.expected)]
      : ENDS.map((end) => scenarioRow(end, at[end]))),
    '',
    ...tie(comparison),
    carried(comparison),
    ...(comparison.hosted === undefined
      ? []
      : [
          `The same open model by the token (${markdown(comparison.hosted.api)}) costs ${money(comparison.hosted.monthly)} a month for the expected requests.`,
        ]),
    '',
    '| utilisation | ' + comparison.perMillionOutput.map(({ percent }) => `${percent} %`).join(' | ') + ' |',
    '|---|' + comparison.perMillionOutput.map(() => '--:').join('|') + '|',
    '| per million tokens written | ' +
      comparison.perMillionOutput.map(({ usd }) => perMillion(usd)).join(' | ') +
      ' |',
    '',
    ...sizes(comparison),
    `<sub>Nodes of your own run around the clock at the on-demand list price. ${markdown(comparison.source)}</sub>`,
    '',
  ];
}

function verdict({ month, saving, lostIn }: Scenario): string {
  if (month === 'none')
    return `no breakeven in ${HORIZON} months, ${money(new Decimal(saving).abs().toFixed())} dearer over three years`;
  const later = lostIn === undefined ? '' : `, lost again in month ${lostIn} as the load needs more nodes`;
  return `breakeven in month ${month}${later}`;
}

function scenarioRow(end: string, scenario: Scenario): string {
  const { requests, apiMonthly, ownMonthly, engines, nodes, utilisationPercent, month, saving, savingDiscounted } =
    scenario;
  return `| ${`${end} ${grouped(requests)}`.trim()} | ${money(apiMonthly)} | ${money(ownMonthly)} | ${engines} on ${nodes} | ${utilisationPercent} % | ${month === 'none' ? `none in ${HORIZON} months` : `month ${month}`} | ${money(saving)} | ${money(savingDiscounted)} |`;
}

function tie({ tieUtilisationPercent, tieRequests }: Comparison): string[] {
  const utilisation = new Decimal(tieUtilisationPercent === 'none' ? 101 : tieUtilisationPercent);
  return [
    utilisation.gt(100)
      ? 'At no utilisation do the nodes cost less than the API: a request takes more of a node than it costs there.'
      : `The nodes alone cost what the API does at ${tieUtilisationPercent} % utilisation.`,
    tieRequests === 'none'
      ? 'With people included, these nodes cannot carry the requests that would pay for them.'
      : `With people included, these nodes are paid for from ${grouped(tieRequests)} requests a month.`,
  ];
}

function carried({ peopleMonthly, build }: Comparison): string {
  const people = `Own is nodes and ${money(peopleMonthly)} a month for people`;
  return new Decimal(build).isZero() ? `${people}.` : `${people}; building it cost ${money(build)} once.`;
}

function sizes({ rightSizing }: Comparison): string[] {
  return [
    'What carries the expected load, smallest bill first (whether a smaller model answers well enough is for an evaluation to say):',
    '',
    '| nodes a month | model | precision | nodes | engines | |',
    '|--:|---|---|---|--:|---|',
    ...rightSizing.map(
      ({ monthly, size, precision, nodes, instanceType, engines, current }) =>
        `| ${money(monthly)} | ${size} | ${precision} | ${nodes} × ${instanceType} | ${engines} | ${current ? '**as configured**' : ''} |`,
    ),
    '',
  ];
}

function perMillion(usd: string): string {
  return `$${new Decimal(usd).toFixed(2)}`;
}

export function grouped(amount: string): string {
  return new Decimal(amount).toFixed(0).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
