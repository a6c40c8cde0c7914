import {
  isObject,
  type Document,
  type Json,
  type JsonObject,
  type Resource,
  type SecretFact,
  type Tier,
} from '../../contract';
import { assemble, placeOf, type Pointer } from './assemble';
import { ownArguments, readBody, type Mention } from './body';
import { DocumentError, type DocumentProblem } from './errors';
import { stackFacts, stackSecrets } from './facts';
import { objects, readStack, type Labelled, type RawStack, type SynthesizedStack } from './raw-stack';
import { Environment, instances, type StackScope } from './scope';
import { secretFacts } from './secret-facts';
import { shapeResource } from './shape';
import type { Tree } from './tree';

/** A stack trace is as deep as it is; the frame that matters is near its top. */
const MOST_FRAMES = 100;
const MOST_FRAME = 1000;

/**
 * The document of one environment from the `cdk.tf.json` of all its stacks, parsed.
 *
 * @throws DocumentError if any of them is not Terraform's JSON, or two have one name
 */
export function documentFromSynth(stacks: readonly SynthesizedStack[], tier: Tier): Document {
  const problems: DocumentProblem[] = duplicates(stacks);
  const raw = stacks.map((stack) => readStack(stack, problems));
  if (problems.length > 0) throw new DocumentError(problems);
  const environment = new Environment(raw);
  const read = raw.map((stack) => readResources(stack, environment.scope(stack.name)));
  const addresses = new Map(read.flatMap((stack) => [...stack.addresses]));
  const all = read.flatMap((stack) => [...stack.resources, ...stack.data]);
  return assemble({
    source: 'synth',
    tier,
    stacks: raw.map((stack) => stackFacts(stack, environment.scope(stack.name))),
    resources: read.flatMap((stack) => stack.resources.map(({ resource }) => resource)),
    data: read.flatMap((stack) => stack.data.map(({ resource }) => resource)),
    pointers: [
      ...all.flatMap(({ resource, mentions, key }) =>
        pointersOf(resource, key, mentions, environment.scope(resource.stack), addresses),
      ),
      ...raw.flatMap((stack) => modulePointers(stack, environment.scope(stack.name), addresses)),
    ],
    secrets: [...all.flatMap(({ secrets }) => secrets), ...raw.flatMap(stackSecrets)],
  });
}

function duplicates(stacks: readonly SynthesizedStack[]): DocumentProblem[] {
  const names = stacks.map((stack) => stack.name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => ({
    code: 'DuplicateStack',
    path: name,
    message: 'is there twice',
    fix: 'give each stack a name of its own',
  }));
}

interface ReadResource {
  resource: Resource;
  mentions: Mention[];
  secrets: SecretFact[];
  /** Key of the instance, `[0]`; empty where there is only one. */
  key: string;
}

interface ReadResources {
  resources: ReadResource[];
  data: ReadResource[];
  /** `<stack>/<address>` as it is written → as it became, one for each instance. */
  addresses: Map<string, string[]>;
}

function readResources(stack: RawStack, scope: StackScope): ReadResources {
  const addresses = new Map<string, string[]>();
  const read =
    (prefix: string) =>
    (labelled: Labelled): ReadResource[] => {
      const found = readInstances(prefix, labelled, scope);
      addresses.set(
        `${stack.name}/${prefix}${labelled.type}.${labelled.name}`,
        found.map(({ resource }) => placeOf(resource)),
      );
      return found;
    };
  return {
    resources: stack.resources.flatMap(read('')),
    data: stack.data.flatMap(read('data.')),
    addresses,
  };
}

function readInstances(prefix: string, { type, name, body }: Labelled, scope: StackScope): ReadResource[] {
  const address = `${prefix}${type}.${name}`;
  const repeated = ['count', 'for_each'].filter((argument) => body[argument] !== undefined && body[argument] !== null);
  const found = repeated.length === 0 ? [{ key: '', iterators: {} }] : instances(body, scope);
  const open = found === undefined ? repeated : [];
  const metadata = constructMetadata(body);
  return (found ?? [{ key: '', iterators: {} }]).map(({ key, iterators }) => {
    const inside: StackScope = Object.keys(iterators).length === 0 ? scope : scope.within(iterators);
    const { body: read, mentions } = readBody(type, body, inside);
    const shaped = shapeResource(`${prefix}${type}`, read);
    const resource: Resource = {
      address: `${address}${key}`,
      type,
      name,
      stack: scope.stack.name,
      path: metadata.path ?? `${address}${key}`,
      ...(metadata.source === undefined ? {} : { source: metadata.source }),
      ...shaped,
      unknown: [...open, ...shaped.unknown],
      meta: metaOf(body),
    };
    return { resource, mentions, secrets: secretsOf(resource, body, read), key };
  });
}

