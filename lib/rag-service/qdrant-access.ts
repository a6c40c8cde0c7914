import type { SecretRef } from '../secret';
import type { DocumentBucket, IndexAccess } from './index-access';
import { AUTHORITY_FOLDER } from './workloads';

/** A server of Qdrant in the cluster, as the program is told of it. */
export interface QdrantPlace {
  url: string;
  /** Map in the namespace of the program with `ca.crt`. */
  authority: string;
  keys: { writer: SecretRef; reader: SecretRef };
  /** Parts of an index, one a pod. */
  shards: number;
  /** Pods that have a copy of each part. */
  copies: number;
}

/** The index in Qdrant: a key a part, and in the bucket a copy of each piece, as what stands on volumes can be lost. */
export function qdrantAccess({ bucketArn }: DocumentBucket, place: QdrantPlace): IndexAccess {
  const { url, authority, keys, shards, copies } = place;
  return {
    kind: 'qdrant',
    write: [
      {
        Sid: 'KeepCopies',
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: `${bucketArn}/copies/*`,
      },
    ],
    read: [],
    migrates: false,
    environment: () => ({
      QDRANT_URL: url,
      QDRANT_CA: `${AUTHORITY_FOLDER}/ca.crt`,
      QDRANT_SHARDS: String(shards),
      QDRANT_COPIES: String(copies),
    }),
    secrets: (part) => ({ QDRANT_API_KEY: part === 'reader' ? keys.reader : keys.writer }),
    authority,
  };
}
