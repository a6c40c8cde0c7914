import { unknown, used } from '../component';
import { times } from '../quantity';
import { number } from '../read';
import type { Meter } from './meter';

/** What AWS gives a workgroup that names no size. */
const DEFAULT_RPU = 128;

/** Billed while queries run, nothing when idle. */
export const redshiftWorkgroup: Meter = (resource, context) => {
  const base = number(resource.values, 'base_capacity', DEFAULT_RPU);
  if (base === undefined) return [unknown('capacity', 'base_capacity')];
  const running = context.usage('aws_redshiftserverless_workgroup.monthly_hours');
  const capacity = {
    ...running,
    quantity: times(running.quantity, base),
    assumption: `${base.toFixed()} RPU; ${running.assumption}`,
  };
  return [used('capacity while queries run', 'redshift-serverless/rpu', 'RPU-hour', capacity)];
};

export const redshiftNamespace: Meter = (_resource, context) => {
  const stored = context.usage('aws_redshiftserverless_namespace.storage_gb');
  return [used('storage', 'redshift-serverless/storage', 'GB-month', stored)];
};
