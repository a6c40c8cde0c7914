import type { Path } from '../../contract';
import { isObject, pathText } from '../../contract';
import type { Because, Situation } from '../defaults';

/** Where a value comes from, before anybody looked for the line. */
export type Cause =
  { kind: 'file'; path: Path } | { kind: 'tier'; reason: string } | { kind: 'computed'; from: string };

/** Values from one place: a section of the file, or a default of the tier. */
export interface Layer {
  value: unknown;
  /** The cause of a value below, by its path inside the layer. */
  cause(path: Path): Cause;
}

export type Causes = Map<string, Cause>;
type Values = Record<string, unknown>;

export function fileLayer(value: unknown, path: Path): Layer {
  return { value, cause: (inner) => ({ kind: 'file', path: [...path, ...inner] }) };
}

export function tierLayer(value: unknown, reason: string): Layer {
  return { value, cause: () => ({ kind: 'tier', reason }) };
}

/**
 * The one merge rule: sections merge, and what is said as one value (a text, a list, an existing VPC, a way of sharing)
 * is replaced as one. The first layer that says a setting decides; what no layer says is the tier's.
 *
 * The shape of the defaults tells sections from values: a section is where defaults stand apart.
 */
export class Merge {
  constructor(
    private readonly situation: Situation,
    readonly causes: Causes = new Map(),
  ) {}

  section(at: Path, layers: readonly Layer[], defaults: object, inner: Path = []): Values {
    const known: Values = { ...defaults };
    const said = layers.flatMap((layer) => (isObject(layer.value) ? Object.keys(layer.value) : []));
    const merged: Values = {};
    for (const key of new Set([...Object.keys(known), ...said])) {
      const value = this.setting([...at, key], layers, known[key], [...inner, key]);
      if (value !== undefined) merged[key] = value;
    }
    return merged;
  }

  private setting(at: Path, layers: readonly Layer[], fallback: unknown, inner: Path): unknown {
    const key = inner.at(-1);
    const below = layers.map((layer) => ({
      ...layer,
      value: isObject(layer.value) ? layer.value[String(key)] : undefined,
    }));
    if (isObject(fallback) && !isBecause(fallback)) return this.section(at, below, fallback, inner);
    const said = below.find((layer) => layer.value !== undefined);
    if (said !== undefined) {
      this.causes.set(pathText(at), said.cause(inner));
      return said.value;
    }
    if (!isBecause(fallback)) return undefined;
    this.causes.set(pathText(at), { kind: 'tier', reason: reasonOf(fallback, this.situation) });
    return this.valueOf(fallback);
  }

  reasonOf(because: Because<unknown>): string {
    return reasonOf(because, this.situation);
  }

  /** Keys of several layers side by side, each with its cause. */
  map(at: Path, layers: readonly Layer[]): Values {
    return this.section(at, layers, {});
  }

  valueOf<T>(because: Because<T>): T {
    return valueOf(because, this.situation);
  }
}

export function valueOf<T>({ value }: Because<T>, situation: Situation): T {
  return isFunction(value) ? value(situation) : value;
}

/** Why a default is what it is in a situation. */
export function reasonOf({ reason }: Because<unknown>, situation: Situation): string {
  return typeof reason === 'function' ? reason(situation) : reason;
}

function isFunction<T>(value: T | ((situation: Situation) => T)): value is (situation: Situation) => T {
  return typeof value === 'function';
}

/** Whether a node of the defaults is a default, not a section of them. */
export function isBecause(node: unknown): node is Because<unknown> {
  return (
    typeof node === 'object' &&
    node !== null &&
    'value' in node &&
    'reason' in node &&
    (typeof node.reason === 'string' || typeof node.reason === 'function')
  );
}
