import type { z } from 'zod';
import type { Json, Path } from '../../contract';
import { isObject, pathText } from '../../contract';
import { listed } from '../schema/allowed';
import { clientFile } from '../schema/client';
import { ANY_NAME, settingPaths } from '../schema/settings-list';
import { discriminatorOf, formOf, keysOf, schemaAt, valueAt } from '../schema/walk';
import type { Mistake } from './mistake';
import { nearest } from './nearest';

/**
 * Keys that are no settings. A misspelt required key makes two issues, one unknown and one missing; here it is one mistake,
 * and the missing key is claimed.
 */
export function unknownKeys(
  value: Json,
  issues: readonly z.core.$ZodIssue[],
): { mistakes: Mistake[]; claimed: Set<string> } {
  const claimed = new Set<string>();
  const homes = settingPaths().filter((path) => path[0] !== 'environments' && !path.includes(ANY_NAME));
  const mistakes = issues.flatMap((issue) =>
    issue.code !== 'unrecognized_keys'
      ? []
      : issue.keys.map((key) => {
          const parent = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment));
          const mistake = unknownKey(value, { parent, key, claimed, homes });
          if (mistake.repair.kind === 'rename') claimed.add(JSON.stringify([...parent, mistake.repair.to]));
          return mistake;
        }),
  );
  return { mistakes, claimed };
}

interface Unknown {
  parent: Path;
  key: string;
  claimed: ReadonlySet<string>;
  /** Paths of settings that could be meant from elsewhere. */
  homes: readonly string[][];
}

function unknownKey(value: Json, { parent, key, claimed, homes }: Unknown): Mistake {
  const schema = schemaAt(clientFile, parent, value) ?? clientFile;
  const around = valueAt(value, parent);
  const known = keysOf(formOf(schema, around) ?? schema);
  const free = Object.keys(known).filter(
    (name) => !(isObject(around) && Object.hasOwn(around, name)) && !claimed.has(JSON.stringify([...parent, name])),
  );
  const meant = nearest(key, free);
  const home = meant === undefined ? homeOf(key, parent, homes) : undefined;
  const discriminator = discriminatorOf(schema);
  const form = discriminator !== undefined && isObject(around) ? around[discriminator] : undefined;
  const fix =
    meant !== undefined
      ? `write "${meant}"`
      : home === undefined
        ? `remove it; settings here are ${listed(Object.keys(known))}`
        : `write it as ${home}`;
  return {
    path: [...parent, key],
    at: 'key',
    draft: {
      code: 'UnknownSetting',
      message: typeof form === 'string' ? `is not a setting of ${discriminator} "${form}"` : 'is not a setting',
      fix,
      ...(meant === undefined && home === undefined
        ? { expected: listed(Object.keys(known)) }
        : { nearest: meant ?? home }),
    },
    repair: meant === undefined ? { kind: 'drop' } : { kind: 'rename', to: meant },
  };
}

/** The one setting of that name that stands elsewhere: `network.cidr` for a `cidr` at the top. */
function homeOf(key: string, parent: Path, homes: readonly string[][]): string | undefined {
  const [home, ...others] = homes.filter((path) => path.at(-1) === key);
  if (home === undefined || others.length > 0) return undefined;
  return pathText(home.slice(0, -1)) === pathText(parent) ? undefined : pathText(home);
}
