import type { z } from 'zod';
import { clientFile } from './client';
import { elementOf, keysOf, recordOf, settingText } from './walk';

/** Stands for any name in the path of a setting: `gpuPools.<name>.maxNodes`. */
export const ANY_NAME = '<name>';

/** A setting or section with the schema of it. */
export interface Listed {
  path: string[];
  schema: z.ZodType;
  /** Whether it is a setting with a text, not a section of others. */
  setting: boolean;
}

/** Everything that can be said in a client file, sections before what is in them, in the order of the schema. */
export function settingsList(): Listed[] {
  return below(clientFile, []);
}

/** Paths of all settings. */
export function settingPaths(): string[][] {
  return settingsList()
    .filter((listed) => listed.setting)
    .map((listed) => listed.path);
}

function below(schema: z.ZodType, path: string[]): Listed[] {
  const record = recordOf(schema);
  const children: [string, z.ZodType][] = record === undefined ? Object.entries(keysOf(schema)) : [[ANY_NAME, record.value]];
  return children.flatMap(([key, child]) => {
    const at = [...path, key];
    const setting = settingText(child) !== undefined;
    return [{ path: at, schema: child, setting }, ...below(elementOf(child) ?? child, at)];
  });
}
