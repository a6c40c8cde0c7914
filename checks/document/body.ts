import { isObject, type Json, type JsonObject } from '../../contract';
import { embedLiteral, embedTemplate, languageOf } from './embedded';
import { asText, readText } from './evaluate';
import { objects } from './raw-stack';
import { entriesOf, type StackScope } from './scope';
import { isTemplate, type Reference } from './template';
import { Unknown, type Tree, type TreeObject } from './tree';

/** Arguments Terraform keeps for itself. */
export const META_ARGUMENTS = new Set([
  '//',
  'provider',
  'depends_on',
  'count',
  'for_each',
  'lifecycle',
  'connection',
  'provisioner',
]);

/** A path mentioned under an attribute, without indexes: `vpc_config.subnet_ids`. */
export interface Mention {
  attribute: string;
  reference: Reference;
}

/** The arguments of a resource with their templates read and their documents parsed. */
export interface ReadBody {
  body: TreeObject;
  mentions: Mention[];
}

/** Reads the arguments of a resource, meta-arguments left out. */
export function readBody(type: string, body: JsonObject, scope: StackScope): ReadBody {
  const reader = new BodyReader(type);
  for (const name of ['count', 'for_each']) {
    if (body[name] !== undefined) reader.named(name, body[name], scope);
  }
  return { body: reader.block(ownArguments(body), scope), mentions: reader.mentions };
}

/** The arguments of a resource itself, without those Terraform keeps; `also`: one of these that is kept. */
export function ownArguments(body: JsonObject, also?: string): JsonObject {
  const own: JsonObject = {};
  for (const name of Object.keys(body)) {
    if ((name === also || !META_ARGUMENTS.has(name)) && name !== '__proto__') own[name] = body[name] ?? null;
  }
  return own;
}

class BodyReader {
  readonly mentions: Mention[] = [];
  /** Names of the attributes it is in, from the outside. */
  private readonly names: string[] = [];

  constructor(private readonly type: string) {}

  block(body: JsonObject, scope: StackScope): TreeObject {
    const read: TreeObject = {};
    for (const name of Object.keys(body)) {
      if (name !== '//' && name !== 'dynamic' && name !== '__proto__')
        read[name] = this.named(name, body[name] ?? null, scope);
    }
    for (const [name, blocks] of dynamicBlocks(body['dynamic'])) {
      const there = read[name];
      this.names.push(name);
      const made = blocks.flatMap((block) => this.dynamic(block, scope));
      this.names.pop();
      read[name] = [...(Array.isArray(there) ? there : there === undefined ? [] : [there]), ...made];
    }
    return read;
  }

  named(name: string, value: Json, scope: StackScope): Tree {
    this.names.push(name);
    const read = this.read(value, scope);
    this.names.pop();
    return read;
  }

  private read(value: Json, scope: StackScope): Tree {
    if (typeof value === 'string') return this.text(value, scope);
    if (Array.isArray(value)) return value.map((entry) => this.read(entry, scope));
    return isObject(value) ? this.block(value, scope) : value;
  }

  private text(text: string, scope: StackScope): Tree {
    const language = languageOf(this.type, this.names);
    if (!isTemplate(text)) return embedLiteral(text, language) ?? text;
    const attribute = this.names.join('.');
    const note = (reference: Reference): void => {
      this.mentions.push({ attribute, reference });
    };
    const embedded = text.startsWith('${') ? undefined : embedTemplate(text, language, scope, note);
    if (embedded?.content !== undefined) return embedded;
    const value = readText(text, scope, note);
    const known = asText(value);
    return (typeof value === 'string' && known !== undefined ? embedLiteral(known, language) : embedded) ?? value;
  }

  /** A block for each entry; where the entries are not known, one with its iterator left open and a mark that there may be others. */
  private dynamic(block: JsonObject, scope: StackScope): Tree[] {
    const iterator = typeof block['iterator'] === 'string' ? block['iterator'] : (this.names.at(-1) ?? '');
    const content = objects(block['content'])[0] ?? {};
    this.read(block['for_each'] ?? null, scope);
    const entries = entriesOf(block['for_each'] ?? null, scope);
    if (entries === undefined) return [this.block(content, scope), new Unknown()];
    return entries.map(({ key, value }) => this.block(content, scope.within({ [iterator]: { key, value } })));
  }
}

function dynamicBlocks(value: Json | undefined): [string, JsonObject[]][] {
  return objects(value).flatMap((dynamic) =>
    Object.entries(dynamic).map(([name, blocks]): [string, JsonObject[]] => [name, objects(blocks)]),
  );
}
