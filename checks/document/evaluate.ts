import { isObject, type Json } from '../../contract';
import { isPlainReference, parseReference, parseTemplate, referencesOf, type Reference } from './template';
import { Embedded, isKnown, isTreeObject, Unknown, type Tree } from './tree';

/** What a template can see. */
export interface Scope {
  /** The value behind a path where it can be told before apply. */
  resolve(reference: Reference): Tree | undefined;
}

/** Told of every path a text mentions. */
export type Note = (reference: Reference) => void;

const PATH_ALONE = /^\$\{([A-Za-z_][\w-]*(?:\.[\w-]+)+)\}$/;
const PASSES_ON = /^(?:tostring|tonumber|tobool|tolist|toset|tomap|sensitive|nonsensitive)\((.*)\)$/s;
const ENCODES = /^jsonencode\((.*)\)$/s;
const LITERAL = /^(?:["[{]|-?\d|true$|false$|null$)/;

/** Reads a text as Terraform would: its value where it can be told, else {@link Unknown}. */
export function readText(text: string, scope: Scope, note: Note): Tree {
  const path = PATH_ALONE.exec(text)?.[1];
  if (path !== undefined) return readPath(path, scope, note);
  const parts = parseTemplate(text);
  const only = parts[0];
  if (parts.length === 1 && only !== undefined) {
    if (only.kind === 'text') return only.text;
    return only.kind === 'directive' ? new Unknown() : readExpression(only.text, scope, note);
  }
  const texts = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    return asText(part.kind === 'directive' ? new Unknown() : readExpression(part.text, scope, note));
  });
  return texts.includes(undefined) ? new Unknown() : texts.join('');
}

/** A path without indexes, the commonest of all expressions. */
function readPath(path: string, scope: Scope, note: Note): Tree {
  const reference = parseReference(path);
  note(reference);
  return scope.resolve(reference) ?? new Unknown(`\${${path}}`);
}

/** Reads an expression: literals, paths that can be followed, conversions. Anything else is unknown. */
export function readExpression(expression: string, scope: Scope, note: Note): Tree {
  for (const reference of referencesOf(expression)) note(reference);
  return evaluate(expression, scope);
}

/** Reads the inside of `jsonencode(…)` that stands as a value in a JSON text. */
export function readEncoded(expression: string, scope: Scope, note: Note): Tree {
  return readExpression(ENCODES.exec(expression)?.[1]?.trim() ?? expression, scope, note);
}

function evaluate(expression: string, scope: Scope): Tree {
  if (isPlainReference(expression)) {
    return scope.resolve(parseReference(expression)) ?? new Unknown(`\${${expression}}`);
  }
  const passed = PASSES_ON.exec(expression)?.[1];
  if (passed !== undefined) return evaluate(passed.trim(), scope);
  const encoded = ENCODES.exec(expression)?.[1];
  if (encoded !== undefined) {
    const content = evaluate(encoded.trim(), scope);
    return isKnown(content) ? JSON.stringify(content) : new Unknown();
  }
  return LITERAL.test(expression) && !expression.includes('${') ? readLiteral(expression) : new Unknown();
}

/** Literals of Terraform that are JSON as well. */
function readLiteral(expression: string): Tree {
  try {
    const value: Json = JSON.parse(expression);
    return value;
  } catch {
    return new Unknown();
  }
}

/** What a value becomes inside a longer text; undefined where that is not known. */
export function asText(value: Tree): string | undefined {
  if (value instanceof Embedded) return value.text;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Follows `key` or `key[0].inner` into a value. */
export function follow(value: Tree | undefined, attribute: string): Tree | undefined {
  let here = value;
  for (const step of attribute.match(/[\w-]+/g) ?? []) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (isTreeObject(here)) here = Object.hasOwn(here, step) ? here[step] : undefined;
    else return undefined;
  }
  return here;
}

/** JSON as a tree in which nothing is a template. */
export function literalTree(value: Json): Tree {
  if (Array.isArray(value)) return value.map(literalTree);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, literalTree(entry)]));
}
