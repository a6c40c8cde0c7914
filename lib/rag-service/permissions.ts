import type { Construct } from 'constructs';
import { arn, type Statement } from '../core';

/** What the two programs need to know of where documents and vectors lie. */
export interface RagPlaces {
  bucketArn: string;
  bucketKeyArn: string;
  /** Name of the vector bucket. @default - vectors are in the database */
  vectorBucket?: string;
  /** The pipeline's bucket. @default - nothing comes from the pipeline */
  curated?: { bucketArn: string; keyArn: string };
  /** Namespace of the metrics it may write. */
  metrics: string;
}

/** Reads documents and gates, keeps its ledger, writes the index. It cannot change a document. */
export function ingestionStatements(scope: Construct, places: RagPlaces): Statement[] {
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
    ...(places.vectorBucket === undefined
      ? []
      : [
          {
            Sid: 'WriteVectors',
            Action: [
              's3vectors:CreateIndex',
              's3vectors:DeleteIndex',
              's3vectors:DeleteVectors',
              's3vectors:GetVectors',
              's3vectors:PutVectors',
              's3vectors:QueryVectors',
            ],
            Resource: vectorArns(scope, places.vectorBucket),
          },
        ]),
  ];
}

/** Asks the index, and reads which generation of it answers. */
export function searchStatements(scope: Construct, places: RagPlaces): Statement[] {
  if (places.vectorBucket === undefined) return [];
  return [
    { Sid: 'ReadPointer', Action: 's3:GetObject', Resource: `${places.bucketArn}/index/*` },
    { Sid: 'UseKey', Action: 'kms:Decrypt', Resource: places.bucketKeyArn },
    {
      Sid: 'AskVectors',
      Action: ['s3vectors:GetVectors', 's3vectors:QueryVectors'],
      Resource: vectorArns(scope, places.vectorBucket),
    },
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

function vectorArns(scope: Construct, bucket: string): string[] {
  return [arn(scope, 's3vectors', `bucket/${bucket}`), arn(scope, 's3vectors', `bucket/${bucket}/index/*`)];
}
