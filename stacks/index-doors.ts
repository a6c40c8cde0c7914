import type { TerraformStack } from 'cdktf';
import type { RagIndexKind } from '../contract';
import { DATABASE_PORT, ownDatabase, toDatabase } from '../lib/database';
import { INGESTION_PODS, pgvectorAccess, RAG_ROLES, s3VectorsAccess, SEARCH_PODS } from '../lib/rag-service';
import { Received } from './handover';
import type { AroundIndex, IndexDoor } from './index-door';
import { qdrantDoor } from './qdrant-door';
import { collectionDoor, domainDoor } from './search-doors';

type Door = (scope: TerraformStack, around: AroundIndex) => IndexDoor;

const DOORS: Record<RagIndexKind, Door> = {
  pgvector,
  qdrant: qdrantDoor,
  's3-vectors': (scope, { rag, bucket }) => ({
    access: s3VectorsAccess(scope, bucket, rag.text('vector_bucket_name')),
    rules: [],
    dependsOn: [],
  }),
  opensearch: domainDoor,
  'opensearch-serverless': collectionDoor,
};

/** Opens the door to the index of an environment. */
export function indexDoor(scope: TerraformStack, kind: RagIndexKind, around: AroundIndex): IndexDoor {
  return DOORS[kind](scope, around);
}

function pgvector(scope: TerraformStack, { environment, vpcCidr }: AroundIndex): IndexDoor {
  const host = new Received(scope, environment, 'data').text('database_host');
  const access = pgvectorAccess({
    host,
    port: DATABASE_PORT,
    region: environment.place.region,
    passwords: {
      owner: ownDatabase(scope, RAG_ROLES.owner).secret,
      writer: ownDatabase(scope, RAG_ROLES.writer).secret,
      reader: ownDatabase(scope, RAG_ROLES.retriever).secret,
    },
  });
  const rules = [INGESTION_PODS, SEARCH_PODS].map((pods) => ({
    ...toDatabase(vpcCidr, pods),
    name: `${pods.app}-to-database`,
  }));
  return { access, rules, dependsOn: [], databaseHost: host };
}
