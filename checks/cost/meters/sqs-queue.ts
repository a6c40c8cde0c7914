import { used } from '../component';
import { says } from '../read';
import type { Meter } from './meter';

/** Queues are billed by request; the free million of an account is not counted. */
export const sqsQueue: Meter = (resource, context) => {
  const price = says(resource.values, 'fifo_queue') ? 'sqs/fifo' : 'sqs/standard';
  return [used('requests', price, 'million requests', context.usage('aws_sqs_queue.monthly_requests'), '0.000001')];
};
