import { isObject, UNKNOWN, type Json } from '../../contract';
import { asText, readEncoded, readExpression, type Note, type Scope } from './evaluate';
import { isTemplate, parseTemplate } from './template';
import { Embedded, isTooDeep, Unknown, type Tree } from './tree';
import { parseYaml } from './yaml';

/** Attributes that hold JSON, wherever they are. Others are tried when they look like it. */
const JSON_ATTRIBUTES = new Set([
  'access_policies',
  'access_policy',
  'assume_role_policy',
  'configuration_values',
  'container_definitions',
  'delivery_policy',
  'event_pattern',
  'inline_policy',
  'policy',
  'policy_document',
  'redrive_policy',
  'repository_policy',
  'resource_policy',
]);
/** The one attribute of a type that holds YAML. */
const YAML_ATTRIBUTES = new Map([
  ['helm_release', 'values'],
  ['kubectl_manifest', 'yaml_body'],
]);

// private use characters mark where an expression was taken out, so that what is left parses
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /\uE000(\d+)\uE001/g;

/** Whether a text must be a document: which language, or undefined where it is free. */
export function languageOf(type: string, names: readonly string[]): 'json' | 'yaml' | undefined {
  const name = names.at(-1) ?? '';
  if (names.length === 1 && YAML_ATTRIBUTES.get(type) === name) return 'yaml';
  return JSON_ATTRIBUTES.has(name) ? 'json' : undefined;
}

/** Whether a text could be a JSON object or list. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** Parses a document whose expressions are still in it. Undefined where it does not parse. */
export function parseDocument(text: string, language: 'json' | 'yaml', scope: Scope, note: Note): Tree | undefined {
  if (text.includes(OPEN)) return undefined;
  const expressions: Taken[] = [];
  const plain = isTemplate(text) ? takeOut(text, expressions, looksLikeJson(text)) : text;
  const parsed = parse(plain, language);
  if (parsed === undefined || isTooDeep(parsed)) return undefined;
  return expressions.length === 0 ? parsed : putBack(parsed, expressions, scope, note);
}

/** A document none of whose text is a template, as a plan shows it. */
export function embedLiteral(text: string, language: 'json' | 'yaml' | undefined): Embedded | undefined {
  if (language === undefined && !looksLikeJson(text)) return undefined;
  const parsed = parse(text, language ?? 'json');
  if (parsed !== undefined && !isTooDeep(parsed)) return new Embedded(parsed, text);
  return language === undefined ? undefined : new Embedded(undefined, text);
}

/** A document as it is written, or undefined where the text is none. */
export function embedTemplate(
  text: string,
  language: 'json' | 'yaml' | undefined,
  scope: Scope,
  note: Note,
): Embedded | undefined {
  if (language === undefined && !looksLikeJson(text)) return undefined;
  const content = parseDocument(text, language ?? 'json', scope, note);
  return content === undefined && language === undefined ? undefined : new Embedded(content, text);
}

function parse(text: string, language: 'json' | 'yaml'): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return language === 'yaml' || typeof value === 'object' ? value : undefined;
  } catch {
    return language === 'yaml' ? parseYaml(text) : undefined;
  }
}

interface Taken {
  kind: 'expression' | 'directive';
  text: string;
  /** Stands where JSON wants a value, outside quotes. */
  bare: boolean;
}

function takeOut(text: string, taken: Taken[], quoted: boolean): string {
  let plain = '';
  let inString = false;
  for (const part of parseTemplate(text)) {
    if (part.kind === 'text') {
      plain += part.text;
      inString = endsInString(part.text, inString);
      continue;
    }
    const bare = quoted && !inString;
    const mark = `${OPEN}${taken.length}${CLOSE}`;
    taken.push({ kind: part.kind, text: part.text, bare });
    plain += bare ? `"${mark}"` : mark;
  }
  return plain;
}

function endsInString(text: string, inString: boolean): boolean {
  let inside = inString;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inside && character === '\\') at += 1;
    else if (character === '"') inside = !inside;
  }
  return inside;
}

function putBack(value: Json, taken: readonly Taken[], scope: Scope, note: Note): Tree {
  if (typeof value === 'string') return value.includes(OPEN) ? fill(value, taken, scope, note) : value;
  if (Array.isArray(value)) return value.map((entry) => putBack(entry, taken, scope, note));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key.includes(OPEN) ? keyText(fill(key, taken, scope, note)) : key,
      putBack(entry, taken, scope, note),
    ]),
  );
}

function keyText(key: Tree): string {
  return asText(key) ?? (key instanceof Unknown ? key.reference : undefined) ?? UNKNOWN;
}

function fill(text: string, taken: readonly Taken[], scope: Scope, note: Note): Tree {
  const values: Tree[] = [];
  let bare = false;
  for (const match of text.matchAll(MARK)) {
    const entry = taken[Number(match[1])];
    if (entry === undefined) continue;
    bare = entry.bare;
    values.push(read(entry, scope, note));
  }
  const only = values[0];
  if (only !== undefined && text.replace(MARK, '') === '') {
    if (values.length === 1) return bare || only instanceof Unknown ? only : (asText(only) ?? new Unknown());
  }
  const texts = values.map(asText);
  if (texts.includes(undefined)) return new Unknown();
  return text.replace(MARK, () => texts.shift() ?? '');
}

function read(entry: Taken, scope: Scope, note: Note): Tree {
  if (entry.kind === 'directive') return new Unknown();
  return (entry.bare ? readEncoded : readExpression)(entry.text, scope, note);
}
