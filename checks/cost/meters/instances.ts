import { unknown, unpriced } from '../component';
import { Decimal } from '../decimal';
import { nodeHours, span } from '../nodes';
import { exactly } from '../quantity';
import { block, blocks, number, text } from '../read';
import { readVolume, volumes } from '../volumes';
import { ofTemplate, perNode } from '../launch';
import type { Meter } from './meter';

/** What EC2 takes where no image says more. */
const ROOT_GIB = new Decimal(8);
const EBS = { type: 'volume_type', size: 'volume_size' };

/** An instance of its own, and the volumes it is started with. */
export const instance: Meter = ({ values }) => {
  const type = text(values, 'instance_type');
  if (type === undefined || type === '') return [unknown('instance', 'instance_type')];
  const root = readVolume(block(values, 'root_block_device') ?? {}, EBS, ROOT_GIB);
  const more = blocks(values, 'ebs_block_device').map((ebs) => readVolume(ebs, EBS, ROOT_GIB));
  const spot = block(values, 'instance_market_options') !== undefined;
  const nodes = {
    name: 'instance',
    instanceTypes: [type],
    capacity: [spot ? ('spot' as const) : ('on-demand' as const)],
    count: exactly(1),
    reservations: [],
  };
  return [
    nodeHours(nodes),
    ...[root, ...more].flatMap((volume) =>
      volume === undefined ? [unknown('volume', 'its type or size')] : volumes('volume', volume, exactly(1)),
    ),
  ];
};

/** Instances from least to most, as its launch template says. */
export const autoscalingGroup: Meter = ({ values }, context) => {
  const template = context.launchTemplate();
  const type = text(template?.values, 'instance_type');
  const min = number(values, 'min_size', 0);
  const max = number(values, 'max_size', 0);
  const desired = number(values, 'desired_capacity', min?.toNumber() ?? 0);
  if (min === undefined || max === undefined || desired === undefined)
    return [unknown('instances', 'min_size or max_size')];
  if (template === undefined || type === undefined || type === '')
    return [unknown('instances', 'the type in its launch template')];
  const count = context.said('instances')?.quantity ?? span(min, desired, max);
  return [
    nodeHours({ name: 'instances', instanceTypes: [type], capacity: ['on-demand'], count, reservations: [] }),
    ...perNode('instances', ofTemplate(template), ROOT_GIB, count),
  ];
};

/** Pods are billed by vCPU and memory they ask for, which stands in the cluster. */
export const fargateProfile: Meter = () => [unpriced('pods', 'billed by what pods ask for, which is not stated here')];
