import type { z } from 'zod';
import type { Json, Path, PathSegment } from '../../contract';
import { isObject, pathText } from '../../contract';
import type { ReadFile } from '../read';
import { meant, placeAt } from '../read';
import type { ClientFile } from '../schema/client';
import { clientFile } from '../schema/client';
import { schemaAt, settingText } from '../schema/walk';
import type { Mistake } from './mistake';
import type { AsWritten } from './mistakes';
import { mistakesOf } from './mistakes';
import { mendings, type Mendings } from './mendings';
import type { FileProblem } from './problem';
import { sorted } from './problem';

/** A file held against the schema. */
export interface Checked {
  /** The file, with the way back from mended paths to those that are written. */
  file: ReadFile;
  problems: FileProblem[];
  /** The file with its mistakes mended by guess, where that could be done: to look for mistakes of meaning behind them. */
  client?: ClientFile;
  /** Paths whose value was dropped or made up. */
  guessed: Path[];
  /** Other ways to mend those; none where nothing was guessed. */
  mendings: Mendings;
}

/** A slip may hide another behind it: the value of a misspelt key, the keys of a misspelt kind. More rounds find nothing new. */
const ROUNDS = 4;

/** Everything the schema says against a file, each mistake once, with its place. */
export function checkSchema(read: ReadFile): Checked {
  const mended = new Mended(read.value, read.twice);
  const file: ReadFile = { ...read, original: (path) => mended.original(path) };
  const problems = new Map<string, FileProblem>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = clientFile.safeParse(mended.value);
    if (result.success) {
      const { guessed } = mended;
      const others = mendings(mended.value, mended.places);
      const open = others.open.map((path) => mended.original(path));
      const found = sorted([...problems.values()]);
      return { file, problems: found, client: result.data, guessed, mendings: { ...others, open } };
    }
    const issues: z.core.$ZodIssue[] = result.error.issues;
    for (const mistake of mistakesOf(mended.value, issues, writtenIn(file, mended))) {
      const path = mended.original(mistake.path);
      if (mistake.at === 'parent' && mended.dropped(path)) continue;
      const key = `${mistake.at} ${JSON.stringify(path)}`;
      if (!problems.has(key)) problems.set(key, located(file, mistake, path));
      mended.mend(mistake);
    }
  }
  const { guessed } = mended;
  return { file, problems: sorted([...problems.values()]), guessed, mendings: { ways: [], open: guessed } };
}

function located({ source, root }: ReadFile, mistake: Mistake, path: Path): FileProblem {
  const { place } = placeAt(root, mistake.at === 'parent' ? path.slice(0, -1) : path);
  const at = mistake.at === 'key' ? (place.key ?? meant(source, place)) : meant(source, place);
  const problem = source.problem(at, { ...mistake.draft, path: pathText(path) });
  if (mistake.at !== 'parent') return problem;
  const { found: _, ...rest } = problem;
  return rest;
}

function writtenIn({ source, root }: ReadFile, mended: Mended): AsWritten {
  return (path) => {
    const { place, rest } = placeAt(root, mended.original(path));
    const key = place.key ?? place.value;
    return rest.length > 0
      ? { text: '', hidden: true }
      : { text: source.quote(place.value), hidden: source.hides(place.value) || source.hides(key) };
  };
}

/** A copy of a file's value in which mistakes are mended, and the way back to where things stand in the file. */
class Mended {
  readonly value: Json;
  /** Where something was guessed, in the file and here. */
  readonly guessed: Path[];
  readonly places: Path[];
  /** Parent and new key → key in the file. */
  private readonly renamed = new Map<string, PathSegment>();

  constructor(value: Json, guessed: readonly Path[]) {
    this.value = structuredClone(value);
    this.guessed = [...guessed];
    this.places = [...guessed];
  }

  /** Whether a path was taken out here, so that it is no wonder if it is missing. */
  dropped(path: Path): boolean {
    return this.guessed.some((each) => JSON.stringify(each) === JSON.stringify(path));
  }

  original(path: Path): Path {
    return path.map((segment, index) => this.renamed.get(JSON.stringify(path.slice(0, index + 1))) ?? segment);
  }

  mend({ path, repair }: Mistake): void {
    const key = path.at(-1);
    const parent = this.at(path.slice(0, -1));
    if (key === undefined || parent === undefined) return;
    if (repair.kind === 'rename' && isObject(parent) && !Object.hasOwn(parent, repair.to)) {
      const before = this.original(path).at(-1) ?? key;
      parent[repair.to] = parent[String(key)] ?? null;
      delete parent[String(key)];
      this.renamed.set(JSON.stringify([...path.slice(0, -1), repair.to]), before);
    } else if (repair.kind === 'set') {
      // a word that is near is what was meant; a number that is near is one of many
      const isNumber = typeof repair.value === 'number';
      if (path.length > 0 && (isNumber || !this.has(path))) this.guess(path);
      if (Array.isArray(parent)) parent[Number(key)] = repair.value;
      else parent[String(key)] = repair.value;
    } else {
      this.drop(path);
    }
  }

  /** Takes out the whole setting a path is part of, or puts its example where it cannot be left out. */
  private drop(path: Path): void {
    this.guess(path);
    const key = path.at(-1);
    const parent = this.at(path.slice(0, -1));
    if (isObject(parent) && typeof key === 'string') {
      delete parent[key];
      const schema = schemaAt(clientFile, path, this.value);
      const text = schema === undefined || schema.safeParse(undefined).success ? undefined : settingText(schema);
      if (text !== undefined) parent[key] = structuredClone(text.example) as Json;
    } else if (path.length > 1) {
      this.drop(path.slice(0, -1));
    }
  }

  private guess(path: Path): void {
    this.guessed.push(this.original(path));
    this.places.push(path);
  }

  private has(path: Path): boolean {
    const parent = this.at(path.slice(0, -1));
    return parent !== undefined && (Array.isArray(parent) || Object.hasOwn(parent, String(path.at(-1))));
  }

  private at(path: Path): Json[] | { [key: string]: Json } | undefined {
    let current: Json = this.value;
    for (const segment of path) {
      if (Array.isArray(current)) current = current[Number(segment)] ?? null;
      else current = isObject(current) && Object.hasOwn(current, segment) ? (current[segment] ?? null) : null;
    }
    return Array.isArray(current) || isObject(current) ? current : undefined;
  }
}
