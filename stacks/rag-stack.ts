import type { Construct } from 'constructs';
import type { RagFacts } from '../contract';
import { AlarmTopic } from '../lib/alarm-topic';
import { Key } from '../lib/key';
import { RagStore, type RagStoreProps } from '../lib/rag-store';
import { BaseStack, type EnvironmentProps } from './base-stack';
import { handOver } from './handover';

export interface RagStackProps extends Omit<RagStoreProps, 'alarmTopicArn'> {
  /** What the index is, and what it was chosen from. */
  facts: RagFacts;
  /** Who is told of alarms. */
  email: string;
}

/** Documents and, where they lie in S3, their vectors: before the cluster, because they outlive every one. */
export class RagStack extends BaseStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: RagStackProps) {
    super(scope, 'rag', { ...environment, descriptor: { ...environment.descriptor, rag: props.facts } });
    const encryptionKey = new Key(this, 'AlarmKey', {
      word: 'rag-alarms',
      description: 'alarms of the index',
      services: ['alarms', 'events'],
    });
    const topic = new AlarmTopic(this, 'Alarms', { word: 'rag-alarms', encryptionKey, email: props.email });
    const store = new RagStore(this, 'Store', { ...props, alarmTopicArn: topic.arn });
    handOver(this, {
      bucket_name: store.bucket.name,
      bucket_arn: store.bucket.arn,
      bucket_key_arn: store.key.arn,
      ...(store.vectorBucket === undefined ? {} : { vector_bucket_name: store.vectorBucket }),
    });
  }
}
