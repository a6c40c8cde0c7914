import type * as Yaml from 'yaml';
import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, ToJSOptions } from 'yaml';
import { isObject, type Json } from '../../contract';
import { MAX_DEPTH } from './tree';

// Helm's reader leaves dates as text, takes 0o17 as octal and decodes binary
const LEFT_OUT = new Set(['tag:yaml.org,2002:timestamp', 'tag:yaml.org,2002:binary']);
const OCTAL: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (text) =>
    Number(text.replace(/_/g, '').replace(/^\+/, '').replace(/^-0o/, '0o')) * (text.startsWith('-') ? -1 : 1),
};
const BINARY: ScalarTag = {
  tag: 'tag:yaml.org,2002:binary',
  resolve: (text) => Buffer.from(text, 'base64').toString('utf8'),
};

const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions & ToJSOptions = {
  version: '1.1',
  uniqueKeys: false,
  logLevel: 'silent',
  maxAliasCount: 1000,
  customTags: (tags) => [
    OCTAL,
    BINARY,
    ...tags.filter((tag) => typeof tag === 'string' || !(LEFT_OUT.has(tag.tag) || isTime(tag))),
  ],
};

/** 1:30 is 90 in YAML 1.1 and a text for Helm. */
function isTime(tag: object): boolean {
  return 'format' in tag && tag.format === 'TIME';
}

/** Values of real charts stay far below each. */
const MAX_LENGTH = 300_000;
const MAX_MARKS = 500;
const MAX_DOCUMENTS = 500;
const MAX_INDENT = 400;

/**
 * Whether a text is too much for the parser. It recurses, and where it runs out of stack the whole process can end, which
 * nobody can catch: so depth is bounded before. Counts every bracket, also in text, and so at most errs on the safe side.
 */
function isTooMuch(text: string): boolean {
  if (text.length > MAX_LENGTH || /^ *(?:[-?:] +){20}/m.test(text)) return true;
  // a key within a key within a key on one line is an error at each of them, and each is looked for from the start
  if (/^(?:[^\n:#"'[{]*: +){20}/m.test(text)) return true;
  if ((text.match(/^---/gm)?.length ?? 0) > MAX_DOCUMENTS) return true;
  // anchors, aliases, tags and directives: thousands of them take the parser minutes
  if ((text.match(/(?:^|\s)[&*!%]/g)?.length ?? 0) > MAX_MARKS) return true;
  let depth = 0;
  let indent = 0;
  let atStart = true;
  for (const character of text) {
    if (character === '\n') {
      indent = 0;
      atStart = true;
    } else if (atStart && character === ' ') indent += 1;
    else atStart = false;
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > MAX_DEPTH || indent > MAX_INDENT) return true;
  }
  return false;
}

/** YAML as Helm reads it: `yes` is true, `010` is 8, `<<` merges. Several documents give a list. Undefined where it does not parse. */
export function parseYaml(text: string): Json | undefined {
  if (isTooMuch(text)) return undefined;
  // loaded where it is needed: most values are JSON, and loading it takes longer than judging a platform
  const yaml: typeof Yaml = require('yaml');
  try {
    const documents = yaml.parseAllDocuments(text, OPTIONS);
    if (!Array.isArray(documents)) return {};
    if (documents.some((document) => document.errors.length > 0)) return undefined;
    const values = documents.map((document) => plain(document.toJS({ maxAliasCount: OPTIONS.maxAliasCount })));
    return values.length === 1 ? values[0] : values;
  } catch {
    return undefined;
  }
}

/** Only what JSON can hold; Helm refuses the rest as well. */
function plain(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('JSON has no infinity');
    return value;
  }
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [String(key), plain(entry)]));
  if (value instanceof Set) return Object.fromEntries([...value].map((key) => [String(key), null]));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
  return null;
}
