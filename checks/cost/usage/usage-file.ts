import { distance } from 'fastest-levenshtein';
import { isMap, isScalar, LineCounter, parseDocument, type Node, type Pair } from 'yaml';
import { Decimal } from '../decimal';
import { ENDS, exactly, type Quantity } from '../quantity';
import type { Figures, Said, UsageOverrides } from './overrides';
import { CONSTRUCT, isStorageClass, usageNames } from './usage-names';

/** Something wrong in a usage file. */
export interface UsageProblem {
  /** `usage.yml:12:5`. */
  at: string;
  /** `resource_usage.aws_nat_gateway.a.monthly_data_processed_gb`. */
  path: string;
  message: string;
  fix: string;
}

export type UsageFile =
  | { ok: true; overrides: UsageOverrides; /** What is taken and not used. */ notes: string[] }
  | { ok: false; problems: UsageProblem[] };

const VERSION = '0.1';
const SECTIONS = ['version', 'resource_usage', 'resource_type_default_usage'] as const;
/** Words of infracost's file that are no figures. */
const WORDS = new Set([
  'operating_system',
  'reserved_instance_type',
  'reserved_instance_term',
  'reserved_instance_payment_option',
  'region',
  'api_throughput_limit',
]);

/**
 * Reads a usage file: infracost's `infracost-usage.yml` of version 0.1 as it is, and figures that are
 * `{low: 1, expected: 2, high: 3}` besides. All problems at once, each with line and path.
 *
 * @param file its name, for messages
 */
export function readUsage(text: string, file: string): UsageFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { uniqueKeys: true, lineCounter: lines });
  const reader = new Reader(file, lines);
  for (const error of document.errors)
    reader.problem(error.pos[0], '', error.message.split('\n')[0] ?? '', 'mend the YAML');
  if (document.errors.length > 0) return { ok: false, problems: reader.problems };
  return reader.read(document.contents);
}

class Reader {
  readonly problems: UsageProblem[] = [];
  private readonly notes = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  read(root: unknown): UsageFile {
    const addresses = new Map<string, Figures>();
    const types = new Map<string, Figures>();
    if (!isMap(root)) this.problem(0, '', 'holds no usage', `begin with version: ${VERSION} and resource_usage:`);
    for (const { key, value, at } of this.entries(root)) {
      if (key === 'version') this.version(value, at);
      else if (key === 'resource_usage') this.section(value, key, addresses, (address) => typeOf(address));
      else if (key === 'resource_type_default_usage') this.section(value, key, types, (type) => type);
      else this.problem(at, key, 'is no part of a usage file', `write ${near(key, SECTIONS)}`);
    }
    if (this.problems.length > 0) return { ok: false, problems: this.problems };
    return { ok: true, overrides: { addresses, types }, notes: [...this.notes].sort() };
  }

  problem(offset: number, path: string, message: string, fix: string): void {
    const { line, col } = this.lines.linePos(offset);
    this.problems.push({ at: `${this.file}:${line}:${col}`, path, message, fix });
  }

  private version(value: unknown, at: number): void {
    const found = isScalar(value) ? String(value.source ?? value.value) : 'something else';
    if (found !== VERSION)
      this.problem(at, 'version', `is ${found}`, `write version: ${VERSION}, the one that is known`);
  }

  private section(node: unknown, section: string, into: Map<string, Figures>, typeFor: (key: string) => string): void {
    for (const { key, value } of this.entries(node)) {
      const type = typeFor(key);
      const names = usageNames(type);
      if (names === undefined) {
        this.notes.add(`${type}: no meter here asks for its usage`);
        continue;
      }
      const figures = new Map<string, Said>();
      this.figures(value, `${section}.${key}`, '', type, names, figures);
      into.set(key, figures);
    }
  }

  private figures(
    node: unknown,
    path: string,
    prefix: string,
    type: string,
    names: readonly string[],
    into: Map<string, Said>,
  ): void {
    for (const { key, value, at } of this.entries(node)) {
      const name = `${prefix}${key}`;
      const full = `${path}.${name}`;
      if (WORDS.has(key)) {
        this.notes.add(`${type}.${key}: not used; commitments stand in the client file`);
      } else if (isMap(value) && !isRange(value)) {
        if (type === 'aws_s3_bucket' && prefix === '') this.figures(value, path, `${key}.`, type, names, into);
        else this.problem(at, full, 'is a section, not a figure', 'write a number, or low, expected and high');
      } else if (!names.includes(name) && !isStorageClass(type, name)) {
        this.problem(at, full, `is no usage of ${type}`, `write ${near(name, names)}`);
      } else {
        const figure = this.figure(value, full, at);
        if (figure !== undefined) into.set(name, { figure, at: `${this.file}:${this.lines.linePos(at).line}` });
      }
    }
  }

  private figure(node: unknown, path: string, at: number): Quantity | undefined {
    if (isScalar(node)) {
      const amount = this.amount(node, path, at);
      return amount === undefined ? undefined : exactly(amount);
    }
    const ends = new Map(this.entries(node).map((entry) => [entry.key, entry]));
    const strange = [...ends.keys()].find((key) => !ENDS.some((end) => end === key));
    if (strange !== undefined || ends.size < ENDS.length) {
      this.problem(at, path, 'is a range without its three ends', 'write low, expected and high');
      return undefined;
    }
    const [low, expected, high] = ENDS.map((end) =>
      this.amount(ends.get(end)?.value, `${path}.${end}`, ends.get(end)?.at ?? at),
    );
    if (low === undefined || expected === undefined || high === undefined) return undefined;
    if (low.gt(expected) || expected.gt(high)) {
      this.problem(
        at,
        path,
        `is ${low.toFixed()}, ${expected.toFixed()}, ${high.toFixed()}`,
        'order it: low ≤ expected ≤ high',
      );
      return undefined;
    }
    return { low, expected, high };
  }

  private amount(node: unknown, path: string, at: number): Decimal | undefined {
    const found = isScalar(node)
      ? typeof node.value === 'number'
        ? (node.source ?? String(node.value))
        : String(node.value)
      : 'no number';
    if (isScalar(node) && typeof node.value === 'number' && Number.isFinite(node.value) && node.value >= 0) {
      return new Decimal(node.value);
    }
    this.problem(at, path, `is ${found}`, 'write a number, zero or more');
    return undefined;
  }

  private entries(node: unknown): { key: string; value: unknown; at: number }[] {
    if (!isMap(node)) return [];
    return node.items.map((pair: Pair) => {
      const key = pair.key as Node;
      return { key: isScalar(key) ? String(key.value) : '', value: pair.value, at: key.range?.[0] ?? 0 };
    });
  }
}

function isRange(node: unknown): boolean {
  return isMap(node) && ENDS.some((end) => node.has(end));
}

/** Type of an address: the part before the last name, modules left out. */
function typeOf(address: string): string {
  const own = address.replace(/^.*\//, '').replace(/^(module\.[^.]+\.)+/, '');
  if (address.includes('/') && !own.includes('.')) return CONSTRUCT;
  return own.split('.')[0] ?? own;
}

function near(word: string, known: readonly string[]): string {
  const nearest = [...known].sort((a, b) => distance(a, word) - distance(b, word))[0] ?? '';
  return known.length > 8 ? `"${nearest}", or another of its ${known.length}` : `one of ${known.join(', ')}`;
}
