import { ADDRESS_TAG, isObject, type Json, type JsonObject } from '../../contract';
import { SET_AGAIN } from '../../facts';
import type { SynthesizedStack } from '../document';
import { idByName, importId, parseArn, type Arn } from './import-id';

/** What Terraform is to take into a state. */
export interface Import {
  to: string;
  id: string;
}

/** What exists of one stack and its state does not know. */
export interface StackRecovery {
  stack: string;
  /** Sorted by address. */
  imports: Import[];
  /** Addresses that more than one thing carries: somebody must choose. */
  doubled: { address: string; arns: string[] }[];
  /** Things that no import block can be written for, with the reason. */
  open: { address: string; arn: string; reason: string }[];
  /** What no listing by tag shows and AWS gives only once: imported if an apply says that it exists. */
  unlisted: Import[];
  /** Addresses in neither, which a second apply sets again without harm. */
  setAgain: number;
}

export interface Recovery {
  stacks: StackRecovery[];
  /** Things in the listings that are of these stacks, in a state or not. */
  listed: number;
  /** ARNs whose tag names a stack that is not among these: another environment, left alone. */
  elsewhere: string[];
}

export interface Listings {
  /** `aws resourcegroupstaggingapi get-resources`, and `aws iam list-roles`, parsed. */
  things: readonly Json[];
  /** Addresses of each stack's state, by stack. */
  states: ReadonlyMap<string, ReadonlySet<string>>;
  /** Judges these stacks only; all, where it is empty. @default - all whose state is given */
  only?: ReadonlySet<string>;
}

interface Thing {
  arn: Arn;
  address: string;
}

