import type { Construct } from 'constructs';
import type { RagIndexKind } from '../../contract';
import { arn, type Statement } from '../core';
import { databaseTrust } from '../database';
import type { Manifest } from '../manifests';
import type { SecretRef } from '../secret';
import { AUTHORITY_FOLDER } from './workloads';

/** Ways the program is started: `owner` prepares an index once, `writer` fills it, `reader` asks it. */
export type Part = 'owner' | 'writer' | 'reader';

/** What one kind of index asks of the program: rights, variables and secrets. Each kind has a function that makes it. */
export interface IndexAccess {
  readonly kind: RagIndexKind;
  /** Rights of the part that fills it. */
  readonly write: readonly Statement[];
  /** Rights of the part that asks it. */
  readonly read: readonly Statement[];
  /** Whether something has to be made in it before it is filled: then `owner` does it, with every apply. */
  readonly migrates: boolean;
  /** Variables of a part, none of them secret. */
  environment(part: Part): Readonly<Record<string, string>>;
  /** Secrets of a part, by variable. */
  secrets(part: Part): Readonly<Record<string, SecretRef>>;
  /** Map in the namespace of the program with `ca.crt`, which vouches for a server in the cluster. @default - none */
  readonly authority?: string;
  /** What must be in the namespace of the program besides. @default - nothing */
  readonly manifests?: (namespace: string) => Manifest[];
}

/** Bucket for documents, as far as an index needs it. */
export interface DocumentBucket {
  bucketName: string;
  bucketArn: string;
  bucketKeyArn: string;
}

/** Names the program has in the database. */
export const RAG_ROLES = {
  owner: 'rag',
  writer: 'rag_writer',
  retriever: 'rag_retriever',
  reader: 'rag_reader',
} as const;

/** User of each part. */
const USERS = { owner: RAG_ROLES.owner, writer: RAG_ROLES.writer, reader: RAG_ROLES.retriever } as const;

export interface DatabasePlace {
  host: string;
  port: number;
  /** Region of its server. */
  region: string;
  passwords: Readonly<Record<Part, SecretRef>>;
}

/** The index in the database: a user and a password a part, nothing of AWS. */
export function pgvectorAccess({ host, port, passwords, region }: DatabasePlace): IndexAccess {
  const trust = databaseTrust(region, AUTHORITY_FOLDER);
  return {
    kind: 'pgvector',
    write: [],
    read: [],
    migrates: true,
    environment: (part) => ({
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: USERS[part],
      PGDATABASE: RAG_ROLES.owner,
      ...trust.environment,
      PGCONNECT_TIMEOUT: '10',
    }),
    secrets: (part) => ({ PGPASSWORD: passwords[part] }),
    authority: trust.map,
    manifests: trust.manifests,
  };
}

/** The index in a vector bucket. */
export function s3VectorsAccess(scope: Construct, bucket: DocumentBucket, vectorBucket: string): IndexAccess {
  const vectors = [
    arn(scope, 's3vectors', `bucket/${vectorBucket}`),
    arn(scope, 's3vectors', `bucket/${vectorBucket}/index/*`),
  ];
  return {
    kind: 's3-vectors',
    write: [
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
        Resource: vectors,
      },
    ],
    read: [
      ...readPointer(bucket),
      { Sid: 'AskVectors', Action: ['s3vectors:GetVectors', 's3vectors:QueryVectors'], Resource: vectors },
    ],
    migrates: false,
    environment: () => ({ VECTOR_BUCKET: vectorBucket, RAG_BUCKET: bucket.bucketName }),
    secrets: () => ({}),
  };
}

/** Which generation answers stands in the bucket for documents, where the index itself cannot say it. */
export function readPointer({ bucketArn, bucketKeyArn }: DocumentBucket): Statement[] {
  return [
    { Sid: 'ReadPointer', Action: 's3:GetObject', Resource: `${bucketArn}/index/*` },
    { Sid: 'UseKey', Action: 'kms:Decrypt', Resource: bucketKeyArn },
  ];
}
