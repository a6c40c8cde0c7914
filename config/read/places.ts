import type { ParsedNode, Range } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Path, PathSegment } from '../../contract';
import { pathText } from '../../contract';
import type { FileProblem, Span } from '../problems/problem';
import type { Source } from '../problems/source';
import { LIMITS } from './limits';

/** Where one value stands, with what stands inside it. */
export interface Place {
  /** Its key; absent for the whole file and for entries of a list. */
  key?: Span;
  value: Span;
  inside: Map<PathSegment, Place>;
}

/** Keys that would change what an object is, or merge another into it. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype', '<<']);
const KEY_CHARACTERS = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u;

/**
 * Places of everything under a node, and what is wrong with its keys: twice in one map, refused, too long. One pass over the
 * nodes; the parser's own check for doubles compares every pair, which took 34 s on 50,000 keys.
 */
export function placesOf(source: Source, root: ParsedNode): { place: Place; problems: FileProblem[]; twice: Path[] } {
  const problems: FileProblem[] = [];
  const twice: Path[] = [];
  const visit = (node: ParsedNode | null, path: Path, key: Span | undefined, after: number): Place => {
    const value = node === null ? { start: after, end: after } : spanOf(source.text, node.range);
    const place: Place = { ...(key === undefined ? {} : { key }), value, inside: new Map() };
    if (isSeq(node))
      node.items.forEach((item, index) => place.inside.set(index, visit(item, [...path, index], undefined, value.end)));
    if (isMap(node)) {
      for (const pair of node.items) {
        const name = isScalar(pair.key) && typeof pair.key.value === 'string' ? pair.key.value : '';
        const at = pair.key.range === undefined ? value : spanOf(source.text, pair.key.range);
        const first = place.inside.get(name);
        problems.push(...keyProblems(source, path, name, at, first));
        if (first !== undefined) twice.push([...path, name]);
        // of two the later one counts, as it does for the parser
        place.inside.set(name, visit(pair.value, [...path, name], at, at.end));
      }
    }
    return place;
  };
  return { place: visit(root, [], undefined, 0), problems, twice };
}

function keyProblems(source: Source, path: Path, name: string, at: Span, first: Place | undefined): FileProblem[] {
  const draft = { path: pathText([...path, name.slice(0, LIMITS.keyLength)]) };
  if (first !== undefined) {
    const { line } = source.position(first.key?.start ?? first.value.start);
    const here = source.position(at.start).line;
    return [
      source.problem(at, {
        ...draft,
        code: 'DuplicateKey',
        message: `is said twice, on line ${line} and on line ${here}`,
        fix: 'keep one, or give the second another name',
      }),
    ];
  }
  if (REFUSED_KEYS.has(name)) {
    return [
      source.problem(at, {
        ...draft,
        code: 'RefusedKey',
        message: 'is not taken as a key',
        fix: name === '<<' ? 'write the settings out; there is no merging of sections' : 'remove it',
      }),
    ];
  }
  if (name.length <= LIMITS.keyLength && KEY_CHARACTERS.test(name)) return [];
  return [
    source.problem(at, {
      ...draft,
      code: 'RefusedKey',
      message: name === '' ? 'a key without a name' : 'a key too long or with characters that do not print',
      fix: `write a name of 1 to ${LIMITS.keyLength} printing characters`,
    }),
  ];
}

/** Without the line break and comments that the parser counts to a node. */
function spanOf(text: string, range: Range): Span {
  const [start, end] = range;
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last -= 1;
  return { start, end: last };
}

/** The place a path leads to, or as far as the file goes along it; `rest` is what the file does not say. */
export function placeAt(root: Place, path: Path): { place: Place; rest: Path } {
  let place = root;
  for (const [index, segment] of path.entries()) {
    const next = place.inside.get(segment);
    if (next === undefined) return { place, rest: path.slice(index) };
    place = next;
  }
  return { place, rest: [] };
}

/** What to underline for a place: a value that stands on one line, else its key, else the key it begins with. */
export function meant(source: Source, place: Place): Span {
  const { key, value, inside } = place;
  const text = source.text.slice(value.start, value.end);
  const compact = inside.size === 0 || /^[[{]/.test(text);
  if (text !== '' && compact && !text.includes('\n')) return value;
  if (key !== undefined) return key;
  const [first] = inside.values();
  return first?.key ?? { start: value.start, end: Math.min(value.end, value.start + 1) };
}
