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
import { DocumentError } from './errors';
import {
  Configuration,
  isLeaf,
  objectAt,
  withoutIndexes,
  type AbsoluteReference,
  type ConfiguredModule,
} from './plan-configuration';
import { literalValues, plannedTree, type Written } from './plan-values';
import { nounOf } from './raw-stack';
import { descriptorOfPlan, plannedEnds } from './plan-ends';
import { outputSecrets, planFacts } from './plan-facts';
import { policyDocument } from './policy-document';
import { secretFacts } from './secret-facts';
import { shapeResource } from './shape';
import { isTooDeep, MAX_DEPTH, type Tree } from './tree';

/** Whether parsed JSON says of itself that it is a plan or a state, as `terraform show -json` prints them. */
export function isPlan(json: Json): boolean {
  return isObject(json) && json['format_version'] !== undefined;
}

/**
 * The document of one plan as `terraform show -json` prints it, parsed. A plan is one stack: named as its descriptor says,
 * else `name`. `mayEnd`: addresses whose end is wanted.
 *
 * @throws DocumentError if it is not a whole plan
 */
export function documentFromPlan(json: Json, tier: Tier, name = 'plan', mayEnd: readonly string[] = []): Document {
  const plan = checkedPlan(json, name);
  const outputs = objectAt(objectAt(plan, 'planned_values'), 'outputs');
  const descriptor = descriptorOfPlan(plan);
  const stack = descriptor === undefined ? name : `${descriptor.client}-${descriptor.environment}-${descriptor.stack}`;
  const configuration = new Configuration(plan);
  const changes = changesOf(plan);
  const planned = plannedResources(plan);
  const policies = policyDocuments(planned, configuration, changes);
  const read = planned.map((one) => readPlanned(one, stack, configuration, changes, policies));
  const places = new Map<string, string[]>();
  for (const { resource } of read) {
    const written = withoutIndexes(resource.address);
    places.set(written, [...(places.get(written) ?? []), resource.address]);
  }
  return assemble({
    source: 'plan',
    tier,
    stacks: [
      {
        ...planFacts(
          plan,
          stack,
          configuration,
          read.map(({ resource }) => resource.type),
        ),
        ...(descriptor === undefined ? {} : { descriptor }),
      },
    ],
    resources: read.flatMap(({ resource, mode }) => (mode === 'data' ? [] : [resource])),
    data: read.flatMap(({ resource, mode }) => (mode === 'data' ? [resource] : [])),
    pointers: read.flatMap((one) => pointersOf(one, places)),
    secrets: [...read.flatMap(({ secrets }) => secrets), ...outputSecrets(configuration, outputs, stack)],
    ends: plannedEnds(plan, stack, mayEnd),
  });
}

function checkedPlan(json: Json, name: string): JsonObject {
  const refuse = (code: string, message: string, fix: string): never => {
    throw new DocumentError([{ code, path: name, message, fix }]);
  };
  const again = 'give the output of terraform show -json <plan file>';
  if (!isObject(json)) return refuse('NotTerraform', `found ${nounOf(json)}, not an object`, again);
  if (isTooDeep(json))
    return refuse('TooDeep', `is nested deeper than ${MAX_DEPTH} levels`, 'nothing Terraform makes is');
  if (!isObject(json['planned_values'])) {
    return json['values'] === undefined
      ? refuse('NotTerraform', 'has no planned_values', again)
      : refuse('NotAPlan', 'is a state, not a plan', again);
  }
  if (json['errored'] === true) {
    return refuse(
      'PlanErrored',
      'is a plan that ended in errors and shows only a part',
      'mend the errors and plan again',
    );
  }
  return json;
}

interface Planned {
  address: string;
  module: string;
  mode: string;
  type: string;
  name: string;
  index: string;
  values: JsonObject;
}

interface ReadPlanned {
  resource: Resource;
  mode: string;
  planned: Planned;
  written: Written | undefined;
  secrets: SecretFact[];
}

function plannedResources(plan: JsonObject): Planned[] {
  const planned = modulesOf(objectAt(objectAt(plan, 'planned_values'), 'root_module')).flatMap(resourcesOf);
  const seen = new Set(planned.map(({ address }) => address));
  const prior = objectAt(objectAt(objectAt(plan, 'prior_state'), 'values'), 'root_module');
  const data = modulesOf(prior).flatMap(resourcesOf);
  return [...planned, ...data.filter(({ address, mode }) => mode === 'data' && !seen.has(address))];
}

function modulesOf(module: JsonObject): JsonObject[] {
  const children = module['child_modules'];
  return [module, ...(Array.isArray(children) ? children : []).filter(isObject).flatMap(modulesOf)];
}

