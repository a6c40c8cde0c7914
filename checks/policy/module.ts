import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { loadPolicySync } from '@open-policy-agent/opa-wasm';
import { isObject, type Document, type Json, type JsonObject } from '../../contract';
import { PolicyError } from './errors';
import type { RuleBook } from './rules';

/** Built-ins the host may bring. Anything else would abort the evaluation where it is reached. */
export const HOST_BUILTINS: ReadonlySet<string> = new Set(['sprintf']);
const ENTRYPOINT = 'groundplane/main/verdict';
/**
 * Memory the module begins with, in pages of 64 KiB: room for 5,000 resources. It grows a page at a time, and each time
 * Node collects garbage, which made the first judgement of a large document take seconds. Pages nobody wrote to cost nothing.
 */
const MEMORY_PAGES = 1536;

/** What one rule said of one place. */
export interface RawFinding {
  rule: string;
  status: 'fail' | 'unknown';
  stack: string;
  address: string;
  path: string;
  attribute: string;
  message: string;
  key?: string;
  waivable: boolean;
  /** Never more than a warning, whatever the tier says of its rule. */
  mild: boolean;
}

/** A resource, or a whole stack where the address is empty. */
export interface Place {
  stack: string;
  address: string;
}

/** All that the rules say of a document. */
export interface Verdict {
  findings: RawFinding[];
  /** What a rule looked at, by its package, where that is less than everything of the kinds it inspects. */
  judged: ReadonlyMap<string, readonly Place[]>;
}

/** The compiled rules, ready to judge documents one after the other. */
export interface PolicyModule {
  /**
   * Judges a document.
   *
   * @throws PolicyError if the evaluation aborts, or a rule did not run; the module must not be used again
   */
  evaluate(document: Judged): RawFinding[];

  /** The same of a document that is {@link inputBytes} already, with what was looked at. */
  judge(input: ArrayBuffer): Verdict;
}

/** A document with the day of the judgement; where there is none, rules about days judge as of when their facts were read. */
export type Judged = Document & { today?: string };

/** WebAssembly that is compiled and not yet loaded. */
export type Compiled = object;

// it belongs to the language's host, and the types of Node leave it to those of a browser
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<Compiled> };

/**
 * Compiles the rules whole and beside the thread that asks, instead of function by function when each is first called: most
 * functions of the rules are called, and one by one loading and the first judgement take a third longer. Node has no other word
 * for it than V8's own flag, which is given back as it was.
 *
 * @throws PolicyError if they are not the ones `book` speaks of, or no WebAssembly
 */
export async function compile(bytes: Uint8Array, book: RuleBook): Promise<Compiled> {
  assertOf(book, bytes);
  setFlagsFromString('--no-wasm-lazy-compilation');
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new PolicyError(`the compiled rules do not load: ${String(error)}`, { cause: error });
  } finally {
    setFlagsFromString('--wasm-lazy-compilation');
  }
}

/**
 * Loads the compiled rules. `compiled`: the same bytes, where somebody has compiled them already.
 *
 * @throws PolicyError if they are not the ones `book` speaks of, or need what the host does not bring
 */
export function loadModule(bytes: Uint8Array, book: RuleBook, compiled: Compiled = bytes): PolicyModule {
  assertOf(book, bytes);
  const policy = guarded('the compiled rules do not load', () => loadPolicySync(compiled, { initial: MEMORY_PAGES }));
  const foreign = hostBuiltins(policy).filter((name) => !HOST_BUILTINS.has(name));
  if (foreign.length > 0) throw new PolicyError(`the compiled rules need ${foreign.join(', ')}, which is not allowed`);
  const packages = book.rules.flatMap((rule) => rule.package ?? []);
  const judge = (input: ArrayBuffer): Verdict => {
    const result: unknown = guarded('the evaluation aborted', () => policy.evaluate(input, ENTRYPOINT));
    return verdictOf(result, packages);
  };
  return { judge, evaluate: (document) => judge(inputBytes(document)).findings };
}

function assertOf(book: RuleBook, bytes: Uint8Array): void {
  const digest = createHash('sha256').update(bytes).update('\0').digest('hex');
  if (digest !== book.wasm)
    throw new PolicyError('policy.wasm is not the one rules.json speaks of; run npm run policies:build');
}

/** Bytes of the compiled rules in a folder. */
export function readModule(folder: string): Uint8Array {
  return readFileSync(join(folder, 'policy.wasm'));
}

