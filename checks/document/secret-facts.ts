import { ADDRESS_TAG, isObject, pathText, type Json, type PathSegment, type SecretFact } from '../../contract';
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

/** The value with documents in the place of their texts. Those with expressions stay text and go to `documents` as well. */
function opened(value: Json, read: Tree, path: readonly PathSegment[], documents: Placed[]): Json {
  if (read instanceof Embedded) {
    if (read.content === undefined) return value;
    const content = shapeFree(read.content);
    documents.push(...secretData(content, path));
    if (typeof value === 'string' && !isTemplate(value)) return content;
    documents.push({ path, content });
    return value;
  }
  if (Array.isArray(value)) {
    const entries = Array.isArray(read) && read.length === value.length ? read : undefined;
    return entries === undefined
      ? value
      : value.map((entry, index) => opened(entry, entries[index] ?? null, [...path, index], documents));
  }
  if (!isObject(value) || !isTreeObject(read)) return value;
  return Object.fromEntries(
    Object.entries(value)
      // an address ends in a hash, which looks as random as a secret does
      .filter(([key]) => key !== ADDRESS_TAG)
      .map(([key, entry]) => [
        key,
        opened(entry, Object.hasOwn(read, key) ? (read[key] ?? null) : null, [...path, key], documents),
      ]),
  );
}

function isInside(attribute: string, document: string): boolean {
  return attribute.startsWith(`${document}.`) || attribute.startsWith(`${document}[`);
}

interface Placed {
  path: readonly PathSegment[];
  content: Json;
}

/** Kubernetes objects of kind Secret keep their values in base64: decoded, under the names they have. */
function secretData(value: Json, path: readonly PathSegment[]): Placed[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => secretData(entry, [...path, index]));
  if (!isObject(value)) return [];
  const data = value['data'];
  if (value['kind'] === 'Secret' && isObject(data)) {
    const content = Object.fromEntries(
      Object.entries(data).map(([key, entry]) => [
        key,
        typeof entry === 'string' ? Buffer.from(entry, 'base64').toString('utf8') : entry,
      ]),
    );
    return [{ path: [...path, 'data'], content }];
  }
  return Object.entries(value).flatMap(([key, entry]) => secretData(entry, [...path, key]));
}
