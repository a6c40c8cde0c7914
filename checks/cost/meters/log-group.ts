import { unknown, used } from '../component';
import { Decimal } from '../decimal';
import { between, exactly, times } from '../quantity';
import { number, text } from '../read';
import type { UsageKey } from '../usage/usage-defaults';
import type { Meter } from './meter';

const DAYS_PER_MONTH = new Decimal(365).div(12);
/** Months of logs in a group that is never emptied: to begin with, after a year, at worst. */
const NEVER_EMPTIED = between(1, 12, 36);

/** What is taken in, and what is kept once the retention has filled up. Flow logs and control-plane logs are large. */
export const logGroup: Meter = (resource, context) => {
  const { values } = resource;
  const name = text(values, 'name') ?? '';
  const volume = context.usage(
    volumeKey(name, context.pointedAtBy('aws_flow_log.log_destination')),
    'monthly_data_ingested_gb',
  );
  const infrequent = values.log_group_class === 'INFREQUENT_ACCESS' ? '/infrequent-access' : '';
  const ingested = used('logs taken in', `cloudwatch-logs/ingest${infrequent}`, 'GB', volume);
  const stored = context.said('storage_gb');
  if (stored !== undefined) return [ingested, used('logs kept', 'cloudwatch-logs/storage', 'GB-month', stored)];
  const days = number(values, 'retention_in_days', 0);
  if (days === undefined) return [ingested, unknown('logs kept', 'retention_in_days')];
  const months = days.isZero() ? NEVER_EMPTIED : exactly(days.div(DAYS_PER_MONTH).toDecimalPlaces(6));
  const compressed = context.usage('aws_cloudwatch_log_group.compressed_percent');
  const kept = {
    ...volume,
    quantity: times(times(volume.quantity, months), compressed.quantity),
    assumption: [
      days.isZero() ? 'never deleted: 12 months of logs, at worst 36' : `${days.toFixed()} days of logs`,
      compressed.assumption,
    ].join('; '),
  };
  return [ingested, used('logs kept', 'cloudwatch-logs/storage', 'GB-month', kept, '0.01')];
};

function volumeKey(name: string, flowLogs: boolean): UsageKey {
  if (flowLogs) return 'aws_cloudwatch_log_group.flow_log_gb';
  return /^\/aws\/eks\/.+\/cluster$/.test(name)
    ? 'aws_cloudwatch_log_group.control_plane_gb'
    : 'aws_cloudwatch_log_group.monthly_data_ingested_gb';
}
