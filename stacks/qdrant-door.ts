import type { TerraformStack } from 'cdktf';
import { Qdrant, QDRANT_AUTHORITY, QDRANT_URL, toQdrant } from '../lib/qdrant';
import { INGESTION_PODS, qdrantAccess, RAG_NAMESPACE, SEARCH_PODS } from '../lib/rag-service';
import { GeneratedSecret } from '../lib/secret';
import { Received } from './handover';
import type { AroundIndex, IndexDoor } from './index-door';

const CALLERS = [INGESTION_PODS, SEARCH_PODS];

/** A Qdrant with nodes and keys of its own, and how the program reaches it. */
export function qdrantDoor(scope: TerraformStack, { environment, bucket, qdrant: props }: AroundIndex): IndexDoor {
  if (props === undefined) throw new Error('a Qdrant of no size');
  const cluster = new Received(scope, environment, 'cluster');
  const network = new Received(scope, environment, 'network');
  const encryptionKey = { arn: cluster.text('key_arn') };
  const secret = (id: string, word: string, description: string): GeneratedSecret =>
    new GeneratedSecret(scope, id, { word, description, encryptionKey });
  const keys = {
    writer: secret('QdrantWriterKey', 'qdrant/writer', 'fills the index'),
    reader: secret('QdrantReaderKey', 'qdrant/reader', 'asks the index'),
  };
  const { pods: shards, copies } = props;
  return {
    access: qdrantAccess(bucket, { url: QDRANT_URL, authority: QDRANT_AUTHORITY, keys, shards, copies }),
    rules: CALLERS.map(toQdrant),
    dependsOn: [],
    install: (namespaceReady) =>
      new Qdrant(scope, 'Qdrant', {
        ...props,
        nodes: {
          clusterName: props.clusterName,
          kubernetesVersion: props.kubernetesVersion,
          instanceType: props.instanceType,
          subnetIds: network.list('private_subnet_ids', props.zones),
          role: { arn: cluster.text('node_role_arn'), ready: [] },
        },
        encryptionKey,
        keys,
        callers: { namespace: RAG_NAMESPACE, pods: CALLERS },
        dependsOn: [namespaceReady, keys.writer.resources.version, keys.reader.resources.version],
      }).ready,
  };
}