/** The document as JSON. Half a character, which a module refuses, becomes U+FFFD, as for opa itself. */
export function inputText(document: Judged): string {
  const text = guarded('the document cannot be handed over', () => JSON.stringify(document));
  return text.includes('\\ud')
    ? text.replace(/\\(\\|ud[89a-f][0-9a-f]{2})/g, (escape: string, what: string) =>
        what === '\\' ? escape : '\\ufffd',
      )
    : text;
}

/** The same in UTF-8, in a buffer that holds nothing else. Text that is all ASCII, as most is, is copied as it stands. */
export function inputBytes(document: Judged): ArrayBuffer {
  const text = inputText(document);
  const bytes = new Uint8Array(Buffer.byteLength(text));
  Buffer.from(bytes.buffer).write(text, bytes.length === text.length ? 'latin1' : 'utf8');
  return bytes.buffer;
}

// the package throws strings and plain objects
function guarded<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const cause =
      error instanceof Error || (isObject(error) && typeof error['message'] === 'string') ? error.message : error;
    throw new PolicyError(`${what}: ${String(cause)}`, { cause: error });
  }
}

/** What the package keeps inside a loaded policy: the module's own exports, and its memory. */
interface Loaded {
  wasmInstance: { exports: { builtins(): number; opa_json_dump(address: number): number } };
  mem: { buffer: ArrayBuffer };
}

function hostBuiltins(policy: object): string[] {
  if (!isLoaded(policy)) throw new PolicyError('the compiled rules do not say which built-ins they need');
  const { exports } = policy.wasmInstance;
  const start = exports.opa_json_dump(exports.builtins());
  const bytes = new Uint8Array(policy.mem.buffer);
  const names: Json = JSON.parse(new TextDecoder().decode(bytes.subarray(start, bytes.indexOf(0, start))));
  return isObject(names) ? Object.keys(names).sort() : [];
}

function isLoaded(policy: object): policy is Loaded {
  const instance = 'wasmInstance' in policy ? policy.wasmInstance : undefined;
  const exports =
    typeof instance === 'object' && instance !== null && 'exports' in instance ? instance.exports : undefined;
  const memory = 'mem' in policy ? policy.mem : undefined;
  return (
    typeof exports === 'object' &&
    exports !== null &&
    'builtins' in exports &&
    'opa_json_dump' in exports &&
    typeof memory === 'object' &&
    memory !== null &&
    'buffer' in memory
  );
}

function verdictOf(result: unknown, packages: readonly string[]): Verdict {
  const [first] = Array.isArray(result) ? result : [];
  const verdict = isObject(first) ? first['result'] : undefined;
  if (!isObject(verdict) || !Array.isArray(verdict['rules']) || !Array.isArray(verdict['findings'])) {
    throw new PolicyError('the evaluation gave no verdict');
  }
  const ran = new Set(verdict['rules']);
  const missing = packages.filter((name) => !ran.has(name));
  const strange = [...ran].filter((name) => typeof name !== 'string' || !packages.includes(name));
  if (missing.length > 0) throw new PolicyError(`rules that did not run: ${missing.join(', ')}`);
  if (strange.length > 0) throw new PolicyError(`rules nobody knows: ${strange.map(String).join(', ')}`);
  return { findings: verdict['findings'].map(readFinding), judged: judgedOf(verdict['judged']) };
}

function judgedOf(value: Json | undefined): Verdict['judged'] {
  const entries = isObject(value) ? Object.entries(value) : [];
  return new Map(entries.map(([name, places]) => [name, Array.isArray(places) ? places.flatMap(placeOf) : []]));
}

function placeOf(value: Json): Place[] {
  if (!isObject(value)) return [];
  const { stack, address } = value;
  return typeof stack === 'string' && typeof address === 'string' ? [{ stack, address }] : [];
}

/**
 * One finding as Rego gives it.
 *
 * @throws PolicyError if it says not where it is
 */
export function readFinding(value: Json): RawFinding {
  if (!isObject(value)) throw new PolicyError('a rule gave something that is no finding');
  const status = value['status'];
  const rule = text(value, 'rule');
  if (status !== 'fail' && status !== 'unknown') throw new PolicyError(`${rule} gave a finding without status`);
  return {
    rule,
    status,
    stack: text(value, 'stack'),
    address: text(value, 'address'),
    path: text(value, 'path'),
    attribute: text(value, 'attribute'),
    message: text(value, 'message'),
    ...(typeof value['key'] === 'string' ? { key: value['key'] } : {}),
    waivable: value['waivable'] !== false,
    mild: value['mild'] === true,
  };
}

function text(value: JsonObject, name: string): string {
  const inner = value[name];
  if (typeof inner !== 'string') throw new PolicyError(`a finding of ${String(value['rule'])} has no ${name}`);
  return inner;
}
