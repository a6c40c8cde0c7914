import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { physicalName } from '../core';
import { packagedFunction, type PackagedFunctionProps } from './packaged-function';

export interface ScheduledFunctionProps extends PackagedFunctionProps {
  /** `cron(0 2 * * ? *)` in UTC, or `rate(1 hour)`. */
  schedule: string;
  /** A run is expected within so many hours; no run, or one that failed, is an alarm. 1 to 24. */
  expectedHours: number;
  alarmTopicArn: string;
}

/** A small program of the platform that runs by the clock. Code comes with the library, nothing is fetched while it runs. */
export class ScheduledFunction extends Construct {
  readonly resources: { function: LambdaFunction; alarms: CloudwatchMetricAlarm[] };

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    const name = physicalName(this, props.word, 64);
    const program = packagedFunction(this, props);
    const rule = new CloudwatchEventRule(this, 'Schedule', {
      name,
      description: props.description,
      scheduleExpression: props.schedule,
    });
    new LambdaPermission(this, 'ScheduleMayRun', {
      statementId: 'schedule',
      action: 'lambda:InvokeFunction',
      functionName: program.functionName,
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    });
    new CloudwatchEventTarget(this, 'Target', { rule: rule.name, arn: program.arn });
    const alarms = [this.alarm(props, name, 'Errors', 'GreaterThanThreshold', 0), this.silence(props, name)];
    this.resources = { function: program, alarms };
  }

  private silence(props: ScheduledFunctionProps, name: string): CloudwatchMetricAlarm {
    return this.alarm(props, name, 'Invocations', 'LessThanThreshold', 1);
  }

  private alarm(
    props: ScheduledFunctionProps,
    name: string,
    metric: 'Errors' | 'Invocations',
    comparisonOperator: string,
    threshold: number,
  ): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, metric, {
      alarmName: `${name}-${metric.toLowerCase()}`,
      alarmDescription:
        metric === 'Errors' ? `${props.word} failed: see its log` : `${props.word} did not run in the time it should`,
      namespace: 'AWS/Lambda',
      metricName: metric,
      dimensions: { FunctionName: name },
      statistic: 'Sum',
      period: 3600,
      evaluationPeriods: metric === 'Errors' ? 1 : props.expectedHours,
      comparisonOperator,
      threshold,
      treatMissingData: metric === 'Errors' ? 'notBreaching' : 'breaching',
      alarmActions: [props.alarmTopicArn],
    });
  }
}
