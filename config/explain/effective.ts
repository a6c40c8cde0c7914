import type { Json, Path } from '../../contract';
import { isObject, pathText } from '../../contract';
import type { Origin, ResolvedEnvironment } from '../resolve/resolved';
import { valueAt } from '../schema/walk';

/** One value of an environment and where it comes from. */
export interface EffectiveSetting {
  /** Path in the settings, `network.cidr`. */
  path: string;
  value: Json;
  /** Absent where the file is silent and there is no default: an empty map or list. */
  origin?: Origin;
}

/** All settings of an environment, resolved: the ones its stacks are built from. */
export function effectiveSettings(environment: ResolvedEnvironment): EffectiveSetting[] {
  return settingsBelow(environment, []);
}

/** Settings at a path and below it that have an origin of their own. */
export function settingsBelow(environment: ResolvedEnvironment, path: Path): EffectiveSetting[] {
  const value = valueAt(environment.settings, path);
  return value === undefined ? [] : rows(environment, structuredClone(value) as Json, path);
}

function rows(environment: ResolvedEnvironment, value: Json, path: Path): EffectiveSetting[] {
  const origin = path.length === 0 ? undefined : environment.provenance.origin(path);
  if (origin === undefined && isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, inner]) => rows(environment, inner, [...path, key]));
  }
  return [{ path: pathText(path), value, ...(origin === undefined ? {} : { origin }) }];
}
