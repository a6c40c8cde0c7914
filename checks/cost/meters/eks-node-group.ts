import type { Resource } from '../../../contract';
import { shared, unknown, unpriced } from '../component';
import { ofTemplate, perNode } from '../launch';
import { nodeHours, span, type Nodes } from '../nodes';
import type { Quantity } from '../quantity';
import { block, list, number, text } from '../read';
import type { Meter } from './meter';

/** What EKS takes where neither group nor template says. */
const DEFAULT = { instanceType: 't3.medium', diskGiB: 20 };

/** Instances from minimum to maximum, and the volumes and metrics of each; or all of it on the pool it is stated as. */
export const eksNodeGroup: Meter = (resource, context) => {
  if (context.stated.some((intent) => intent.kind === 'node-pool')) {
    return [shared('instances', 'billed on the node pool it is stated as')];
  }
  if (text(resource.values, 'ami_type')?.startsWith('WINDOWS') === true) {
    return [unpriced('instances', 'no prices of Windows instances in the book')];
  }
  const template = context.launchTemplate();
  const count = context.said('instances')?.quantity ?? nodeCount(resource);
  const types = instanceTypes(resource, template);
  const disk = number(resource.values, 'disk_size', DEFAULT.diskGiB);
  if (count === undefined) return [unknown('instances', 'scaling_config')];
  if (types === undefined) return [unknown('instances', 'instance_types')];
  if (disk === undefined) return [unknown('instances', 'disk_size')];
  const spot = text(resource.values, 'capacity_type', 'ON_DEMAND') === 'SPOT';
  const nodes: Nodes = {
    name: 'node group',
    instanceTypes: types,
    capacity: [spot ? 'spot' : 'on-demand'],
    count,
    reservations: [],
  };
  return [nodeHours(nodes), ...perNode('node group', template && ofTemplate(template), disk, count)];
};

/** A template costs nothing; what is started from it does. */
export const launchTemplate: Meter = () => [shared('template', 'billed on the nodes started from it')];

/** Nodes of a group; undefined where they show only after apply. */
function nodeCount(resource: Resource): Quantity | undefined {
  const scaling = block(resource.values, 'scaling_config');
  const min = number(scaling, 'min_size', 0);
  const desired = number(scaling, 'desired_size', 0);
  const max = number(scaling, 'max_size', 0);
  if (scaling === undefined || min === undefined || desired === undefined || max === undefined) return undefined;
  return span(min, desired, max);
}

/** Instance types of a group, best first; undefined where they show only after apply. */
function instanceTypes(resource: Resource, template: Resource | undefined): string[] | undefined {
  const own = list(resource.values, 'instance_types');
  if (own === undefined || own.some((type) => type.startsWith('${'))) return undefined;
  if (own.length > 0) return own;
  const inherited = text(template?.values, 'instance_type', DEFAULT.instanceType);
  return inherited === undefined ? undefined : [inherited];
}
