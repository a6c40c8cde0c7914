import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from '../checks';
import { descriptorOf as descriptorIn } from '../checks/document';
import { DESCRIPTOR_OUTPUT, isObject, type Descriptor, type Json } from '../contract';
import { refuse } from './stop';

/** All stacks of a synth's output folder, sorted by name; the manifest is not asked, a stop verdict takes it away. */
export function readStacks(folder: string): SynthesizedStack[] {
  const stacks = join(folder, 'stacks');
  if (!existsSync(stacks)) return [];
  return readdirSync(stacks)
    .sort()
    .map((name) => ({ name, path: join(stacks, name, 'cdk.tf.json') }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => ({ name, json: readJson(path) }));
}

/** What a stack of ours says it is. */
export function descriptorOf(json: Json): Descriptor | undefined {
  const outputs = isObject(json) ? json.output : undefined;
  const output = isObject(outputs) ? outputs[DESCRIPTOR_OUTPUT] : undefined;
  const value = isObject(output) ? output.value : undefined;
  return typeof value === 'string' ? descriptorIn(value) : undefined;
}

/** Stacks that belong together; those that say nothing belong to one. */
export function stacksByEnvironment(stacks: readonly SynthesizedStack[]): SynthesizedStack[][] {
  const groups = new Map<string, SynthesizedStack[]>();
  for (const stack of stacks) {
    const environment = descriptorOf(stack.json)?.environment ?? '';
    groups.set(environment, [...(groups.get(environment) ?? []), stack]);
  }
  return [...groups.values()];
}

/** JSON of a file that may be anybody's. @throws Stop if it is none */
export function readJson(path: string): Json {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(
      `${path} is not JSON (${error instanceof Error ? error.message : 'unreadable'}); a binary plan must go through terraform show -json`,
    );
  }
}
