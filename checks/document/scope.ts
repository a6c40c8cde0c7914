import { isObject, type Json, type JsonObject } from '../../contract';
import { asText, follow, literalTree, readText, type Note, type Scope } from './evaluate';
import { policyDocument } from './policy-document';
import { objects, type RawStack } from './raw-stack';
import { isTemplate, type Reference } from './template';
import { isKnown, isTreeObject, Unknown, type Tree } from './tree';

const SILENT: Note = () => undefined;
/** What is not a type of resource at the beginning of a path. */
const ROOTS = new Set(['local', 'module', 'data']);
const FIRST_STEP = /[\w-]+/;

/** All stacks of an environment, so that what one hands over can be followed into another. */
export class Environment {
  private readonly scopes: ReadonlyMap<string, StackScope>;
  /** References being followed; a circle ends where it began. */
  private readonly active = new Set<string>();

  constructor(stacks: readonly RawStack[]) {
    this.scopes = new Map(stacks.map((stack) => [stack.name, new StackScope(stack, this, {})]));
  }

  scope(stack: string): StackScope {
    const scope = this.scopes.get(stack);
    if (scope === undefined) throw new Error(`no stack ${stack}`);
    return scope;
  }

  /** The stack whose state a terraform_remote_state reads. */
  producer(remoteState: JsonObject): StackScope | undefined {
    const type = remoteState['backend'];
    const config = objects(remoteState['config'])[0] ?? {};
    return [...this.scopes.values()].find((scope) => {
      const backend = objects(objects(scope.stack.terraform['backend'])[0]?.[String(type)])[0];
      const place = ['bucket', 'key', 'path', 'address', 'prefix'].filter((name) => config[name] !== undefined);
      return backend !== undefined && place.length > 0 && place.every((name) => backend[name] === config[name]);
    });
  }

  /** Runs `follow` unless it is already running for the same thing. */
  once<T>(key: string, followIt: () => T): T | undefined {
    if (this.active.has(key)) return undefined;
    this.active.add(key);
    try {
      return followIt();
    } finally {
      this.active.delete(key);
    }
  }
}

/** What an expression in a stack can see. */
export class StackScope implements Scope {
  private readonly resources: ReadonlyMap<string, JsonObject>;

  constructor(
    readonly stack: RawStack,
    private readonly environment: Environment,
    /** Values of `each`, `count` and of the iterators of dynamic blocks. */
    private readonly iterators: Readonly<Record<string, Tree>>,
    resources?: ReadonlyMap<string, JsonObject>,
  ) {
    this.resources =
      resources ??
      new Map([
        ...stack.resources.map(({ type, name, body }): [string, JsonObject] => [`${type}.${name}`, body]),
        ...stack.data.map(({ type, name, body }): [string, JsonObject] => [`data.${type}.${name}`, body]),
      ]);
  }

  /** The same scope inside something repeated. */
  within(iterators: Readonly<Record<string, Tree>>): StackScope {
    return new StackScope(this.stack, this.environment, { ...this.iterators, ...iterators }, this.resources);
  }

  resolve(reference: Reference): Tree | undefined {
    const [root = '', name = ''] = reference.target.split('.');
    if (Object.hasOwn(this.iterators, root)) return follow(this.iterators[root], `${name}.${reference.attribute}`);
    if (!ROOTS.has(root) && !this.isWritten(reference)) return undefined;
    return this.environment.once(`${this.stack.name}/${reference.target}.${reference.attribute}`, () =>
      this.lookUp(root, name, reference),
    );
  }

  /** `<stack>/<address>` of everything a reference leads to: through locals, and through remote state into other stacks. */
  targets(reference: Reference): string[] {
    const root = reference.target.split('.', 1)[0] ?? '';
    if (!ROOTS.has(root)) return this.resources.has(reference.target) ? [`${this.stack.name}/${reference.target}`] : [];
    const followed = this.environment.once(
      `targets ${this.stack.name}/${reference.target}.${reference.attribute}`,
      () => {
        if (root === 'local') return this.mentioned(this.stack.locals.get(reference.target.slice('local.'.length)));
        if (root === 'module') return [`${this.stack.name}/${reference.target}`];
        const body = this.resources.get(reference.target);
        if (body === undefined) return [];
        const remote = this.remoteOutput(reference, body);
        return remote === undefined
          ? [`${this.stack.name}/${reference.target}`]
          : remote.scope.mentioned(remote.value === undefined ? undefined : pick(remote.value, remote.rest));
      },
    );
    return followed ?? [];
  }

  /** Whether the body of a resource has the attribute: most are told only after apply. */
  private isWritten({ target, attribute }: Reference): boolean {
    const body = this.resources.get(target);
    return body !== undefined && Object.hasOwn(body, FIRST_STEP.exec(attribute)?.[0] ?? '');
  }

  private mentioned(value: Json | undefined): string[] {
    return textsOf(value).flatMap((text) => {
      const references: Reference[] = [];
      readText(text, this, (reference) => references.push(reference));
      return references.flatMap((reference) => this.targets(reference));
    });
  }

