import type { Resource } from '../../../contract';
import { fixed, shared, unknown, type Component } from '../component';
import { Decimal } from '../decimal';
import { gp3, nodeHours, readVolume, span, volumes } from '../nodes';
import { times, type Quantity } from '../quantity';
import { block, blocks, list, number, says, text } from '../read';
import type { Meter } from './meter';

/** What EKS takes where neither group nor template says. */
const DEFAULT = { instanceType: 't3.medium', diskGiB: new Decimal(20) };
/** Metrics of detailed monitoring, each billed as a custom metric. */
const DETAILED_METRICS = 7;

/** Instances from minimum to maximum, and the volumes and metrics of each. */
export const eksNodeGroup: Meter = (resource, context) => {
  if (context.stated) return [shared('instances', 'billed on the node pool it is stated as')];
  const count = nodeCount(resource);
  if (count === undefined) return [unknown('instances', 'scaling_config')];
  const template = context.target('launch_template.id') ?? context.target('launch_template.name');
  const types = instanceTypes(resource, template);
  if (types === undefined) return [unknown('instances', 'instance_types')];
  const spot = text(resource.values, 'capacity_type', 'ON_DEMAND') === 'SPOT';
  return [
    nodeHours({
      name: 'nodes',
      instanceTypes: types,
      capacity: [spot ? 'spot' : 'on-demand'],
      count,
      reservations: [],
    }),
    ...nodeVolumes(resource, template, count),
    ...detailedMonitoring(template, count),
  ];
};

/** A template costs nothing; what is started from it does. */
export const launchTemplate: Meter = () => [shared('template', 'billed on the nodes started from it')];

/** Nodes of a group; undefined where they show only after apply. */
export function nodeCount(resource: Resource): Quantity | undefined {
  const scaling = block(resource.values, 'scaling_config');
  const min = number(scaling, 'min_size', 0);
  const desired = number(scaling, 'desired_size', 0);
  const max = number(scaling, 'max_size', 0);
  if (scaling === undefined || min === undefined || desired === undefined || max === undefined) return undefined;
  return span(min, desired, max);
}

/** Instance types of a group, best first; undefined where they show only after apply. */
export function instanceTypes(resource: Resource, template: Resource | undefined): string[] | undefined {
  const own = list(resource.values, 'instance_types');
  if (own === undefined || own.some((type) => type.startsWith('${'))) return undefined;
  if (own.length > 0) return own;
  const inherited = text(template?.values, 'instance_type', DEFAULT.instanceType);
  return inherited === undefined ? undefined : [inherited];
}

function nodeVolumes(resource: Resource, template: Resource | undefined, count: Quantity): Component[] {
  const mapped = blocks(template?.values, 'block_device_mappings').flatMap((mapping) => blocks(mapping, 'ebs'));
  if (mapped.length === 0) {
    const size = number(resource.values, 'disk_size', DEFAULT.diskGiB.toNumber());
    if (size === undefined) return [unknown('node volumes', 'disk_size')];
    return volumes('node volumes', gp3(size), count, `${size.toFixed()} GiB of gp3 a node`);
  }
  return mapped.flatMap((ebs) => {
    const volume = readVolume(ebs, { type: 'volume_type', size: 'volume_size' }, DEFAULT.diskGiB);
    return volume === undefined
      ? [unknown('node volumes', 'block_device_mappings of the launch template')]
      : volumes('node volumes', volume, count, `${volume.sizeGiB.toFixed()} GiB of ${volume.type} a node`);
  });
}

function detailedMonitoring(template: Resource | undefined, count: Quantity): Component[] {
  if (!says(block(template?.values, 'monitoring'), 'enabled')) return [];
  return [
    fixed(
      'detailed monitoring',
      'cloudwatch/metric',
      'metric-month',
      times(count, new Decimal(DETAILED_METRICS)),
      `${DETAILED_METRICS} metrics a node`,
    ),
  ];
}
