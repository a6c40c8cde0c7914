import {
  ADDRESS_TAG,
  isObject,
  pathText,
  type Json,
  type JsonObject,
  type PathSegment,
  type SecretFact,
} from '../../contract';
import { findSecrets } from '../secrets';
import { shapeFree } from './shape';
import { isTemplate } from './template';
import { Embedded, isTreeObject, type Tree } from './tree';

/** Where a value stands: what a secret in it is reported under. */
export interface SecretPlace {
  stack: string;
  address: string;
  path: string;
}

/**
 * Literal secrets of a value. `read` is the same value with its documents parsed: what stands in one is told by its place
 * inside. A document with expressions in it is searched as text too, since what stands around an expression is not in the
 * parsed form.
 */
export function secretFacts(place: SecretPlace, value: Json, read?: Tree): SecretFact[] {
  const documents: Placed[] = [];
  const open = read === undefined ? value : opened(value, read, [], documents);
  const inside = documents.flatMap(({ path, content }) =>
    findSecrets(content).map(({ segments, kind }) => ({ attribute: pathText([...path, ...segments]), kind })),
  );
  const outside = findSecrets(open)
    .map(({ path, kind }) => ({ attribute: path, kind }))
    .filter(({ attribute }) => !inside.some((fact) => isInside(fact.attribute, attribute)));
  if (inside.length === 0 && outside.length === 0) return [];
  const facts = new Map(
    [...outside, ...inside].map((fact) => [`${fact.attribute} ${fact.kind}`, { ...place, ...fact }]),
  );
  return [...facts.values()];
}

/** The value with documents in the place of their texts, itself where there are none. Those with expressions stay text and go to `documents` as well. */
function opened(value: Json, read: Tree, path: PathSegment[], documents: Placed[]): Json {
  if (read instanceof Embedded) {
    if (read.content === undefined) return value;
    const content = shapeFree(read.content);
    secretData(content, path, documents);
    if (typeof value === 'string' && !isTemplate(value)) return content;
    documents.push({ path: [...path], content });
    return value;
  }
  if (Array.isArray(value)) return Array.isArray(read) ? openedList(value, read, path, documents) : value;
  if (!isObject(value) || !isTreeObject(read)) return value;
  let copy: JsonObject | undefined;
  for (const key of Object.keys(value)) {
    const before = value[key] ?? null;
    path.push(key);
    const entry = opened(before, Object.hasOwn(read, key) ? (read[key] ?? null) : null, path, documents);
    path.pop();
    if (entry === before && key !== ADDRESS_TAG) continue;
    copy ??= { ...value };
    // an address ends in a hash, which looks as random as a secret does
    if (key === ADDRESS_TAG) delete copy[key];
    else copy[key] = entry;
  }
  return copy ?? value;
}

function openedList(value: Json[], read: Tree[], path: PathSegment[], documents: Placed[]): Json {
  if (value.length !== read.length) return value;
  let copy: Json[] | undefined;
  for (const [index, before] of value.entries()) {
    path.push(index);
    const entry = opened(before, read[index] ?? null, path, documents);
    path.pop();
    if (entry !== before) (copy ??= [...value])[index] = entry;
  }
  return copy ?? value;
}

function isInside(attribute: string, document: string): boolean {
  return attribute.startsWith(`${document}.`) || attribute.startsWith(`${document}[`);
}

interface Placed {
  path: readonly PathSegment[];
  content: Json;
}

/** Kubernetes objects of kind Secret keep their values in base64: decoded, under the names they have. */
function secretData(value: Json, path: PathSegment[], found: Placed[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      path.push(index);
      secretData(entry, path, found);
      path.pop();
    }
    return;
  }
  const data = value['data'];
  if (value['kind'] === 'Secret' && isObject(data)) {
    const content = Object.fromEntries(
      Object.entries(data).map(([key, entry]) => [
        key,
        typeof entry === 'string' ? Buffer.from(entry, 'base64').toString('utf8') : entry,
      ]),
    );
    found.push({ path: [...path, 'data'], content });
    return;
  }
  for (const key of Object.keys(value)) {
    path.push(key);
    secretData(value[key] ?? null, path, found);
    path.pop();
  }
}
