import { parseDocument } from 'yaml';
import { isObject, type Json, type JsonObject } from '../../contract';

const DECIMAL = /^(0|[1-9]\d*)(\.\d+)?$/;
const DATE = /^20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/;
const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const KEY = /^[a-z0-9-]+(\/[a-z0-9._:-]+)+$/;
const CONFIDENCES: ReadonlySet<Json> = new Set(['list', 'derived', 'unverified']);

/** Everything wrong with the text of a price file, each with the entry it is about; empty where it is right. */
export function bookProblems(text: string): string[] {
  // JSON.parse keeps the last of two equal keys and says nothing; the YAML reader, JSON being YAML, refuses them
  const syntax = parseDocument(text, { uniqueKeys: true, schema: 'json' });
  if (syntax.errors.length > 0) return syntax.errors.map((error) => error.message.split('\n')[0] ?? error.code);
  const file: Json = JSON.parse(text);
  if (!isObject(file)) return ['not an object'];
  const problems = fields('file', file, ['region', 'currency', 'date', 'sources', 'prices', 'notOffered']);
  if (typeof file.region !== 'string') problems.push('region: missing');
  if (file.currency !== 'USD') problems.push(`currency: found ${shown(file.currency)}, allowed "USD"`);
  if (!matches(file.date, DAY)) problems.push(`date: found ${shown(file.date)}, allowed a day like 2026-11-21`);
  const sources = record(file.sources);
  const prices = record(file.prices);
  const notOffered = record(file.notOffered);
  problems.push(
    ...Object.entries(sources).flatMap(([id, source]) => sourceProblems(id, source)),
    ...Object.entries(prices).flatMap(([key, entry]) => entryProblems(key, entry, sources)),
    ...Object.entries(notOffered).flatMap(([key, source]) => refusalProblems(key, source, sources, prices)),
    ...unused(sources, prices, notOffered),
  );
  return problems;
}

function sourceProblems(id: string, source: Json): string[] {
  const at = `sources.${id}`;
  if (!isObject(source)) return [`${at}: not an object`];
  const problems = fields(at, source, ['text', 'date', 'confidence']);
  if (typeof source.text !== 'string' || source.text === '') problems.push(`${at}.text: missing`);
  if (!matches(source.date, DATE)) problems.push(`${at}.date: found ${shown(source.date)}, allowed a day or a month`);
  if (!CONFIDENCES.has(source.confidence ?? null)) {
    problems.push(`${at}.confidence: found ${shown(source.confidence)}, allowed list, derived or unverified`);
  }
  return problems;
}

function entryProblems(key: string, entry: Json, sources: JsonObject): string[] {
  if (!isObject(entry)) return [`${key}: not an object`];
  const problems = fields(key, entry, ['unit', 'price', 'tiers', 'source']);
  if (!KEY.test(key)) problems.push(`${key}: a key is words and slashes, nat-gateway/hour`);
  if (typeof entry.unit !== 'string' || entry.unit === '') problems.push(`${key}.unit: missing`);
  if (typeof entry.source !== 'string' || sources[entry.source] === undefined) {
    problems.push(`${key}.source: found ${shown(entry.source)}, which is not declared`);
  }
  if ((entry.price === undefined) === (entry.tiers === undefined)) problems.push(`${key}: needs price or tiers`);
  if (entry.price !== undefined) problems.push(...priceProblems(`${key}.price`, entry.price));
  if (entry.tiers !== undefined) problems.push(...tierProblems(`${key}.tiers`, entry.tiers));
  return problems;
}

function priceProblems(at: string, price: Json | undefined): string[] {
  if (!matches(price, DECIMAL)) return [`${at}: found ${shown(price)}, allowed a decimal in quotes`];
  // what is free is said by a meter, with the reason; a zero here is a price that was not found
  return Number(price) === 0 ? [`${at}: zero is no price`] : [];
}

function tierProblems(at: string, tiers: Json): string[] {
  if (!Array.isArray(tiers) || tiers.length < 2) return [`${at}: needs at least two tiers`];
  let from = 0;
  return tiers.flatMap((tier, index) => {
    const here = `${at}[${index}]`;
    if (!isObject(tier)) return [`${here}: not an object`];
    const problems = [...fields(here, tier, ['upTo', 'price']), ...priceProblems(`${here}.price`, tier.price)];
    if (index === tiers.length - 1) {
      return tier.upTo === undefined ? problems : [...problems, `${here}.upTo: the last tier has no bound`];
    }
    if (!matches(tier.upTo, DECIMAL) || Number(tier.upTo) <= from) {
      return [...problems, `${here}.upTo: found ${shown(tier.upTo)}, allowed a decimal above ${from}`];
    }
    from = Number(tier.upTo);
    return problems;
  });
}

function refusalProblems(key: string, source: Json, sources: JsonObject, prices: JsonObject): string[] {
  const problems: string[] = [];
  if (typeof source !== 'string' || sources[source] === undefined) {
    problems.push(`notOffered.${key}: source ${shown(source)} is not declared`);
  }
  if (prices[key] !== undefined) problems.push(`notOffered.${key}: has a price too`);
  return problems;
}

function unused(sources: JsonObject, prices: JsonObject, notOffered: JsonObject): string[] {
  const used = new Set<Json | undefined>([
    ...Object.values(prices).map((entry) => (isObject(entry) ? entry.source : undefined)),
    ...Object.values(notOffered),
  ]);
  return Object.keys(sources)
    .filter((id) => !used.has(id))
    .map((id) => `sources.${id}: nothing rests on it`);
}

function fields(at: string, value: JsonObject, allowed: readonly string[]): string[] {
  return Object.keys(value)
    .filter((name) => !allowed.includes(name))
    .map((name) => `${at}.${name}: unknown field`);
}

function record(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function matches(value: Json | undefined, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
