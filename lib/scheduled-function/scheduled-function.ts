import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { physicalName } from '../core';
import { functionAlarm } from './function-alarm';
import { packagedFunction, type PackagedFunctionProps } from './packaged-function';

export interface ScheduledFunctionProps extends PackagedFunctionProps {
  /** `cron(0 2 * * ? *)` in UTC, or `rate(1 hour)`. */
  schedule: string;
  /** A run is expected within so many hours; no run, or one that failed, is an alarm. 1 to 24. */
  expectedHours: number;
  alarmTopicArn: string;
}

const HOUR = 3600;

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
    const alarm = { functionName: name, period: HOUR, topicArn: props.alarmTopicArn };
    const failed = functionAlarm(this, 'Errors', {
      ...alarm,
      alarmName: `${name}-errors`,
      description: `${props.word} failed: see its log`,
    });
    const silent = functionAlarm(this, 'Invocations', {
      ...alarm,
      alarmName: `${name}-invocations`,
      description: `${props.word} did not run in the time it should`,
      periods: props.expectedHours,
    });
    this.resources = { function: program, alarms: [failed, silent] };
  }
}
