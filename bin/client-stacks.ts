import { existsSync, lstatSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve, sep } from 'node:path';
import type { App } from 'cdktf';
import type { Settings } from '../config';
import { refuse, Stop } from './stop';

/** What a client builds besides its blueprint, once for each environment. */
export type OwnStacks = (app: App, settings: Settings) => void;

const FILE = 'stacks.js';

/**
 * The function `clients/<name>/stacks.js` exports; undefined where there is no such file. It is code of the client's and runs as
 * whoever synthesizes.
 *
 * @throws Stop if it does not load or exports something else
 */
export function ownStacks(client: string, root: string): OwnStacks | undefined {
  const path = join(root, client, FILE);
  const file = path.split(sep).join('/');
  if (!existsSync(path)) return undefined;
  if (!lstatSync(path).isFile()) refuse(`${file} is no file; put the code itself there`);
  const own: unknown = guarded(file, () => createRequire(__filename)(resolve(path)));
  if (typeof own !== 'function')
    return refuse(
      `${file} exports ${own === null ? 'null' : typeof own}; write module.exports = (app, settings) => { … }`,
    );
  return (app, settings) => guarded(file, () => void Reflect.apply(own, undefined, [app, settings]));
}

/** What goes wrong in a client's code is told with its file: it is no fault of ours. */
function guarded<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Stop) throw error;
    const at = placeIn(error, file);
    return refuse(`${at}: ${error instanceof Error ? error.message : String(error)}\n\nnothing was written`);
  }
}

/** `clients/acme/stacks.js:12`, as far as the error tells. */
function placeIn(error: unknown, file: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const line = new RegExp(`${file.replace(/[^A-Za-z0-9]/g, '\\$&')}:(\\d+)`).exec(stack)?.[1];
  return line === undefined ? file : `${file}:${line}`;
}
