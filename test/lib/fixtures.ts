import { App, type TerraformStack, Testing } from 'cdktf';
import type { EnvironmentProps } from '../../stacks';
import { BaseStack } from '../../stacks';
import type { Json, JsonObject } from '../../contract';
import { isObject } from '../../contract';
import { modelOf, type NamedModel } from '../../facts';
import listed from './vllm-arguments.json';

/** An environment as blueprints make it, for components that need one around them. */
export function environment(
  overrides: Partial<EnvironmentProps['place']> = {},
  tags: Record<string, string> = {},
): EnvironmentProps {
  const place = {
    account: '111122223333',
    region: 'eu-central-1',
    partition: 'aws' as const,
    prefix: 'acme-production',
    protectData: true,
    ...overrides,
  };
  return {
    place,
    tags,
    state: { bucket: 'acme-state' },
    descriptor: {
      schemaVersion: 1,
      client: 'acme',
      environment: 'production',
      stage: 'production',
      tier: 'mid-market',
      phase: 'day-60',
      partition: place.partition,
      region: place.region,
      account: place.account,
      owner: 'team@acme.example',
      dataClasses: ['internal'],
    },
  };
}

/** The Terraform JSON of a stack that holds what `build` puts into it. */
export function synthesize(
  build: (stack: TerraformStack) => void,
  around: EnvironmentProps = environment(),
): JsonObject {
  const app = new App({ outdir: Testing.app().outdir });
  const stack = new BaseStack(app, 'network', around);
  build(stack);
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

/** All resources of a type, by the last part of their names. */
export function resources(json: JsonObject, type: string): JsonObject[] {
  const byType = isObject(json.resource) ? json.resource[type] : undefined;
  return isObject(byType) ? Object.values(byType).filter(isObject) : [];
}

/** The only resource of a type. */
export function resource(json: JsonObject, type: string): JsonObject {
  const all = resources(json, type);
  if (all.length !== 1 || all[0] === undefined) throw new Error(`${all.length} resources of type ${type}`);
  return all[0];
}

/** The value at a place; undefined where there is none. */
export function pick(json: Json, ...path: (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isObject(value) ? value[step] : undefined;
  }, json);
}

/** A model of the library's catalogue. */
export function known(id: string): NamedModel {
  const model = modelOf(id);
  if (model === undefined) throw new Error(`no model ${id}`);
  return model;
}

/** What the list of the pinned version does not know, or knows in another form. */
export function unknownArguments(written: readonly string[]): string[] {
  const flags = new Set(listed.flags.flatMap((flag) => [`--${flag}`, `--no-${flag}`]));
  const values = new Set(listed.values.map((name) => `--${name}`));
  const wrong: string[] = [];
  for (let index = 0; index < written.length; index += 1) {
    const word = written[index] ?? '';
    if (flags.has(word)) continue;
    const valued = values.has(word) && written[index + 1]?.startsWith('--') === false;
    if (!valued) wrong.push(word);
    // some take several values
    while (written[index + 1]?.startsWith('--') === false) index += 1;
  }
  return wrong;
}
