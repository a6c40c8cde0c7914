import type { Resource } from '../../../contract';
import { fixed, shared, unknown, used, type Component } from '../component';
import type { Context } from '../context';
import { Decimal, HOURS } from '../decimal';
import { between, times } from '../quantity';
import { block, number, says, text } from '../read';
import type { Meter } from './meter';

/** Capacity units that run with nothing to do: half for indexing and half for search, each twice with a standby. */
const IDLE_UNITS = { withStandby: 2, alone: 1 };

/** The first collection of an environment carries the idle units; others of its kind use the same. */
export const opensearchCollection: Meter = (resource, context) => {
  const stored = context.usage('aws_opensearchserverless_collection.storage_gb');
  const storage = used('storage', 'opensearch-serverless/storage', 'GB-month', stored);
  const first = context.all(resource.type).find((other) => kind(other) === kind(resource));
  if (first !== undefined && (first.address !== resource.address || first.stack !== resource.stack)) {
    return [
      shared('OpenSearch capacity units', `billed on ${first.address}, which has the same kind of index`),
      storage,
    ];
  }
  const standby = text(resource.values, 'standby_replicas', 'ENABLED') !== 'DISABLED';
  const idle = standby ? IDLE_UNITS.withStandby : IDLE_UNITS.alone;
  const reckoned = unitsOf(context);
  const units = Math.max(idle, reckoned ?? idle);
  const hours = times(between(idle, units, units * 2), HOURS);
  const assumption =
    units > idle
      ? `${units} hold the documents that are expected; low: ${idle} run without any; high: twice as many under load`
      : `${idle} run without any load; high: twice as many under load`;
  return [fixed('OpenSearch capacity units', 'opensearch-serverless/ocu', 'OCU-hour', hours, assumption), storage];
};

/** Units the documents of this index were reckoned to take. */
function unitsOf({ index }: Context): number | undefined {
  if (index?.index !== 'opensearch-serverless') return undefined;
  const floor = index.options.find((option) => option.index === index.index)?.floor ?? [];
  const hours = floor.find(({ key }) => key === 'opensearch-serverless/ocu')?.quantity;
  return hours === undefined ? undefined : new Decimal(hours).div(HOURS).toNumber();
}

// vector collections never share units with the other two
function kind(resource: Resource): 'vector' | 'other' {
  return text(resource.values, 'type', 'TIMESERIES') === 'VECTORSEARCH' ? 'vector' : 'other';
}

/** Data nodes, dedicated masters, warm nodes, and a volume for every data node. */
export const opensearchDomain: Meter = ({ values }) => {
  const config = block(values, 'cluster_config');
  const count = number(config, 'instance_count', 1);
  if (count === undefined) return [unknown('data nodes', 'instance_count')];
  const masters = says(config, 'dedicated_master_enabled')
    ? [nodes('master nodes', text(config, 'dedicated_master_type'), number(config, 'dedicated_master_count', 3))]
    : [];
  const warm = says(config, 'warm_enabled')
    ? [nodes('warm nodes', text(config, 'warm_type'), number(config, 'warm_count', 2))]
    : [];
  return [
    nodes('data nodes', text(config, 'instance_type', 'm4.large.search'), count),
    ...masters,
    ...warm,
    ...storage(block(values, 'ebs_options'), count),
  ];
};

function nodes(name: string, type: string | undefined, count: Decimal | undefined): Component {
  if (type === undefined || count === undefined) return unknown(name, 'type or number');
  return fixed(name, `opensearch/${type}`, 'hour', HOURS.times(count), `${count.toFixed()} × ${type}`);
}

function storage(ebs: Resource['values'] | undefined, count: Decimal): Component[] {
  if (!says(ebs, 'ebs_enabled')) return [];
  const type = text(ebs, 'volume_type', 'gp2');
  const size = number(ebs, 'volume_size', 10);
  const iops = number(ebs, 'iops', 0);
  const throughput = number(ebs, 'throughput', 0);
  if (type === undefined || size === undefined || iops === undefined || throughput === undefined) {
    return [unknown('storage', 'ebs_options')];
  }
  const key = `opensearch/${type}`;
  const extra = Decimal.max(0, throughput.minus(125));
  return [
    fixed('storage', `${key}/storage`, 'GB-month', size.times(count), 'a volume for each data node'),
    ...(type === 'io1' ? [fixed('operations', `${key}/iops`, 'IOPS-month', iops.times(count))] : []),
    ...(type === 'gp3' && extra.gt(0)
      ? [fixed('throughput', `${key}/throughput`, 'MB/s-month', extra.times(count), '125 MB/s are included')]
      : []),
  ];
}