function resourcesOf(module: JsonObject): Planned[] {
  const resources = module['resources'];
  return (Array.isArray(resources) ? resources : []).filter(isObject).flatMap((resource): Planned[] => {
    const { address, mode, type, name, index } = resource;
    if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string') return [];
    return [
      {
        address,
        module: typeof module['address'] === 'string' ? module['address'] : '',
        mode: typeof mode === 'string' ? mode : 'managed',
        type,
        name,
        index: index === undefined || index === null ? '' : `[${JSON.stringify(index)}]`,
        values: objectAt(resource, 'values'),
      },
    ];
  });
}

/** `after_unknown` by address. */
function changesOf(plan: JsonObject): Map<string, Json> {
  const changes = plan['resource_changes'];
  return new Map(
    (Array.isArray(changes) ? changes : [])
      .filter(isObject)
      .map((change): [string, Json] => [String(change['address']), objectAt(change, 'change')['after_unknown'] ?? {}]),
  );
}

/** What the policy documents will hold that Terraform renders only during apply, by the path that leads there. */
function policyDocuments(
  planned: readonly Planned[],
  configuration: Configuration,
  changes: ReadonlyMap<string, Json>,
): Map<string, Tree> {
  const documents = planned.filter(
    ({ mode, type, index }) => mode === 'data' && type === 'aws_iam_policy_document' && index === '',
  );
  return new Map(
    documents.flatMap((one): [string, Tree][] => {
      const unknown = changes.get(one.address);
      if (!isObject(unknown) || unknown['json'] !== true) return [];
      const written = configuration.find(one.module, one.mode, one.type, one.name);
      return [[`${one.address}.json`, policyDocument(plannedTree(one.type, one.values, unknown, written))]];
    }),
  );
}

function readPlanned(
  planned: Planned,
  stack: string,
  configuration: Configuration,
  changes: ReadonlyMap<string, Json>,
  policies: ReadonlyMap<string, Tree>,
): ReadPlanned {
  const { address, type, name, values } = planned;
  const written = configuration.find(planned.module, planned.mode, type, name);
  const tree = plannedTree(type, values, changes.get(address) ?? {}, written, policies);
  const dependsOn = written?.resource['depends_on'];
  const resource: Resource = {
    address,
    type,
    name,
    stack,
    path: address,
    ...shapeResource(planned.mode === 'data' ? `data.${type}` : type, tree),
    meta: {
      dependsOn: (Array.isArray(dependsOn) ? dependsOn : []).filter((entry) => typeof entry === 'string').sort(),
      preventDestroy: false,
      ignoreChanges: [],
      provisioners: provisionersOf(written?.resource['provisioners']),
    },
  };
  const literals = planned.mode === 'data' ? {} : literalValues(tree, values, written);
  const documents = Object.fromEntries(Object.entries(tree).filter(([key]) => literals[key] !== undefined));
  const secrets = secretFacts({ stack, address, path: address }, literals, documents);
  return { resource, mode: planned.mode, planned, written, secrets };
}

function provisionersOf(value: Json | undefined): string[] {
  const kinds = (Array.isArray(value) ? value : []).filter(isObject).map(({ type }) => String(type));
  return [...new Set(kinds)].sort();
}

function pointersOf({ resource, planned, written }: ReadPlanned, places: ReadonlyMap<string, string[]>): Pointer[] {
  if (written === undefined) return [];
  const pointer = placeOf(resource);
  return mentionsOf(written.resource['expressions'] ?? null, [], written.module).flatMap(({ attribute, reference }) =>
    instancesOf(reference, planned, places)
      .map((address) => placeOf({ stack: resource.stack, address }))
      .filter((target) => target !== pointer)
      .map((target): Pointer => ({ target, attribute: `${resource.type}.${attribute}`, pointer })),
  );
}

function mentionsOf(
  expression: Json,
  names: readonly string[],
  module: ConfiguredModule,
): { attribute: string; reference: AbsoluteReference }[] {
  if (Array.isArray(expression)) return expression.flatMap((entry) => mentionsOf(entry, names, module));
  if (!isObject(expression)) return [];
  if (isLeaf(expression)) {
    return module.follow(expression['references']).map((reference) => ({ attribute: names.join('.'), reference }));
  }
  return Object.entries(expression).flatMap(([name, inner]) => mentionsOf(inner, [...names, name], module));
}

/** The instances a reference can mean: within the same instance of a module, and there the one that is named. */
function instancesOf(reference: AbsoluteReference, pointer: Planned, places: ReadonlyMap<string, string[]>): string[] {
  const all = places.get(reference.target) ?? [];
  const near = all.filter((address) => pointer.module !== '' && address.startsWith(`${pointer.module}.`));
  const candidates = near.length > 0 ? near : all;
  const { instance } = reference;
  const named = candidates.filter(
    (address) =>
      instance !== undefined &&
      (address.endsWith(`[${instance}]`) || address.endsWith(`[${JSON.stringify(instance)}]`)),
  );
  if (named.length > 0) return named;
  const same = candidates.filter(
    (address) => reference.perInstance && pointer.index !== '' && address.endsWith(pointer.index),
  );
  return same.length > 0 ? same : candidates;
}
