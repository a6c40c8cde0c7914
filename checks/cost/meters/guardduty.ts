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

/** Plans that watch more: the audit log of Kubernetes by event, what runs on nodes by vCPU. */
export const guarddutyFeature: Meter = (resource, context) => {
  const name = text(resource.values, 'name') ?? 'feature';
  if (resource.values.status === 'DISABLED') return [free(name, 'switched off')];
  if (name === 'EKS_AUDIT_LOGS') {
    const events = context.usage('aws_guardduty_detector_feature.monthly_audit_events');
    return [used(name, 'guardduty/eks-audit', 'million events', events, '0.000001')];
  }
  if (name === 'RUNTIME_MONITORING' || name === 'EKS_RUNTIME_MONITORING') {
    return [used(name, 'guardduty/runtime', 'vCPU-month', context.usage('aws_guardduty_detector_feature.vcpus'))];
  }
  return [unpriced(name, 'billed by what it watches (volumes, objects), which is not counted here')];
};
