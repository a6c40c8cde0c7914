import {
  isObject,
  parsePath,
  type Document,
  type Finding,
  type Json,
  type JsonObject,
  type Resource,
} from '../contract';
import { findSecrets } from './secrets';

const HIDDEN = '(a secret, not shown)';

/** What a rule saw where it found something. */
export interface Seen {
  finding: Finding;
  /** The value at the attribute, `absent` where there is none, `unknown` where it is known only after apply. */
  value: { state: 'known' | 'unknown' | 'absent'; json?: Json };
  /** The resource it stands in; absent where a rule judges a whole stack. */
  resource?: Pick<Resource, 'type' | 'values' | 'docs' | 'unknown' | 'unparsed'>;
  /** Who points at the resource, by type and attribute. */
  pointers: Record<string, string[]>;
}

/** The values a rule saw at a finding. */
export function seenAt(document: Document, finding: Finding): Seen {
  const resource = [document.by_type, document.data]
    .flatMap((byType) => Object.values(byType).flat())
    .find(({ stack, address }) => stack === finding.stack && address === finding.address);
  const pointers = document.refs[`${finding.stack}/${finding.address}`] ?? {};
  if (resource === undefined) return { finding, value: { state: 'absent' }, pointers };
  const { type, unknown, unparsed } = resource;
  const values = withoutSecrets(resource.values);
  const docs = withoutSecrets(resource.docs);
  return {
    finding,
    value: valueAt({ ...resource, values, docs }, finding.attribute),
    resource: { type, values, docs, unknown, unparsed },
    pointers,
  };
}

function valueAt({ values, docs, unknown }: Resource, attribute: string): Seen['value'] {
  if (unknown.includes(attribute)) return { state: 'unknown' };
  const path = parsePath(attribute);
  if (path === undefined) return { state: 'absent' };
  // a document stands under its own name, what is inside it behind that
  const found = Object.keys(docs)
    .filter((name) => attribute === name || attribute.startsWith(`${name}.`) || attribute.startsWith(`${name}[`))
    .map((name) => follow(docs[name], parsePath(attribute.slice(name.length).replace(/^\./, '')) ?? []))
    .find((value) => value !== undefined);
  const value = found ?? follow(values, path);
  return value === undefined ? { state: 'absent' } : { state: 'known', json: value };
}

function follow(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    const inside: JsonObject | Json[] = current;
    current = Array.isArray(inside) ? inside[Number(step)] : Object.hasOwn(inside, step) ? inside[step] : undefined;
  }
  return current;
}

/** A secret is told by its place; who explains it to a terminal must not write it down once more. */
function withoutSecrets<T extends Json>(value: T): T {
  const copy = structuredClone(value);
  for (const { segments } of findSecrets(copy)) {
    const parent = follow(copy, segments.slice(0, -1));
    const last = segments.at(-1);
    if (Array.isArray(parent) && typeof last === 'number') parent[last] = HIDDEN;
    else if (isObject(parent) && last !== undefined) parent[last] = HIDDEN;
  }
  return copy;
}
