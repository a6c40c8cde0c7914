import type { z } from 'zod';
import type { Json, Path } from '../../contract';
import { isObject } from '../../contract';
import type { ClientFile } from '../schema/client';
import { clientFile } from '../schema/client';
import { schemaAt, settingText, valueAt, wordsAt } from '../schema/walk';

/** A file with one of its broken values in another way; the rest is as it was guessed. */
export interface Mending {
  client: ClientFile;
  /** The only environment it makes a difference to. @default - all */
  environment?: string;
}

/** Ways a file with mistakes could be mended, as far as they can be tried. */
export interface Mendings {
  ways: Mending[];
  /** Broken values that only one way was found for, so that nothing may be concluded from them. */
  open: Path[];
}

/** Environments judged once more, in all. Each is a run of the checks of meaning. */
const MOST = 400;
/** What of one environment others are held against. */
const HELD_AGAINST = ['account', 'audit', 'data', 'models', 'network', 'region'];
/** Numbers of any size a setting may have; texts of them where numbers are written as texts. */
const NUMBERS = [0, 1, 2, 3, 5, 10, 30, 100, 365, 1000, 10_000, 1_000_000];

/**
 * Other values for what was dropped or made up to go on. What holds with each of them holds whatever was meant: it can be told
 * in the same run as the mistake before it.
 */
export function mendings(value: Json, guessed: readonly Path[]): Mendings {
  const environments = Object.keys(valueAt(value, ['environments']) ?? {}).length;
  const ways: Mending[] = [];
  const open: Path[] = [];
  let left = MOST;
  for (const path of guessed) {
    const [, environment] = path.map(String);
    const own = path[0] === 'environments' && path.length > 2 && !HELD_AGAINST.includes(String(path[2]));
    const found = left > 0 ? waysOf(value, path) : [];
    const runs = found.length * (own ? 1 : environments);
    if (found.length === 0 || runs > left) open.push(path);
    else {
      left -= runs;
      ways.push(...found.map((client) => ({ client, ...(own ? { environment } : {}) })));
    }
  }
  return { ways, open };
}

function waysOf(value: Json, path: Path): ClientFile[] {
  const now = JSON.stringify(valueAt(value, path));
  const schema = schemaAt(clientFile, path, value);
  // what stands in a list that was taken out goes with the list
  if (schema === undefined || !isObject(valueAt(value, path.slice(0, -1)))) return [];
  const words = wordsAt(clientFile, path, value) ?? samples(schema);
  const others = [undefined, ...words].filter((other) => JSON.stringify(other) !== now);
  const found = others.flatMap((other) => parsed(value, path, other));
  return found.length > 0 ? found : withoutParent(value, path);
}

/** Values the schema takes, as unlike each other as can be had without knowing it. */
function samples(schema: z.ZodType): Json[] {
  const example = settingText(schema)?.example;
  const near = example === undefined ? [] : [example as Json];
  const shifted = near.flatMap((each) =>
    typeof each === 'string' ? [each.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10)), `a${each}`] : [],
  );
  const taken = (values: readonly Json[]): Json[] => values.filter((each) => schema.safeParse(each).success);
  const numbers = taken(NUMBERS);
  const texts = taken(NUMBERS.map(String));
  const ends = [numbers.at(0), numbers.at(-1), texts.at(0), texts.at(-1)].filter((each) => each !== undefined);
  return [...ends, ...taken([...near, ...shifted, true, false, [], {}])];
}

/** Without the named thing it is a setting of: a pool, a source, an environment. */
function withoutParent(value: Json, path: Path): ClientFile[] {
  for (let length = path.length - 1; length > 1; length -= 1) {
    const [found] = parsed(value, path.slice(0, length), undefined);
    if (found !== undefined) return [found];
  }
  return [];
}

function parsed(value: Json, path: Path, other: Json | undefined): ClientFile[] {
  const copy = structuredClone(value);
  const parent = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (!isObject(parent) || typeof key !== 'string') return [];
  if (other === undefined) delete parent[key];
  else parent[key] = structuredClone(other);
  const result = clientFile.safeParse(copy);
  return result.success ? [result.data] : [];
}
