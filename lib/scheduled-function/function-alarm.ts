import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';

export interface FunctionAlarmProps {
  alarmName: string;
  functionName: string;
  /** What went wrong, and where to look. */
  description: string;
  /** Seconds over which is counted. */
  period: number;
  /** Times in a row before it rings. @default 1 */
  periods?: number;
  topicArn: string;
}

/** What rings: an error at all, or nothing that ran at all. */
const RINGS = {
  Errors: { comparisonOperator: 'GreaterThanThreshold', threshold: 0, treatMissingData: 'notBreaching' },
  Invocations: { comparisonOperator: 'LessThanThreshold', threshold: 1, treatMissingData: 'breaching' },
} as const;

/** The alarm on a program that failed (`Errors`) or did not run (`Invocations`); its id is the metric. */
export function functionAlarm(
  scope: Construct,
  metric: keyof typeof RINGS,
  props: FunctionAlarmProps,
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, metric, {
    alarmName: props.alarmName,
    alarmDescription: props.description,
    namespace: 'AWS/Lambda',
    metricName: metric,
    dimensions: { FunctionName: props.functionName },
    statistic: 'Sum',
    period: props.period,
    evaluationPeriods: props.periods ?? 1,
    ...RINGS[metric],
    alarmActions: [props.topicArn],
  });
}
