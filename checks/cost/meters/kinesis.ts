import { fixed, unknown, unpriced, used, type Component } from '../component';
import { HOURS } from '../decimal';
import { block, number, text } from '../read';
import type { Meter } from './meter';

/** Records are assumed to be small: 1 GB of 5 KB each is 200,000 units of up to 25 KB. In millions. */
const MILLION_UNITS_PER_GB = '0.2';

/** Shards by the hour, or a stream that sizes itself and is billed by volume. */
export const kinesisStream: Meter = ({ values }, context) => {
  const mode = text(block(values, 'stream_mode_details'), 'stream_mode', 'PROVISIONED');
  const shards = number(values, 'shard_count', 1);
  if (mode === undefined || shards === undefined) return [unknown('stream', 'stream_mode or shard_count')];
  const volume = context.usage('aws_kinesis_stream.monthly_in_gb', 'monthly_on_demand_data_in_gb');
  const kept = number(values, 'retention_period', 24);
  const longer: Component[] =
    kept?.lte(24) === true ? [] : [unpriced('retention', 'no price in the book beyond 24 hours')];
  if (mode === 'ON_DEMAND') {
    return [
      fixed('stream', 'kinesis/on-demand/stream', 'hour', HOURS),
      used('data in', 'kinesis/on-demand/in', 'GB', volume),
      used('data out', 'kinesis/on-demand/out', 'GB', context.said('monthly_on_demand_data_out_gb') ?? volume),
      ...longer,
    ];
  }
  return [
    fixed('shards', 'kinesis/shard', 'hour', HOURS.times(shards)),
    used('records put', 'kinesis/put', 'million units', volume, MILLION_UNITS_PER_GB),
    ...longer,
  ];
};

export const firehose: Meter = ({ values }, context) => {
  const volume = context.usage('aws_kinesis_firehose_delivery_stream.monthly_data_ingested_gb');
  const destination = block(values, 'extended_s3_configuration');
  const converted = destination === undefined ? undefined : block(destination, 'data_format_conversion_configuration');
  return [
    used('data taken in', 'firehose/ingest', 'GB', volume),
    ...(converted === undefined || converted['enabled'] === false
      ? []
      : [used('made into Parquet', 'firehose/conversion', 'GB', volume)]),
  ];
};
