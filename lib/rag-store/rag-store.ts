import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { S3BucketMetric } from '@cdktf/provider-aws/lib/s3-bucket-metric';
import { S3VectorsVectorBucket } from '@cdktf/provider-aws/lib/s3vectors-vector-bucket';
import { Construct } from 'constructs';
import type { DataClass, RagIndexKind } from '../../contract';
import { Bucket } from '../bucket';
import { arn, fitName, guarded, physicalName, placeOf } from '../core';
import { Key, type IKey } from '../key';

/** Namespace of the figures a refresh gives. */
export const RAG_METRICS = 'Groundplane/Rag';

export interface RagStoreProps {
  /** Highest class of the documents. */
  dataClass: DataClass;
  /** Where vectors lie; those of S3 lie here too, every other kind is a component of its own. */
  index: RagIndexKind;
  /** Minutes between two refreshes. */
  refreshMinutes: number;
  /** Part of the evaluation set that must be found. */
  leastRecall: number;
  /** Bytes somebody may take out of the corpus within an hour before it is an alarm. */
  exportBytes: number;
  /** Topic that is told of alarms; its key lets CloudWatch in. */
  alarmTopicArn: string;
}

/** Days a document that was deleted or changed can be brought back. */
export const CORPUS_NONCURRENT_DAYS = 30;

/** Where the program keeps pieces and vectors of an index that can be lost with its volumes. */
const INDEX_COPIES = 'copies/';

/** Days they lie there when the index is another one by now. */
export const LEFT_COPIES_DAYS = 1;

/** A refresh that is missed twice is a refresh that does not run. */
const MISSED = 3;

/**
 * Documents, the evaluation set, the ledger of what is indexed and what could not be read; and, where the index is one of S3 Vectors,
 * the vectors. Private, encrypted with a key of their own, versioned: a document that was deleted by mistake is back within 30 days,
 * and the index is made anew from the documents at any time.
 *
 * Alarms: a source whose gate is red, an index that finds less than it must, a refresh that does not run, documents nothing could be
 * made of, a corpus that somebody carries away, and an index on volumes of the cluster that had lost pieces.
 *
 * ### Cost
 * _20 GB of documents_ half a dollar a month, the key 1 USD, five alarms 0.50 USD, metrics of requests about 5 USD.
 */
export class RagStore extends Construct {
  readonly bucket: Bucket;
  readonly key: IKey;
  /** Name of the vector bucket, where there is one. */
  readonly vectorBucket?: string;
  readonly resources: { vectors?: S3VectorsVectorBucket; alarms: CloudwatchMetricAlarm[] };

  constructor(scope: Construct, id: string, props: RagStoreProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      word: 'rag',
      description: 'documents of the index',
      // it makes the graph of its vectors by itself
      statements: props.index === 's3-vectors' ? [this.indexing()] : [],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      word: 'rag',
      content: 'documents',
      dataClass: props.dataClass,
      encryptionKey: this.key,
      noncurrentDays: CORPUS_NONCURRENT_DAYS,
      // whoever leaves Qdrant leaves pieces of every document there, which no other index reads or takes out
      ...(props.index === 'qdrant' ? {} : { prefixDays: { [INDEX_COPIES]: LEFT_COPIES_DAYS } }),
      backedUp: true,
    });
    const vectors = props.index === 's3-vectors' ? this.createVectors(props) : undefined;
    if (vectors !== undefined) this.vectorBucket = vectors.vectorBucketName;
    this.resources = { vectors, alarms: this.createAlarms(props) };
  }

  private indexing(): ReturnType<typeof indexingStatement> {
    const { account } = placeOf(this);
    return indexingStatement(account, arn(this, 's3vectors', 'bucket/*'));
  }

  private createVectors({ dataClass }: RagStoreProps): S3VectorsVectorBucket {
    const { account, region, prefix, protectData } = placeOf(this);
    return new S3VectorsVectorBucket(this, 'Vectors', {
      vectorBucketName: fitName(`${prefix}-rag-vectors-${account}-${region}`, 63),
      encryptionConfiguration: [{ sseType: 'aws:kms', kmsKeyArn: this.key.arn }],
      forceDestroy: !protectData,
      tags: { content: 'vectors', 'data-class': dataClass, 'retention-days': 'forever' },
      lifecycle: guarded(this),
    });
  }

  private createAlarms(props: RagStoreProps): CloudwatchMetricAlarm[] {
    const minutes = Math.max(props.refreshMinutes, 5);
    const requests = new S3BucketMetric(this, 'Requests', { bucket: this.bucket.name, name: 'everything' });
    const own = {
      namespace: RAG_METRICS,
      dimensions: { Bucket: this.bucket.name },
      period: Math.min(minutes * 60, 86_400),
    };
    return [
      ...(props.index === 'qdrant' ? [this.lostPieces(props, own)] : []),
      this.alarm(props, 'SourcesStopped', 'a source of documents is stopped by its gate: see gate/<source>.json', {
        ...own,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
      }),
      this.alarm(props, 'DeadLetters', 'documents nothing could be made of: see dead/ in the bucket, by source', {
        ...own,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
      }),
      this.alarm(props, 'Recall', 'the index finds less of the evaluation set than it must', {
        ...own,
        statistic: 'Minimum',
        comparisonOperator: 'LessThanThreshold',
        threshold: props.leastRecall,
      }),
      this.alarm(props, 'Refreshed', 'the index was not refreshed for three times as long as it should take', {
        ...own,
        statistic: 'Sum',
        evaluationPeriods: MISSED,
        comparisonOperator: 'LessThanThreshold',
        threshold: 1,
        treatMissingData: 'breaching',
      }),
      this.alarm(props, 'BytesDownloaded', 'more of the corpus than a refresh reads was taken out within an hour', {
        namespace: 'AWS/S3',
        dimensions: { BucketName: this.bucket.name, FilterId: requests.name },
        period: 3600,
        statistic: 'Sum',
        comparisonOperator: 'GreaterThanThreshold',
        threshold: props.exportBytes,
      }),
    ];
  }

  private lostPieces(
    props: RagStoreProps,
    own: Pick<AlarmFields, 'namespace' | 'dimensions' | 'period'>,
  ): CloudwatchMetricAlarm {
    return this.alarm(
      props,
      'Refilled',
      'the index had lost pieces and was filled from their copies: look at its pods',
      {
        ...own,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
      },
    );
  }

  private alarm(
    { alarmTopicArn }: RagStoreProps,
    metricName: string,
    alarmDescription: string,
    more: AlarmFields,
  ): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, metricName, {
      alarmName: physicalName(this, `rag-${metricName.toLowerCase()}`, 255),
      alarmDescription,
      metricName,
      statistic: 'Maximum',
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
      alarmActions: [alarmTopicArn],
      ...more,
    });
  }
}

interface AlarmFields {
  namespace: string;
  dimensions: Record<string, string>;
  /** Seconds. */
  period: number;
  comparisonOperator: string;
  threshold: number;
  /** @default Maximum */
  statistic?: string;
  /** @default 1 */
  evaluationPeriods?: number;
  /** @default notBreaching */
  treatMissingData?: string;
}

function indexingStatement(account: string, buckets: string) {
  return {
    Sid: 'VectorsIndex',
    Principal: { Service: 'indexing.s3vectors.amazonaws.com' },
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': buckets },
      'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['aws:s3vectors:arn', 'aws:s3vectors:resource-id'] },
    },
  };
}
