import type { Path } from '../../contract';
import { parsePath, pathText } from '../../contract';
import type { Situation, TierDefaults } from '../defaults';
import type { Draft, FileProblem } from '../problems/problem';
import type { ReadFile } from '../read';
import { meant, placeAt } from '../read';
import type { ClientFile } from '../schema/client';
import { resolvedSettings } from '../schema/resolved';
import type { Settings } from '../settings';
import type { Cause, Causes } from './merge';
import { mergeEnvironment, situationOf } from './resolve';

/** Where the value of a setting comes from. */
export type Origin =
  | { kind: 'file'; path: string; file: string; line: number; column: number }
  | { kind: 'tier'; reason: string }
  | { kind: 'computed'; from: string };

/** Where settings of one environment come from, and where in the file to point for them. */
export class Provenance {
  constructor(
    private readonly file: ReadFile,
    private readonly environment: string,
    private readonly tier: string,
    private readonly causes: Causes,
  ) {}

  /** Undefined for a section, and for a setting that is left out and has no default. */
  origin(path: string | Path): Origin | undefined {
    const cause = this.cause(typeof path === 'string' ? (parsePath(path) ?? []) : path);
    if (cause?.kind !== 'file') return cause;
    const written = this.file.original(cause.path);
    const { place } = placeAt(this.file.root, written);
    const { line, column } = this.file.source.position(meant(this.file.source, place).start);
    return { kind: 'file', path: pathText(written), file: this.file.source.file, line, column };
  }

  /**
   * A problem with a setting, at the place in the file that causes it. Where a default causes it, at the nearest section of
   * the file around it, with a word on the default.
   */
  locate({ at = 'value', ...draft }: Draft): FileProblem {
    const path = parsePath(draft.path) ?? [];
    const cause = this.cause(path);
    const { source, root } = this.file;
    if (cause?.kind === 'file') {
      const written = this.file.original(cause.path);
      const { place } = placeAt(root, written);
      const span = at === 'key' ? (place.key ?? meant(source, place)) : meant(source, place);
      return source.problem(span, { ...draft, path: pathText(written) }, [this.environment]);
    }
    const { place } = placeAt(root, this.nearestPath(path));
    const because = cause?.kind === 'tier' ? `; the default of tier ${this.tier}: ${cause.reason}` : '';
    const problem = source.problem(
      place.key ?? meant(source, place),
      { ...draft, message: `${draft.message}${because}` },
      [this.environment],
    );
    const { found: _, ...rest } = problem;
    return rest;
  }

  /** The cause of a setting, or of the whole value it is part of. */
  private cause(path: Path): Cause | undefined {
    for (let length = path.length; length > 0; length -= 1) {
      const cause = this.causes.get(pathText(path.slice(0, length)));
      if (cause?.kind === 'file') return { kind: 'file', path: [...cause.path, ...path.slice(length)] };
      if (cause !== undefined) return cause;
    }
    return undefined;
  }

  /** As far as the file goes towards a setting: in the environment's own sections, else in those at the top. */
  private nearestPath(path: Path): Path {
    const inner = path[0] === 'environment' ? path.slice(1) : path;
    const own = ['environments', this.environment, ...inner];
    const top = path[0] === 'environment' ? [] : path;
    const written = [own, top].map((full) => this.file.original(full));
    const far = (full: Path = []): number => full.length - placeAt(this.file.root, full).rest.length;
    const [inOwn = [], atTop = []] = written;
    return far(inOwn) - 2 >= far(atTop) ? inOwn.slice(0, far(inOwn)) : atTop.slice(0, far(atTop));
  }
}

/** One environment: nothing is open, and every value can say where it comes from. */
export interface ResolvedEnvironment {
  name: string;
  settings: Settings;
  /** What its defaults depend on. */
  situation: Situation;
  provenance: Provenance;
}

export type Resolution =
  ({ ok: true } & ResolvedEnvironment) | { ok: false; name: string; drafts: Draft[]; provenance: Provenance };

/** An environment resolved; or, where a default of the tier breaks the rules of the schema here, what is wrong with it. */
export function resolveEnvironment(
  file: ReadFile,
  client: ClientFile,
  name: string,
  defaults: TierDefaults,
): Resolution {
  const { values, causes } = mergeEnvironment(client, name, defaults);
  const provenance = new Provenance(file, name, client.tier, causes);
  const result = resolvedSettings.safeParse(values);
  if (result.success) {
    return { ok: true, name, settings: result.data, situation: situationOf(client, name, defaults), provenance };
  }
  const drafts = result.error.issues.map((issue) => {
    const path = pathText(issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment)));
    return {
      code: 'UnfitDefault',
      path,
      message: `cannot keep its default here: ${issue.message}`,
      fix: `say ${path} in the file`,
    };
  });
  return { ok: false, name, drafts, provenance };
}
