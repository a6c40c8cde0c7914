import { free, unpriced, used } from '../component';
import { text } from '../read';
import type { Meter } from './meter';

/** What it reads of CloudTrail, flow and DNS logs; plans that watch more have prices of their own. */
export const guardduty: Meter = (resource, context) => {
  if (resource.values.enable === false) return [free('detector', 'switched off')];
  const events = context.usage('aws_guardduty_detector.monthly_events');
  const logs = context.usage('aws_guardduty_detector.monthly_log_gb');
  return [
    used('CloudTrail events', 'guardduty/events', 'million events', events, '0.000001'),
    used('flow and DNS logs', 'guardduty/logs', 'GB', logs),
  ];
};

export const guarddutyFeature: Meter = (resource) => {
  const name = text(resource.values, 'name') ?? 'feature';
  return [
    resource.values.status === 'DISABLED'
      ? free(name, 'switched off')
      : unpriced(name, 'billed by what it watches (vCPUs, volumes, objects), which is not counted here'),
  ];
};
