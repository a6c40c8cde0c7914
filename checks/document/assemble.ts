import type { Document, PlannedEnd, Resource, SecretFact, StackFacts, Tier } from '../../contract';
import { DocumentError, type DocumentProblem } from './errors';
import { chartImages } from './images';
import { kubernetesObjects } from './objects';

/** One pointer: the places are `<stack>/<address>`, the attribute is `<type>.<attribute>`. */
export interface Pointer {
  target: string;
  attribute: string;
  pointer: string;
}

/** Everything read, before it is sorted and indexed. */
export interface Parts {
  source: Document['source'];
  tier: Tier;
  stacks: StackFacts[];
  resources: Resource[];
  data: Resource[];
  pointers: Pointer[];
  secrets: SecretFact[];
  /** Of a plan. */
  ends?: PlannedEnd[];
}

/** Attributes that name another resource in plain text, and what they name. */
const NAMES: Readonly<Record<string, { type: string; attribute: string }>> = {
  bucket: { type: 'aws_s3_bucket', attribute: 'bucket' },
  cluster_name: { type: 'aws_eks_cluster', attribute: 'name' },
  role: { type: 'aws_iam_role', attribute: 'name' },
};

/**
 * Sorts and indexes. The same parts in any order give the same document.
 *
 * @throws DocumentError if two resources have one address, which Terraform refuses too
 */
export function assemble(parts: Parts): Document {
  const twice = [...repeated(parts.resources), ...repeated(parts.data)];
  if (twice.length > 0) throw new DocumentError(twice);
  const objects = [...parts.resources, ...parts.data].flatMap(kubernetesObjects);
  return {
    schemaVersion: 1,
    source: parts.source,
    tier: parts.tier,
    stacks: sortedRecord(parts.stacks.map((stack): [string, StackFacts] => [stack.name, stack])),
    by_type: grouped(parts.resources, (resource) => resource.type, placeOf),
    data: grouped(parts.data, (resource) => resource.type, placeOf),
    refs: references([...parts.pointers, ...namePointers(parts.resources)]),
    objects: grouped(
      objects,
      (object) => String(object.object['kind']),
      (object) => `${placeOf(object)} ${object.attribute}`,
    ),
    images: sorted(parts.resources.flatMap(chartImages), (image) => `${placeOf(image)} ${image.attribute}`),
    secrets: sorted(parts.secrets, secretKey),
    ...(parts.ends === undefined ? {} : { ends: parts.ends }),
  };
}

function repeated(resources: readonly Resource[]): DocumentProblem[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const place of resources.map(placeOf)) (seen.has(place) ? twice : seen).add(place);
  return [...twice].map((path) => ({
    code: 'DuplicateResource',
    path,
    message: 'is there twice',
    fix: 'give each resource of a type a name of its own',
  }));
}

/** `<stack>/<address>`. */
export function placeOf(thing: { stack: string; address: string }): string {
  return `${thing.stack}/${thing.address}`;
}

function secretKey(fact: SecretFact): string {
  return `${placeOf(fact)} ${fact.attribute} ${fact.kind}`;
}

function references(pointers: readonly Pointer[]): Document['refs'] {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const { target, attribute, pointer } of pointers) {
    const attributes = found.get(target) ?? new Map<string, Set<string>>();
    const places = attributes.get(attribute) ?? new Set<string>();
    found.set(target, attributes.set(attribute, places.add(pointer)));
  }
  return sortedRecord(
    [...found].map(([target, attributes]) => [
      target,
      sortedRecord([...attributes].map(([attribute, places]): [string, string[]] => [attribute, [...places].sort()])),
    ]),
  );
}

function namePointers(resources: readonly Resource[]): Pointer[] {
  const byName = new Map<string, string>();
  for (const resource of resources) {
    for (const { type, attribute } of Object.values(NAMES)) {
      const name = resource.values[attribute];
      if (resource.type === type && typeof name === 'string') byName.set(`${type} ${name}`, placeOf(resource));
    }
  }
  return resources.flatMap((resource) =>
    Object.entries(NAMES).flatMap(([attribute, { type }]): Pointer[] => {
      const name = resource.values[attribute];
      const target = typeof name === 'string' && resource.type !== type ? byName.get(`${type} ${name}`) : undefined;
      if (target === undefined) return [];
      return [{ target, attribute: `${resource.type}.${attribute}`, pointer: placeOf(resource) }];
    }),
  );
}

function grouped<T>(
  things: readonly T[],
  keyOf: (thing: T) => string,
  rankOf: (thing: T) => string,
): Record<string, T[]> {
  const groups = new Map<string, { rank: string; thing: T }[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing)) ?? [];
    group.push({ rank: rankOf(thing), thing });
    groups.set(keyOf(thing), group);
  }
  return sortedRecord(
    [...groups].map(([key, group]) => [key, group.sort((a, b) => order(a.rank, b.rank)).map(({ thing }) => thing)]),
  );
}

function sorted<T>(things: readonly T[], keyOf: (thing: T) => string): T[] {
  return [...things].sort((a, b) => order(keyOf(a), keyOf(b)));
}

function sortedRecord<T>(entries: readonly [string, T][]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => order(a, b)));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
