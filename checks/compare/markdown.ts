import type { Notice } from '../../contract';
import type { CostDifference } from '../cost';
import { differenceMarkdown } from '../cost/formats';
import { code, markdown } from '../report';
import { isChanged, type EnvironmentChange, type FindingGroup, type WaiverRow } from './compare';
import type { ResourceChange } from './resources';
import type { ValueChange } from './values';

const MOST_ROWS = 40;
const MOST_PLACES = 3;
const MOST_VALUES = 3;
/** Longest piece of a value in a row. */
const LONGEST = 60;
/** What is shown before the place where two long values part. */
const BEFORE = 15;
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
  const verdict = after === undefined ? 'not in the later output' : WORD[after];
  const from = before === undefined ? 'new' : before === after ? '' : `was ${before}`;
  const count = (kind: ResourceChange['kind']): number => resources.filter((each) => each.kind === kind).length;
  const denied = came.filter(({ severity, status }) => severity === 'deny' && status !== 'waived').length;
  if (after === undefined) return [`## ${markdown(`${client} · ${name}`)}: ${verdict}`, '', markdown(headline), ''];
  return [
    `## ${markdown(`${client} · ${name}`)}: ${verdict}${from === '' ? '' : ` (${from})`}`,
    '',
    `${markdown(headline)}  `,
    `**Resources** · ${count('added')} added, ${count('changed')} changed, ${count('removed')} removed  `,
    ...(change.dataAtRisk.length === 0
      ? []
      : [`**Data at risk** · ${change.dataAtRisk.map(code).join(', ')} removed  `]),
    ...stacksGone(change),
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
    ...table('Resources', '| | resource | what was and is | |', resources.map(resourceRow)),
  ];
}

function how(ids: readonly string[]): string {
  return `synth the earlier client file with protection off, deploy it, destroy ${ids.join(', then ')}, then synth and deploy the new file (docs/deploy.md, Taking a part down)`;
}

function stacksGone({ stacksGone: gone }: EnvironmentChange): string[] {
  if (gone.length === 0) return [];
  const names = gone.map(({ name }) => name).join(', ');
  const ids = [...gone].reverse().map(({ id }) => code(id));
  return [`**Stacks no longer written** · ${names}; Terraform does not destroy them until you do: ${how(ids)}  `];
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

function resourceRow({ kind, stack, address, path, attributes, values, holdsData }: ResourceChange): string {
  const rest = values.length - MOST_VALUES;
  // an attribute whose text differs and whose value does not still makes Terraform write
  const named = values.length === 0 ? attributes.map(code) : values.slice(0, MOST_VALUES).map(valueText);
  const what = `${named.join('<br>')}${rest > 0 ? `<br>+${rest}` : ''}`;
  return `| ${kind} | ${code(path === '' ? `${stack}/${address}` : `${path} (${address.split('.')[0]})`)} | ${what} | ${holdsData ? 'holds data' : ''} |`;
}

function valueText({ path, before, after }: ValueChange): string {
  const texts = [before, after].map((value) => (value === undefined ? undefined : JSON.stringify(value)));
  const from = Math.max(0, parting(texts[0] ?? '', texts[1] ?? '') - BEFORE);
  const [was, is] = texts.map((text) => (text === undefined ? 'nothing' : code(piece(text, from))));
  return `${code(path)} ${was} → ${is}`;
}

/** Where two texts cease to be the same. */
function parting(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}

/** Short values whole, of long ones what tells them apart. */
function piece(text: string, from: number): string {
  if (text.length <= LONGEST) return text;
  const start = Math.min(from, Math.max(0, text.length - LONGEST));
  const end = start + LONGEST;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
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