  private lookUp(root: string, name: string, reference: Reference): Tree | undefined {
    if (root === 'local') {
      const local = this.stack.locals.get(name);
      const found = local === undefined ? undefined : follow(this.read(local), reference.attribute);
      return found instanceof Unknown && found.reference === undefined ? undefined : found;
    }
    const body = this.resources.get(reference.target);
    if (body === undefined || body['count'] !== undefined || body['for_each'] !== undefined) return undefined;
    if (root !== 'data') return known(readWritten(body, reference.attribute, (value) => this.read(value)));
    const type = reference.target.split('.')[1];
    if (type === 'aws_iam_policy_document' && /^(?:minified_)?json$/.test(reference.attribute)) {
      const read = this.read(body);
      return isTreeObject(read) ? policyDocument(read) : undefined;
    }
    const remote = this.remoteOutput(reference, body);
    return remote?.value === undefined ? undefined : known(follow(remote.scope.read(remote.value), remote.rest));
  }

  private remoteOutput(
    reference: Reference,
    body: JsonObject,
  ): { scope: StackScope; value: Json | undefined; rest: string } | undefined {
    if (!reference.target.startsWith('data.terraform_remote_state.')) return undefined;
    const scope = this.environment.producer(body);
    const [outputs, name = '', ...rest] = reference.attribute.match(/[\w-]+/g) ?? [];
    if (scope === undefined || outputs !== 'outputs') return undefined;
    return { scope, value: scope.stack.outputs.get(name)?.['value'], rest: rest.join('.') };
  }

  /** A value that is written down, with its templates read. */
  read(value: Json): Tree {
    if (typeof value === 'string') return isTemplate(value) ? readText(value, this, SILENT) : value;
    if (Array.isArray(value)) return value.map((entry) => this.read(entry));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [this.readKey(key), this.read(entry)]));
  }

  private readKey(key: string): string {
    return isTemplate(key) ? (asText(readText(key, this, SILENT)) ?? key) : key;
  }
}

/** What another resource or stack says is taken over only whole: its own references mean nothing here. */
function known(value: Tree | undefined): Tree | undefined {
  return value !== undefined && isKnown(value) ? value : undefined;
}

/** An attribute that is written down: a scalar or a list of them, never a block. A single block may be an object. */
function readWritten(body: JsonObject, attribute: string, read: (value: Json) => Tree): Tree | undefined {
  const value = pick(body, attribute);
  if (value === undefined || value === null || isObject(value)) return undefined;
  if (Array.isArray(value) && value.some((entry) => typeof entry === 'object')) return undefined;
  return read(value);
}

/** Follows names and indexes; index 0 of an object is the object, as a single block may be written without a list. */
function pick(value: Json, attribute: string): Json | undefined {
  let here: Json | undefined = value;
  for (const step of attribute.match(/[\w-]+/g) ?? []) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (!isObject(here)) return undefined;
    else if (Object.hasOwn(here, step)) here = here[step];
    else if (step !== '0') return undefined;
  }
  return here;
}

function textsOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return isTemplate(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}

/** Instances of something with `count` or `for_each`: key and what its body sees. Undefined where it cannot be told. */
export function instances(
  body: JsonObject,
  scope: StackScope,
): { key: string; iterators: Record<string, Tree> }[] | undefined {
  if (body['count'] !== undefined && body['count'] !== null) {
    const count = Number(asText(scope.read(body['count'])) ?? Number.NaN);
    if (!Number.isInteger(count) || count < 0 || count > MAX_INSTANCES) return undefined;
    return Array.from({ length: count }, (_, index) => ({ key: `[${index}]`, iterators: { count: { index } } }));
  }
  const entries = entriesOf(body['for_each'] ?? null, scope);
  return entries?.map(({ key, value }) => ({
    key: `[${JSON.stringify(key)}]`,
    iterators: { each: { key, value } },
  }));
}

/** Most instances that are written out. */
const MAX_INSTANCES = 1000;

/** What a `for_each` goes through, in the order of its keys. */
export function entriesOf(forEach: Json, scope: StackScope): { key: string; value: Tree }[] | undefined {
  const value = scope.read(forEach);
  if (value instanceof Unknown || !isKnown(value)) return undefined;
  const plain = literalTree(toJson(value));
  if (Array.isArray(plain)) {
    const keys = plain.map(asText);
    if (keys.includes(undefined) || keys.length > MAX_INSTANCES) return undefined;
    return [...new Set(keys.flatMap((key) => key ?? []))].sort().map((key) => ({ key, value: key }));
  }
  if (typeof plain !== 'object' || plain === null || plain instanceof Unknown) return undefined;
  return Object.entries(plain)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX_INSTANCES + 1)
    .map(([key, entry]) => ({ key, value: entry }));
}

function toJson(value: Tree): Json {
  const parsed: Json = JSON.parse(JSON.stringify(value));
  return parsed;
}
