import { basename, dirname } from 'node:path';
import type { Tier } from '../contract';
import type { Problem } from '../lib/core';
import type { TierDefaults } from './defaults';
import type { Context } from './meaning';
import { meaningNotices, meaningProblems, sectionsOf } from './meaning';
import { checkSchema } from './problems/check';
import { placeholderProblems } from './problems/placeholders';
import type { Draft, FileProblem } from './problems/problem';
import { refused, sorted } from './problems/problem';
import { secretProblems } from './problems/secrets';
import type { ReadFile } from './read';
import { meant, placeAt, readYaml } from './read';
import type { Provenance, Resolution, ResolvedEnvironment } from './resolve/resolved';
import { resolveEnvironment } from './resolve/resolved';
import type { ClientFile } from './schema/client';
import type { Settings } from './settings';

export interface LoadOptions {
  /** Date the calendar of Kubernetes versions is read against, `2026-11-21`. */
  today: string;
  defaultsOf: (tier: Tier) => TierDefaults;
  /** What a tier does not do. */
  tierProblems: (settings: Settings) => readonly Problem[];
}

/** A client file that can be built from. */
export interface LoadedClient {
  file: string;
  client: ClientFile;
  /** In the order of the file. */
  environments: ResolvedEnvironment[];
  /** What works and should still be known, `end of support in 60 days`. */
  notices: FileProblem[];
}

export type LoadResult = ({ ok: true } & LoadedClient) | { ok: false; problems: FileProblem[] };

/**
 * A client file to settings of its environments, or everything that is wrong with it: syntax, secrets, schema, and what
 * cannot work together. Pure: bytes in, result out; same bytes, same result.
 *
 * @param content - bytes of the file
 * @param file - its path as people know it, `clients/acme/client.yaml`; the name of its folder must be the client's
 */
export function loadClient(content: Uint8Array | string, file: string, options: LoadOptions): LoadResult {
  const read = readYaml(content, file);
  if (!read.ok) return read;
  const secrets = secretProblems(read.value);
  const { file: checked, problems, client, guessed } = checkSchema(read.value);
  const named = problems.some(({ path }) => path === 'client') ? [] : folderProblems(checked, client);
  const found = [...secrets, ...placeholderProblems(read.value), ...problems, ...named];
  const broken = sectionsOf(guessed);
  if (client === undefined || broken.has('tier') || broken.has('phase')) return refused(...found);
  const resolutions = Object.keys(client.environments).map((name) =>
    resolveEnvironment(checked, client, name, options.defaultsOf(client.tier)),
  );
  const names = Object.keys(client.environments);
  const sound = found.length === 0;
  const contextOf = contexts(resolutions, options, names);
  const meaning = resolutions.flatMap((each) =>
    locate(each.provenance, draftsOf(each, options, contextOf, broken, sound)),
  );
  const all = [...found, ...merged(meaning, names)];
  const environments = resolutions.flatMap((each) => (each.ok ? [each] : []));
  if (all.length > 0) return refused(...all);
  const notices = environments.flatMap((each) =>
    locate(each.provenance, meaningNotices(each.settings, contextOf(each))),
  );
  return { ok: true, file, client, environments, notices: sorted(merged(notices, names)) };
}

function draftsOf(
  resolution: Resolution,
  options: LoadOptions,
  contextOf: (environment: ResolvedEnvironment) => Context,
  broken: ReadonlySet<string>,
  sound: boolean,
): Draft[] {
  if (!resolution.ok) return sound ? resolution.drafts : [];
  const { settings } = resolution;
  return [
    ...meaningProblems(settings, contextOf(resolution), broken),
    ...(sound ? options.tierProblems(settings) : []),
  ];
}

function contexts(
  resolutions: readonly Resolution[],
  { today }: LoadOptions,
  environments: readonly string[],
): (environment: ResolvedEnvironment) => Context {
  const resolved = resolutions.flatMap((each) => (each.ok ? [each] : []));
  return ({ name, provenance }) => ({
    today,
    environments,
    earlier: resolved
      .slice(
        0,
        resolved.findIndex((each) => each.name === name),
      )
      .map(({ settings }) => settings),
    said: (path) => provenance.origin(path)?.kind === 'file',
  });
}

function locate(provenance: Provenance, drafts: readonly Draft[]): FileProblem[] {
  return drafts.map((draft) => provenance.locate(draft));
}

/** The same thing said of several environments once. Environments are named where it does not hold for all. */
function merged(problems: readonly FileProblem[], names: readonly string[]): FileProblem[] {
  const byPlace = new Map<string, FileProblem>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.code, problem.line, problem.column, problem.path, problem.message]);
    const earlier = byPlace.get(key)?.environments ?? [];
    byPlace.set(key, {
      ...problem,
      environments: [...earlier, ...problem.environments.filter((name) => !earlier.includes(name))],
    });
  }
  return [...byPlace.values()].map((problem) => ({
    ...problem,
    environments:
      problem.environments.length === names.length || problem.path.startsWith('environments.')
        ? []
        : problem.environments,
  }));
}

function folderProblems({ source, root }: ReadFile, client: ClientFile | undefined): FileProblem[] {
  const folder = basename(dirname(source.file));
  if (client === undefined || folder === '' || folder === '.' || client.client === folder) return [];
  const { place, rest } = placeAt(root, ['client']);
  if (rest.length > 0 || source.hides(place.value)) return [];
  const named = source.text.slice(place.value.start, place.value.end);
  return [
    source.problem(meant(source, place), {
      code: 'ClientFolder',
      path: 'client',
      message: `is ${named}, but the folder is "${folder}"`,
      fix: `write client: ${folder}, or rename the folder`,
    }),
  ];
}
