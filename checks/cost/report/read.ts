import { isObject, type Json, type Range } from '../../../contract';
import type { DifferenceLine } from '../difference';
import type { CostReport } from './cost-report';

/** As much of an earlier `cost.json` as a difference needs. */
export type EarlierReport = Pick<CostReport, 'total'> & {
  lines: DifferenceLine[];
  by: { environment: readonly ({ name: string } & Range)[] };
};

const TEXTS = ['stack', 'address', 'path', 'item', 'type'] as const;
const NOTHING: Range = { low: '0', expected: '0', high: '0' };
const AMOUNT = /^-?\d+(\.\d+)?$/;

/** An earlier `cost.json`, or what is wrong with it, with the path inside. */
export function readCostReport(json: Json): { ok: true; report: EarlierReport } | { ok: false; problems: string[] } {
  if (!isObject(json)) return { ok: false, problems: ['is no JSON object'] };
  const problems = [
    ...(json.schemaVersion === 1 ? [] : [`schemaVersion: found ${shown(json.schemaVersion)}, allowed 1`]),
    ...(json.currency === 'USD' ? [] : [`currency: found ${shown(json.currency)}, allowed "USD"`]),
    ...amounts('total', json.total),
    ...environmentProblems(json.by),
    ...(Array.isArray(json.lines)
      ? json.lines.flatMap((line, index) => lineProblems(`lines[${index}]`, line))
      : ['lines: missing']),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, report: json as unknown as EarlierReport };
}

function environmentProblems(by: Json | undefined): string[] {
  const environments = isObject(by) ? by.environment : undefined;
  if (!Array.isArray(environments)) return ['by.environment: missing'];
  return environments.flatMap((share, index) => {
    const at = `by.environment[${index}]`;
    if (!isObject(share) || typeof share.name !== 'string') return [`${at}.name: missing`];
    return amounts(at, share);
  });
}

/**
 * What an environment cost then; nothing, where there was none of that name. One alone is compared with one alone: what others
 * made has no name but its file's.
 */
export function earlierTotal({ by, total }: EarlierReport, environment: string, alone: boolean): Range {
  const only = alone && by.environment.length === 1 ? total : NOTHING;
  const { low, expected, high } = by.environment.find(({ name }) => name === environment) ?? only;
  return { low, expected, high };
}

function lineProblems(at: string, line: Json): string[] {
  if (!isObject(line)) return [`${at}: no object`];
  return [
    ...TEXTS.filter((name) => typeof line[name] !== 'string').map((name) => `${at}.${name}: missing`),
    ...(Array.isArray(line.prices) ? [] : [`${at}.prices: missing`]),
    ...amounts(`${at}.monthly`, line.monthly),
    ...amounts(`${at}.quantity`, line.quantity),
  ];
}

function amounts(at: string, value: Json | undefined): string[] {
  if (!isObject(value)) return [`${at}: missing`];
  return ['low', 'expected', 'high'].flatMap((end) => {
    const amount = value[end];
    return typeof amount === 'string' && AMOUNT.test(amount)
      ? []
      : [`${at}.${end}: found ${shown(amount)}, allowed a decimal in quotes`];
  });
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
