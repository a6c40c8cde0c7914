import { isObject, type Json, type JsonObject } from '../../contract';
import type { DocumentProblem } from './errors';
import { isTooDeep, MAX_DEPTH } from './tree';

/** A stack as it is given: its name and the parsed `cdk.tf.json`. */
export interface SynthesizedStack {
  name: string;
  json: Json;
}

/** A `cdk.tf.json` taken apart: blocks by type and name, nothing read yet. */
export interface RawStack {
  name: string;
  resources: Labelled[];
  data: Labelled[];
  modules: Map<string, JsonObject>;
  outputs: Map<string, JsonObject>;
  providers: Map<string, JsonObject[]>;
  locals: Map<string, Json>;
  variables: Map<string, JsonObject>;
  terraform: JsonObject;
}

export interface Labelled {
  type: string;
  name: string;
  body: JsonObject;
}

const BLOCKS = new Set([
  'terraform',
  'provider',
  'variable',
  'locals',
  'output',
  'resource',
  'data',
  'module',
  'moved',
  'import',
  'removed',
  'check',
  'ephemeral',
  'action',
  '//',
]);

/** Takes a stack apart. What has no meaning to Terraform goes to `problems`. */
export function readStack(stack: SynthesizedStack, problems: DocumentProblem[]): RawStack {
  const reader = new Reader(stack.name, problems);
  const root = reader.root(stack.json);
  const labelled = (block: string): Labelled[] =>
    reader
      .named(root[block], block)
      .flatMap(([type, names]) =>
        reader.named(names, `${block}.${type}`).map(([name, body]): Labelled => ({ type, name, body })),
      );
  return {
    name: stack.name,
    resources: labelled('resource'),
    data: labelled('data'),
    modules: new Map(reader.named(root['module'], 'module')),
    outputs: new Map(reader.named(root['output'], 'output')),
    variables: new Map(reader.named(root['variable'], 'variable')),
    providers: reader.providers(root['provider']),
    locals: new Map(objects(root['locals']).flatMap((locals) => Object.entries(locals))),
    terraform: mergeBlocks(objects(root['terraform'])),
  };
}

/** A block is an object, or a list of objects. */
export function objects(value: Json | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

function mergeBlocks(blocks: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(blocks.flatMap((block) => Object.entries(block)));
}

class Reader {
  constructor(
    private readonly stack: string,
    private readonly problems: DocumentProblem[],
  ) {}

  root(json: Json): JsonObject {
    if (!isObject(json)) {
      this.problem('NotTerraform', '', `found ${nounOf(json)}, not an object`, 'give the cdk.tf.json of a stack');
      return {};
    }
    const known = Object.keys(json).filter((key) => BLOCKS.has(key));
    if (known.length === 0 && Object.keys(json).length > 0) {
      const keys = Object.keys(json)
        .slice(0, 5)
        .map((key) => JSON.stringify(key.slice(0, 40)));
      this.problem(
        'NotTerraform',
        '',
        `has no block of Terraform, only ${keys.join(', ')}`,
        'give a cdk.tf.json, or a plan made by terraform show -json',
      );
      return {};
    }
    if (isTooDeep(json)) {
      this.problem(
        'TooDeep',
        '',
        `is nested deeper than ${MAX_DEPTH} levels`,
        'nothing Terraform takes is; look at how it was made',
      );
      return {};
    }
    return json;
  }

  /** Entries of a block with labels. Terraform takes an object or a list of objects at each level. */
  named(value: Json | undefined, path: string): [string, JsonObject][] {
    if (value === undefined || value === null) return [];
    const levels = Array.isArray(value) ? value : [value];
    return levels.flatMap((level) => {
      if (!isObject(level)) {
        this.problem(
          'NotTerraform',
          path,
          `found ${nounOf(level)} where Terraform wants an object`,
          'look at how it was made',
        );
        return [];
      }
      return Object.entries(level)
        .filter(([name]) => name !== '//')
        .flatMap(([name, body]): [string, JsonObject][] =>
          this.bodies(body, `${path}.${name}`).map((one) => [name, one]),
        );
    });
  }

  providers(value: Json | undefined): Map<string, JsonObject[]> {
    const found = new Map<string, JsonObject[]>();
    for (const [name, body] of this.named(value, 'provider')) found.set(name, [...(found.get(name) ?? []), body]);
    return found;
  }

  private bodies(body: Json, path: string): JsonObject[] {
    const found = objects(body);
    const expected = Array.isArray(body) ? body.length : 1;
    if (found.length !== expected) {
      this.problem(
        'NotTerraform',
        path,
        `found ${nounOf(body)} where Terraform wants an object`,
        'look at how it was made',
      );
    }
    return found;
  }

  private problem(code: string, path: string, message: string, fix: string): void {
    this.problems.push({ code, path: path === '' ? this.stack : `${this.stack}: ${path}`, message, fix });
  }
}

export function nounOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
