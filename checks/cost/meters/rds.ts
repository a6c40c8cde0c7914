import type { JsonObject, Resource } from '../../../contract';
import { fixed, shared, unknown, unpriced, used } from '../component';
import type { Context, Usage } from '../context';
import { Decimal, HOURS } from '../decimal';
import { atEachEnd, between, times } from '../quantity';
import { block, number, says, text } from '../read';
import type { Meter } from './meter';

const PERCENT = new Decimal('0.01');

/** Storage, requests to it and backups of an Aurora cluster; its instances are billed apart. */
export const rdsCluster: Meter = ({ values }, context) => {
  const engine = text(values, 'engine');
  if (engine === undefined) return [unknown('cluster', 'engine')];
  if (!engine.startsWith('aurora')) return [unpriced('cluster', `no price of a ${engine} cluster in the book`)];
  if (values.engine_mode === 'serverless') return [unpriced('cluster', 'no price of the first Serverless in the book')];
  const variant = variantOf(values);
  const stored = context.usage('aws_rds_cluster.storage_gb');
  const requests = context.usage('aws_rds_cluster.monthly_io_requests');
  return [
    used('storage', `aurora/storage/${variant}`, 'GB-month', stored),
    variant === 'standard'
      ? used('I/O', 'aurora/io', 'million requests', requests, '0.000001')
      : shared('I/O', 'included in I/O-optimized storage and instances'),
    used('backups', 'aurora/backup', 'GB-month', backups(stored)),
  ];
};

/** An instance of an Aurora cluster: by the hour, or by the capacity units a serverless one uses. */
export const rdsClusterInstance: Meter = ({ values }, context) => {
  const type = text(values, 'instance_class');
  const cluster = context.target('cluster_identifier');
  if (type === undefined) return [unknown('instance', 'instance_class')];
  const engine = text(cluster?.values, 'engine');
  if (cluster === undefined || engine === undefined) return [unknown('instance', 'the cluster it belongs to')];
  const variant = variantOf(cluster.values);
  if (type !== 'db.serverless') return [fixed('instance', `${engine}/${type}/${variant}`, 'hour', HOURS)];
  const capacity = serverlessHours(cluster, context);
  if (capacity === undefined) return [unknown('Aurora capacity units', 'serverlessv2_scaling_configuration')];
  return [used('Aurora capacity units', `aurora/acu-hour/${variant}`, 'ACU-hour', capacity)];
};

function serverlessHours(cluster: Resource, context: Context): Usage | undefined {
  const scaling = block(cluster.values, 'serverlessv2_scaling_configuration');
  const min = number(scaling, 'min_capacity', 0.5);
  const max = number(scaling, 'max_capacity', 1);
  if (min === undefined || max === undefined) return undefined;
  const said = context.said('capacity_units_per_hr');
  if (said !== undefined) return { ...said, quantity: times(said.quantity, HOURS) };
  const load = context.usage('aws_rds_cluster_instance.load_percent');
  const reach = Decimal.max(0, max.minus(min));
  const units = atEachEnd((end) => min.plus(reach.times(load.quantity[end]).times(PERCENT)));
  return {
    ...load,
    quantity: times(units, HOURS),
    assumption: `${min.toFixed()} to ${max.toFixed()} ACU; ${load.assumption}`,
  };
}

function variantOf(values: JsonObject): 'standard' | 'io-optimized' {
  return values.storage_type === 'aurora-iopt1' ? 'io-optimized' : 'standard';
}

/** A single database: instance and storage, both twice with a standby. */
export const dbInstance: Meter = ({ values }) => {
  const engine = text(values, 'engine');
  const type = text(values, 'instance_class');
  const storage = text(values, 'storage_type', 'gp2');
  const size = number(values, 'allocated_storage', 0);
  if (engine === undefined || type === undefined) return [unknown('instance', 'engine or instance_class')];
  if (size === undefined || storage === undefined) return [unknown('storage', 'allocated_storage or storage_type')];
  const standby = says(values, 'multi_az') ? 'multi-az' : 'single-az';
  return [
    fixed('instance', `rds-${engine}/${type}/${standby}`, 'hour', HOURS),
    fixed('storage', `rds-${engine}/${storage}/${standby}`, 'GB-month', size),
    used(
      'backups',
      `rds-${engine}/backup`,
      'GB-month',
      backups({ quantity: { low: size, expected: size, high: size } }),
    ),
  ];
};

function backups(stored: Pick<Usage, 'quantity' | 'basis'>): Usage {
  return {
    ...stored,
    quantity: times(stored.quantity, between(0, 1, 5)),
    assumption: 'none to five times the storage, by how much of it changes; as much as the storage itself is free',
  };
}
