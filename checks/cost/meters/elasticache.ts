import type { Resource } from '../../../contract';
import { fixed, shared, unknown, used, type Component } from '../component';
import type { Context } from '../context';
import { Decimal, HOURS } from '../decimal';
import { atEachEnd, times } from '../quantity';
import { number, text } from '../read';
import type { Meter } from './meter';

/** Least that is billed of a serverless cache, GB. */
const SERVERLESS_MINIMUM = { valkey: '0.1', others: '1' };

/** Nodes of all shards and replicas. Valkey is a fifth cheaper than Redis. */
export const replicationGroup: Meter = (resource, context) => {
  const nodes = nodeCount(resource);
  if (nodes === undefined) return [unknown('cache nodes', 'the number of nodes')];
  return [cacheNodes(resource, nodes), ...snapshots(resource, context)];
};

export const cacheCluster: Meter = (resource, context) => {
  if (resource.values.replication_group_id !== undefined) {
    return [shared('cache nodes', 'billed on its replication group')];
  }
  const nodes = number(resource.values, 'num_cache_nodes', 1);
  if (nodes === undefined) return [unknown('cache nodes', 'num_cache_nodes')];
  return [cacheNodes(resource, nodes), ...snapshots(resource, context)];
};

function nodeCount({ values }: Resource): Decimal | undefined {
  const shards = number(values, 'num_node_groups', 1);
  const replicas = number(values, 'replicas_per_node_group', 0);
  if (shards === undefined || replicas === undefined) return undefined;
  if (values.num_node_groups !== undefined) return shards.times(replicas.plus(1));
  return number(values, 'num_cache_clusters', 1);
}

function cacheNodes({ values }: Resource, nodes: Decimal): Component {
  const name = text(values, 'engine', 'redis');
  const type = text(values, 'node_type');
  if (name === undefined || type === undefined) return unknown('cache nodes', 'engine or node_type');
  return fixed(
    'cache nodes',
    `elasticache/${name}/${type}`,
    'hour',
    HOURS.times(nodes),
    `${nodes.toFixed()} × ${type}`,
  );
}

function snapshots({ values }: Resource, context: Context): Component[] {
  const days = number(values, 'snapshot_retention_limit', 0);
  if (days === undefined) return [unknown('snapshots', 'snapshot_retention_limit')];
  if (days.isZero()) return [];
  const size = context.usage('aws_elasticache_replication_group.snapshot_storage_size_gb');
  return [used('snapshots', 'elasticache/backup', 'GB-month', size)];
}

/** A serverless cache: what it holds, never less than the minimum, and commands. */
export const serverlessCache: Meter = (resource, context) => {
  const engine = text(resource.values, 'engine');
  if (engine === undefined) return [unknown('cache', 'engine')];
  const least = new Decimal(engine === 'valkey' ? SERVERLESS_MINIMUM.valkey : SERVERLESS_MINIMUM.others);
  const stored = context.usage('aws_elasticache_serverless_cache.storage_gb');
  const billed = atEachEnd((end) => Decimal.max(least, stored.quantity[end]));
  const held = {
    ...stored,
    quantity: times(billed, HOURS),
    assumption: `${stored.assumption}; at least ${least.toFixed()} GB is billed`,
  };
  const commands = context.usage('aws_elasticache_serverless_cache.monthly_ecpu');
  return [
    used('data held', `elasticache-serverless/${engine}/storage`, 'GB-hour', held),
    used('commands', `elasticache-serverless/${engine}/ecpu`, 'million ECPUs', commands, '0.000001'),
  ];
};
