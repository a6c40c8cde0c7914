import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { SynthesizedStack } from '../checks';
import { isPlan } from '../checks/document';
import { isObject, type Json } from '../contract';
import { readJson, readStacks } from './stacks';
import { refuse } from './stop';

/** What somebody wants judged. */
export type Given = { stacks: SynthesizedStack[]; folder?: string } | { plan: Json };

/**
 * Reads an output folder, a `cdk.tf.json` or a plan.
 *
 * @throws Stop if it is none of them
 */
export function readGiven(path: string): Given {
  if (!existsSync(path))
    refuse(`${path} is not there; give a cdktf.out folder, a cdk.tf.json, or the output of terraform show -json`);
  if (statSync(path).isDirectory()) {
    const stacks = readStacks(path);
    if (stacks.length === 0) refuse(`${path} holds no stacks/<name>/cdk.tf.json; run a synth first`);
    return { stacks, folder: path };
  }
  const json = readJson(path);
  if (!isObject(json)) refuse(`${path} holds no JSON object; give a cdk.tf.json or the output of terraform show -json`);
  return isPlan(json) ? { plan: json } : { stacks: [{ name: basename(path), json }] };
}

/** Line of a file on which a resource stands, as seen from where the command is run. */
export function resourcePlace(path: string, stack: string, address: string): { file: string; line: number } {
  const isFolder = statSync(path).isDirectory();
  const file = isFolder ? join(path, 'stacks', stack, 'cdk.tf.json') : path;
  const near = relative(process.cwd(), file).split(sep).join('/');
  if (!existsSync(file)) return { file: near, line: 1 };
  return { file: near, line: lineOf(readFileSync(file, 'utf8'), address) };
}

function lineOf(text: string, address: string): number {
  const [type, name] = address
    .replace(/\[.*$/, '')
    .replace(/^data\./, '')
    .split('.');
  const from = text.indexOf(`"${type}": {`);
  const at = from === -1 ? -1 : text.indexOf(`"${name}": {`, from);
  return at === -1 ? 1 : text.slice(0, at).split('\n').length;
}
