import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { AlarmTopic } from '../alarm-topic';
import { physicalName, policyText, type Statement } from '../core';
import { Key } from '../key';

export interface EscalationProps {
  /** Who is told by mail that something waits. The address must confirm once. */
  reviewers: string;
}

/** What the gateway must know to hand something over. */
export interface EscalationUse {
  readonly queueUrl: string;
  readonly statements: readonly Statement[];
}

const DAY = 86_400;
/** Longest a question waits for somebody: what AWS keeps at most. */
const KEPT_DAYS = 14;

/**
 * Where requests wait that a guardrail stopped and a person has to look at: a queue with the question, and a mail that something waits.
 *
 * Security: the questions are encrypted with a key of their own, so that who may read them is one grant; personal data is
 * masked in them before. Nothing of them stands in the mail or in a log.
 *
 * ### Cost
 * The key, one dollar a month; the alarm, ten cents.
 */
export class Escalation extends Construct {
  readonly use: EscalationUse;
  readonly resources: { queue: SqsQueue; alarm: CloudwatchMetricAlarm };

  constructor(scope: Construct, id: string, props: EscalationProps) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      word: 'escalation',
      description: 'requests that wait for a person',
      services: ['alarms', 'events'],
    });
    const queue = new SqsQueue(this, 'Resource', {
      name: physicalName(this, 'escalation', 80),
      messageRetentionSeconds: KEPT_DAYS * DAY,
      // as long as a person takes for one
      visibilityTimeoutSeconds: 1800,
      kmsMasterKeyId: key.arn,
    });
    new SqsQueuePolicy(this, 'Policy', {
      queueUrl: queue.url,
      policy: policyText([
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: queue.arn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
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
    this.resources = { queue, alarm };
  }
}
