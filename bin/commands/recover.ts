import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { SynthesizedStack } from '../../checks';
import { recover, stateAddresses, type Recovery, type StackRecovery } from '../../checks/recovery';
import { STACKS, type Json } from '../../contract';
import { descriptorOf, readStacks } from '../stacks';
import { refuse } from '../stop';
import { note, result } from '../terminal';
import { oneOf } from './options';

export interface RecoverOptions {
  /** Files with listings, `-` for standard input. */
  listing: string[];
  /** Files named after their stacks, `<stack>.txt` or `<stack>.json`. */
  state: string[];
  /** Only these; all, where none is named. */
  stack: string[];
  format: string;
}

const FILE = 'imports.tf.json';

/** `groundplane recover`: import blocks for what a killed apply made and did not write down. Calls nobody. */
export function recoverCommand(output: string, options: RecoverOptions): void {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const stacks = inOrder(readStacks(output));
  if (stacks.length === 0) refuse(`${output} holds no stacks; synthesize first, with the file that was applied`);
  const names = stacks.map(({ name }) => name);
  if (options.state.length === 0)
    refuse('no state was given, so nothing can be told to be missing from one; see --state');
  const only = new Set(options.stack.map((name) => oneOf('--stack', name, names)));
  const states = new Map(options.state.map((file) => readState(file, names)));
  const found = recover(stacks, { things: options.listing.map(readListing), states, only });
  if (!found.ok) refuse([...found.problems, 'nothing was written'].join('\n'));
  for (const stack of found.recovery.stacks) write(output, stack);
  result(format === 'json' ? JSON.stringify(found.recovery, null, 2) : text(found.recovery, output, only));
  note(next(found.recovery, output));
}

/** As they are applied; a client's own come last. */
function inOrder(stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const place = ({ json }: SynthesizedStack): number => {
    const stack = descriptorOf(json)?.stack;
    const index = STACKS.findIndex((name) => name === stack);
    return index === -1 ? STACKS.length : index;
  };
  return [...stacks].sort((a, b) => place(a) - place(b));
}

function readState(file: string, names: readonly string[]): [string, Set<string>] {
  const stack = basename(file, extname(file));
  if (!names.includes(stack))
    refuse(`${file} is named after no stack; name it <stack>.txt, with one of ${names.join(', ')}`);
  try {
    return [stack, stateAddresses(read(file))];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(`${file} is not what terraform state list or terraform show -json prints: ${error.message}`);
  }
}

function readListing(file: string): Json {
  try {
    const listing: Json = JSON.parse(read(file));
    if (typeof listing === 'object' && listing !== null && ('ResourceTagMappingList' in listing || 'Roles' in listing))
      return listing;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refuse(
    `${file === '-' ? 'standard input' : file} is no listing: it must be the JSON of aws resourcegroupstaggingapi get-resources, or of aws iam list-roles`,
  );
}

function read(file: string): string {
  if (file === '-' && process.stdin.isTTY)
    refuse('nothing is piped in; say where the listing is: --listing listing.json');
  if (file === '-') return readFileSync(0, 'utf8');
  if (!existsSync(file)) refuse(`${file} is not there`);
  return readFileSync(file, 'utf8');
}

/** Terraform reads every file of the folder: an older plan must not stay where there is nothing to import. */
function write(output: string, { stack, imports }: StackRecovery): void {
  const file = join(output, 'stacks', stack, FILE);
  if (imports.length === 0) rmSync(file, { force: true });
  else writeFileSync(file, `${JSON.stringify({ import: imports }, null, 2)}\n`);
}

/** Whether somebody has something to do for it now; one that was asked for is always told of in full. */
function isQuiet({ stack, imports, doubled, open }: StackRecovery, only: ReadonlySet<string>): boolean {
  return !only.has(stack) && [imports, doubled, open].every((list) => list.length === 0);
}

function text({ stacks, elsewhere }: Recovery, output: string, only: ReadonlySet<string>): string {
  const quiet = stacks.filter((stack) => isQuiet(stack, only));
  const lines = [
    ...stacks.filter((stack) => !quiet.includes(stack)).flatMap((stack) => stackText(stack, output)),
    ...(quiet.length === 0 ? [] : [quietText(quiet)]),
  ];
  if (elsewhere.length > 0)
    lines.push(`left alone: ${elsewhere.length} of stacks that are not in ${output}, as ${elsewhere[0]}`);
  return lines.join('\n');
}

function stackText(stack: StackRecovery, output: string): string[] {
  const { imports, doubled, open, setAgain } = stack;
  return [
    `${stack.stack}: ${imports.length} to import${imports.length === 0 ? '' : ` → ${join(output, 'stacks', stack.stack, FILE)}`}`,
    ...imports.map(({ to, id }) => `  import  ${to}  ${id}`),
    ...doubled.flatMap(({ address, arns }) => [
      `  choose  ${address}  carried by ${arns.length}: keep the one with your data, take the tag off the others or delete them, run this again`,
      ...arns.map((arn) => `          ${arn}`),
    ]),
    ...open.map(({ address, arn, reason }) => `  open    ${address}  ${arn}\n          ${reason}`),
    ...unlisted(stack),
    ...(setAgain === 0
      ? []
      : [`  nothing to do for ${setAgain} settings and policies: the next apply sets them again`]),
  ];
}

function unlisted({ unlisted: named }: StackRecovery): string[] {
  if (named.length === 0) return [];
  return [
    `  ${named.length} carry no tag. Where the apply says of one that it exists already, import it and apply again:`,
    ...named.map(({ to, id }) => `    terraform import '${to}' '${id}'`),
  ];
}

/** Stacks with nothing to decide, in one line; what they hold without a tag matters only where an apply meets it. */
function quietText(stacks: readonly StackRecovery[]): string {
  const untagged = stacks.reduce((sum, stack) => sum + stack.unlisted.length, 0);
  const more =
    untagged === 0
      ? ''
      : `; ${untagged} of theirs carry no tag: if an apply says of one that it exists already, --stack <name> tells how to import it`;
  return `nothing to import: ${stacks.map(({ stack }) => stack).join(', ')}${more}`;
}

function next({ stacks, listed }: Recovery, output: string): string {
  if (listed === 0)
    return 'the listing shows nothing of these stacks: was it taken in their account and region, with --tag-filters Key=groundplane:address?';
  const open = stacks.reduce((sum, stack) => sum + stack.open.length, 0);
  const waiting = stacks.filter(({ imports, doubled }) => imports.length > 0 || doubled.length > 0);
  if (waiting.length === 0 && open === 0)
    return 'nothing that carries an address is missing from the states that were given';
  return [
    ...(open === 0
      ? []
      : [
          `${open} above ${open === 1 ? 'is' : 'are'} open and in no import block: mend as said there, before an apply makes a second`,
        ]),
    ...(waiting.length === 0 ? [] : ['next, stack by stack, in this order:']),
    ...waiting.map(({ stack }) => {
      const folder = join(output, 'stacks', stack);
      return `  terraform -chdir=${folder} init && terraform -chdir=${folder} plan   # nothing above may be "created"; then apply, and rm ${join(folder, FILE)}`;
    }),
  ].join('\n');
}
