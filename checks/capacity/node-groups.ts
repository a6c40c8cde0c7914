import { isObject, type CapacityType, type Document, type Resource, type StackFacts } from '../../contract';

/** Nodes of a kind, whoever starts them, at most. */
export interface NodeGroup {
  name: string;
  stack: string;
  region: string;
  instanceTypes: string[];
  capacity: CapacityType[];
  maxNodes: number;
}

/** All node groups of an environment: stated pools, and managed groups that no pool states. */
export function nodeGroups(document: Document): NodeGroup[] {
  const stacks = Object.values(document.stacks).sort((a, b) => (a.name < b.name ? -1 : 1));
  const pools = stacks.flatMap(statedPools);
  const stated = new Set(
    stacks.flatMap(({ name, descriptor }) =>
      (descriptor?.intents ?? []).flatMap((intent) =>
        intent.kind === 'node-pool' ? [`${name}/${intent.address}`] : [],
      ),
    ),
  );
  const managed = (document.by_type.aws_eks_node_group ?? [])
    .filter((group) => !stated.has(`${group.stack}/${group.address}`))
    .flatMap((group) => managedGroup(group, regionOf(document.stacks[group.stack])));
  return [...pools, ...managed];
}

function statedPools({ name: stack, descriptor }: StackFacts): NodeGroup[] {
  return (descriptor?.intents ?? []).flatMap((intent) =>
    intent.kind === 'node-pool'
      ? [
          {
            name: intent.name,
            stack,
            region: descriptor?.region ?? '',
            instanceTypes: intent.instanceTypes,
            capacity: intent.capacityTypes,
            maxNodes: intent.nodes.max,
          },
        ]
      : [],
  );
}

function managedGroup({ name, stack, values }: Resource, region: string): NodeGroup[] {
  const scaling = Array.isArray(values.scaling_config) ? values.scaling_config[0] : undefined;
  const maxNodes = isObject(scaling) ? scaling.max_size : undefined;
  const types = Array.isArray(values.instance_types) ? values.instance_types : [];
  const instanceTypes = types.filter((type) => typeof type === 'string' && /^[a-z0-9-]+\.[a-z0-9-]+$/.test(type));
  if (typeof maxNodes !== 'number' || instanceTypes.length === 0) return [];
  const capacity: CapacityType[] = [values.capacity_type === 'SPOT' ? 'spot' : 'on-demand'];
  const word = values.node_group_name;
  return [
    {
      name: typeof word === 'string' && !word.includes('$') ? word : name,
      stack,
      region,
      instanceTypes: instanceTypes.map(String),
      capacity,
      maxNodes,
    },
  ];
}

function regionOf(stack: StackFacts | undefined): string {
  const region = stack?.descriptor?.region ?? stack?.providers.aws?.[0]?.region;
  return typeof region === 'string' ? region : '';
}
