import type { Statement } from '../core';
import { readPointer, type DocumentBucket, type IndexAccess } from './index-access';

/** Indexes of the program, in a domain as in a collection. */
export const SEARCH_INDEXES = 'chunk-*';

/** Methods each part needs in a domain, by path. What it may do there is said once more by the roles of the domain. */
const IN_DOMAIN: Readonly<Record<'write' | 'read', readonly Pick<Statement, 'Sid' | 'Action' | 'Resource'>[]>> = {
  write: [
    { Sid: 'MakeIndexes', Action: ['es:ESHttpPut', 'es:ESHttpDelete'], Resource: SEARCH_INDEXES },
    {
      Sid: 'FillIndexes',
      Action: 'es:ESHttpPost',
      Resource: [`${SEARCH_INDEXES}/_bulk`, `${SEARCH_INDEXES}/_refresh`, `${SEARCH_INDEXES}/_search`],
    },
  ],
  read: [{ Sid: 'AskIndexes', Action: 'es:ESHttpPost', Resource: `${SEARCH_INDEXES}/_search` }],
};

export interface DomainPlace {
  /** `https://…`. */
  endpoint: string;
  domainArn: string;
  /** Primary shards of an index: one a data node. */
  shards: string;
  /** Roles the two parts take on, as whom the domain knows them. */
  writerRoleArn: string;
  readerRoleArn: string;
}

/** The index in a domain of OpenSearch. */
export function openSearchAccess(bucket: DocumentBucket, place: DomainPlace): IndexAccess {
  const { endpoint, domainArn, shards, writerRoleArn, readerRoleArn } = place;
  return {
    kind: 'opensearch',
    write: domainStatements('write', domainArn),
    read: [...readPointer(bucket), ...domainStatements('read', domainArn)],
    migrates: true,
    environment: (part) => ({
      SEARCH_ENDPOINT: endpoint,
      RAG_BUCKET: bucket.bucketName,
      ...(part === 'writer' ? { SEARCH_SHARDS: shards } : {}),
      ...(part === 'owner' ? { SEARCH_WRITER_ROLE: writerRoleArn, SEARCH_READER_ROLE: readerRoleArn } : {}),
    }),
    secrets: () => ({}),
  };
}

/** What a part may ask of a domain. */
export function domainStatements(part: 'write' | 'read', domainArn: string): Statement[] {
  return IN_DOMAIN[part].map(({ Resource = [], ...statement }) => ({
    ...statement,
    Resource: [Resource].flat().map((path) => `${domainArn}/${path}`),
  }));
}

/** The index in a vector collection of OpenSearch Serverless. */
export function collectionAccess(
  bucket: DocumentBucket,
  { endpoint, collectionArn }: { endpoint: string; collectionArn: string },
): IndexAccess {
  // the only action there is; what it opens is said by the data access policy
  const enter = { Sid: 'EnterCollection', Action: 'aoss:APIAccessAll', Resource: collectionArn };
  return {
    kind: 'opensearch-serverless',
    write: [enter],
    read: [...readPointer(bucket), enter],
    migrates: false,
    environment: () => ({ SEARCH_ENDPOINT: endpoint, RAG_BUCKET: bucket.bucketName }),
    secrets: () => ({}),
  };
}

/** Data access policy of a collection: one part fills it, the other asks it, and nobody else is in it. */
export function collectionPolicy(collectionName: string, writerRoleArn: string, readerRoleArn: string): object[] {
  const of = (Description: string, principal: string, Permission: string[]): object => ({
    Description,
    Rules: [{ ResourceType: 'index', Resource: [`index/${collectionName}/${SEARCH_INDEXES}`], Permission }],
    Principal: [principal],
  });
  return [
    of('fills the index', writerRoleArn, [
      'aoss:CreateIndex',
      'aoss:DeleteIndex',
      'aoss:DescribeIndex',
      'aoss:ReadDocument',
      'aoss:WriteDocument',
    ]),
    of('asks the index', readerRoleArn, ['aoss:DescribeIndex', 'aoss:ReadDocument']),
  ];
}
