import type { Notice } from '../../contract';
import type { CostDifference } from '../cost';
import { differenceMarkdown } from '../cost/formats';
import { code, markdown } from '../report';
import { isChanged, type EnvironmentChange, type FindingGroup, type WaiverRow } from './compare';
import type { ResourceChange } from './resources';

const MOST_ROWS = 40;
const MOST_PLACES = 3;
const MOST_ATTRIBUTES = 3;
const WORD = { ok: 'ok', look: 'look', stop: '⛔ stop' } as const;

/** The difference of two outputs for who reviews it: verdict first, then what goes, what is broken, what it costs. */
export function compareMarkdown(changes: readonly EnvironmentChange[], cost: CostDifference | undefined): string {
  const changed = changes.filter(isChanged);
  const parts = changed.length === 0 ? ['## No resource, rule or waiver changed', ''] : changed.flatMap(environment);
  const bill = cost === undefined ? ['Cost: not compared, one side has no cost.json.', ''] : differenceMarkdown(cost);
  return `${[...parts, ...bill].join('\n').replace(/\n+$/, '')}\n`;
}

function environment(change: EnvironmentChange): string[] {
  const { client, environment: name, before, after, headline, resources, came, mended } = change;
  const verdict = after === undefined ? 'gone' : WORD[after];
  const from = before === undefined ? 'new' : before === after ? '' : `was ${before}`;
  const count = (kind: ResourceChange['kind']): number => resources.filter((each) => each.kind === kind).length;
  const lost = resources.filter(({ kind, holdsData }) => kind === 'removed' && holdsData);
  const denied = came.filter(({ severity, status }) => severity === 'deny' && status !== 'waived').length;
  return [
    `## ${markdown(`${client} · ${name}`)}: ${verdict}${from === '' ? '' : ` (${from})`}`,
    '',
    `${markdown(headline)}  `,
    `**Resources** · ${count('added')} added, ${count('changed')} changed, ${count('removed')} removed  `,
    ...(lost.length === 0
      ? []
      : [`**Data at risk** · ${lost.map(({ stack, address }) => code(`${stack}/${address}`)).join(', ')} removed  `]),
    `**Policy** · ${came.length} new (${denied} deny), ${mended.length} mended  `,
    ...change.severities.map(({ id, before: was, after: is }) => `**Severity** · ${id} ${is}, was ${was}  `),
    ...waivers('Waived anew', change.waived),
    ...waivers('Waiver gone', change.waiversGone),
    ...notices('Notice', change.noticed),
    ...notices('Notice gone', change.noticesGone),
    ...change.quotas.map(
      ({ code: quota, region, before: was, after: is, unit }) =>
        `**Quota** · ${code(quota)} in ${region}: ${was} → ${is} ${unit}  `,
    ),
    '',
    ...table('New findings', '| | rule | what | where |', came.map(findingRow)),
    ...table('Mended', '| | rule | what | where |', mended.map(findingRow)),
    ...table('Resources', '| | resource | attributes | |', resources.map(resourceRow)),
  ];
}

function waivers(word: string, rows: readonly WaiverRow[]): string[] {
  return rows.map(
    ({ id, scope, owner, expires, ticket }) =>
      `**${word}** · ${id} at ${code(scope)} by ${markdown(owner)} until ${expires} (${markdown(ticket)})  `,
  );
}

function notices(word: string, rows: readonly Notice[]): string[] {
  return rows.map(
    ({ place, path, message }) => `**${word}** · ${code(place)} ${markdown(`${path} ${message}`.trim())}  `,
  );
}

function findingRow({ id, severity, status, message, places }: FindingGroup): string {
  const word = status === 'fail' ? severity : status;
  const rest = places.length - MOST_PLACES;
  const where = `${places.slice(0, MOST_PLACES).map(code).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return `| ${word} | ${id} | ${markdown(message)} | ${where} |`;
}

function resourceRow({ kind, stack, address, path, attributes, holdsData }: ResourceChange): string {
  const rest = attributes.length - MOST_ATTRIBUTES;
  const named = `${attributes.slice(0, MOST_ATTRIBUTES).map(code).join(', ')}${rest > 0 ? ` +${rest}` : ''}`;
  return `| ${kind} | ${code(path === '' ? `${stack}/${address}` : `${path} (${address.split('.')[0]})`)} | ${named} | ${holdsData ? 'holds data' : ''} |`;
}

function table(title: string, head: string, rows: readonly string[]): string[] {
  if (rows.length === 0) return [];
  const rest = rows.length - MOST_ROWS;
  return [
    `<details><summary>${title}: ${rows.length}</summary>`,
    '',
    head,
    '|---|---|---|---|',
    ...rows.slice(0, MOST_ROWS),
    ...(rest > 0 ? [`| | and ${rest} more | | |`] : []),
    '',
    '</details>',
    '',
  ];
}
