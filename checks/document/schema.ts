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

const byName = index(table.byName);
const byParent = index(table.byParent);
const byPath = index(table.byPath);
const pathNames = new Set([...byPath.keys()].map((path) => path.slice(path.lastIndexOf('.') + 1)));

const providers = new Set(table.source.map((source) => source.split(' ', 1)[0]));

function index(words: Record<string, string>): Map<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const kind of KINDS) {
    for (const word of words[kind]?.split(' ') ?? []) kinds.set(word, kind);
  }
  return kinds;
}

/** Whether the schemas speak of a type. */
export function isKnownType(type: string): boolean {
  return providers.has(type.replace(/^data\./, '').split('_', 1)[0] ?? '');
}

/**
 * Kind of the last attribute of `names` in a resource type (`data.<type>` for a data source); undefined for a string and
 * for what no schema knows. Of other providers' names only maps are taken over: everything else shows in the value.
 * The table is made from the providers' schemas by scripts/schema-table.mjs.
 */
export function kindOf(type: string, names: readonly string[]): Kind | undefined {
  const name = names.at(-1) ?? '';
  if (pathNames.has(name)) {
    const exact = byPath.get(`${type}.${names.join('.')}`);
    if (exact !== undefined) return exact;
  }
  const kind = byParent.get(`${names.at(-2) ?? type}.${name}`) ?? byName.get(name);
  return isKnownType(type) || kind === 'map' || kind === 'any' ? kind : undefined;
}
