import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import { eventOf } from '../audit-event';
import { arn, fitName, jsonText, physicalName, placeOf } from '../core';
import type { IKey } from '../key';
import { functionAlarm, packagedFunction } from '../scheduled-function';
import { DECISION } from './decision';
import { closedQueue } from './queue';

export interface DecisionsProps {
  /** Log group of the events of the gateway. */
  auditGroupName: string;
  logRetentionDays: number;
  /** Must let CloudWatch logs use it. */
  encryptionKey: IKey;
  alarmTopicArn: string;
}

const WORD = 'escalation-decisions';
const STREAM = 'decisions';
const RUN_SECONDS = 30;

/** Queue of an environment that takes decisions; told from its prefix, for who is outside of a stack. */
export function decisionsQueueName(prefix: string): string {
  return fitName(`${prefix}-${WORD}`, 80);
}

/**
 * Where people say what they decided on a request that was handed to them: a queue, and a program that makes an event of the audit of
 * each message.
 *
 * Security: who decided is the sender as AWS knows it; nothing in a message can say it, and who decides has no right to write events. A
 * message that is no decision is kept and told of.
 *
 * ### Cost
 * The alarm, ten cents; a decision costs nothing to speak of.
 */
export class Decisions extends Construct {
  readonly resources: { queue: SqsQueue; program: LambdaFunction; alarm: CloudwatchMetricAlarm };

  constructor(scope: Construct, id: string, props: DecisionsProps) {
    super(scope, id);
    const queue = closedQueue(this, 'Queue', {
      name: decisionsQueueName(placeOf(this).prefix),
      // six runs, as AWS advises
      visibilityTimeoutSeconds: 6 * RUN_SECONDS,
      encryptionKey: props.encryptionKey,
    });
    const stream = new CloudwatchLogStream(this, 'Stream', { logGroupName: props.auditGroupName, name: STREAM });
    const program = packagedFunction(this, {
      word: WORD,
      description: 'makes events of what people decided on requests that were handed to them',
      variables: {
        LOG_GROUP: props.auditGroupName,
        LOG_STREAM: stream.name,
        EVENT: TEMPLATE,
        DECISION: jsonText(DECISION),
      },
      statements: [
        {
          Sid: 'Take',
          Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          Resource: queue.arn,
        },
        { Sid: 'Decrypt', Action: 'kms:Decrypt', Resource: props.encryptionKey.arn },
        {
          Sid: 'Tell',
          Action: 'logs:PutLogEvents',
          Resource: arn(this, 'logs', `log-group:${props.auditGroupName}:log-stream:${STREAM}`),
        },
      ],
      encryptionKey: props.encryptionKey,
      logRetentionDays: props.logRetentionDays,
      timeoutSeconds: RUN_SECONDS,
    });
    new LambdaEventSourceMapping(this, 'Source', {
      eventSourceArn: queue.arn,
      functionName: program.functionName,
      // one that is none must not hold back others
      batchSize: 1,
    });
    this.resources = { queue, program, alarm: this.watch(props, program) };
  }

  private watch({ alarmTopicArn }: DecisionsProps, program: LambdaFunction): CloudwatchMetricAlarm {
    return functionAlarm(this, 'Errors', {
      alarmName: physicalName(this, `${WORD}-errors`, 128),
      functionName: program.functionName,
      description:
        'a decision does not stand in the audit: see the log of the program; it waits in the queue for two weeks',
      period: 300,
      topicArn: alarmTopicArn,
    });
  }
}

/** The event with places for what the program knows. */
const TEMPLATE = jsonText(
  eventOf({
    id: '{id}',
    trace_id: '{request}',
    call_type: 'human_override',
    status: 'success',
    model: 'unknown',
    custom_llm_provider: 'unknown',
    metadata: {
      user_api_key_alias: 'reviewer',
      override_verdict: '{verdict}',
      override_by: '{by}',
      override_reason: '{reason}',
    },
  }),
);
