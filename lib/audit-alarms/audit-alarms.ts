import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { physicalName } from '../core';
import { detections, type Detection, type DetectionProps } from './detections';

export interface AuditAlarmsProps extends DetectionProps {
  /** Names of the log groups things show in. `trail` is missing where the organisation keeps the trail. */
  groups: Readonly<Partial<Record<Detection['group'], string>>>;
  /** Names of delivery streams by who gets the events, with the metric that counts what arrived. */
  deliveries: Readonly<Record<string, { name: string; metric: string }>>;
  topicArn: string;
}

const NAMESPACE = 'Groundplane/Audit';

/** Alarms on what must not go unnoticed, and on silence: an archive, a sink or a log that gets nothing any more is an alarm too. */
export class AuditAlarms extends Construct {
  readonly resources: { alarms: CloudwatchMetricAlarm[] };

  constructor(scope: Construct, id: string, props: AuditAlarmsProps) {
    super(scope, id);
    this.resources = {
      alarms: [
        ...detections(props).flatMap((detection) => this.watch(detection, props)),
        ...Object.entries(props.deliveries).map(([to, delivery]) => this.expect(to, delivery, props.topicArn)),
        ...this.listen(props),
      ],
    };
  }

  private watch(detection: Detection, props: AuditAlarmsProps): CloudwatchMetricAlarm[] {
    const logGroupName = props.groups[detection.group];
    if (logGroupName === undefined) return [];
    const name = physicalName(this, detection.word, 128);
    const filter = new CloudwatchLogMetricFilter(this, `${detection.word}-Metric`, {
      name,
      logGroupName,
      pattern: detection.pattern,
      metricTransformation: { name, namespace: NAMESPACE, value: '1', defaultValue: '0' },
    });
    return [
      new CloudwatchMetricAlarm(this, detection.word, {
        alarmName: name,
        alarmDescription: detection.meaning,
        namespace: NAMESPACE,
        metricName: name,
        statistic: 'Sum',
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
        treatMissingData: 'notBreaching',
        alarmActions: [props.topicArn],
        dependsOn: [filter],
      }),
    ];
  }

  private expect(to: string, delivery: { name: string; metric: string }, topicArn: string): CloudwatchMetricAlarm {
    return this.silence(`delivery-${to}`, `events have not reached ${to} for two hours`, topicArn, {
      namespace: 'AWS/Firehose',
      metricName: delivery.metric,
      dimensions: { DeliveryStreamName: delivery.name },
    });
  }

  private listen(props: AuditAlarmsProps): CloudwatchMetricAlarm[] {
    return Object.entries(props.groups)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([word, LogGroupName]) =>
        this.silence(`silent-${word}`, `nothing has been written to ${word} for two hours`, props.topicArn, {
          namespace: 'AWS/Logs',
          metricName: 'IncomingLogEvents',
          dimensions: { LogGroupName },
        }),
      );
  }

  private silence(
    word: string,
    alarmDescription: string,
    topicArn: string,
    metric: { namespace: string; metricName: string; dimensions: Record<string, string> },
  ): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, word, {
      alarmName: physicalName(this, word, 128),
      alarmDescription,
      ...metric,
      statistic: 'Sum',
      period: 3600,
      evaluationPeriods: 2,
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      treatMissingData: 'breaching',
      alarmActions: [topicArn],
    });
  }
}
