import { isObject, type Json } from '../../../contract';
import type { DifferenceLine } from '../difference';
import type { CostReport } from './cost-report';

/** As much of an earlier `cost.json` as a difference needs. */
export type EarlierReport = Pick<CostReport, 'total'> & { lines: DifferenceLine[] };

const TEXTS = ['stack', 'address', 'path', 'item', 'type'] as const;
const AMOUNT = /^-?\d+(\.\d+)?$/;

/** An earlier `cost.json`, or what is wrong with it, with the path inside. */
export function readCostReport(json: Json): { ok: true; report: EarlierReport } | { ok: false; problems: string[] } {
  if (!isObject(json)) return { ok: false, problems: ['is no JSON object'] };
  const problems = [
    ...(json.schemaVersion === 1 ? [] : [`schemaVersion: found ${shown(json.schemaVersion)}, allowed 1`]),
    ...(json.currency === 'USD' ? [] : [`currency: found ${shown(json.currency)}, allowed "USD"`]),
    ...amounts('total', json.total),
    ...(Array.isArray(json.lines)
      ? json.lines.flatMap((line, index) => lineProblems(`lines[${index}]`, line))
      : ['lines: missing']),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, report: json as unknown as EarlierReport };
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
