import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dbtFiles } from '../../blueprints/shared';
import { readClient } from '../clients';
import { refuse } from '../stop';
import { result } from '../terminal';

export interface DbtInitOptions {
  client: string;
  environment?: string;
  clients: string;
  date: string;
}

/** What was written last time, by path: a file that is not as it was written is the client's. */
const RECORD = '.groundplane.json';

/** What becomes of each file. */
interface Plan {
  write: string[];
  kept: string[];
  remove: string[];
}

/**
 * `groundplane dbt init`: the dbt project of the declared sources, in `clients/<client>/dbt`. It is the client's: what was changed
 * there is left as it is and named; what was not is written anew. Nothing else tells the two apart than what was written before.
 */
export function dbtInit(options: DbtInitOptions): void {
  const { environments, file } = readClient(options.client, options.date, options.clients);
  const environment =
    options.environment === undefined ? environments[0] : environments.find(({ name }) => name === options.environment);
  if (environment === undefined) refuse(`${file} has no environment "${options.environment}"`);
  const files = dbtFiles(environment.settings);
  if (Object.keys(environment.settings.data.sources).length === 0)
    refuse(`${file} declares no source; say where data comes from under data.sources`);
  const folder = join(options.clients, options.client, 'dbt');
  const before = readRecord(folder);
  const plan = planOf(folder, files, before);
  carryOut(folder, files, plan);
  result(summary(folder, files, plan));
}

function planOf(folder: string, files: Record<string, string>, before: Record<string, string>): Plan {
  const write: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const there = digestOf(join(folder, path));
    if (there === digest(text)) continue;
    (there === undefined || there === before[path] ? write : kept).push(path);
  }
  const gone = Object.entries(before).filter(([path]) => files[path] === undefined);
  const remove = gone.filter(([path, was]) => digestOf(join(folder, path)) === was).map(([path]) => path);
  const ours = gone.filter(([path, was]) => ![undefined, was].includes(digestOf(join(folder, path))));
  return { write, kept: [...kept, ...ours.map(([path]) => path)].sort(), remove };
}

function carryOut(folder: string, files: Record<string, string>, { write, remove }: Plan): void {
  for (const path of write) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), files[path] ?? '');
  }
  for (const path of remove) rmSync(join(folder, path));
  const record = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, digest(text)]));
  writeFileSync(join(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`);
}

function summary(folder: string, files: Record<string, string>, { write, kept, remove }: Plan): string {
  const as = Object.keys(files).length - write.length - kept.filter((path) => files[path] !== undefined).length;
  return [
    `${folder}: ${write.length} written, ${remove.length} removed, ${as} as they were, ${kept.length} yours`,
    ...kept.map((path) =>
      files[path] === undefined
        ? `  ${path}: no source asks for it any more, and you changed it; it is left to you`
        : `  ${path}: you changed it, so it is left as it is; move it away and run this again to see what would be written`,
    ),
    `next: cd ${folder} && dbt parse --profiles-dir . reads it without an account; README.md there says how the pipeline gets it`,
  ].join('\n');
}

function readRecord(folder: string): Record<string, string> {
  const path = join(folder, RECORD);
  if (!existsSync(path)) return {};
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return typeof read === 'object' && read !== null
    ? Object.fromEntries(
        Object.entries(read).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};
}

function digestOf(path: string): string | undefined {
  return existsSync(path) ? digest(readFileSync(path, 'utf8')) : undefined;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
