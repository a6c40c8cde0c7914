/**
 * Writes checks/document/schema.json: what stands behind each attribute name of the providers' resources and data sources.
 *
 *     node scripts/schema-table.mjs <folder with NAME_VERSION.json or .json.xz of `terraform providers schema`>
 *
 * Most names mean one thing everywhere, so the table is by name; where a name means several things, by parent and name;
 * where that is not enough, by whole path. Names that are strings everywhere are left out. Needs xz for packed files.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TARGET = join(import.meta.dirname, '..', 'checks', 'document', 'schema.json');
const PRIMITIVES = { string: 'string', number: 'number', bool: 'bool', dynamic: 'any' };

/** Kind of a type expression such as `["set", "string"]`; inner attributes of objects go to `visit`. */
function kindOfType(type, path, visit) {
  if (typeof type === 'string') return PRIMITIVES[type];
  const [outer, inner] = type;
  if (outer === 'map') return 'map';
  if (outer === 'object') {
    visitObject(inner, path, visit);
    return 'object';
  }
  if (outer !== 'list' && outer !== 'set') return 'any';
  if (inner === 'number') return outer === 'set' ? 'numberSet' : 'numberList';
  if (typeof inner === 'string') return outer;
  if (inner[0] !== 'object') return 'any';
  visitObject(inner[1], path, visit);
  return outer === 'set' ? 'blockSet' : 'block';
}

function visitObject(attributes, path, visit) {
  for (const [name, type] of Object.entries(attributes)) {
    visit([...path, name], kindOfType(type, [...path, name], visit));
  }
}

/** Everything that may be written in a block; what is only computed never is. */
function visitBlock(block, path, visit) {
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (attribute.computed === true && attribute.optional !== true) continue;
    const at = [...path, name];
    const nested = attribute.nested_type;
    if (nested === undefined) {
      visit(at, kindOfType(attribute.type, at, visit));
    } else {
      visit(at, { single: 'object', list: 'block', set: 'blockSet', map: 'any' }[nested.nesting_mode]);
      if (nested.nesting_mode !== 'map') visitBlock(nested, at, visit);
    }
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    visit([...path, name], nested.nesting_mode === 'set' ? 'blockSet' : 'block');
    visitBlock(nested.block, [...path, name], visit);
  }
}

/** The kind most of `rows` have. */
function commonest(rows) {
  const counts = new Map();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0][0];
}

function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups];
}

/** Words by kind, sorted, as one line a kind. */
function byKind(entries) {
  const kinds = {};
  for (const [word, kind] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) (kinds[kind] ??= []).push(word);
  return Object.fromEntries(
    Object.entries(kinds)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, words]) => [kind, words.join(' ')]),
  );
}

function table(rows) {
  const nameOf = (row) => row.path.at(-1);
  const contextOf = (row) => `${row.path.at(-2) ?? row.type}.${nameOf(row)}`;
  const names = new Map(groupBy(rows, nameOf).map(([name, group]) => [name, commonest(group)]));
  const contexts = new Map(
    groupBy(rows, contextOf)
      .map(([context, group]) => [context, commonest(group), names.get(nameOf(group[0]))])
      .filter(([, kind, usual]) => kind !== usual)
      .map(([context, kind]) => [context, kind]),
  );
  const paths = new Map(
    rows
      .filter((row) => row.kind !== (contexts.get(contextOf(row)) ?? names.get(nameOf(row))))
      .map((row) => [[row.type, ...row.path].join('.'), row.kind]),
  );
  return {
    byName: byKind([...names].filter(([, kind]) => kind !== 'string')),
    byParent: byKind(contexts),
    byPath: byKind(paths),
  };
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node scripts/schema-table.mjs <folder of provider schemas>');

const rows = [];
const source = [];
for (const file of readdirSync(folder).sort()) {
  const parts = /^([a-z0-9-]+)_([\d.]+)\.json(\.xz)?$/.exec(file);
  if (parts === null) continue;
  const path = join(folder, file);
  const text =
    parts[3] === undefined ? readFileSync(path, 'utf8') : execFileSync('xz', ['-dc', path], { maxBuffer: 2 ** 30 });
  source.push(`${parts[1]} ${parts[2]}`);
  const schema = JSON.parse(text.toString());
  for (const [prefix, schemas] of [
    ['', schema.resource_schemas],
    ['data.', schema.data_source_schemas],
  ]) {
    for (const [type, { block }] of Object.entries(schemas ?? {})) {
      visitBlock(block, [], (at, kind) => rows.push({ type: `${prefix}${type}`, path: at, kind }));
    }
  }
}
if (rows.length === 0) throw new Error(`no provider schemas in ${folder}`);
writeFileSync(TARGET, `${JSON.stringify({ source, ...table(rows) }, null, 1)}\n`);
