import { createHash } from 'node:crypto';
import { pathText, UNKNOWN, type Json, type JsonObject, type PathSegment } from '../../contract';
import { mergeValues, VALUE_ARGUMENTS } from './helm';
import { kindOf, type Kind } from './schema';
import { Embedded, isTreeObject, Unknown, type Tree, type TreeObject } from './tree';

/** Longest text that is kept. */
const MAX_TEXT = 2000;

/** The normalised inside of a resource. */
export interface Shaped {
  values: JsonObject;
  docs: Record<string, Json>;
  unknown: string[];
  unparsed: string[];
}

interface Found {
  what: 'unknown' | 'unparsed' | 'doc';
  path: PathSegment[];
  content?: Json;
}

/** Brings the arguments of a resource into the one shape that rules read; see Document in the contract. */
export function shapeResource(type: string, body: TreeObject): Shaped {
  const shaper = new Shaper(type);
  const helm = type === 'helm_release' ? mergeValues(body) : undefined;
  const own = helm === undefined ? body : without(body, VALUE_ARGUMENTS);
  const values = shaper.block(own);
  if (helm !== undefined) {
    shaper.documentUnder('values', helm.content);
    for (const path of helm.unknown) shaper.found.push({ what: 'unknown', path: [path] });
    for (const path of helm.unparsed) shaper.found.push({ what: 'unparsed', path: [path] });
  }
  const docs = shaper.found.flatMap((found): [string, Json][] =>
    found.what === 'doc' ? [[textOf(found.path), found.content ?? null]] : [],
  );
  return {
    values,
    docs: Object.fromEntries(docs),
    unknown: pathsOf(shaper.found, 'unknown'),
    unparsed: pathsOf(shaper.found, 'unparsed'),
  };
}

/** A value no schema speaks of: nulls are left out, what is unknown stands as text. */
export function shapeFree(value: Tree): Json {
  return new Shaper('').free(value) ?? null;
}

function without(body: TreeObject, names: ReadonlySet<string>): TreeObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.has(name)));
}

function pathsOf(found: readonly Found[], what: Found['what']): string[] {
  return [...new Set(found.filter((entry) => entry.what === what).map((entry) => textOf(entry.path)))].sort();
}

/** Paths that are text already (`values[0]`) stay as they are. */
function textOf(path: readonly PathSegment[]): string {
  return path.length === 1 ? String(path[0]) : pathText(path);
}

class Shaper {
  readonly found: Found[] = [];
  private readonly type: string;
  /** Where it is: names and indexes, and the names alone. Copied only for what is found. */
  private readonly path: PathSegment[] = [];
  private readonly names: string[] = [];

  constructor(type: string) {
    this.type = type;
  }

  block(body: TreeObject): JsonObject {
    const shaped: JsonObject = {};
    for (const name of sortedKeys(body)) {
      const value = body[name];
      if (value === undefined || value === null) continue;
      this.names.push(name);
      this.path.push(name);
      const entry = this.entry(value, kindOf(this.type, this.names));
      this.path.pop();
      this.names.pop();
      if (entry !== undefined) setOwn(shaped, name, entry);
    }
    return shaped;
  }

  /** Notes a parsed document under `name`. */
  documentUnder(name: string, content: Tree): void {
    this.path.push(name);
    this.document(content);
    this.path.pop();
  }

  /** A value without schema. */
  free(value: Tree): Json | undefined {
    if (value === null) return undefined;
    if (value instanceof Unknown) return this.unknown(value);
    if (value instanceof Embedded) return this.embedded(value);
    if (Array.isArray(value)) return this.list(value, false, (entry) => this.free(entry));
    if (!isTreeObject(value)) return typeof value === 'string' ? shorten(value) : value;
    return this.keys(value, (entry) => this.free(entry));
  }

  private entry(value: Tree, kind: Kind | undefined): Json | undefined {
    const isBlock = kind === 'block' || kind === 'blockSet';
    if (value instanceof Unknown) return isBlock ? this.missing() : this.unknown(value);
    if (value instanceof Embedded) return this.embedded(value);
    if (kind === 'map' || kind === 'any') return kind === 'map' ? this.map(value) : this.free(value);
    if (kind === 'object') return isTreeObject(value) ? this.block(value) : this.unknown();
    if (isBlock || (kind === undefined && isBlocks(value))) return this.blocks(value, kind);
    if (kind === undefined || kind === 'string' || kind === 'number' || kind === 'bool') {
      if (Array.isArray(value) && kind === undefined) return this.free(value);
      return scalar(value, kind) ?? this.unknown();
    }
    if (!Array.isArray(value)) return this.unknown();
    const isSet = kind === 'set' || kind === 'numberSet';
    const item = kind === 'numberList' || kind === 'numberSet' ? 'number' : undefined;
    return this.list(value, isSet, (entry) =>
      entry instanceof Unknown ? this.unknown(entry) : (scalar(entry, item) ?? this.free(entry)),
    );
  }

