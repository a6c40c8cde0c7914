import { INSTANCE_TYPES, PREFILL_PER_OUTPUT, THROUGHPUT, type Throughput } from '../../../facts';
import type { UseCase } from '../../../contract';
import type { PriceBook } from '../book';
import { Decimal, HOURS, ZERO } from '../decimal';

const HOUR = 3600;
const GPU_MIB_OF_80GB = 80_000;

/** Engines of one model on one kind of node. */
export interface Serving {
  throughput: Throughput;
  instanceType: string;
  enginesPerNode: number;
  /** List price of a node, an hour. */
  nodeHourly: Decimal;
}

/** Every way to serve a model of a size that has a planned throughput and a price in the region. */
export function servings(book: PriceBook, region: string, fits: (throughput: Throughput) => boolean): Serving[] {
  return THROUGHPUT.filter(fits).flatMap((throughput) =>
    Object.keys(INSTANCE_TYPES)
      .sort()
      .flatMap((instanceType) => serving(book, region, throughput, instanceType)),
  );
}

/** The one way a model is served on a kind of node; empty where nobody planned for it or the node has no price. */
export function serving(book: PriceBook, region: string, throughput: Throughput, instanceType: string): Serving[] {
  const gpu = INSTANCE_TYPES[instanceType]?.gpu;
  if (gpu === undefined || gpu.model !== throughput.gpu || gpu.count < throughput.gpus) return [];
  // planned for the A100 with 80 GB; the one with 40 holds half as much
  if (gpu.model === 'A100' && gpu.memoryMiB < GPU_MIB_OF_80GB) return [];
  const quote = book.quote(region, `ec2/${instanceType}/on-demand`);
  const nodeHourly = quote.kind === 'price' ? quote.price.tiers[0]?.price : undefined;
  if (nodeHourly === undefined) return [];
  return [{ throughput, instanceType, enginesPerNode: Math.floor(gpu.count / throughput.gpus), nodeHourly }];
}

/** A part of the load: requests a month and what each takes. */
export type Load = Pick<UseCase, 'inputTokens' | 'cachedPercent' | 'outputTokens' | 'peakFactor'> & {
  requests: Decimal;
};

/** Seconds of one engine that a request takes: reading what is not cached, then writing. */
export function engineSeconds(load: Load, { outputPerSecond }: Throughput): Decimal {
  const fresh = new Decimal(load.inputTokens).times(100 - load.cachedPercent).div(100);
  return fresh.div(PREFILL_PER_OUTPUT).plus(load.outputTokens).div(outputPerSecond);
}

export interface Capacity {
  engines: number;
  nodes: number;
  /** Part of the paid engine time that is used on average. */
  utilisation: Decimal;
}

/** Capacity first: engines for the busiest hour at the load that is planned with, never fewer than the least. */
export function capacityFor(
  loads: readonly Load[],
  by: Serving,
  terms: { targetLoadPercent: number; minReplicas: number },
): Capacity {
  const perSecond = (of: (load: Load) => Decimal): Decimal =>
    loads
      .reduce((sum, load) => sum.plus(of(load).times(load.requests).times(engineSeconds(load, by.throughput))), ZERO)
      .div(HOURS)
      .div(HOUR);
  const peak = perSecond(({ peakFactor }) => new Decimal(peakFactor));
  const engines = Math.max(terms.minReplicas, peak.times(100).div(terms.targetLoadPercent).ceil().toNumber());
  const nodes = Math.ceil(engines / by.enginesPerNode);
  return { engines, nodes, utilisation: perSecond(() => new Decimal(1)).div(nodes * by.enginesPerNode) };
}

/** Nodes around the clock, dollars a month. */
export function nodesMonthly(by: Serving, { nodes }: Capacity): Decimal {
  return by.nodeHourly.times(HOURS).times(nodes);
}

/** Dollars per million tokens written at a part of the throughput of a node, per cent. */
export function perMillionOutput({ throughput, enginesPerNode, nodeHourly }: Serving, percent: number): Decimal {
  return nodeHourly
    .times(1_000_000)
    .div(new Decimal(throughput.outputPerSecond).times(enginesPerNode).times(HOUR).times(percent).div(100));
}
