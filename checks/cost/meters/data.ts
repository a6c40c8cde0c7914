import { fixed, shared, unknown, unpriced, used } from '../component';
import { HOURS } from '../decimal';
import { times } from '../quantity';
import { block, number, says, text } from '../read';
import type { Meter } from './meter';

const MILLION = '0.000001';
/** DPUs of a worker. Source: Glue worker types, 2026. */
const WORKER_DPUS: Readonly<Record<string, number>> = {
  'G.025X': 0.25,
  'G.1X': 1,
  'G.2X': 2,
  'G.4X': 4,
  'G.8X': 8,
  Standard: 1,
};
/** What Glue takes where nothing is said. */
const DEFAULT_DPUS = 10;

/** DPU-hours while it runs. */
export const glueJob: Meter = ({ values }, context) => {
  const workers = number(values, 'number_of_workers', 0);
  const capacity = number(values, 'max_capacity', DEFAULT_DPUS);
  const type = text(values, 'worker_type');
  if (workers === undefined || capacity === undefined || type === undefined)
    return [unknown('DPU hours', 'number_of_workers or worker_type')];
  const each = WORKER_DPUS[type];
  if (type !== '' && each === undefined)
    return [unpriced('DPU hours', `nobody said how many DPUs a worker ${type} is`)];
  const dpus = each === undefined ? capacity : workers.times(each);
  const running = context.usage('aws_glue_job.monthly_hours');
  return [
    used('DPU hours', 'glue/dpu', 'DPU-hour', {
      ...running,
      quantity: times(running.quantity, dpus),
      assumption: `${dpus.toFixed()} DPU; ${running.assumption}`,
    }),
  ];
};

/** A crawler runs on two DPUs. */
export const glueCrawler: Meter = (_resource, context) => {
  const running = context.usage('aws_glue_crawler.monthly_hours');
  return [used('DPU hours', 'glue/dpu', 'DPU-hour', { ...running, quantity: times(running.quantity, 2) })];
};

export const glueDatabase: Meter = (_resource, context) => [
  used(
    'objects kept',
    'glue/objects',
    '100 thousand object-months',
    context.usage('aws_glue_catalog_database.monthly_objects'),
    '0.00001',
  ),
  used(
    'requests',
    'glue/requests',
    'million requests',
    context.usage('aws_glue_catalog_database.monthly_requests'),
    MILLION,
  ),
];

export const athenaWorkgroup: Meter = (_resource, context) => [
  used('data scanned', 'athena/scanned', 'TB', context.usage('aws_athena_workgroup.monthly_scanned_tb')),
];

/** On demand by the request; provisioned capacity has prices the book does not know. */
export const dynamodbTable: Meter = ({ values }, context) => {
  const stored = context.usage('aws_dynamodb_table.storage_gb');
  const recovery = says(block(values, 'point_in_time_recovery'), 'enabled');
  const kept = [
    used('storage', 'dynamodb/storage', 'GB-month', stored),
    ...(recovery ? [used('point-in-time recovery', 'dynamodb/recovery', 'GB-month', stored)] : []),
  ];
  if (text(values, 'billing_mode', 'PROVISIONED') !== 'PAY_PER_REQUEST') {
    return [unpriced('capacity', 'no price of provisioned capacity in the book'), ...kept];
  }
  return [
    used(
      'writes',
      'dynamodb/write',
      'million requests',
      context.usage('aws_dynamodb_table.monthly_write_request_units'),
      MILLION,
    ),
    used(
      'reads',
      'dynamodb/read',
      'million requests',
      context.usage('aws_dynamodb_table.monthly_read_request_units'),
      MILLION,
    ),
    ...kept,
  ];
};

/** By the cluster, its partitions, what comes in, goes out and is kept; the cluster is due without any traffic. */
export const mskServerless: Meter = (_resource, context) => {
  const volume = context.usage('aws_msk_serverless_cluster.monthly_in_gb');
  const partitions = context.usage('aws_msk_serverless_cluster.partitions');
  return [
    fixed('cluster', 'msk-serverless/cluster', 'hour', HOURS),
    used('partitions', 'msk-serverless/partition', 'partition-hour', partitions, HOURS.toString()),
    used('data in', 'msk-serverless/in', 'GB', volume),
    // each record is read once by what takes it into the lake
    used('data out', 'msk-serverless/out', 'GB', volume),
    used('storage', 'msk-serverless/storage', 'GB-month', context.usage('aws_msk_serverless_cluster.storage_gb')),
  ];
};

export const mskCluster: Meter = () => [unpriced('brokers', 'no price of MSK brokers in the book')];

/** Nodes of a provisioned warehouse, and storage apart where they do not hold it. */
export const redshiftCluster: Meter = ({ values }) => {
  const type = text(values, 'node_type');
  const nodes = number(values, 'number_of_nodes', 1);
  if (type === undefined || type === '' || nodes === undefined)
    return [unknown('warehouse nodes', 'node_type or number_of_nodes')];
  return [
    fixed('warehouse nodes', `redshift/${type}`, 'hour', HOURS.times(nodes), `${nodes.toFixed()} × ${type}`),
    type.startsWith('ra3')
      ? unpriced('managed storage', 'billed by what is stored, which nobody stated')
      : shared('storage', 'part of the nodes'),
  ];
};

export const openSearchIngestion: Meter = ({ values }) => {
  const min = number(values, 'min_units', 1);
  const max = number(values, 'max_units', 1);
  if (min === undefined || max === undefined) return [unknown('units', 'min_units or max_units')];
  const hours = { low: min.times(HOURS), expected: min.times(HOURS), high: max.times(HOURS) };
  return [fixed('units', 'opensearch-ingestion/ocu', 'OCU-hour', hours, `${min.toFixed()} to ${max.toFixed()} units`)];
};
