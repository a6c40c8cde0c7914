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
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !META_ARGUMENTS.has(name)));
  for (const name of ['count', 'for_each']) {
    if (body[name] !== undefined) reader.read(body[name], [name], scope);
  }
  return { body: reader.block(own, [], scope), mentions: reader.mentions };
}

class BodyReader {
  readonly mentions: Mention[] = [];

  constructor(private readonly type: string) {}

  block(body: JsonObject, names: readonly string[], scope: StackScope): TreeObject {
    const read: TreeObject = {};
    for (const [name, value] of Object.entries(body)) {
      if (name !== '//' && name !== 'dynamic' && name !== '__proto__')
        read[name] = this.read(value, [...names, name], scope);
    }
    for (const [name, blocks] of dynamicBlocks(body['dynamic'])) {
      const there = read[name];
      const made = blocks.flatMap((block) => this.dynamic(block, [...names, name], scope));
      read[name] = [...(Array.isArray(there) ? there : there === undefined ? [] : [there]), ...made];
    }
    return read;
  }

  read(value: Json, names: readonly string[], scope: StackScope): Tree {
    if (typeof value === 'string') return this.text(value, names, scope);
    if (Array.isArray(value)) return value.map((entry) => this.read(entry, names, scope));
    return isObject(value) ? this.block(value, names, scope) : value;
  }

  private text(text: string, names: readonly string[], scope: StackScope): Tree {
    const note = (reference: Reference): void => {
      this.mentions.push({ attribute: names.join('.'), reference });
    };
    const language = languageOf(this.type, names);
    if (!isTemplate(text)) return embedLiteral(text, language) ?? text;
    const embedded = text.startsWith('${') ? undefined : embedTemplate(text, language, scope, note);
    if (embedded?.content !== undefined) return embedded;
    const value = readText(text, scope, note);
    const known = asText(value);
    return (typeof value === 'string' && known !== undefined ? embedLiteral(known, language) : embedded) ?? value;
  }

  /** A block for each entry; where the entries are not known, one with its iterator left open and a mark that there may be others. */
  private dynamic(block: JsonObject, names: readonly string[], scope: StackScope): Tree[] {
    const iterator = typeof block['iterator'] === 'string' ? block['iterator'] : (names.at(-1) ?? '');
    const content = objects(block['content'])[0] ?? {};
    this.read(block['for_each'] ?? null, names, scope);
    const entries = entriesOf(block['for_each'] ?? null, scope);
    if (entries === undefined) return [this.block(content, names, scope), new Unknown()];
    return entries.map(({ key, value }) => this.block(content, names, scope.within({ [iterator]: { key, value } })));
  }
}

function dynamicBlocks(value: Json | undefined): [string, JsonObject[]][] {
  return objects(value).flatMap((dynamic) =>
    Object.entries(dynamic).map(([name, blocks]): [string, JsonObject[]] => [name, objects(blocks)]),
  );
}
