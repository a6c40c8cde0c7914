import { closeSync, existsSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { BLUEPRINTS } from '../blueprints';
import { loadClient, renderProblems, type Draft, type LoadedClient, type Settings } from '../config';
import { EXIT, refuse, Stop } from './stop';

/** Folder of the clients, below where the command is run. */
export const CLIENTS = 'clients';
const FILE = 'client.yaml';
/** More than the loader takes. */
const MOST_BYTES = 256 * 1024;

/** Names of the clients there are, sorted; `_template` and the like left out. */
export function clientNames(root = CLIENTS): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_') && existsSync(join(root, entry.name, FILE)))
    .map((entry) => entry.name)
    .sort();
}

/** A file that is there, and cannot be built from. */
export class FileRefused extends Stop {
  constructor(
    readonly file: string,
    readonly count: string,
    problems: string,
  ) {
    super(EXIT.usage, `${problems}\n\n${count} in ${file}; nothing was written`);
  }
}

/**
 * Reads and checks a client's file. `more`: what else its settings are held against.
 *
 * @throws Stop with code 2 and every problem of the file, if there is one
 */
export function readClient(
  name: string,
  today: string,
  root = CLIENTS,
  more: (settings: Settings) => readonly Draft[] = () => [],
): LoadedClient {
  const file = join(root, checkedName(name, root), FILE);
  const loaded = loadClient(readInside(file, root), file.split(sep).join('/'), {
    today,
    defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
    tierProblems: (settings) => [...BLUEPRINTS[settings.tier].problems(settings), ...more(settings)],
  });
  if (!loaded.ok) {
    const count = loaded.problems.length;
    throw new FileRefused(file, `${count} ${count === 1 ? 'problem' : 'problems'}`, renderProblems(loaded.problems));
  }
  return loaded;
}

function checkedName(name: string, root: string): string {
  const names = clientNames(root);
  if (names.includes(name)) return name;
  if (/^[a-z0-9-]+$/.test(name) && isLink(join(root, name))) refuseLink(join(root, name));
  const nearest = [...names].sort((a, b) => distance(a, name) - distance(b, name))[0];
  const advice =
    nearest === undefined
      ? `copy ${root}/_template to ${root}/<name>`
      : `did you mean "${nearest}"? (${names.join(', ')})`;
  return refuse(`client ${JSON.stringify(name)} is not in ${root}/; ${advice}`);
}

/** Bytes of a file that really lies below `root`: a link must not lead out of the tree. */
function readInside(file: string, root: string): Buffer {
  for (let path = resolve(file); path !== resolve(root) && path.length > 1; path = resolve(path, '..')) {
    if (isLink(path)) refuseLink(relative('.', path));
  }
  if (!realpathSync(file).startsWith(realpathSync(root) + sep)) refuse(`${file} lies outside ${root}/`);
  return head(file);
}

/** As much of a file as the loader needs to see that it is too large. */
function head(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(MOST_BYTES + 1);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function refuseLink(path: string): never {
  return refuse(`${path} is a symbolic link; put the files themselves there, or name their folder with --clients`);
}