/** Addresses in what `terraform state list` or `terraform show -json` prints. @throws SyntaxError if it is neither */
export function stateAddresses(text: string): Set<string> {
  if (text.trimStart().startsWith('{')) {
    const state: Json = JSON.parse(text);
    return new Set(shown(state));
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const odd = lines.find((line) => !/^[\w.[\]"/:@ -]+\.[\w.[\]"/:@ -]+$/.test(line));
  if (odd !== undefined) throw new SyntaxError(`${JSON.stringify(odd.slice(0, 60))} is no address`);
  return new Set(lines);
}

function shown(state: Json): string[] {
  const root = isObject(state) && isObject(state['values']) ? state['values']['root_module'] : undefined;
  const resources = isObject(root) && Array.isArray(root['resources']) ? root['resources'].filter(isObject) : [];
  return resources.flatMap(({ address }) => (typeof address === 'string' ? [address] : []));
}

/**
 * What a killed apply left behind: things that say by their tag or name which address they are of, and that no state knows.
 * Returns sentences instead where a listing cannot be of this environment.
 */
export function recover(
  stacks: readonly SynthesizedStack[],
  { things, states, only = new Set() }: Listings,
): { ok: true; recovery: Recovery } | { ok: false; problems: string[] } {
  const byStack = new Map<string, Thing[]>(stacks.map(({ name }) => [name, []]));
  const elsewhere: string[] = [];
  const problems: string[] = [];
  for (const { arn: text, tag } of [...tagged(things), ...roles(things, stacks)]) {
    const arn = parseArn(text);
    const [stack = '', address = ''] = tag.split('/');
    const found = byStack.get(stack);
    if (found === undefined) elsewhere.push(text);
    else if (arn === undefined) problems.push(`${JSON.stringify(text.slice(0, 100))} is no ARN`);
    else found.push({ arn, address });
  }
  const chosen = stacks.filter(({ name }) => only.size === 0 || only.has(name));
  problems.push(...chosen.flatMap((stack) => strangers(stack, byStack.get(stack.name) ?? [])));
  problems.push(...chosen.flatMap(({ name }) => stateless(name, byStack.get(name)?.length ?? 0, { states, only })));
  if (problems.length > 0) return { ok: false, problems };
  const judged = chosen.filter(({ name }) => states.has(name));
  const withRoles = things.some((listing) => isObject(listing) && Array.isArray(listing['Roles']));
  return {
    ok: true,
    recovery: {
      stacks: judged.map((stack) => {
        const found = ofStack(stack, byStack.get(stack.name) ?? [], states.get(stack.name) ?? new Set());
        // a role that a listing of roles does not show is not there
        const unlisted = found.unlisted.filter(({ to }) => !withRoles || !to.startsWith('aws_iam_role.'));
        return { ...found, unlisted };
      }),
      listed: judged.flatMap(({ name }) => byStack.get(name) ?? []).length,
      elsewhere: [...elsewhere].sort(),
    },
  };
}

function stateless(stack: string, things: number, { states, only }: Required<Omit<Listings, 'things'>>): string[] {
  if (states.has(stack)) return [];
  if (things > 0) return [`${stack}: ${things} things carry its tag and its state was not given`];
  return only.has(stack) ? [`${stack}: its state was not given`] : [];
}

function ofStack(stack: SynthesizedStack, things: readonly Thing[], state: ReadonlySet<string>): StackRecovery {
  const resources = resourcesOf(stack);
  const home = regionOf(stack);
  const byAddress = new Map<string, Thing[]>();
  for (const thing of things) byAddress.set(thing.address, [...(byAddress.get(thing.address) ?? []), thing]);
  const recovery: StackRecovery = { stack: stack.name, imports: [], doubled: [], open: [], unlisted: [], setAgain: 0 };
  for (const [address, found] of [...byAddress].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [thing] = found;
    if (found.length > 1) recovery.doubled.push({ address, arns: found.map(({ arn }) => arn.text).sort() });
    else if (thing !== undefined && !state.has(address)) place(recovery, thing, resources.get(address), home);
  }
  for (const [address, resource] of resources) {
    if (state.has(address) || byAddress.has(address)) continue;
    const type = address.split('.')[0] ?? '';
    const id = idByName(type, resource);
    if (id !== undefined) recovery.unlisted.push({ to: address, id });
    else if (SET_AGAIN.has(type)) recovery.setAgain += 1;
  }
  return recovery;
}

function place(recovery: StackRecovery, { arn, address }: Thing, resource: JsonObject | undefined, home: string): void {
  const open = (reason: string): void => void recovery.open.push({ address, arn: arn.text, reason });
  if (resource === undefined) {
    open('the output has no such address: synthesize with the version and the file it was applied with, or delete it');
    return;
  }
  const id = importId(address.split('.')[0] ?? '', arn, resource, home);
  if (id === undefined)
    open('nobody wrote down how its type is imported: see its page of the provider, section "Import"');
  else recovery.imports.push({ to: address, id });
}

/** Things in a listing by tag that say an address. */
function tagged(things: readonly Json[]): { arn: string; tag: string }[] {
  return things.flatMap((listing) => {
    const list = isObject(listing) ? listing['ResourceTagMappingList'] : undefined;
    return (Array.isArray(list) ? list.filter(isObject) : []).flatMap(({ ResourceARN: arn, Tags: tags }) => {
      const found = (Array.isArray(tags) ? tags.filter(isObject) : []).find(({ Key: key }) => key === ADDRESS_TAG);
      const tag = found?.['Value'];
      return typeof arn === 'string' && typeof tag === 'string' ? [{ arn, tag }] : [];
    });
  });
}

/** IAM roles: no listing by tag has them, but their names are written down. */
function roles(things: readonly Json[], stacks: readonly SynthesizedStack[]): { arn: string; tag: string }[] {
  const listed = things.flatMap((listing) => {
    const list = isObject(listing) ? listing['Roles'] : undefined;
    return (Array.isArray(list) ? list.filter(isObject) : []).flatMap(({ RoleName: name, Arn: arn }) =>
      typeof name === 'string' && typeof arn === 'string' ? [{ name, arn }] : [],
    );
  });
  return stacks.flatMap((stack) =>
    [...resourcesOf(stack)].flatMap(([address, { name }]) =>
      address.startsWith('aws_iam_role.')
        ? listed
            .filter((role) => role.name === name && isOf(stack, parseArn(role.arn)))
            .map(({ arn }) => ({ arn, tag: `${stack.name}/${address}` }))
        : [],
    ),
  );
}

function strangers(stack: SynthesizedStack, things: readonly Thing[]): string[] {
  const accounts = [...new Set(things.filter(({ arn }) => !isOf(stack, arn)).map(({ arn }) => arn.account))];
  return accounts.map(
    (account) =>
      `${stack.name}: the listing is of account ${account}, the stack belongs into ${accountsOf(stack).join(', ')}`,
  );
}

/** ARNs of buckets name no account. */
function isOf(stack: SynthesizedStack, arn: Arn | undefined): boolean {
  const accounts = accountsOf(stack);
  return arn !== undefined && (arn.account === '' || accounts.length === 0 || accounts.includes(arn.account));
}

function accountsOf(stack: SynthesizedStack): string[] {
  const accounts = provider(stack)['allowed_account_ids'];
  return Array.isArray(accounts) ? accounts.filter((account) => typeof account === 'string') : [];
}

function regionOf(stack: SynthesizedStack): string {
  const { region } = provider(stack);
  return typeof region === 'string' ? region : '';
}

function provider({ json }: SynthesizedStack): JsonObject {
  const providers = isObject(json) && isObject(json['provider']) ? json['provider']['aws'] : undefined;
  const [first] = Array.isArray(providers) ? providers : [providers];
  return isObject(first) ? first : {};
}

function resourcesOf({ json }: SynthesizedStack): Map<string, JsonObject> {
  const types = isObject(json) && isObject(json['resource']) ? Object.entries(json['resource']) : [];
  return new Map(
    types.flatMap(([type, names]) =>
      Object.entries(isObject(names) ? names : {}).flatMap(([name, body]): [string, JsonObject][] =>
        isObject(body) ? [[`${type}.${name}`, body]] : [],
      ),
    ),
  );
}
