import { distance } from 'fastest-levenshtein';
import type { Path, PathSegment, Tier } from '../../contract';
import { parsePath, pathText } from '../../contract';
import type { TierDefaults } from '../defaults';
import type { LoadedClient } from '../load';
import { byDistance, nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import type { Origin, ResolvedEnvironment } from '../resolve/resolved';
import { allowed, listed, typeWord } from '../schema/allowed';
import { clientFile } from '../schema/client';
import type { SettingText } from '../schema/setting';
import type { Listed } from '../schema/settings-list';
import { ANY_NAME, settingsList } from '../schema/settings-list';
import { meaningOf, settingText, valueAt, wordsAt } from '../schema/walk';
import type { ExplainedDefault } from './defaults-of';
import { ANY_SITUATION, explainedDefaults } from './defaults-of';
import { settingsBelow } from './effective';

/** Who asks for a setting is shown each word it takes. */
const ALL_WORDS = Number.POSITIVE_INFINITY;

/** Everything there is to know of a setting. */
export interface Explanation {
  /** As it is said in a client file, `<name>` standing for any: `gpuPools.<name>.maxNodes`. */
  path: string;
  kind: 'setting' | 'section';
  meaning: string;
  /** `whole number`, `text`, `list`, `word`, `section`, `map` */
  type: string;
  allowed: string;
  /** Whether a file must say it where its section is said. */
  required: boolean;
  /** A value as it would stand in a file; absent for a section. */
  example?: unknown;
  /** What happens to a running platform when it is changed; absent for a section. */
  changing?: SettingText['changing'];
  /** What can be said inside it. */
  inside: string[];
  defaults: ExplainedDefault[];
  /** What holds for a client, per environment; empty without one. */
  inForce: ValueInForce[];
}

export interface ValueInForce {
  environment: string;
  /** Path in the settings, `gpuPools.chat.maxNodes`. */
  path: string;
  value: unknown;
  origin: Origin | undefined;
}

export interface ExplainOptions {
  defaultsOf: (tier: Tier) => TierDefaults;
  client?: LoadedClient;
  /** Of that client; all where none is named. */
  environment?: string;
}

/** A line of the list of all settings. */
export interface SettingLine {
  path: string;
  meaning: string;
}

/** Every setting, in the order of the schema; what may stand in an environment as well as at the top once. */
export function settingLines(): SettingLine[] {
  return settingsList()
    .filter(({ path, setting }) => setting && canonical(path).length === path.length)
    .map(({ path, schema }) => ({ path: pathOf(path), meaning: meaningOf(schema) }));
}

export type ExplainResult = { ok: true; explanation: Explanation } | { ok: false; problem: Draft };

/**
 * What a setting means, may be, is by default and is in force.
 *
 * @param text - `network.cidr`, `gpuPools.chat.maxNodes`, `environments.production.region` or `environment.region`
 */
export function explain(text: string, options: ExplainOptions): ExplainResult {
  const asked = parsePath(text)?.filter((segment) => typeof segment === 'string') ?? [];
  const list = settingsList();
  const found = list.find((listed) => sameSetting(listed.path, canonical(asked)));
  if (found === undefined) return { ok: false, problem: unknown(text, canonical(asked), list) };
  const { schema } = found;
  const own = settingText(schema);
  const settings = settingsPath(spelt(canonical(asked), found.path));
  const environments = options.client?.environments.filter(({ name }) => environmentMeant(name, asked, options)) ?? [];
  const words = wordsAt(clientFile, found.path);
  return {
    ok: true,
    explanation: {
      path: pathOf(found.path),
      kind: own === undefined ? 'section' : 'setting',
      meaning: meaningOf(schema),
      type: typeWord(schema),
      allowed: words === undefined ? allowed(schema, ALL_WORDS) : listed(words, ALL_WORDS),
      required: !schema.safeParse(undefined).success,
      ...(own === undefined ? {} : { example: own.example, changing: own.changing }),
      inside: insideOf(found, list),
      defaults: explainedDefaults(settings, options.defaultsOf, environments[0]?.situation ?? ANY_SITUATION),
      inForce: environments.flatMap((environment) => inForce(environment, settings)),
    },
  };
}

/** Sections that may stand at the top and in an environment are explained once, as they stand at the top. */
function canonical(asked: readonly string[]): string[] {
  const path = asked[0] === 'environment' ? ['environments', ANY_NAME, ...asked.slice(1)] : [...asked];
  const [, , section, ...rest] = path;
  const shared = path[0] === 'environments' && section !== undefined && section in clientFile.shape;
  return shared ? [section, ...rest] : path;
}

function sameSetting(known: readonly string[], asked: readonly string[]): boolean {
  return (
    known.length === asked.length &&
    known.every((segment, index) => segment === ANY_NAME || segment.toLowerCase() === asked[index]?.toLowerCase())
  );
}

/** What was asked, with the letters of the setting; names stay as they were written. */
function spelt(asked: readonly string[], known: readonly string[]): string[] {
  return asked.map((segment, index) => (known[index] === ANY_NAME ? segment : (known[index] ?? segment)));
}

function environmentMeant(name: string, asked: readonly string[], options: ExplainOptions): boolean {
  const inPath = asked[0] === 'environments' && asked[1] !== ANY_NAME ? asked[1] : undefined;
  return name === (options.environment ?? inPath ?? name);
}

/** Where a setting of the file stands in the settings of an environment. */
function settingsPath(path: readonly string[]): Path {
  return path[0] === 'environments' ? ['environment', ...path.slice(2)] : path;
}

function insideOf(setting: Listed, list: readonly Listed[]): string[] {
  return list
    .filter(
      ({ path }) =>
        path.length === setting.path.length + 1 && setting.path.every((segment, index) => segment === path[index]),
    )
    .map(({ path }) => pathOf(path));
}

function inForce(environment: ResolvedEnvironment, path: Path): ValueInForce[] {
  const ofList = Array.isArray(valueAt(environment.settings, path.slice(0, -1)));
  return (ofList ? [] : expanded(environment.settings, path)).flatMap((full) => {
    const set = settingsBelow(environment, full);
    return (set.length > 0 ? set : [{ path: pathText(full), value: undefined }]).map((setting) => ({
      environment: environment.name,
      origin: undefined,
      ...setting,
    }));
  });
}

/** A path with `<name>` as one path for each name there is. */
function expanded(settings: unknown, path: Path): PathSegment[][] {
  const at = path.indexOf(ANY_NAME);
  if (at < 0) return [[...path]];
  const around = valueAt(settings, path.slice(0, at));
  const names = typeof around === 'object' && around !== null ? Object.keys(around) : [];
  return names.flatMap((name) => expanded(settings, [...path.slice(0, at), name, ...path.slice(at + 1)]));
}

function unknown(text: string, asked: readonly string[], list: readonly Listed[]): Draft {
  const last = (asked.at(-1) ?? '').toLowerCase();
  const near =
    neighbour(asked, list) ??
    list.find(({ path }) => path.at(-1)?.toLowerCase() === last)?.path ??
    mostAlike(last, list);
  return {
    code: 'UnknownSetting',
    path: text,
    message: 'is not a setting',
    fix:
      near === undefined
        ? `settings begin with ${Object.keys(clientFile.shape).join(', ')}`
        : `write "${pathOf(near)}"`,
    ...(near === undefined ? {} : { nearest: pathOf(near) }),
  };
}

/** The setting whose own word is the most alike, where at least half of its letters are. */
function mostAlike(word: string, list: readonly Listed[]): string[] | undefined {
  const shallowFirst = [...list].sort((a, b) => a.path.length - b.path.length);
  const [best] = byDistance(
    word,
    shallowFirst.map(({ path }) => path.at(-1) ?? ''),
  );
  if (best === undefined || word === '' || distance(word, best.toLowerCase()) * 2 > best.length) return undefined;
  return shallowFirst.find(({ path }) => path.at(-1) === best)?.path;
}

/** The path with its first unknown word replaced by the nearest that could stand there. */
function neighbour(asked: readonly string[], list: readonly Listed[]): string[] | undefined {
  const known = (path: readonly string[]): boolean =>
    path.length === 0 || list.some((listed) => sameSetting(listed.path, path));
  const at = asked.findIndex((_, index) => !known(asked.slice(0, index + 1)));
  if (at < 0) return undefined;
  const siblings = list.filter(
    ({ path }) => path.length === at + 1 && sameSetting(path.slice(0, -1), asked.slice(0, at)),
  );
  const word = nearest(
    asked[at] ?? '',
    siblings.map(({ path }) => path.at(-1) ?? ''),
  );
  if (word === undefined) return undefined;
  const mended = [...asked.slice(0, at), word, ...asked.slice(at + 1)];
  return known(mended) ? mended : mended.slice(0, at + 1);
}

/** `<name>` as it is, not in brackets. */
function pathOf(path: readonly string[]): string {
  return path.join('.');
}
