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

type NameKind = ReturnType<typeof nameKind>;

interface Step {
  parent?: Step;
  segment: PathSegment;
}

interface Work {
  value: Json;
  at: Step | undefined;
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
  const names = new Map<string, NameKind>();
  const stack: Work[] = [{ value: root, at: undefined, name: '' }];
  for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
    const named = names.get(work.name) ?? nameKind(work.name);
    names.set(work.name, named);
    const kind = kindOf(work.value, named);
    if (kind !== undefined) found.push(finding(work.at, kind));
    push(stack, work);
    for (const key of isObject(work.value) ? Object.keys(work.value) : []) {
      const inKey = key.length < 16 ? undefined : secretsInText(key)[0];
      if (inKey !== undefined) found.push(finding({ parent: work.at, segment: key }, inKey.kind));
    }
  }
  return found;
}

function push(stack: Work[], work: Work): void {
  const { value, at } = work;
  if (Array.isArray(value)) {
    for (let index = value.length - 1; index >= 0; index -= 1) {
      stack.push({ value: value[index] ?? null, at: { parent: at, segment: index }, name: work.name });
    }
  } else if (isObject(value)) {
    const beside = typeof value['name'] === 'string' ? value['name'] : '';
    const keys = Object.keys(value);
    for (let index = keys.length - 1; index >= 0; index -= 1) {
      const key = keys[index] ?? '';
      stack.push({
        value: value[key] ?? null,
        at: { parent: at, segment: key },
        name: beside !== '' && VALUE_KEYS.has(key) ? beside : key,
      });
    }
  }
}

function kindOf(value: Json, named: NameKind): string | undefined {
  if (typeof value === 'number') return named === 'yes' && value >= 1000 ? 'named' : undefined;
  if (typeof value !== 'string') return undefined;
  const token = secretsInText(value)[0];
  if (token !== undefined) return token.kind;
  if (named === 'no' || NO_SECRET_VALUE.test(value)) return undefined;
  if (named === 'yes') return 'named';
  return looksRandom(value) || /^[0-9a-f]{32,}$/i.test(value) ? 'named' : undefined;
}

function finding(at: Step | undefined, kind: string): SecretFinding {
  const segments: PathSegment[] = [];
  for (let step = at; step !== undefined; step = step.parent) segments.unshift(step.segment);
  const shown = segments.map((segment) => (typeof segment === 'string' ? maskSecrets(segment) : segment));
  return { path: pathText(shown), segments, kind };
}
