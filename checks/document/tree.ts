import type { Json } from '../../contract';

/** A value known only after apply. `reference` where it is a plain one, `${aws_vpc.main.id}`. */
export class Unknown {
  readonly reference: string | undefined;

  constructor(reference?: string) {
    this.reference = reference;
  }
}

/** A text that holds a document. `content` is undefined where it could not be parsed, `text` where it is not written down. */
export class Embedded {
  readonly content: Tree | undefined;
  readonly text: string | undefined;

  constructor(content: Tree | undefined, text?: string) {
    this.content = content;
    this.text = text;
  }
}

/** JSON in which some leaves are not known yet and some texts are documents. */
export type Tree = null | boolean | number | string | Unknown | Embedded | Tree[] | { [key: string]: Tree };
export interface TreeObject {
  [key: string]: Tree;
}

/** Deepest nesting that is read. Terraform and Kubernetes stay far below. */
export const MAX_DEPTH = 100;

export function isTreeObject(value: Tree | undefined): value is TreeObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Embedded)
  );
}

/** Whether nothing in it is left for apply. */
export function isKnown(value: Tree): boolean {
  if (value instanceof Unknown) return false;
  if (value instanceof Embedded) return value.content !== undefined && isKnown(value.content);
  if (Array.isArray(value)) return value.every(isKnown);
  return isTreeObject(value) ? Object.values(value).every(isKnown) : true;
}

/** Whether `value` is nested deeper than {@link MAX_DEPTH}. Recurses no further than that itself. */
export function isTooDeep(value: Json, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth >= MAX_DEPTH) return true;
  if (Array.isArray(value)) return value.some((entry) => isTooDeep(entry, depth + 1));
  for (const key in value) if (isTooDeep(value[key] ?? null, depth + 1)) return true;
  return false;
}
