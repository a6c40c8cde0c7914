import { setLeaf, setValue } from './strvals';
import { asText } from './evaluate';
import { Embedded, isTreeObject, Unknown, type Tree, type TreeObject } from './tree';
import { parseYaml } from './yaml';

/** Arguments of helm_release that make up the values a chart sees. */
export const VALUE_ARGUMENTS = new Set(['values', 'set', 'set_list', 'set_sensitive', 'set_wo']);

/** The values a chart sees, and what of the arguments could not be read. */
export interface MergedValues {
  content: TreeObject;
  unparsed: string[];
  unknown: string[];
}

/** Merges the values of a helm_release as Helm does: all documents in order, then `set`, `set_list`, `set_sensitive`. */
export function mergeValues(body: TreeObject): MergedValues {
  const merged: MergedValues = { content: {}, unparsed: [], unknown: [] };
  for (const [index, entry] of items(body['values'], 'values', merged).entries()) {
    if (entry instanceof Unknown) merged.unknown.push(`values[${index}]`);
    else if (entry instanceof Embedded && isTreeObject(entry.content)) merge(merged.content, entry.content);
    else if (!(entry instanceof Embedded && entry.content === null)) merged.unparsed.push(`values[${index}]`);
  }
  for (const argument of ['set', 'set_list', 'set_sensitive', 'set_wo']) {
    for (const [index, entry] of items(body[argument], argument, merged).entries()) {
      if (!applySet(merged.content, entry)) merged.unparsed.push(`${argument}[${index}]`);
    }
  }
  return merged;
}

function items(value: Tree | undefined, name: string, merged: MergedValues): readonly Tree[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  if (value instanceof Unknown) {
    merged.unknown.push(name);
    return [];
  }
  return [value];
}

/** A map is merged into, anything else replaces. */
function merge(base: TreeObject, added: TreeObject): void {
  for (const [key, value] of Object.entries(added)) {
    if (key === '__proto__') continue;
    const there = Object.hasOwn(base, key) ? base[key] : undefined;
    if (isTreeObject(value)) {
      const inner: TreeObject = isTreeObject(there) ? there : {};
      merge(inner, value);
      base[key] = inner;
    } else base[key] = value;
  }
}

function applySet(base: TreeObject, entry: Tree): boolean {
  if (!isTreeObject(entry)) return false;
  const name = entry['name'];
  const value = entry['value'] ?? '';
  if (typeof name !== 'string') return false;
  if (value instanceof Unknown) return setLeaf(base, name, value);
  if (Array.isArray(value)) {
    if (value.length === 0 || value.some((item) => asText(item) === undefined)) return setLeaf(base, name, value);
    return setValue(base, name, `{${value.map(asText).join(',')}}`, 'auto');
  }
  const text = asText(value);
  if (text === undefined) return false;
  const type = entry['type'];
  if (type === 'string') return setValue(base, name, text, type);
  if (type !== 'literal')
    return type instanceof Unknown ? setLeaf(base, name, type) : setValue(base, name, text, 'auto');
  const literal = parseYaml(text);
  return isTreeObject(literal) ? setLeaf(base, name, literal) : setValue(base, name, text, type);
}
