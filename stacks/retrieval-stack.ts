import type { Construct } from 'constructs';
import { DATABASE_PORT, ownDatabase } from '../lib/database';
import { GATEWAY_PODS, GATEWAY_PORT } from '../lib/gateway';
import { Namespace, NETWORK, type NetworkRule } from '../lib/namespace';
import {
  applicationUser,
  RAG_ACCESS_LABEL,
  RAG_NAMESPACE,
  RAG_PORT,
  RAG_ROLES,
  RagService,
  SEARCH_PODS,
  type RagServiceProps,
} from '../lib/rag-service';
import { RAG_METRICS } from '../lib/rag-store';
import type { EnvironmentProps } from './base-stack';
import { handOver, Received } from './handover';
import { InClusterStack } from './in-cluster-stack';
import { indexDoor } from './index-doors';
import { programKey } from './program-keys';
import type { QdrantServerProps } from './index-door';
import { GATEWAY_ACCESS_LABEL } from './serving-stack';

export interface RetrievalStackProps extends Pick<
  RagServiceProps,
  'clusterName' | 'image' | 'settings' | 'signIn' | 'replicas' | 'refreshMinutes'
> {
  vpcCidr: string;
  /** Whether documents come from the lake's pipeline too. */
  curated: boolean;
  /** How large a Qdrant is. @default - the index is another */
  qdrant?: QdrantServerProps;
  /** Whether the security group before an index of its own is ours to open. */
  ownDoor: boolean;
  /** Applications that ask the database themselves. */
  applications: readonly string[];
}

/** What fills the index and answers from it. Changes with sources and with the program. */
export class RetrievalStack extends InClusterStack {
  constructor(scope: Construct, environment: EnvironmentProps, props: RetrievalStackProps) {
    super(scope, 'retrieval', environment, props.clusterName);
    const rag = new Received(this, environment, 'rag');
    const lake = props.curated ? new Received(this, environment, 'lake') : undefined;
    const bucket = {
      bucketName: rag.text('bucket_name'),
      bucketArn: rag.text('bucket_arn'),
      bucketKeyArn: rag.text('bucket_key_arn'),
    };
    const door = indexDoor(this, props.settings.store, { ...props, environment, rag, bucket });
    const namespace = new Namespace(this, 'Namespace', {
      name: RAG_NAMESPACE,
      podSecurity: 'restricted',
      labels: { [GATEWAY_ACCESS_LABEL]: 'true' },
      allow: [...rules(props), ...door.rules],
    });
    const service = new RagService(this, 'Service', {
      ...props,
      places: {
        ...bucket,
        curated:
          lake === undefined
            ? undefined
            : {
                bucketName: lake.text('curated_bucket_name'),
                bucketArn: lake.text('curated_bucket_arn'),
                keyArn: lake.text('curated_key_arn'),
              },
        metrics: RAG_METRICS,
      },
      index: door.access,
      gatewayUrl: `http://gateway.gateway.svc.cluster.local:${GATEWAY_PORT}`,
      gatewayKey: programKey(this, 'index'),
      dependsOn: [namespace.ready, ...door.dependsOn, ...(door.install?.(namespace.ready) ?? [])],
    });
    const { writer, reader } = service.resources;
    door.letIn?.({ writerRoleArn: writer.role.arn, readerRoleArn: reader.role.arn });
    handOver(this, {
      ...(service.endpoint === undefined ? {} : { search_endpoint: service.endpoint }),
      ...(door.databaseHost === undefined ? {} : this.applications(door.databaseHost, props.applications)),
    });
  }

  /** What each application needs to ask: where, as whom, and the name of the secret with its password. */
  private applications(host: string, names: readonly string[]): Record<string, string> {
    if (names.length === 0) return {};
    return Object.assign(
      { index_address: `${host}:${DATABASE_PORT}/${RAG_ROLES.owner}` },
      ...names.map((name) => {
        const user = applicationUser(name);
        return { [`${user}_secret`]: ownDatabase(this, user).secret.name };
      }),
    );
  }
}

function rules({ signIn }: RetrievalStackProps): NetworkRule[] {
  const asked: NetworkRule = {
    name: 'from-applications',
    direction: 'ingress',
    pods: SEARCH_PODS,
    peers: [{ namespaceLabels: { [RAG_ACCESS_LABEL]: 'true' } }],
    ports: [{ port: RAG_PORT }],
  };
  return [
    ...(signIn === undefined ? [] : [asked]),
    {
      name: 'to-gateway',
      direction: 'egress',
      peers: [{ namespace: 'gateway', pods: GATEWAY_PODS }],
      ports: [{ port: GATEWAY_PORT }],
    },
    NETWORK.toHttps,
    NETWORK.toPodIdentity,
  ];
}
