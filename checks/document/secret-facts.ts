import { ADDRESS_TAG, isObject, pathText, type Json, type PathSegment, type SecretFact } from '../../contract';
import { findSecrets } from '../secrets';
import { shapeFree } from './shape';
import { Embedded, isTreeObject, type Tree } from './tree';

/** Where a value stands: what a secret in it is reported under. */
export interface SecretPlace {
  stack: string;
  address: string;
  path: string;
}

/**
 * Literal secrets of a value. `read` is the same value with its documents parsed: they are searched too, and what is
 * found in one is told by its place inside, not by the text around it.
 */
export function secretFacts(place: SecretPlace, value: Json, read?: Tree): SecretFact[] {
  const documents = read === undefined ? [] : documentsIn(read, []);
  const inside = documents.flatMap(({ path, content }) =>
    findSecrets(content).map(({ segments, kind }) => ({ attribute: pathText([...path, ...segments]), kind })),
  );
  const outside = findSecrets(value)
    // an address ends in a hash, which looks as random as a secret does
    .filter(({ segments, kind }) => !(kind === 'high-entropy' && segments.at(-1) === ADDRESS_TAG))
    .map(({ path, kind }) => ({ attribute: path, kind }))
    .filter(({ attribute }) => !inside.some((fact) => isInside(fact.attribute, attribute)));
  const facts = new Map(
    [...outside, ...inside].map((fact) => [`${fact.attribute} ${fact.kind}`, { ...place, ...fact }]),
  );
  return [...facts.values()];
}

function isInside(attribute: string, document: string): boolean {
  return attribute.startsWith(`${document}.`) || attribute.startsWith(`${document}[`);
}

interface Placed {
  path: readonly PathSegment[];
  content: Json;
}

function documentsIn(value: Tree, path: readonly PathSegment[]): Placed[] {
  if (value instanceof Embedded) {
    if (value.content === undefined) return [];
    const content = shapeFree(value.content);
    return [{ path, content }, ...secretData(content, path)];
  }
  if (Array.isArray(value)) return value.flatMap((entry, index) => documentsIn(entry, [...path, index]));
  if (!isTreeObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => documentsIn(entry, [...path, key]));
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
