import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import { AlarmTopic } from '../alarm-topic';
import { physicalName, type Statement } from '../core';
import { Key } from '../key';
import { Decisions, type DecisionsProps } from './decisions';
import { closedQueue } from './queue';

export interface EscalationProps extends Pick<DecisionsProps, 'auditGroupName' | 'logRetentionDays'> {
  /** Who is told by mail that something waits. The address must confirm once. */
  reviewers: string;
}

/** What the gateway must know to hand something over. */
export interface EscalationUse {
  readonly queueUrl: string;
  readonly statements: readonly Statement[];
}

/**
 * Where requests wait that a guardrail stopped and a person has to look at: a queue with the question, a mail that something waits, and
 * a second queue for what was decided, which becomes an event of the audit.
 *
 * Security: the questions are encrypted with a key of their own, so that who may read them is one grant; personal data is
 * masked in them before. Nothing of them stands in the mail or in a log.
 *
 * ### Cost
 * The key, one dollar a month; two alarms, ten cents each.
 */
export class Escalation extends Construct {
  readonly use: EscalationUse;
  readonly resources: { queue: SqsQueue; alarm: CloudwatchMetricAlarm; decisions: Decisions };

  constructor(scope: Construct, id: string, props: EscalationProps) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      word: 'escalation',
      description: 'requests that wait for a person',
      services: ['alarms', 'events', 'logs'],
    });
    const queue = closedQueue(this, 'Resource', {
      name: physicalName(this, 'escalation', 80),
      // as long as a person takes for one
      visibilityTimeoutSeconds: 1800,
      encryptionKey: key,
    });
    const topic = new AlarmTopic(this, 'Alarms', { word: 'escalation', encryptionKey: key, email: props.reviewers });
    const alarm = new CloudwatchMetricAlarm(this, 'Waiting', {
      alarmName: physicalName(this, 'escalation-waiting', 128),
      alarmDescription: 'a request that a guardrail stopped waits for a person; docs/teams.md says how to read it',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: queue.name },
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      treatMissingData: 'notBreaching',
      alarmActions: [topic.arn],
    });
    this.use = {
      queueUrl: queue.url,
      statements: [
        { Sid: 'HandOver', Action: 'sqs:SendMessage', Resource: queue.arn },
        { Sid: 'Encrypt', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: key.arn },
      ],
    };
    const decisions = new Decisions(this, 'Decisions', { ...props, encryptionKey: key, alarmTopicArn: topic.arn });
    this.resources = { queue, alarm, decisions };
  }
}
