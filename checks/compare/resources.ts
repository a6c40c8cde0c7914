import { isObject, type Json } from '../../contract';
import type { SynthesizedStack } from '../document';
import { valueChanges, type ValueChange } from './values';

/** One resource that is not the same in both. */
export interface ResourceChange {
  kind: 'added' | 'removed' | 'changed';
  stack: string;
  /** `aws_s3_bucket.Archive_F233627E`. */
  address: string;
  /** Construct path; empty where nothing says it. */
  path: string;
  /** Attributes that differ, of a changed one. */
  attributes: string[];
  /** What they were and are, of a changed one. */
  values: ValueChange[];
  /** Whether Terraform was told to refuse its end: it holds what cannot be made again. */
  holdsData: boolean;
}

interface Block {
  stack: string;
  address: string;
  body: { [key: string]: Json };
}

const ORDER = ['removed', 'changed', 'added'] as const;

/** Resources that differ, what holds data and goes first. Comments of the tool that wrote them do not count. */
export function resourceChanges(
  before: readonly SynthesizedStack[],
  after: readonly SynthesizedStack[],
): ResourceChange[] {
  const old = blocksOf(before);
  const young = blocksOf(after);
  return [...new Set([...old.keys(), ...young.keys()])]
    .flatMap((key) => changeOf(old.get(key), young.get(key)))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
        Number(b.holdsData) - Number(a.holdsData) ||
        (`${a.stack}/${a.address}` < `${b.stack}/${b.address}` ? -1 : 1),
    );
}

function changeOf(old: Block | undefined, young: Block | undefined): ResourceChange[] {
  const block = young ?? old;
  if (block === undefined) return [];
  const attributes = old === undefined || young === undefined ? [] : changedAttributes(old.body, young.body);
  if (old !== undefined && young !== undefined && attributes.length === 0) return [];
  return [
    {
      kind: old === undefined ? 'added' : young === undefined ? 'removed' : 'changed',
      stack: block.stack,
      address: block.address,
      path: pathOf(block.body),
      attributes,
      values: old === undefined || young === undefined ? [] : valueChanges(old.body, young.body),
      holdsData: [old, young].some((each) => each !== undefined && isProtected(each.body)),
    },
  ];
}

function changedAttributes(old: Block['body'], young: Block['body']): string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(young)])]
    .filter((name) => name !== '//' && JSON.stringify(old[name]) !== JSON.stringify(young[name]))
    .sort();
}

function isProtected({ lifecycle }: Block['body']): boolean {
  return isObject(lifecycle) && lifecycle.prevent_destroy === true;
}

function pathOf({ '//': comment }: Block['body']): string {
  const metadata = isObject(comment) ? comment.metadata : undefined;
  return isObject(metadata) && typeof metadata.path === 'string' ? metadata.path : '';
}

function blocksOf(stacks: readonly SynthesizedStack[]): Map<string, Block> {
  const blocks = new Map<string, Block>();
  for (const { name: stack, json } of stacks) {
    const resources = isObject(json) && isObject(json.resource) ? json.resource : {};
    for (const [type, named] of Object.entries(resources)) {
      for (const [name, body] of Object.entries(isObject(named) ? named : {})) {
        if (isObject(body)) blocks.set(`${stack}/${type}.${name}`, { stack, address: `${type}.${name}`, body });
      }
    }
  }
  return blocks;
}
