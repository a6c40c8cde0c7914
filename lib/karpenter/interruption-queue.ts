import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { arn, jsonText, physicalName, policyText, tlsOnly } from '../core';
import type { IKey } from '../key';

/** What EC2 says before it takes a node away. */
const EVENTS = {
  ScheduledChange: { source: ['aws.health'], 'detail-type': ['AWS Health Event'] },
  SpotInterruption: { source: ['aws.ec2'], 'detail-type': ['EC2 Spot Instance Interruption Warning'] },
  Rebalance: { source: ['aws.ec2'], 'detail-type': ['EC2 Instance Rebalance Recommendation'] },
  StateChange: { source: ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] },
  CapacityReservation: {
    source: ['aws.ec2'],
    'detail-type': ['EC2 Capacity Reservation Instance Interruption Warning'],
  },
};

export interface InterruptionQueueProps {
  /** Must let EventBridge use it. */
  encryptionKey: IKey;
}

/** The queue Karpenter learns from that a spot node has two minutes left. */
export class InterruptionQueue extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: InterruptionQueueProps) {
    super(scope, id);
    const queue = new SqsQueue(this, 'Resource', {
      name: physicalName(this, 'interruptions', 80),
      messageRetentionSeconds: 300,
      kmsMasterKeyId: props.encryptionKey.arn,
    });
    new SqsQueuePolicy(this, 'Policy', {
      queueUrl: queue.url,
      policy: policyText([
        {
          Sid: 'EventRulesSend',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queue.arn,
          Condition: { ArnLike: { 'aws:SourceArn': arn(this, 'events', 'rule/*') } },
        },
        tlsOnly('sqs:*', queue.arn),
      ]),
    });
    for (const [word, pattern] of Object.entries(EVENTS)) {
      const rule = new CloudwatchEventRule(this, word, {
        name: physicalName(this, `karpenter-${kebab(word)}`, 64),
        description: `tells Karpenter: ${pattern['detail-type'].join(', ')}`,
        eventPattern: jsonText(pattern),
      });
      new CloudwatchEventTarget(this, `${word}ToQueue`, { rule: rule.name, arn: queue.arn, targetId: 'karpenter' });
    }
    this.name = queue.name;
    this.arn = queue.arn;
  }
}

function kebab(word: string): string {
  return word.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);
}
