import { isObject, type JsonObject, type KubernetesObject, type Resource } from '../../contract';
import { fixed, unknown, type Component } from './component';
import { Decimal } from './decimal';
import { times, type Quantity } from './quantity';
import { block, blocks, number, says, text } from './read';
import { gp3, readVolume, volumes, type Volume } from './volumes';

/** What a node is started with, as a launch template or a Karpenter node class writes it. */
export interface Launch {
  /** Undefined stands for one that shows only after apply. */
  volumes: readonly (Volume | undefined)[];
  /** Whether it sends metrics every minute instead of every five. */
  detailedMetrics: boolean;
}

/** Metrics of detailed monitoring, each billed as a custom metric. */
const DETAILED_METRICS = 7;
const NAMES = { type: 'volume_type', size: 'volume_size' };

export function ofTemplate({ values }: Resource): Launch {
  const written = blocks(values, 'block_device_mappings').flatMap((mapping) => blocks(mapping, 'ebs'));
  return {
    volumes: written.map((ebs) => readVolume(ebs, NAMES, new Decimal(0))),
    detailedMetrics: says(block(values, 'monitoring'), 'enabled'),
  };
}

/** The node class that a resource holds, if it holds one. */
export function ofNodeClass(
  classes: readonly KubernetesObject[],
  place: { stack: string; address: string },
): Launch | undefined {
  const held = classes.find(({ stack, address }) => stack === place.stack && address === place.address);
  const spec = held?.object.spec;
  if (!isObject(spec)) return undefined;
  const written = blocks(spec, 'blockDeviceMappings').flatMap((mapping) => blocks(mapping, 'ebs'));
  return { volumes: written.map(nodeClassVolume), detailedMetrics: spec.detailedMonitoring === true };
}

function nodeClassVolume(ebs: JsonObject): Volume | undefined {
  const sizeGiB = /^(\d+)Gi$/.exec(text(ebs, 'volumeSize') ?? '')?.[1];
  const type = text(ebs, 'volumeType', 'gp3');
  const iops = number(ebs, 'iops', 0);
  const throughput = number(ebs, 'throughput', 0);
  if (sizeGiB === undefined || type === undefined || iops === undefined || throughput === undefined) return undefined;
  return { type, sizeGiB: new Decimal(sizeGiB), iops, throughput };
}

/**
 * Volumes and metrics of nodes.
 * @param rootGiB size of the one volume of a node where nothing is written
 */
export function perNode(name: string, launch: Launch | undefined, rootGiB: Decimal, count: Quantity): Component[] {
  const written = launch?.volumes ?? [];
  const each = written.length === 0 ? [gp3(rootGiB)] : written;
  const metrics = times(count, DETAILED_METRICS);
  return [
    ...each.flatMap((volume) =>
      volume === undefined
        ? [unknown(`${name}: volume`, 'its type or size')]
        : volumes(`${name}: volume`, volume, count, `${volume.sizeGiB.toFixed()} GiB of ${volume.type} a node`),
    ),
    ...(launch?.detailedMetrics === true
      ? [fixed(`${name}: detailed metrics`, 'cloudwatch/metric', 'metric-month', metrics, '7 metrics a node')]
      : []),
  ];
}
