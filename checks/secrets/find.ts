import { pathText, type Json, type JsonObject, type PathSegment } from '../../contract';
import { looksRandom } from './entropy';
import { NO_SECRET_VALUE } from './patterns';
import { maskSecrets, nameKind, secretsInText } from './text';

/** A literal secret, told by its place and kind; the value itself is not kept. */
export interface SecretFinding {
  /** Dots and brackets; a key that itself looks like a secret is masked. */
  path: string;
  segments: PathSegment[];
  /** What it looks like: `aws-access-key-id`, `private-key`, `named` (a literal under `password` and the like), `high-entropy` … */
  kind: string;
}

/** A list or object being gone through. */
interface Frame {
  value: Json[] | JsonObject;
  /** Keys of an object; undefined for a list. */
  keys: string[] | undefined;
  /** Index of the entry that comes next. */
  next: number;
  /** Name its entries stand under where it is a list; the `name` beside them where it is an object. */
  name: string;
}

/** Names of the value beside a name, in lists of environment variables and Helm's `set`. */
const VALUE_KEYS = new Set(['value', 'Value']);
const SHORTEST_KEY = 16;

/**
 * Literal secrets in any string of a value, in the order of the document. References (`${…}`, `{{ … }}`, ARNs, names of
 * environment variables) are none, nor are digests, revisions, UUIDs and base64 of readable text.
 * Does not look into JSON or YAML inside a string beyond tokens and random runs: hand over the parsed form as well.
 */
export function findSecrets(root: Json): SecretFinding[] {
  const found: SecretFinding[] = [];
  const frames: Frame[] = [];
  const visit = (value: Json, name: string): void => {
    const kind = kindOf(value, name);
    if (kind !== undefined) found.push(finding(frames, kind));
    if (typeof value === 'object' && value !== null) frames.push(enter(value, name, frames, found));
  };
  visit(root, '');
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const { value, keys, next } = frame;
    frame.next += 1;
    if (Array.isArray(value)) {
      if (next < value.length) visit(value[next] ?? null, frame.name);
      else frames.pop();
      continue;
    }
    const key = keys?.[next];
    if (key === undefined) frames.pop();
    else visit(value[key] ?? null, frame.name !== '' && VALUE_KEYS.has(key) ? frame.name : key);
  }
  return found;
}

/** Secrets among the keys are told before those under them. */
function enter(value: Json[] | JsonObject, name: string, frames: readonly Frame[], found: SecretFinding[]): Frame {
  if (Array.isArray(value)) return { value, keys: undefined, next: 0, name };
  const keys = Object.keys(value);
  for (const key of keys) {
    const inKey = key.length < SHORTEST_KEY ? undefined : secretsInText(key)[0]?.kind;
    if (inKey !== undefined) found.push(finding(frames, inKey, key));
  }
  return { value, keys, next: 0, name: typeof value['name'] === 'string' ? value['name'] : '' };
}

function kindOf(value: Json, name: string): string | undefined {
  if (typeof value === 'number') return value >= 1000 && nameKind(name) === 'yes' ? 'named' : undefined;
  if (typeof value !== 'string') return undefined;
  const token = secretsInText(value)[0]?.kind;
  if (token !== undefined) return token;
  const named = nameKind(name);
  if (named === 'no' || NO_SECRET_VALUE.test(value)) return undefined;
  if (named === 'yes') return 'named';
  return looksRandom(value) || /^[0-9a-f]{32,}$/i.test(value) ? 'named' : undefined;
}

/** What stands where the frames have come to; `key`: under that key of the value there. */
function finding(frames: readonly Frame[], kind: string, key?: string): SecretFinding {
  const segments = frames.map(({ keys, next }): PathSegment => keys?.[next - 1] ?? next - 1);
  if (key !== undefined) segments.push(key);
  const shown = segments.map((segment) => (typeof segment === 'string' ? maskSecrets(segment) : segment));
  return { path: pathText(shown), segments, kind };
}
