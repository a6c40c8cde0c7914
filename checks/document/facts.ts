import {
  DESCRIPTOR_OUTPUT,
  isObject,
  type Descriptor,
  type Json,
  type JsonObject,
  type SecretFact,
  type StackFacts,
} from '../../contract';
import { asText, readText } from './evaluate';
import { objects, type Labelled, type RawStack } from './raw-stack';
import type { StackScope } from './scope';
import { secretFacts } from './secret-facts';
import { shapeResource } from './shape';
import { isTemplate, type Reference } from './template';
import { isTreeObject } from './tree';

/** What a stack says about itself besides its resources. */
export function stackFacts(stack: RawStack, scope: StackScope): StackFacts {
  const { terraform } = stack;
  const requiredVersion = terraform['required_version'];
  const descriptor = descriptorOf(textOf(stack.outputs.get(DESCRIPTOR_OUTPUT)?.['value'], scope));
  const backend = backendOf(terraform, scope);
  return {
    name: stack.name,
    ...(descriptor === undefined ? {} : { descriptor }),
    ...(backend === undefined ? {} : { backend }),
    ...(typeof requiredVersion === 'string' ? { requiredVersion } : {}),
    requiredProviders: requiredProviders(stack),
    providers: Object.fromEntries(
      byName(stack.providers).map(([name, bodies]) => [name, bodies.map((body) => argumentsOf(body, scope))]),
    ),
    outputs: Object.fromEntries(
      byName(stack.outputs).map(([name, output]) => [
        name,
        { sensitive: output['sensitive'] === true, references: referencesIn(output['value'] ?? null, scope) },
      ]),
    ),
    modules: Object.fromEntries(byName(stack.modules).map(([name, body]) => [name, argumentsOf(body, scope)])),
  };
}

function byName<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Literal secrets outside the resources. */
export function stackSecrets(stack: RawStack): SecretFact[] {
  const places: [string, Json][] = [
    ...named('output', stack.outputs),
    ...named('module', stack.modules),
    ...named('variable', stack.variables),
    ...[...stack.locals].map(([name, value]): [string, Json] => [`local.${name}`, { [name]: value }]),
    ...[...stack.providers].map(([name, bodies]): [string, Json] => [`provider.${name}`, bodies]),
    ['terraform', stack.terraform],
  ];
  return places.flatMap(([address, value]) => secretFacts({ stack: stack.name, address, path: stack.name }, value));
}

function named(block: string, entries: ReadonlyMap<string, JsonObject>): [string, Json][] {
  return [...entries].map(([name, body]): [string, Json] => [`${block}.${name}`, body]);
}

/** The descriptor inside an output's text; undefined where it is none. */
export function descriptorOf(text: string | undefined): Descriptor | undefined {
  if (text === undefined) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return isDescriptor(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const DESCRIPTOR_TEXTS = ['client', 'environment', 'stage', 'tier', 'phase', 'stack', 'partition', 'region', 'account'];

function isDescriptor(value: unknown): value is Descriptor {
  if (!isObject(value)) return false;
  const intents = value['intents'];
  return (
    value['schemaVersion'] === 1 &&
    DESCRIPTOR_TEXTS.every((name) => typeof value[name] === 'string') &&
    Array.isArray(value['dataClasses']) &&
    Array.isArray(intents) &&
    intents.every((intent) => isObject(intent) && typeof intent['kind'] === 'string')
  );
}

function textOf(value: Json | undefined, scope: StackScope): string | undefined {
  return typeof value === 'string' ? asText(readText(value, scope, () => undefined)) : undefined;
}

function backendOf(terraform: JsonObject, scope: StackScope): StackFacts['backend'] {
  const cloud = objects(terraform['cloud'])[0];
  if (cloud !== undefined) return { type: 'cloud', values: argumentsOf(cloud, scope) };
  const [type, body] = Object.entries(objects(terraform['backend'])[0] ?? {})[0] ?? [];
  return type === undefined ? undefined : { type, values: argumentsOf(objects(body)[0] ?? {}, scope) };
}

/** Providers a stack asks for, and those it uses without asking. */
function requiredProviders(stack: RawStack): StackFacts['requiredProviders'] {
  const required = objects(stack.terraform['required_providers']).flatMap((block) => Object.entries(block));
  const implied = [...stack.providers.keys(), ...[...stack.resources, ...stack.data].map(providerOf)];
  const found = new Map<string, { source?: string; version?: string }>();
  for (const name of implied.sort()) if (name !== 'terraform') found.set(name, {});
  for (const [name, body] of required) found.set(name, requirement(body));
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function requirement(body: Json): { source?: string; version?: string } {
  if (typeof body === 'string') return { version: body };
  const { source, version } = objects(body)[0] ?? {};
  return {
    ...(typeof source === 'string' ? { source } : {}),
    ...(typeof version === 'string' ? { version } : {}),
  };
}

/** Local name of the provider of a resource: what it says, else the first word of its type. */
function providerOf({ type, body }: Labelled): string {
  const said = body['provider'];
  const name = typeof said === 'string' ? said.replace(/^\$\{|\}$/g, '').split('.')[0] : undefined;
  return name ?? type.split('_')[0] ?? type;
}

function argumentsOf(body: JsonObject, scope: StackScope): JsonObject {
  const read = scope.read(Object.fromEntries(Object.entries(body).filter(([name]) => name !== '//')));
  return isTreeObject(read) ? shapeResource('', read).values : {};
}

function referencesIn(value: Json, scope: StackScope): string[] {
  const found = new Set<string>();
  const note = ({ target, attribute }: Reference): void => {
    found.add(attribute === '' ? target : `${target}.${attribute}`);
  };
  const visit = (entry: Json): void => {
    if (typeof entry === 'string' && isTemplate(entry)) readText(entry, scope, note);
    else if (Array.isArray(entry)) entry.forEach(visit);
    else if (isObject(entry)) Object.values(entry).forEach(visit);
  };
  visit(value);
  return [...found].sort();
}
