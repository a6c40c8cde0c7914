import { join } from 'node:path';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { AssetType, Fn, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { physicalName, trustService, type Statement } from '../core';
import type { IKey } from '../key';
import { LogGroup } from '../log-group';
import { Role } from '../role';

export interface ScheduledFunctionProps {
  /** Folder below `functions/`, packed beside it by `npm run functions:build`; and word of the names. */
  word: string;
  description: string;
  /** `cron(0 2 * * ? *)` in UTC, or `rate(1 hour)`. */
  schedule: string;
  /** A run is expected within so many hours; no run, or one that failed, is an alarm. 1 to 24. */
  expectedHours: number;
  variables: Readonly<Record<string, string>>;
  statements: readonly Statement[];
  /** For its log and its variables; must let CloudWatch logs use it. */
  encryptionKey: IKey;
  logRetentionDays: number;
  alarmTopicArn: string;
}

const FUNCTIONS = join(__dirname, '../../functions');

/** A small program of the platform that runs by the clock. Code comes with the library, nothing is fetched while it runs. */
export class ScheduledFunction extends Construct {
  readonly resources: { function: LambdaFunction; alarms: CloudwatchMetricAlarm[] };

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    const name = physicalName(this, props.word, 64);
    const program = this.createFunction(name, props);
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

  private createFunction(name: string, props: ScheduledFunctionProps): LambdaFunction {
    const logs = new LogGroup(this, 'Logs', {
      name: `/aws/lambda/${name}`,
      retentionDays: props.logRetentionDays,
      encryptionKey: props.encryptionKey,
    });
    const role = new Role(this, 'Role', {
      word: props.word,
      trust: trustService('lambda.amazonaws.com'),
      statements: [
        { Sid: 'Log', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${logs.arn}:*` },
        ...props.statements,
      ],
    });
    const code = new TerraformAsset(this, 'Code', { path: join(FUNCTIONS, `${props.word}.zip`), type: AssetType.FILE });
    return new LambdaFunction(this, 'Resource', {
      functionName: name,
      description: props.description,
      role: role.arn,
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: code.path,
      sourceCodeHash: Fn.filebase64sha256(code.path),
      memorySize: 1024,
      timeout: 900,
      kmsKeyArn: props.encryptionKey.arn,
      environment: { variables: { ...props.variables } },
      tracingConfig: { mode: 'PassThrough' },
      dependsOn: [...role.ready, logs.resources.logGroup],
    });
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
