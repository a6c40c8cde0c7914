import type { Json, PathSegment } from '../../contract';
import { isObject, pathText } from '../../contract';
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

interface Work {
  value: Json;
  /** What it stands in, and under which key or index; the root stands in nothing. */
  parent?: Work;
  segment: PathSegment;
  /** Name the value stands under: its key, or the `name` beside it in a list of name and value. */
  name: string;
}

/** Names of the value beside a name, in lists of environment variables and Helm's `set`. */
const VALUE_KEYS = new Set(['value', 'Value']);

/**
 * Literal secrets in any string of a value, in the order of the document. References (`${…}`, `{{ … }}`, ARNs, names of
 * environment variables) are none, nor are digests, revisions, UUIDs and base64 of readable text.
 * Does not look into JSON or YAML inside a string beyond tokens and random runs: hand over the parsed form as well.
 */
export function findSecrets(root: Json): SecretFinding[] {
  const found: SecretFinding[] = [];
  const stack: Work[] = [{ value: root, segment: '', name: '' }];
  for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
    const kind = kindOf(work.value, work.name);
    if (kind !== undefined) found.push(finding(work, kind));
    push(stack, work);
    for (const key of isObject(work.value) ? Object.keys(work.value) : []) {
      const inKey = key.length < 16 ? undefined : secretsInText(key)[0]?.kind;
      if (inKey !== undefined) found.push(finding({ value: null, parent: work, segment: key, name: '' }, inKey));
    }
  }
  return found;
}

function push(stack: Work[], parent: Work): void {
  const { value } = parent;
  if (Array.isArray(value)) {
    for (let index = value.length - 1; index >= 0; index -= 1) {
      stack.push({ value: value[index] ?? null, parent, segment: index, name: parent.name });
    }
  } else if (isObject(value)) {
    const beside = typeof value['name'] === 'string' ? value['name'] : '';
    const keys = Object.keys(value);
    for (let index = keys.length - 1; index >= 0; index -= 1) {
      const key = keys[index] ?? '';
      const name = beside !== '' && VALUE_KEYS.has(key) ? beside : key;
      stack.push({ value: value[key] ?? null, parent, segment: key, name });
    }
  }
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

function finding(work: Work, kind: string): SecretFinding {
  const segments: PathSegment[] = [];
  for (let here = work; here.parent !== undefined; here = here.parent) segments.unshift(here.segment);
  const shown = segments.map((segment) => (typeof segment === 'string' ? maskSecrets(segment) : segment));
  return { path: pathText(shown), segments, kind };
}
