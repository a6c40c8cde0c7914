import { coerce, lt } from 'semver';
import type { z } from 'zod';
import type { Json, Path } from '../../contract';
import { allowed, listed } from '../schema/allowed';
import { clientFile } from '../schema/client';
import { elementOf, recordOf, schemaAt, settingText, valueAt, wordsAt } from '../schema/walk';
import { byDistance, nearest, nearestNumber } from './nearest';
import type { Mistake, Written } from './mistake';
import { unknownKeys } from './unknown-keys';

export type AsWritten = (path: Path) => Written;

type Issue = z.core.$ZodIssue;

/** What the schema says against a value: one mistake a place. */
export function mistakesOf(value: Json, issues: readonly Issue[], written: AsWritten): Mistake[] {
  const unknown = unknownKeys(value, issues);
  const seen = new Set<string>();
  const others = issues.flatMap((issue) => fromIssue(issue, value, written));
  return [...unknown.mistakes, ...others].filter((mistake) => {
    const key = JSON.stringify(mistake.path);
    if (seen.has(key) || unknown.claimed.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function fromIssue(issue: Issue, value: Json, written: AsWritten): Mistake[] {
  if (issue.code === 'unrecognized_keys') return [];
  const path = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
  const schema = schemaAt(clientFile, path, value);
  if (schema === undefined) return [];
  if (issue.code === 'invalid_key') return [wrongName(issue, path, value, written)];
  const words = wordsAt(clientFile, path, value);
  const found = valueAt(value, path);
  if (found === undefined) return [missing(path, schema, words)];
  const branch = issue.code === 'invalid_union' ? bestBranch(issue) : undefined;
  if (branch !== undefined) {
    return branch.flatMap((sub) => fromIssue({ ...sub, path: [...issue.path, ...sub.path] }, value, written));
  }
  return [wrongValue(issue, { path, schema, words, value: found as Json, written: written(path) })];
}

/** The form of a union whose kind the value has; undefined where it has the kind of none. */
function bestBranch(issue: z.core.$ZodIssueInvalidUnion): Issue[] | undefined {
  return issue.errors.find((branch) => !branch.some((sub) => sub.path.length === 0 && sub.code === 'invalid_type'));
}

function missing(path: Path, schema: z.ZodType, words: (string | number)[] | undefined): Mistake {
  const text = settingText(schema);
  const example = text?.example;
  return {
    path,
    at: 'parent',
    draft: {
      code: 'MissingSetting',
      message: 'is missing',
      fix: `add ${String(path.at(-1))}${example === undefined ? '' : `: ${compact(example)}`}`,
      expected: words === undefined ? allowed(schema) : listed(words),
    },
    repair: text === undefined ? { kind: 'drop' } : { kind: 'set', value: text.example as Json },
  };
}

function wrongName(issue: z.core.$ZodIssueInvalidKey, path: Path, value: Json, written: AsWritten): Mistake {
  const parent = schemaAt(clientFile, path.slice(0, -1), value);
  const key = parent === undefined ? undefined : recordOf(parent)?.key;
  const name = String(path.at(-1));
  const better = key === undefined || written(path).hidden ? undefined : betterText(name, key);
  const expected = issue.issues[0]?.message ?? 'another name';
  return {
    path,
    at: 'key',
    draft: {
      code: 'WrongName',
      message: 'is not a name that can stand here',
      fix: better === undefined ? `write ${expected}` : `write "${better}"`,
      expected,
      nearest: better,
    },
    repair: better === undefined ? { kind: 'drop' } : { kind: 'rename', to: better },
  };
}

interface Wrong {
  path: Path;
  schema: z.ZodType;
  words: (string | number)[] | undefined;
  value: Json;
  written: Written;
}

function wrongValue(issue: Issue, wrong: Wrong): Mistake {
  const { path, schema, words, value, written } = wrong;
  const better = written.hidden ? undefined : betterValue(wrong);
  const code = codeOf(issue, wrong);
  const sameKind = better !== undefined && typeof better === typeof value;
  return {
    path,
    at: 'value',
    draft: {
      code,
      message: path.length === 0 ? `the file is ${kindOf(value)}, not a section` : said(code, issue, wrong),
      fix: fixOf(issue, wrong, better),
      expected: words === undefined ? (ours(issue.message) ?? allowed(schema)) : listed(byNearness(wrong, words)),
      ...(sameKind ? { nearest: String(better) } : {}),
    },
    repair: better === undefined ? { kind: 'drop' } : { kind: 'set', value: better },
  };
}

function codeOf(issue: Issue, { words, value }: Wrong): string {
  if (value === null) return 'EmptySetting';
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'OutOfRange';
  if (words !== undefined) return words.some((word) => typeof word === typeof value) ? 'UnknownValue' : 'WrongType';
  return issue.code === 'invalid_type' || issue.code === 'invalid_union' ? 'WrongType' : 'WrongFormat';
}

function said(code: string, issue: Issue, { value, written }: Wrong): string {
  const found = shown(value, written);
  if (code === 'EmptySetting') return 'has no value';
  if (code === 'WrongType') return found === kindOf(value) ? `is ${found}` : `is ${found}, which is ${kindOf(value)}`;
  if (code === 'UnknownValue') return `${found} is not known`;
  if (code !== 'OutOfRange') return compact(value) === '{}' ? 'is empty' : `${found} is not allowed`;
  const small = issue.code === 'too_small';
  if (Array.isArray(value))
    return `has ${value.length} ${value.length === 1 ? 'entry' : 'entries'}, too ${small ? 'few' : 'many'}`;
  return typeof value === 'string'
    ? `${found} is too ${small ? 'short' : 'long'}`
    : `${found} is too ${small ? 'small' : 'large'}`;
}

function fixOf(issue: Issue, wrong: Wrong, better: Json | undefined): string {
  const { path, schema, words, value } = wrong;
  const key = path.at(-1);
  const example = settingText(schema)?.example;
  if (better !== undefined && value !== null) {
    if (typeof better === 'string' && typeof value !== 'string') return `put it in quotes: ${JSON.stringify(better)}`;
    if (typeof better === 'number' && typeof value === 'string') return `write ${better} without quotes`;
    return `write ${compact(better)}`;
  }
  const optional = value === null && schema.safeParse(undefined).success ? ', or remove the line' : '';
  const rule = ours(issue.message);
  if (rule !== undefined && value !== null) {
    return `write ${rule}${rule.includes('"') || example === undefined ? '' : `, for example ${compact(example)}`}`;
  }
  if (words !== undefined) return `write one of ${listed(byNearness(wrong, words))}${optional}`;
  if (example === undefined) return `write ${allowed(schema)}${optional}`;
  return `write ${typeof key === 'number' ? '' : `${String(key)}: `}${compact(example)}${optional}`;
}

function shown(value: Json, written: Written): string {
  if (typeof value === 'string') return `"${written.text.replace(/^(["'])(.*)\1$/s, '$2')}"`;
  return typeof value === 'object' ? kindOf(value) : written.text;
}

function kindOf(value: Json): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a section';
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : 'a switch';
}

/** The value that was probably meant: another kind of the same, the nearest word or number, the same in lower case. */
function betterValue({ value, written, schema, words }: Wrong): Json | undefined {
  const fits = (candidate: Json): boolean => schema.safeParse(candidate).success;
  if (words !== undefined) return betterWord(value, written.text, words);
  if (typeof value === 'string') {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    return [number, [value]].find(fits) ?? betterText(value, schema);
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    const bounded = typeof value === 'number' ? nearestNumber(value, numbersOf(schema)) : undefined;
    return [written.text, [written.text], [value], ...(bounded === undefined ? [] : [bounded])].find(fits);
  }
  if (!Array.isArray(value) || elementOf(schema) !== undefined || value.length !== 1) return undefined;
  return [value[0] ?? null].find(fits);
}

function betterWord(value: Json, text: string, words: readonly (string | number)[]): Json | undefined {
  const numbers = words.filter((word) => typeof word === 'number');
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (numbers.length > 0)
    return typeof number === 'number' && !Number.isNaN(number) ? nearestNumber(number, numbers) : undefined;
  if (typeof value === 'number') return words.find((word) => word === text);
  return typeof value === 'string' ? (newerThanAll(value, words) ?? nearest(value, words.map(String))) : undefined;
}

/** The newest version, for one that is newer than all there are: one with similar letters could be far older. */
function newerThanAll(value: string, words: readonly (string | number)[]): string | undefined {
  const versions = words.map((word) => coerce(String(word)));
  const found = /^\d+\.\d+(?:\.\d+)?$/.test(value) ? coerce(value) : null;
  const newest = words.at(-1);
  if (found === null || !versions.every((version) => version !== null && lt(version, found))) return undefined;
  return newest === undefined ? undefined : String(newest);
}

function byNearness({ value, written }: Wrong, words: readonly (string | number)[]): (string | number)[] {
  return typeof value === 'string' && !written.hidden && words.length > 12
    ? byDistance(value, words.map(String))
    : [...words];
}

/** The bounds of a number, or of the number among the forms of a union. */
function numbersOf(schema: z.ZodType): number[] {
  return [...allowed(schema).matchAll(/a whole number from (\d+)(?: to (\d+))?/g)].flatMap(([, from, to]) =>
    [from, to].filter((bound) => bound !== undefined).map(Number),
  );
}

function betterText(text: string, schema: z.ZodType): string | undefined {
  const lower = text.trim().toLowerCase();
  const slug = lower.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const candidate = [text.trim(), lower, slug].find((each) => each !== text && schema.safeParse(each).success);
  return candidate === undefined ? undefined : nearest(text, [candidate]);
}

/** A message of our schema, not one of zod's own. */
function ours(message: string): string | undefined {
  return /^(?:Invalid|Too|Unrecognized)/.test(message) ? undefined : message;
}

/** A value on one line of YAML. */
function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    if (Object.keys(value).length === 0) return '{}';
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key}: ${compact(each)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' && /^[A-Za-z][\w./-]*$/.test(value) && !/^(?:true|false|null)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
