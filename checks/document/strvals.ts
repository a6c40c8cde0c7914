import type { Tree, TreeObject } from './tree';
import { isTreeObject } from './tree';

type Step = string | number;

/** Largest list index Helm takes. */
const MAX_INDEX = 65536;

/** How Helm types a value of `--set`: `string` never, `auto` integers, booleans and null, `literal` takes it as it is. */
export type SetType = 'auto' | 'string' | 'literal';

/**
 * Puts `name` = `value` into `base`, as Helm's `--set` does: dots nest, `[0]` indexes, `{a,b}` is a list, a comma
 * begins the next assignment, a backslash takes the meaning from what follows. False where Helm would refuse.
 */
export function setValue(base: TreeObject, name: string, value: string, type: SetType): boolean {
  if (type === 'literal') return setLeaf(base, name, value);
  const reader = new Reader(`${name}=${value}`);
  while (!reader.done) {
    const path = readPath(reader);
    if (path === undefined) return false;
    if (!assign(base, path, readValue(reader, type === 'auto'))) return false;
  }
  return true;
}

/** Puts a value that needs no reading at `name`. */
export function setLeaf(base: TreeObject, name: string, value: Tree): boolean {
  const path = readPath(new Reader(`${name}=`));
  return path !== undefined && assign(base, path, value);
}

class Reader {
  private at = 0;
  private readonly text: readonly string[];

  constructor(text: string) {
    this.text = [...text];
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(): string | undefined {
    return this.text[this.at];
  }

  skip(): void {
    this.at += 1;
  }

  /** Text up to one of `stops`, which is taken as well; escapes are resolved. */
  until(stops: string): { text: string; stop: string | undefined } {
    let text = '';
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? '';
      this.at += 1;
      if (stops.includes(character)) return { text, stop: character };
      if (character === '\\') {
        text += this.text[this.at] ?? '';
        this.at += 1;
      } else text += character;
    }
    return { text, stop: undefined };
  }
}

function readPath(reader: Reader): Step[] | undefined {
  const path: Step[] = [];
  for (;;) {
    const { text, stop } = reader.until('=[,.');
    const afterIndex = text === '' && typeof path.at(-1) === 'number';
    if (!afterIndex) {
      if (text === '') return undefined;
      path.push(text);
    }
    if (stop === '=') return path;
    if (stop === '[') {
      const index = reader.until(']');
      if (index.stop === undefined || !/^\d+$/.test(index.text) || Number(index.text) > MAX_INDEX) return undefined;
      path.push(Number(index.text));
      if (reader.peek() === '.') reader.skip();
    } else if (stop !== '.') return undefined;
  }
}

function readValue(reader: Reader, typed: boolean): Tree {
  if (reader.peek() !== '{') return typedValue(reader.until(',').text, typed);
  reader.skip();
  const items: Tree[] = [];
  for (;;) {
    const { text, stop } = reader.until(',}');
    items.push(typedValue(text, typed));
    if (stop !== ',') break;
  }
  if (reader.peek() === ',') reader.skip();
  return items;
}

function typedValue(text: string, typed: boolean): Tree {
  if (!typed) return text;
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (lower === 'null') return null;
  return text === '0' || /^[+-]?[1-9]\d*$/.test(text) ? Number(text) : text;
}

function assign(base: TreeObject, path: readonly Step[], value: Tree): boolean {
  let here: Tree = base;
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    const next = path[index + 1];
    const inside: Tree = last ? value : childOf(here, step, typeof next === 'number');
    if (!put(here, step, inside)) return false;
    here = inside;
  }
  return true;
}

function childOf(parent: Tree, step: Step, list: boolean): Tree {
  const child = Array.isArray(parent) ? parent[Number(step)] : isTreeObject(parent) ? parent[step] : undefined;
  if (list) return Array.isArray(child) ? child : [];
  return isTreeObject(child) ? child : {};
}

function put(parent: Tree, step: Step, value: Tree): boolean {
  if (Array.isArray(parent)) {
    while (parent.length < Number(step)) parent.push(null);
    parent[Number(step)] = value;
    return true;
  }
  if (!isTreeObject(parent) || step === '__proto__') return false;
  parent[step] = value;
  return true;
}
