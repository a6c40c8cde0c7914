import { parse } from 'yaml';

/** Paths of keys, their parts joined by a slash; lists add nothing: the keys of all their entries are keys of the list. */
export type KeyPaths = ReadonlySet<string>;

/** Every key in a chart's default values, the commented-out ones with it: those are how charts show what else they understand. */
export function knownKeys(text: string): KeyPaths {
  return new Set([...keysOf(parse(text)), ...commentedKeys(text)]);
}

/** Paths of all keys in some values. Below a path of `whole` nothing is listed. */
export function keysOf(values: unknown, whole: KeyPaths = new Set(), path = ''): string[] {
  if (Array.isArray(values)) return values.flatMap((entry) => keysOf(entry, whole, path));
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const own = path === '' ? key : `${path}/${key}`;
    return whole.has(own) ? [own] : [own, ...keysOf(value, whole, own)];
  });
}

interface Level {
  indent: number;
  path: string;
}

const LINE = /^(?<indent>\s*)(?<comment>#+ ?)?(?<more>\s*)(?<item>(?:- )*)["']?(?<key>[\w./-]+)["']?:(?:\s|$)/;

/** A comment belongs where its indentation puts it, below the last key that is none. */
function commentedKeys(text: string): string[] {
  const found: string[] = [];
  let live: Level[] = [];
  let commented: Level[] = [];
  for (const line of text.split('\n')) {
    const { indent = '', comment, more = '', item = '', key } = LINE.exec(line)?.groups ?? {};
    if (key === undefined) continue;
    const depth = indent.length + more.length + item.length;
    const above = (comment === undefined ? live : commented).filter((level) => level.indent < depth);
    const path = [above.at(-1)?.path, key].filter((part) => part !== undefined).join('/');
    commented = [...above, { indent: depth, path }];
    if (comment === undefined) live = commented;
    else found.push(path);
  }
  return found;
}
