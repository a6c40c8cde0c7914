import type { PriceBook } from '../../checks/cost';
import { plain } from '../../checks/report';
import { gpuTypesIn, INSTANCE_TYPES, offer } from '../../facts';
import { fit, usualTensorParallel, type FitRequest } from '../../lib/fit';
import { byPrice, hourly, priceText, type Hourly } from './fit-price';

/** A model to be held, before anybody chose where. */
export interface Wanted extends Omit<FitRequest, 'gpu' | 'tensorParallel' | 'nodes'> {
  /** Like nodes an engine is laid over. */
  nodes: number;
  /** @default - all GPUs of an instance that divide its heads */
  tensorParallel?: number;
}

/** An instance type that holds it. */
interface Instance {
  instanceType: string;
  gpus: string;
  tensorParallel: number;
  /** Conversations of the full context it holds at once. */
  conversations: number;
  tight: boolean;
  hourly: Hourly;
}

export interface Instances {
  /** Cheapest first; those without a price last. */
  instances: Instance[];
  /** GPU types the region is known to sell. */
  sold: number;
  /** GPU types nobody read the region's catalogue for. */
  unknown: string[];
}

/** Which instance types of a region hold a model, one engine each. */
export function instancesFor(wanted: Wanted, region: string, book: PriceBook): Instances {
  const sold = gpuTypesIn(region);
  const gpuTypes = Object.keys(INSTANCE_TYPES).filter((type) => INSTANCE_TYPES[type]?.gpu !== undefined);
  const instances = sold.flatMap((instanceType): Instance[] => {
    const gpu = INSTANCE_TYPES[instanceType]?.gpu;
    if (gpu === undefined) return [];
    const tensorParallel = wanted.tensorParallel ?? usualTensorParallel(wanted.model, gpu.count);
    const { problems, conversations, tight } = fit({ ...wanted, gpu, tensorParallel });
    if (problems.length > 0) return [];
    const gpus = `${wanted.nodes === 1 ? '' : `${wanted.nodes} nodes of `}${gpu.count} × ${gpu.model}`;
    return [
      {
        instanceType,
        gpus,
        tensorParallel,
        conversations,
        tight,
        hourly: hourly(book, region, instanceType, wanted.nodes),
      },
    ];
  });
  return {
    instances: instances.sort((a, b) => byPrice(a.hourly, b.hourly) || (a.instanceType < b.instanceType ? -1 : 1)),
    sold: sold.length,
    unknown: gpuTypes.filter((type) => offer(type, region) === 'unknown').sort(),
  };
}

export function instancesText(asked: string, region: string, { instances, sold, unknown }: Instances): string {
  const width = Math.max(0, ...instances.map(({ instanceType }) => instanceType.length));
  const lines = [
    `${plain(asked)}: held by ${instances.length} of the ${sold} GPU instance types that ${region} is known to sell`,
    ...instances.map(({ instanceType, gpus, tensorParallel, conversations, tight, hourly: price }) => {
      const engine = `${tensorParallel} GPU${tensorParallel === 1 ? '' : 's'} ${gpus.includes('nodes') ? 'of each' : 'an engine'}`;
      const room = tight
        ? 'almost nothing to spare'
        : `${conversations} conversation${conversations === 1 ? '' : 's'} at once`;
      return `  ${instanceType.padEnd(width)}  ${gpus}, ${engine}, ${room}, ${priceText(price)}`;
    }),
  ];
  if (unknown.length > 0)
    lines.push(`  not looked at, for nobody read whether ${region} sells them: ${unknown.join(', ')}`);
  return lines.join('\n');
}
