import { TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { isObject, type Json } from '../contract';

/**
 * Everything that would pass a synth in silence and fail, or destroy, at the first apply. Sentences, empty when all is well.
 */
export function stackProblems(stack: TerraformStack): string[] {
  const rendered: Json = stack.toTerraform();
  return [
    ...duplicateStacks(stack),
    ...duplicateAddresses(stack),
    ...backendProblems(rendered),
    ...providerProblems(rendered),
    ...danglingReferences(rendered),
  ];
}

function duplicateStacks(stack: TerraformStack): string[] {
  const same = stack.node.root.node
    .findAll()
    .filter((other) => TerraformStack.isStack(other) && other.node.id === stack.node.id);
  return same.length > 1
    ? [
        `${same.length} stacks are called "${stack.node.id}" and would overwrite each other's folder; give each its own environment`,
      ]
    : [];
}

// two constructs of one address: the later replaces the earlier without a word
function duplicateAddresses(stack: TerraformStack): string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const construct of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(construct) || TerraformStack.isStack(construct)) continue;
    const kind = TerraformResource.isTerraformResource(construct)
      ? construct.terraformResourceType
      : construct.constructor.name;
    const address = `${kind}.${construct.friendlyUniqueId}`;
    const earlier = seen.get(address);
    if (earlier !== undefined) {
      problems.push(
        `${construct.node.path} and ${earlier} have the same address ${address}; rename one of the constructs`,
      );
    }
    seen.set(address, construct.node.path);
  }
  return problems;
}

function backendProblems(rendered: Json): string[] {
  const backend = at(rendered, 'terraform', 'backend');
  const kinds = isObject(backend) ? Object.keys(backend) : [];
  return kinds.length === 1 && kinds[0] !== 'local'
    ? []
    : [
        `the stack keeps its state ${kinds.length === 0 ? 'nowhere' : `in ${kinds.join(' and ')}`}; give it one remote backend`,
      ];
}

// their configuration would depend on a cluster of the same apply: works once, fails when the cluster changes
function providerProblems(rendered: Json): string[] {
  const makesCluster = isObject(at(rendered, 'resource', 'aws_eks_cluster'));
  return ['helm', 'kubernetes']
    .filter((provider) => makesCluster && at(rendered, 'provider', provider) !== undefined)
    .map(
      (provider) =>
        `provider ${provider} stands in the stack that makes the cluster; move what needs it into a later stack`,
    );
}

function danglingReferences(rendered: Json): string[] {
  const providers = at(rendered, 'terraform', 'required_providers');
  const names = [...(isObject(providers) ? Object.keys(providers) : []), 'terraform'].join('|');
  const reference = new RegExp(`(?<![\\w.])(data\\.)?((?:${names})_[a-z0-9_]+)\\.([A-Za-z][\\w-]*)`, 'g');
  const problems = new Set<string>();
  for (const section of ['resource', 'data', 'output', 'locals', 'provider', 'ephemeral']) {
    for (const text of expressions(at(rendered, section))) {
      for (const [, data, type, name] of text.matchAll(reference)) {
        if (type === undefined || name === undefined) continue;
        const sections = data === undefined ? ['resource'] : ['data'];
        if (sections.every((where) => at(rendered, where, type, name) === undefined)) {
          problems.add(
            `"${data ?? ''}${type}.${name}" is used but not in this stack; hand the value over through the stack that makes it`,
          );
        }
      }
    }
  }
  return [...problems].sort();
}

/** Texts that hold expressions: the inside of `${…}`, and entries of `depends_on`. */
function expressions(value: Json | undefined, key = ''): string[] {
  if (typeof value === 'string') {
    if (key === 'depends_on') return [value];
    return value.includes('${') ? [...value.matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([, inside]) => inside ?? '') : [];
  }
  if (Array.isArray(value)) return value.flatMap((entry) => expressions(entry, key));
  return isObject(value) ? Object.entries(value).flatMap(([name, entry]) => expressions(entry, name)) : [];
}

function at(value: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((current, key) => (isObject(current) ? current[key] : undefined), value);
}
