import { isObject, pathText, type Json, type JsonObject, type Path } from '../../contract';
import { findSecrets, maskSecrets, secretsInText } from '../secrets';

/** One value that is not the same in both; absent on a side that does not have it. A secret is `***` on either. */
export interface ValueChange {
  /** `vpc_config.public_access_cidrs`, `values[0].config.models[fast].timeout`; JSON inside of a text is looked into. */
  path: string;
  before?: Json;
  after?: Json;
}

const MASK = '***';
/** Stands for a secret while two bodies are compared: two that differ still do. No document holds the character. */
const MARK = '\u0000';
/** Arguments Terraform itself keeps out of what it prints, whatever they hold. */
const SENSITIVE = /(?:_wo|^set_sensitive)$/;
/** What members of a list are told apart by, the first that all of them have. */
const NAMES = ['name', 'Sid', 'sid', 'key', 'id', 'model_name'];

/** What changed of a resource, in the order of its arguments; the comment of the tool that wrote it is none. */
export function valueChanges(before: JsonObject, after: JsonObject): ValueChange[] {
  const marks = new Map<string, string>();
  const side = (whole: JsonObject): Json => {
    const { '//': _, ...body } = whole;
    return marked(unfolded(body), marks);
  };
  return changes(side(before), side(after), []).map(({ path, ...sides }) => ({
    path: maskSecrets(path),
    ...Object.fromEntries(Object.entries(sides).map(([side, value]) => [side, shown(value)])),
  }));
}

/** With JSON in texts read: Helm values and policies are JSON text. */
function unfolded(value: Json): Json {
  if (typeof value === 'string') return parsed(value) ?? value;
  if (Array.isArray(value)) return value.map(unfolded);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unfolded(inner)]))
    : value;
}

function parsed(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return unfolded(value);
  } catch {
    return undefined;
  }
}

function marked(value: Json, marks: Map<string, string>): Json {
  const copy = structuredClone(value);
  for (const { segments } of findSecrets(copy)) mark(copy, segments, marks);
  hideSensitive(copy, marks);
  return copy;
}

function mark(root: Json, segments: Path, marks: Map<string, string>): void {
  const key = segments.at(-1);
  let parent: Json | undefined = root;
  for (const segment of segments.slice(0, -1)) {
    if (Array.isArray(parent)) parent = parent[Number(segment)];
    else parent = isObject(parent) ? parent[String(segment)] : undefined;
  }
  if (key === undefined) return;
  if (Array.isArray(parent)) parent[Number(key)] = markOf(parent[Number(key)] ?? null, marks);
  else if (isObject(parent)) {
    const found = parent[String(key)] ?? null;
    if (secretsInText(String(key)).length === 0) parent[String(key)] = markOf(found, marks);
    else {
      delete parent[String(key)];
      parent[markOf(key, marks)] = markOf(found, marks);
    }
  }
}

/** Also what stands under a name that may hold a secret: a word masked too many does no harm here. */
function hideSensitive(value: Json, marks: Map<string, string>): void {
  if (Array.isArray(value)) for (const inner of value) hideSensitive(inner, marks);
  else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const name = key === 'value' && typeof value['name'] === 'string' ? value['name'] : key;
      if (SENSITIVE.test(key) ? !isReference(inner) : isNamedSecret(name, inner)) value[key] = markOf(inner, marks);
      else hideSensitive(inner, marks);
    }
  }
}

function isReference(value: Json): boolean {
  return typeof value === 'string' && /^\$\{[^{}]*\}$/.test(value);
}

function isNamedSecret(name: string, value: Json): boolean {
  const line = typeof value === 'string' && !value.startsWith(MARK) ? `${name}: ${value}` : '';
  return maskSecrets(line) !== line;
}

function markOf(value: Json, marks: Map<string, string>): string {
  const text = JSON.stringify(value);
  const mark = marks.get(text) ?? `${MARK}${marks.size}`;
  marks.set(text, mark);
  return mark;
}

/** With nothing left that tells one secret from another. */
function shown(value: Json): Json {
  if (typeof value === 'string') return value.startsWith(MARK) ? MASK : value;
  if (Array.isArray(value)) return value.map(shown);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.startsWith(MARK) ? MASK : key, shown(inner)]))
    : value;
}

function changes(before: Json | undefined, after: Json | undefined, path: Path): ValueChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changes(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].every(isObject))
    return memberChanges(before, after, path);
  return [
    {
      path: pathText(path.map((segment) => (String(segment).startsWith(MARK) ? MASK : segment))),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

/** Members are matched by their name; where they have none, those that are in both are set aside and the rest is paired. */
function memberChanges(before: readonly Json[], after: readonly Json[], path: Path): ValueChange[] {
  const name = NAMES.find((key) => [before, after].every((list) => isNamed(list, key)));
  if (name !== undefined) {
    const [old, young] = [byName(before, name), byName(after, name)];
    const names = [...new Set([...old.keys(), ...young.keys()])];
    return names.flatMap((each) => changes(old.get(each), young.get(each), [...path, each]));
  }
  const [old, young] = [withoutShared(before, after), withoutShared(after, before)];
  const longer = old.length > young.length ? old : young;
  return longer.flatMap(({ index }, position) =>
    changes(old[position]?.member, young[position]?.member, [...path, index]),
  );
}

function isNamed(list: readonly Json[], key: string): boolean {
  const names = list.map((member) => nameOf(member, key));
  return names.every((name) => name !== '') && new Set(names).size === names.length;
}

function byName(list: readonly Json[], key: string): Map<string, Json> {
  return new Map(list.map((member) => [nameOf(member, key), member]));
}

function nameOf(member: Json | undefined, key: string): string {
  const name = isObject(member) ? member[key] : undefined;
  return typeof name === 'string' ? name : '';
}

function withoutShared(list: readonly Json[], other: readonly Json[]): { member: Json; index: number }[] {
  const left = other.map((member) => JSON.stringify(member));
  return list.flatMap((member, index) => {
    const at = left.indexOf(JSON.stringify(member));
    if (at < 0) return [{ member, index }];
    left.splice(at, 1);
    return [];
  });
}
