import { ADDRESS_TAG, isObject, type Json } from '../../../contract';
import type { Stack } from './deployment';
import type { Thing } from './world';

/** Resource ids by type that Terraform remembers. */
export async function remembered(stack: Stack): Promise<Set<string>> {
  const { code, stdout } = await stack.run('state', 'pull');
  const state: { resources?: { type: string; instances: { attributes: { id?: string; namespace?: string } }[] }[] } =
    code === 0 && stdout.trim() !== '' ? JSON.parse(stdout) : {};
  return new Set(
    (state.resources ?? []).flatMap(({ type, instances }) =>
      instances.map(
        // AWS calls something else a namespace
        ({ attributes: { id, namespace } }) =>
          `${type} ${namespace === undefined || type.startsWith('aws_') ? id : `${namespace}/${id}`}`,
      ),
    ),
  );
}

/** What exists and no state of these stacks knows of. */
export async function orphans(things: readonly Thing[], stacks: readonly Stack[]): Promise<Thing[]> {
  const known = await Promise.all(stacks.map(remembered));
  return things.filter(
    ({ type, id, owner }) => owner === undefined && !known.some((state) => state.has(`${type} ${id}`)),
  );
}

/**
 * Which of `things` can be told from the outside, given only what was synthesized: by the address in their tags, by a name that
 * is written down, or as a part of something that can be told.
 */
export function untraceable(things: readonly Thing[], everything: readonly Thing[], stack: Stack): Thing[] {
  const traced = new Set(everything.filter((thing) => isTagged(thing, stack) || isNamed(thing, stack)));
  // a version of something goes by the id of the whole
  const partOfTraced = (thing: Thing): boolean =>
    [thing.id, ...Object.values(thing.refs ?? {}).flat()].some((id) =>
      [...traced].some((whole) => whole !== thing && isOf(whole, id)),
    );
  return things.filter((thing) => !traced.has(thing) && !partOfTraced(thing));
}

function isOf({ id, arn, name }: Thing, other: string): boolean {
  return [id, arn, name].includes(other) || (name !== undefined && other.endsWith(`/${name}`));
}

function isTagged({ tags }: Thing, stack: Stack): boolean {
  const [folder, address] = (tags?.[ADDRESS_TAG] ?? '').split('/');
  return folder === stack.id && stack.addresses.includes(address ?? '');
}

/** Names are as written in the output; only those AWS or Kubernetes keep unique tell anything. */
function isNamed({ type, name }: Thing, stack: Stack): boolean {
  return (
    name !== undefined &&
    Object.values(stack.resources(type)).some((resource) =>
      ['name', 'name_prefix', 'addon_name', 'node_group_name', 'metadata'].some((key) => holds(resource[key], name)),
    )
  );
}

function holds(value: Json | undefined, name: string): boolean {
  return value === name || (isObject(value) && value['name'] === name);
}
