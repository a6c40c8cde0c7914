import { fixed } from '../component';
import { blocks, text } from '../read';
import type { Meter } from './meter';

/** Alarms by the month and metric; a short period or a band of expected values costs three times as much. */
export const metricAlarm: Meter = ({ values }) => {
  const short = typeof values.period === 'number' && values.period < 60;
  const queries = blocks(values, 'metric_query');
  const metrics = Math.max(1, queries.filter((query) => blocks(query, 'metric').length > 0).length);
  const band = queries.some((query) => text(query, 'expression')?.includes('ANOMALY_DETECTION_BAND') ?? false);
  const price = short ? 'cloudwatch/alarm/high-resolution' : 'cloudwatch/alarm';
  return [fixed('alarm', price, 'alarm-month', band ? 3 * metrics : metrics, 'billed per metric it watches')];
};

export const dashboard: Meter = () => [fixed('dashboard', 'cloudwatch/dashboard', 'dashboard-month', 1)];
