import { basename, dirname } from 'node:path';
import type { Tier } from '../contract';
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
  /** What a tier does not do, and whatever else is held against resolved settings. */
  tierProblems: (settings: Settings) => readonly Draft[];
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

/** Mistakes in the name of a setting, not in its value. */
const KEY_MISTAKES = new Set(['UnknownSetting', 'WrongName']);

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
  const { file: checked, problems, client, guessed, mendings } = checkSchema(read.value);
  const named = problems.some(({ path }) => path === 'client') ? [] : folderProblems(checked, client);
  const found = [...read.value.problems, ...secrets, ...placeholderProblems(read.value), ...problems, ...named];
  const open = sectionsOf(mendings.open);
  if (client === undefined || open.has('tier') || open.has('phase')) return refused(...found);
  const names = Object.keys(client.environments);
  const resolved = (mended: ClientFile, name: string): Resolution =>
    resolveEnvironment(checked, mended, name, options.defaultsOf(mended.tier));
  const resolutions = names.map((name) => resolved(client, name));
  const doubts = { broken: sectionsOf(guessed), open, sound: found.length === 0 };
  const others = mendings.ways.map(({ client: mended, environment: only }): Retried => {
    const there = resolutions.filter(({ name }) => Object.hasOwn(mended.environments, name));
    const again = there.map((before) =>
      only === undefined || only === before.name ? resolved(mended, before.name) : before,
    );
    return { only, judged: draftsOf(again, options, names, doubts, only) };
  });
  const meaning = draftsOf(resolutions, options, names, doubts).flatMap(({ resolution, drafts, doubtful }) =>
    locate(resolution.provenance, [...drafts, ...inEach(resolution.name, doubtful, others)]),
  );
  // the value of a key that is not spelt right is what was written; any other that was mended nobody wrote
  const mended = new Set(problems.flatMap(({ code, path }) => (KEY_MISTAKES.has(code) ? [] : [path])));
  const all = [...found, ...merged(meaning, names).filter(({ path }) => !mended.has(path))];
  const environments = resolutions.flatMap((each) => (each.ok ? [each] : []));
  if (all.length > 0) return refused(...all);
  const contextOf = contexts(resolutions, options, names);
  const notices = environments.flatMap((each) =>
    locate(each.provenance, meaningNotices(each.settings, contextOf(each))),
  );
  return { ok: true, file, client, environments, notices: sorted(merged(notices, names)) };
}

/** What is wrong with one environment; `doubtful` where it was concluded from what is broken. */
interface Judged {
  resolution: Resolution;
  drafts: Draft[];
  doubtful: Draft[];
}

interface Doubts {
  /** Sections of which the file says something unusable. */
  broken: ReadonlySet<string>;
  /** Those of them nothing may be concluded from. */
  open: ReadonlySet<string>;
  /** Whether nothing is wrong so far. */
  sound: boolean;
}

function draftsOf(
  resolutions: readonly Resolution[],
  options: LoadOptions,
  names: readonly string[],
  { broken, open, sound }: Doubts,
  only?: string,
): Judged[] {
  const contextOf = contexts(resolutions, options, names);
  const wanted = resolutions.filter(({ name }) => only === undefined || only === name);
  return wanted.map((resolution): Judged => {
    if (!resolution.ok) return { resolution, drafts: sound ? resolution.drafts : [], doubtful: [] };
    const { settings } = resolution;
    const { certain, doubtful } = meaningProblems(settings, contextOf(resolution), { broken, open });
    const ofTier = Object.keys(settings).some((section) => open.has(section)) ? [] : options.tierProblems(settings);
    return broken.size === 0
      ? { resolution, drafts: [...certain, ...ofTier], doubtful }
      : { resolution, drafts: certain, doubtful: [...doubtful, ...ofTier] };
  });
}

/** What is wrong with a file mended in another way. */
interface Retried {
  /** The only environment it makes a difference to. @default - all */
  only?: string;
  judged: readonly Judged[];
}

/** Conclusions that stand however the broken values are mended. Where a mending cannot be built from, it says nothing. */
function inEach(name: string, drafts: readonly Draft[], retried: readonly Retried[]): readonly Draft[] {
  const about = retried.filter(({ only }) => only === undefined || only === name);
  if (about.length === 0) return drafts;
  const keyOf = ({ code, path, message }: Draft): string => JSON.stringify([code, path, message]);
  const keys = about.flatMap(({ judged }) => {
    const same = judged.find(({ resolution }) => resolution.name === name);
    return same?.resolution.ok === false ? [] : [new Set(same?.doubtful.map(keyOf))];
  });
  return keys.length === 0 ? [] : drafts.filter((draft) => keys.every((each) => each.has(keyOf(draft))));
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
