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
  const values = shaper.block(own, [], []);
  if (helm !== undefined) {
    shaper.document(helm.content, ['values']);
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
  return new Shaper('').free(value, []) ?? null;
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

  constructor(type: string) {
    this.type = type;
  }

  block(body: TreeObject, names: readonly string[], path: readonly PathSegment[]): JsonObject {
    const entries: [string, Json][] = [];
    for (const name of Object.keys(body).sort()) {
      const value = body[name];
      if (value === undefined || value === null) continue;
      const inner = [...names, name];
      const shaped = this.entry(value, kindOf(this.type, inner), inner, [...path, name]);
      if (shaped !== undefined) entries.push([name, shaped]);
    }
    return Object.fromEntries(entries);
  }

  /** Notes a parsed document under `path`. */
  document(content: Tree, path: readonly PathSegment[]): void {
    this.found.push({ what: 'doc', path: [...path], content: this.free(content, path) ?? null });
  }

  /** A value without schema. */
  free(value: Tree, path: readonly PathSegment[]): Json | undefined {
    if (value === null) return undefined;
    if (value instanceof Unknown) return this.unknown(path, value);
    if (value instanceof Embedded) return this.embedded(value, path);
    if (Array.isArray(value)) {
      return this.list(value, false, path, (entry, at) => this.free(entry, at));
    }
    if (!isTreeObject(value)) return typeof value === 'string' ? shorten(value) : value;
    const entries: [string, Json][] = [];
    for (const key of Object.keys(value).sort()) {
      const shaped = this.free(value[key] ?? null, [...path, key]);
      if (shaped !== undefined) entries.push([key, shaped]);
    }
    return Object.fromEntries(entries);
  }

  private entry(
    value: Tree,
    kind: Kind | undefined,
    names: readonly string[],
    path: readonly PathSegment[],
  ): Json | undefined {
    const isBlock = kind === 'block' || kind === 'blockSet';
    if (value instanceof Unknown) return isBlock ? this.missing(path) : this.unknown(path, value);
    if (value instanceof Embedded) return this.embedded(value, path);
    if (kind === 'map' || kind === 'any') return kind === 'map' ? this.map(value, path) : this.free(value, path);
    if (kind === 'object') return isTreeObject(value) ? this.block(value, names, path) : this.unknown(path);
    if (isBlock || (kind === undefined && isBlocks(value))) return this.blocks(value, kind, names, path);
    if (kind === undefined || kind === 'string' || kind === 'number' || kind === 'bool') {
      if (Array.isArray(value) && kind === undefined) return this.free(value, path);
      return scalar(value, kind) ?? this.unknown(path);
    }
    if (!Array.isArray(value)) return this.unknown(path);
    const isSet = kind === 'set' || kind === 'numberSet';
    const item = kind === 'numberList' || kind === 'numberSet' ? 'number' : undefined;
    return this.list(value, isSet, path, (entry, at) =>
      entry instanceof Unknown ? this.unknown(at, entry) : (scalar(entry, item) ?? this.free(entry, at)),
    );
  }

  private blocks(
    value: Tree,
    kind: Kind | undefined,
    names: readonly string[],
    path: readonly PathSegment[],
  ): Json | undefined {
    const list = Array.isArray(value) ? value : [value];
    const blocks = list.filter(isTreeObject);
    if (list.some((entry) => entry !== null && !isTreeObject(entry))) this.missing(path);
    if (blocks.length === 0) return undefined;
    return this.list(blocks, kind === 'blockSet', path, (entry, at) =>
      isTreeObject(entry) ? this.block(entry, names, at) : undefined,
    );
  }

  private map(value: Tree, path: readonly PathSegment[]): Json | undefined {
    if (!isTreeObject(value)) return this.unknown(path);
    const entries: [string, Json][] = [];
    for (const key of Object.keys(value).sort()) {
      const entry = value[key] ?? null;
      const shaped = typeof entry === 'number' ? String(entry) : this.free(entry, [...path, key]);
      if (shaped !== undefined) entries.push([key, shaped]);
    }
    return Object.fromEntries(entries);
  }

  /** Sets are sorted; what was found inside an entry follows it to its new index. */
  private list(
    values: readonly Tree[],
    sorted: boolean,
    path: readonly PathSegment[],
    shape: (value: Tree, path: readonly PathSegment[]) => Json | undefined,
  ): Json[] {
    const shaped: { value: Json; found: Found[]; key: string }[] = [];
    for (const value of values) {
      if (value === null) continue;
      const from = this.found.length;
      const entry = shape(value, [...path, shaped.length]);
      if (entry === undefined) continue;
      shaped.push({ value: entry, found: this.found.slice(from), key: sorted ? JSON.stringify(entry) : '' });
    }
    if (sorted) shaped.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    for (const [index, entry] of shaped.entries()) {
      for (const found of entry.found) found.path[path.length] = index;
    }
    return shaped.map((entry) => entry.value);
  }

  private embedded(value: Embedded, path: readonly PathSegment[]): Json | undefined {
    if (value.content === undefined) {
      this.found.push({ what: 'unparsed', path: [...path] });
      return shorten(value.text ?? '');
    }
    if (value.content instanceof Unknown) return this.unknown(path, value.content);
    this.document(value.content, path);
    return undefined;
  }

  private unknown(path: readonly PathSegment[], value?: Unknown): string {
    this.found.push({ what: 'unknown', path: [...path] });
    return value?.reference ?? UNKNOWN;
  }

  private missing(path: readonly PathSegment[]): undefined {
    this.found.push({ what: 'unknown', path: [...path] });
  }
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
