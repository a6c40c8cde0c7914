import table from './schema.json';

/**
 * What stands behind an attribute name. block, blockSet: nested blocks, a list even where one is allowed. object: a
 * single nested attribute. map: keys of the user's own. any: no schema at all.
 */
export type Kind =
  | 'string'
  | 'number'
  | 'bool'
  | 'list'
  | 'set'
  | 'numberList'
  | 'numberSet'
  | 'map'
  | 'object'
  | 'block'
  | 'blockSet'
  | 'any';

const KINDS: readonly Kind[] = [
  'string',
  'number',
  'bool',
  'list',
  'set',
  'numberList',
  'numberSet',
  'map',
  'object',
  'block',
  'blockSet',
  'any',
];

/** What a name is: under a parent, in a path of its own, or wherever else it stands. */
interface Word {
  anywhere?: Kind;
  under: Map<string, Kind>;
  at: Map<string, Kind>;
}

const words = new Map<string, Word>();
for (const [name, kind] of listed(table.byName)) word(name).anywhere = kind;
for (const [path, kind] of listed(table.byParent)) {
  const dot = path.lastIndexOf('.');
  word(path.slice(dot + 1)).under.set(path.slice(0, dot), kind);
}
for (const [path, kind] of listed(table.byPath)) word(path.slice(path.lastIndexOf('.') + 1)).at.set(path, kind);

const providers = new Set(table.source.map((source) => source.split(' ', 1)[0]));

function listed(of: Record<string, string>): [string, Kind][] {
  return KINDS.flatMap((kind) => (of[kind]?.split(' ') ?? []).map((path): [string, Kind] => [path, kind]));
}

function word(name: string): Word {
  const there = words.get(name) ?? { under: new Map(), at: new Map() };
  words.set(name, there);
  return there;
}

/** Whether the schemas speak of a type. */
function isKnownType(type: string): boolean {
  return providers.has(type.replace(/^data\./, '').split('_', 1)[0] ?? '');
}

/**
 * Kind of the last attribute of `names` in a resource type (`data.<type>` for a data source); undefined for a string and
 * for what no schema knows. Of other providers' names only maps are taken over: everything else shows in the value.
 * The table is made from the providers' schemas by scripts/schema-table.mjs.
 */
export function kindOf(type: string, names: readonly string[]): Kind | undefined {
  const found = words.get(names.at(-1) ?? '');
  if (found === undefined) return undefined;
  const exact = found.at.size === 0 ? undefined : found.at.get(`${type}.${names.join('.')}`);
  if (exact !== undefined) return exact;
  const kind = found.under.get(names.at(-2) ?? type) ?? found.anywhere;
  return kind === 'map' || kind === 'any' || isKnownType(type) ? kind : undefined;
}
