import type { ITerraformDependable, TerraformStack } from 'cdktf';
import type { RagIndexKind } from '../contract';
import { DATABASE_PORT, ownDatabase, toDatabase } from '../lib/database';
import type { NetworkRule } from '../lib/namespace';
import {
  INGESTION_PODS,
  pgvectorAccess,
  s3VectorsAccess,
  SEARCH_PODS,
  type DocumentBucket,
  type IndexAccess,
} from '../lib/rag-service';
import type { EnvironmentProps } from './base-stack';
import { Received } from './handover';
import { qdrantDoor, type QdrantServerProps } from './qdrant-door';

/** How the program reaches an index of one kind: what it may, and what its pods are let out to. */
export interface IndexDoor {
  access: IndexAccess;
  rules: readonly NetworkRule[];
  /** What has to be there before the program starts. */
  dependsOn: readonly ITerraformDependable[];
  /** Puts its server into the cluster, once the namespace of the program is there. @default - it has none */
  install?: (namespaceReady: ITerraformDependable) => readonly ITerraformDependable[];
  /** Where applications ask for themselves. @default - they cannot */
  databaseHost?: string;
}

/** What a door is made from. */
export interface AroundIndex {
  environment: EnvironmentProps;
  /** The stack with documents, and with the index where it is a store of its own. */
  rag: Received;
  bucket: DocumentBucket;
  vpcCidr: string;
  /** How large a Qdrant is. @default - the index is another */
  qdrant?: QdrantServerProps;
}

type Door = (scope: TerraformStack, around: AroundIndex) => IndexDoor;

const DOORS: Partial<Record<RagIndexKind, Door>> = {
  pgvector,
  qdrant: qdrantDoor,
  's3-vectors': (scope, { rag, bucket }) => ({
    access: s3VectorsAccess(scope, bucket, rag.text('vector_bucket_name')),
    rules: [],
    dependsOn: [],
  }),
};

/** Opens the door to the index of an environment. */
export function indexDoor(scope: TerraformStack, kind: RagIndexKind, around: AroundIndex): IndexDoor {
  const door = DOORS[kind];
  if (door === undefined) throw new Error(`no door to ${kind}`);
  return door(scope, around);
}

function pgvector(scope: TerraformStack, { environment, vpcCidr }: AroundIndex): IndexDoor {
  const host = new Received(scope, environment, 'data').text('database_host');
  const access = pgvectorAccess({
    host,
    port: DATABASE_PORT,
    passwords: {
      rag: ownDatabase(scope, 'rag').secret,
      rag_writer: ownDatabase(scope, 'rag_writer').secret,
      rag_retriever: ownDatabase(scope, 'rag_retriever').secret,
    },
  });
  const rules = [INGESTION_PODS, SEARCH_PODS].map((pods) => ({
    ...toDatabase(vpcCidr, pods),
    name: `${pods.app}-to-database`,
  }));
  return { access, rules, dependsOn: [], databaseHost: host };
}
