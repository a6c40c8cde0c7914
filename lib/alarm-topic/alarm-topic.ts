import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { physicalName, placeOf, policyText, tlsOnly } from '../core';
import type { IKey } from '../key';

export interface AlarmTopicProps {
  /** Word of the name. */
  word: string;
  /** Must let CloudWatch and EventBridge use it: services `alarms` and `events`. */
  encryptionKey: IKey;
  /** Who is told. The address must confirm once, by a link AWS sends. */
  email: string;
}

/** Where alarms go: a topic, and a mail to whoever answers for the platform. A pager subscribes to the same topic. */
export class AlarmTopic extends Construct {
  readonly arn: string;
  readonly resources: { topic: SnsTopic };

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, 'Resource', {
      name: physicalName(this, props.word),
      kmsMasterKeyId: props.encryptionKey.arn,
    });
    new SnsTopicPolicy(this, 'Policy', {
      arn: topic.arn,
      policy: policyText([
        {
          Sid: 'AlarmsPublish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topic.arn,
          Condition: { StringEquals: { 'aws:SourceAccount': placeOf(this).account } },
        },
        // EventBridge says nothing of itself that a condition could hold: with one it drops every message and tells nobody
        {
          Sid: 'EventRulesPublish',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topic.arn,
        },
        tlsOnly('sns:Publish', topic.arn),
      ]),
    });
    new SnsTopicSubscription(this, 'Mail', { topicArn: topic.arn, protocol: 'email', endpoint: props.email });
    this.arn = topic.arn;
    this.resources = { topic };
  }
}
