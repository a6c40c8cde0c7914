import { isObject, type Json, type JsonObject } from '../../contract';
import { embedLiteral, embedTemplate, languageOf } from './embedded';
import type { Scope } from './evaluate';
import { isLeaf, referencesIn, type ConfiguredModule } from './plan-configuration';
import { kindOf } from './schema';
import { Embedded, Unknown, type Tree, type TreeObject } from './tree';

/** How a resource is written, where the plan shows it. */
export interface Written {
  module: ConfiguredModule;
  resource: JsonObject;
}

/** How an argument is written: an expression as the plan prints it, `absent`, or `any` where the plan does not say. */
type Expression = JsonObject | Json[] | 'absent' | 'any';

/**
 * The planned values of a resource with what is known only after apply put in. What the provider computes on its own is
 * left out: nobody wrote it, and cdk.tf.json does not show it either. A document that is only partly known is read from
 * its template, where the plan shows it (Terraform written as JSON), or from `policies`, by the path that leads there.
 */
export function plannedTree(
  type: string,
  values: JsonObject,
  unknown: Json,
  written: Written | undefined,
  policies: ReadonlyMap<string, Tree> = new Map(),
): TreeObject {
  const marker = new Marker(type, written, policies);
  return marker.object(values, unknown, expressionsOf(written), []);
}

function expressionsOf(written: Written | undefined): Expression {
  const expressions = written?.resource['expressions'];
  return written === undefined ? 'any' : isObject(expressions) ? expressions : {};
}

class Marker {
  constructor(
    private readonly type: string,
    private readonly written: Written | undefined,
    private readonly policies: ReadonlyMap<string, Tree>,
  ) {}

  object(values: JsonObject, unknown: Json, expression: Expression, names: readonly string[]): TreeObject {
    const marks = isObject(unknown) ? unknown : {};
    const marked: [string, Tree][] = [];
    for (const name of new Set([...Object.keys(values), ...Object.keys(marks)])) {
      const tree = this.value(values[name] ?? null, marks[name] ?? false, inner(expression, name), [...names, name]);
      if (tree !== null) marked.push([name, tree]);
    }
    return Object.fromEntries(marked);
  }

  private value(value: Json, unknown: Json, expression: Expression, names: readonly string[]): Tree {
    if (unknown === true) return expression === 'absent' ? null : this.unknown(expression, names);
    if (typeof value === 'string') return embedLiteral(value, languageOf(this.type, names)) ?? value;
    if (Array.isArray(value) || Array.isArray(unknown)) {
      return this.list(Array.isArray(value) ? value : [], Array.isArray(unknown) ? unknown : [], expression, names);
    }
    if (!isObject(value) && !isObject(unknown)) return value;
    return this.object(isObject(value) ? value : {}, unknown, expression, names);
  }

  private list(values: Json[], unknown: Json[], expression: Expression, names: readonly string[]): Tree[] {
    const isSet = kindOf(this.type, names)?.toLowerCase().endsWith('set') === true;
    return Array.from({ length: Math.max(values.length, unknown.length) }, (_, index) => {
      const own = isSet && !Array.isArray(expression) ? expression : inner(expression, index);
      return this.value(values[index] ?? null, unknown[index] ?? false, own, names);
    });
  }

  private unknown(expression: Expression, names: readonly string[]): Tree {
    if (typeof expression === 'string') return new Unknown();
    const template = isObject(expression) ? expression['constant_value'] : undefined;
    if (typeof template === 'string') {
      const embedded = embedTemplate(template, languageOf(this.type, names), NOTHING_KNOWN, () => undefined);
      if (embedded instanceof Embedded && embedded.content !== undefined) return embedded;
    }
    const found = this.written?.module.follow(referencesIn(expression)) ?? [];
    const places = new Set(
      found.map(({ target, attribute }) => (attribute === '' ? target : `${target}.${attribute}`)),
    );
    const [only = ''] = places;
    const policy = places.size === 1 ? this.policies.get(only) : undefined;
    if (policy !== undefined) return policy;
    return new Unknown(places.size === 1 ? `\${${only}}` : undefined);
  }
}

const NOTHING_KNOWN: Scope = { resolve: () => undefined };

function inner(expression: Expression, step: string | number): Expression {
  if (typeof expression === 'string') return expression;
  if (Array.isArray(expression)) return asExpression(expression[Number(step)], 'any');
  if (!isLeaf(expression) || Object.keys(expression).length === 0) return asExpression(expression[step], 'absent');
  const constant = expression['constant_value'];
  if (isObject(constant) && constant[step] === undefined) return 'absent';
  const part = Array.isArray(constant) ? constant[Number(step)] : isObject(constant) ? constant[step] : undefined;
  const { references = [] } = expression;
  return part === undefined ? { references } : { references, constant_value: part };
}

/** Blocks made by `dynamic` are not in the configuration: then everything unknown counts. */
function asExpression(value: Json | undefined, otherwise: 'absent' | 'any'): Expression {
  return isObject(value) || Array.isArray(value) ? value : otherwise;
}

/**
 * What of the planned values is written literally. Templates stand as they are written, where the plan shows them. A value
 * passed on from a variable or another resource is no literal, unless it is a document, in which anything can stand.
 */
export function literalValues(tree: TreeObject, values: JsonObject, written: Written | undefined): JsonObject {
  const expressions = expressionsOf(written);
  if (typeof expressions === 'string' || Array.isArray(expressions)) return values;
  const entries = Object.entries(values).flatMap(([name, value]): [string, Json][] => {
    const literal = literalOf(value, expressions[name], tree[name] instanceof Embedded || name === 'values');
    return literal === undefined ? [] : [[name, literal]];
  });
  return Object.fromEntries(entries);
}

function literalOf(value: Json, expression: Json | undefined, isDocument: boolean): Json | undefined {
  if (expression === undefined) return undefined;
  if (Array.isArray(expression)) {
    return (Array.isArray(value) ? value : [value]).map((entry, index) =>
      expression[index] === undefined ? entry : (literalOf(entry, expression[index], isDocument) ?? null),
    );
  }
  if (isObject(expression) && !isLeaf(expression)) {
    const inside = isObject(value) ? Object.entries(value) : [];
    return Object.fromEntries(
      inside.map(([name, entry]) => [name, literalOf(entry, expression[name], isDocument) ?? null]),
    );
  }
  const constant = isObject(expression) ? expression['constant_value'] : undefined;
  if (constant !== undefined) return constant;
  const passedOn = referencesIn(expression).some((text) => !/^(?:local|each|count|path)\./.test(text));
  return passedOn && !isDocument ? undefined : value;
}