  private blocks(value: Tree, kind: Kind | undefined): Json | undefined {
    const list = Array.isArray(value) ? value : [value];
    const blocks = list.filter(isTreeObject);
    if (list.some((entry) => entry !== null && !isTreeObject(entry))) this.missing();
    if (blocks.length === 0) return undefined;
    return this.list(blocks, kind === 'blockSet', (entry) => (isTreeObject(entry) ? this.block(entry) : undefined));
  }

  private map(value: Tree): Json | undefined {
    if (!isTreeObject(value)) return this.unknown();
    return this.keys(value, (entry) => (typeof entry === 'number' ? String(entry) : this.free(entry)));
  }

  private keys(value: TreeObject, shape: (entry: Tree) => Json | undefined): JsonObject {
    const shaped: JsonObject = {};
    for (const key of sortedKeys(value)) {
      this.path.push(key);
      const entry = shape(value[key] ?? null);
      this.path.pop();
      if (entry !== undefined) setOwn(shaped, key, entry);
    }
    return shaped;
  }

  /** Sets are sorted; what was found inside an entry follows it to its new index. */
  private list(values: readonly Tree[], sorted: boolean, shape: (value: Tree) => Json | undefined): Json[] {
    const shaped: Json[] = [];
    const foundIn: Found[][] = [];
    for (const value of values) {
      if (value === null) continue;
      const from = this.found.length;
      this.path.push(shaped.length);
      const entry = shape(value);
      this.path.pop();
      if (entry === undefined) continue;
      shaped.push(entry);
      if (sorted) foundIn.push(this.found.slice(from));
    }
    if (!sorted || shaped.length < 2) return shaped;
    const order = shaped.map((entry, index) => ({ entry, key: JSON.stringify(entry), found: foundIn[index] ?? [] }));
    order.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    for (const [index, { found }] of order.entries()) {
      for (const one of found) one.path[this.path.length] = index;
    }
    return order.map(({ entry }) => entry);
  }

  private embedded(value: Embedded): Json | undefined {
    if (value.content === undefined) {
      this.note('unparsed');
      return shorten(value.text ?? '');
    }
    if (value.content instanceof Unknown) return this.unknown(value.content);
    this.document(value.content);
    return undefined;
  }

  private document(content: Tree): void {
    const shaped = this.free(content) ?? null;
    this.found.push({ what: 'doc', path: [...this.path], content: shaped });
  }

  private unknown(value?: Unknown): string {
    this.note('unknown');
    return value?.reference ?? UNKNOWN;
  }

  private missing(): undefined {
    this.note('unknown');
  }

  private note(what: Found['what']): void {
    this.found.push({ what, path: [...this.path] });
  }
}

/** What was synthesized is sorted already, and to see that is cheaper than to sort. */
function sortedKeys(value: TreeObject): string[] {
  const keys = Object.keys(value);
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort();
}

/** As `into[key] = value`, for keys somebody else chose. */
function setOwn(into: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') Object.defineProperty(into, key, { value, enumerable: true, writable: true });
  else into[key] = value;
}

/** Whether a value of unknown kind is written as nested blocks are. */
function isBlocks(value: Tree): boolean {
  return isTreeObject(value) || (Array.isArray(value) && value.length > 0 && value.every(isTreeObject));
}

/** A scalar in the type the schema wants; undefined where it cannot be. */
function scalar(value: Tree, kind: Kind | undefined): Json | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  if (kind === undefined) return typeof value === 'string' ? shorten(value) : value;
  if (kind === 'string') return shorten(String(value));
  if (typeof value !== 'string') return typeof value === (kind === 'number' ? 'number' : 'boolean') ? value : undefined;
  if (kind === 'bool') return value === 'true' || value === 'false' ? value === 'true' : undefined;
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : undefined;
}

function shorten(text: string): string {
  return text.length <= MAX_TEXT ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
