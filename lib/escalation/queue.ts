import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import type { Construct } from 'constructs';
import { policyText, tlsOnly } from '../core';
import type { IKey } from '../key';

export interface ClosedQueueProps {
  name: string;
  visibilityTimeoutSeconds: number;
  encryptionKey: IKey;
}

const DAY = 86_400;
/** Longest something waits for somebody: what AWS keeps at most. */
const KEPT_DAYS = 14;

/** A queue that is encrypted with a key of one's own and reached by TLS only; IAM says by whom. */
export function closedQueue(scope: Construct, id: string, props: ClosedQueueProps): SqsQueue {
  const queue = new SqsQueue(scope, id, {
    name: props.name,
    messageRetentionSeconds: KEPT_DAYS * DAY,
    visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
    kmsMasterKeyId: props.encryptionKey.arn,
  });
  new SqsQueuePolicy(scope, id === 'Resource' ? 'Policy' : `${id}-Policy`, {
    queueUrl: queue.url,
    policy: policyText([tlsOnly('sqs:*', queue.arn)]),
  });
  return queue;
}
