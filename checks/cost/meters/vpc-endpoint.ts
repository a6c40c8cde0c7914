import { fixed, free, unknown, used, type Component } from '../component';
import type { Context } from '../context';
import type { Resource } from '../../../contract';
import { HOURS } from '../decimal';
import { list, text } from '../read';
import type { Meter } from './meter';

const KEYS: ReadonlyMap<string, string> = new Map([
  ['Interface', 'vpc-endpoint/interface'],
  ['GatewayLoadBalancer', 'vpc-endpoint/gateway-load-balancer'],
]);

/** An interface endpoint is billed per zone, that is per subnet, and per gigabyte. */
export const vpcEndpoint: Meter = (resource, context) => {
  const type = text(resource.values, 'vpc_endpoint_type', 'Gateway');
  if (type === 'Gateway') return [free('gateway endpoint', 'gateway endpoints cost nothing')];
  const key = KEYS.get(type ?? '');
  if (key === undefined) return [unknown('endpoint', 'vpc_endpoint_type')];
  return hours(resource, context, key);
};

/** The door to collections of OpenSearch Serverless is an interface endpoint that the service manages. */
export const collectionEndpoint: Meter = (resource, context) => hours(resource, context, 'vpc-endpoint/interface');

function hours(resource: Resource, context: Context, key: string): Component[] {
  const data = used('data processed', `${key}/data`, 'GB', context.usage('aws_vpc_endpoint.monthly_data_processed_gb'));
  const subnets = list(resource.values, 'subnet_ids');
  if (subnets === undefined) return [unknown('endpoint hours', 'the number of subnet_ids'), data];
  const zones = Math.max(1, new Set(subnets).size);
  const each = zones === 1 ? 'one zone' : `${zones} zones, each billed`;
  return [fixed('endpoint hours', `${key}/hour`, 'hour', HOURS.times(zones), each), data];
}
