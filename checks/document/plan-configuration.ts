import { isObject, type Json, type JsonObject } from '../../contract';
import { parseReference, type Reference } from './template';

/** The configuration part of a plan: what each argument was written from. */
export class Configuration {
  readonly root: ConfiguredModule | undefined;

  constructor(plan: JsonObject) {
    const configuration = plan['configuration'];
    const root = isObject(configuration) ? configuration['root_module'] : undefined;
    this.root = isObject(root) ? new ConfiguredModule(root, [], undefined, {}) : undefined;
  }

  /** The module and the resource as they are written; undefined where the plan does not show them. */
  find(
    module: string,
    mode: string,
    type: string,
    name: string,
  ): { module: ConfiguredModule; resource: JsonObject } | undefined {
    let here = this.root;
    for (const step of withoutIndexes(module).match(/[^.]+/g) ?? []) if (step !== 'module') here = here?.child(step);
    const resource = here?.resource(`${mode} ${type} ${name}`);
    return here === undefined || resource === undefined ? undefined : { module: here, resource };
  }
}

/** A path mentioned somewhere, from the root: `module.vpc.aws_vpc.this`. */
export interface AbsoluteReference extends Reference {
  /** Whether it is written with `count.index`, `each.key` or `each.value` beside it. */
  perInstance: boolean;
}

/** Deepest chain of variables and outputs that is followed. */
const MAX_HOPS = 30;
const NOT_FOLLOWED = new Set(['local', 'each', 'count', 'path', 'self', 'terraform', 'var']);

export class ConfiguredModule {
  private readonly resources: ReadonlyMap<string, JsonObject>;
  private readonly children = new Map<string, ConfiguredModule>();

  constructor(
    private readonly body: JsonObject,
    private readonly path: readonly string[],
    private readonly parent: ConfiguredModule | undefined,
    private readonly given: JsonObject,
  ) {
    const resources = body['resources'];
    this.resources = new Map(
      (Array.isArray(resources) ? resources : [])
        .filter(isObject)
        .map((resource): [string, JsonObject] => [
          `${String(resource['mode'])} ${String(resource['type'])} ${String(resource['name'])}`,
          resource,
        ]),
    );
    for (const [name, call] of Object.entries(objectAt(body, 'module_calls'))) {
      if (!isObject(call) || path.length >= MAX_HOPS) continue;
      const inner = objectAt(call, 'module');
      this.children.set(name, new ConfiguredModule(inner, [...path, name], this, objectAt(call, 'expressions')));
    }
  }

  child(name: string): ConfiguredModule | undefined {
    return this.children.get(name);
  }

  resource(key: string): JsonObject | undefined {
    return this.resources.get(key);
  }

  outputs(): JsonObject {
    return objectAt(this.body, 'outputs');
  }

  /** What a list of references leads to, through variables up and outputs down. */
  follow(references: Json | undefined, hops = 0): AbsoluteReference[] {
    const texts = (Array.isArray(references) ? references : []).filter((text) => typeof text === 'string');
    const perInstance = texts.some((text) => /^(?:count|each)\./.test(text));
    // Terraform lists every prefix of a path as well
    const longest = texts.filter(
      (text) => !texts.some((other) => other.startsWith(`${text}.`) || other.startsWith(`${text}[`)),
    );
    return hops > MAX_HOPS
      ? []
      : longest.flatMap((text) => this.followOne(parseReference(text), perInstance, hops + 1));
  }

  private followOne(reference: Reference, perInstance: boolean, hops: number): AbsoluteReference[] {
    const [root = '', name = ''] = reference.target.split('.');
    if (root === 'var' && this.parent !== undefined) {
      return this.parent.follow(referencesIn(this.given[name]), hops);
    }
    if (NOT_FOLLOWED.has(root)) return [];
    if (root === 'module') {
      const child = this.children.get(name);
      const output = child?.outputs()[/^[\w-]+/.exec(reference.attribute)?.[0] ?? ''];
      return child?.follow(isObject(output) ? referencesIn(output['expression']) : undefined, hops) ?? [];
    }
    const prefix = this.path.map((step) => `module.${step}.`).join('');
    return [{ ...reference, target: `${prefix}${reference.target}`, perInstance }];
  }
}

/** Terraform lists every prefix of a path as well; this leaves the paths. */
export function longest(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`)));
}

/** Every reference below an expression. */
export function referencesIn(expression: Json | undefined): string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isObject(expression)) return [];
  return Object.entries(expression).flatMap(([key, value]) => {
    if (key === 'constant_value') return [];
    if (key === 'references' && Array.isArray(value)) return value.filter((text) => typeof text === 'string');
    return referencesIn(value);
  });
}

/** Whether an expression is one argument's, not a nested block's. */
export function isLeaf(expression: Json | undefined): boolean {
  return (
    isObject(expression) && Object.keys(expression).every((key) => key === 'constant_value' || key === 'references')
  );
}

/** An address without the keys of its instances. */
export function withoutIndexes(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

export function objectAt(value: JsonObject, name: string): JsonObject {
  const inner = value[name];
  return isObject(inner) ? inner : {};
}
