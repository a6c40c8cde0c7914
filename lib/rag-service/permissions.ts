import type { Statement } from '../core';
import type { DocumentBucket, IndexAccess } from './index-access';

/** What the program needs to know of where documents lie. */
export interface RagPlaces extends DocumentBucket {
  /** The pipeline's bucket. @default - nothing comes from the pipeline */
  curated?: { bucketName: string; bucketArn: string; keyArn: string };
  /** Namespace of the metrics it may write. */
  metrics: string;
}

/** Reads documents and gates, keeps its ledger, writes the index. It cannot change a document. */
export function ingestionStatements(places: RagPlaces, index: IndexAccess): Statement[] {
  const { bucketArn, bucketKeyArn, curated, metrics } = places;
  const below = (prefix: string): string => `${bucketArn}/${prefix}/*`;
  return [
    { Sid: 'ListDocuments', Action: 's3:ListBucket', Resource: bucketArn },
    {
      Sid: 'ReadDocuments',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: ['files', 'evaluation', 'index'].map(below),
    },
    {
      Sid: 'KeepLedger',
      Action: ['s3:PutObject', 's3:DeleteObject'],
      Resource: ['ledger', 'dead', 'index'].map(below),
    },
    { Sid: 'UseKey', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: bucketKeyArn },
    {
      Sid: 'WriteFigures',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': metrics } },
    },
    ...(curated === undefined ? [] : readCurated(curated)),
    ...index.write,
  ];
}

function readCurated({ bucketArn, keyArn }: { bucketArn: string; keyArn: string }): Statement[] {
  return [
    {
      Sid: 'ListCurated',
      Action: 's3:ListBucket',
      Resource: bucketArn,
      Condition: { StringLike: { 's3:prefix': ['documents/*', 'gate/*'] } },
    },
    { Sid: 'ReadCurated', Action: 's3:GetObject', Resource: [`${bucketArn}/documents/*`, `${bucketArn}/gate/*`] },
    { Sid: 'UseCuratedKey', Action: 'kms:Decrypt', Resource: keyArn },
  ];
}