function secretsOf(resource: Resource, body: JsonObject, read: Tree): SecretFact[] {
  const { stack, address, path } = resource;
  return secretFacts({ stack, address, path }, ownArguments(body, 'provisioner'), read);
}

/** What CDKTF writes beside a resource: its construct path, and where it was made, if it was asked to keep that. */
function constructMetadata(body: JsonObject): { path?: string; source?: string } {
  const comment = body['//'];
  const metadata = isObject(comment) && isObject(comment['metadata']) ? comment['metadata'] : {};
  const { path, stackTrace } = metadata;
  const source = Array.isArray(stackTrace) ? sourceIn(stackTrace) : undefined;
  return {
    ...(typeof path === 'string' && path !== '' ? { path } : {}),
    ...(source === undefined ? {} : { source }),
  };
}

/** File and line of the first frame in somebody's own code. */
function sourceIn(frames: readonly Json[]): string | undefined {
  for (const frame of frames.slice(0, MOST_FRAMES)) {
    if (typeof frame !== 'string' || frame.length > MOST_FRAME) continue;
    const place = frame.replace(/^.*\(|\)$/g, '').replace(/^file:\/\//, '');
    const [, file, line] = /^(.+):(\d+):\d+$/.exec(place) ?? [];
    if (file !== undefined && !/^node:|[\\/]node_modules[\\/]/.test(file)) return `${file}:${line}`;
  }
  return undefined;
}

function metaOf(body: JsonObject): Resource['meta'] {
  const lifecycle = objects(body['lifecycle'])[0] ?? {};
  return {
    dependsOn: texts(body['depends_on']),
    preventDestroy: lifecycle['prevent_destroy'] === true,
    ignoreChanges: typeof lifecycle['ignore_changes'] === 'string' ? ['all'] : texts(lifecycle['ignore_changes']),
    provisioners: [...new Set(objects(body['provisioner']).flatMap((block) => Object.keys(block)))].sort(),
  };
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string').sort() : [];
}

function pointersOf(
  resource: Resource,
  key: string,
  mentions: readonly Mention[],
  scope: StackScope,
  addresses: ReadonlyMap<string, string[]>,
): Pointer[] {
  const pointer = placeOf(resource);
  return mentions.flatMap(({ attribute, reference }) =>
    scope
      .targets(reference)
      .flatMap((target) => instancesOf(target, addresses, reference.instance, key))
      .filter((target) => target !== pointer)
      .map((target): Pointer => ({ target, attribute: `${resource.type}.${attribute}`, pointer })),
  );
}

/** The instances a reference can mean: all without an index, the one it names, else (`[count.index]`) the one with the pointer's own key. */
function instancesOf(
  target: string,
  addresses: ReadonlyMap<string, string[]>,
  named: string | undefined,
  own: string,
): string[] {
  const all = addresses.get(target) ?? [target];
  if (named === undefined) return all;
  const exact = all.filter((address) =>
    [`${target}[${named}]`, `${target}[${JSON.stringify(named)}]`].includes(address),
  );
  if (exact.length > 0) return exact;
  const same = all.filter((address) => own !== '' && address === `${target}${own}`);
  return same.length > 0 ? same : all;
}

function modulePointers(stack: RawStack, scope: StackScope, addresses: ReadonlyMap<string, string[]>): Pointer[] {
  return [...stack.modules].flatMap(([name, body]) =>
    readBody('', body, scope).mentions.flatMap(({ attribute, reference }) =>
      scope
        .targets(reference)
        .flatMap((target) => instancesOf(target, addresses, reference.instance, ''))
        .map((target): Pointer => ({
          target,
          attribute: `module.${attribute.split('.')[0] ?? attribute}`,
          pointer: `${stack.name}/module.${name}`,
        })),
    ),
  );
}
