import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { placeOf } from '../core';
import { externalSecret } from '../external-secrets';
import { Manifests, type Manifest } from '../manifests';
import { PodIdentity } from '../pod-identity';
import type { SecretRef } from '../secret';
import { ingestionStatements, searchStatements, type RagPlaces } from './permissions';
import { cronJob, deployment, MIGRATOR, migrateJob, type Container } from './workloads';

/** Names the program has in the database. */
export const RAG_ROLES = {
  owner: 'rag',
  writer: 'rag_writer',
  retriever: 'rag_retriever',
  reader: 'rag_reader',
} as const;
/** User of an application in the database. */
export function applicationUser(name: string): string {
  return `rag_app_${name.replaceAll('-', '_')}`;
}

export const RAG_NAMESPACE = 'rag';
export const RAG_PORT = 8080;
/** Where the service answers, inside the cluster. */
export const SEARCH_ENDPOINT = `http://rag-search.${RAG_NAMESPACE}.svc.cluster.local:${RAG_PORT}`;
/** Label of namespaces whose pods may ask it. */
export const RAG_ACCESS_LABEL = 'groundplane.io/rag-access';
/** Labels of the pods that answer questions, and of those that fill the index. */
export const SEARCH_PODS = { app: 'rag-search' };
export const INGESTION_PODS = { app: 'rag-ingestion' };

/** A folder of documents as the program is told of it. */
export interface RagSource {
  name: string;
  dataClass: string;
  readers: readonly string[];
  gate: 'required' | 'none';
}

/** What the program is told; keys are those of its settings file. */
export interface RagSettingsFile {
  sources: readonly RagSource[];
  store: 'pgvector' | 's3-vectors';
  model: string;
  dimensions: number;
  contextTokens: number;
  chunkTokens: number;
  overlapTokens: number;
  recallAt: number;
  leastRecall: number;
  /** Hours after which a green gate is too old. */
  gateHours: number;
  accessLabels: 'document' | 'none';
  /** Labels of applications that ask the database themselves, by their user. */
  applications: Readonly<Record<string, readonly string[]>>;
  /** Roles of the platform by group of the company. */
  roles: Readonly<Record<string, readonly string[]>>;
}

export interface RagServiceProps {
  clusterName: string;
  /** The program, by its digest. */
  image: string;
  settings: RagSettingsFile;
  bucketName: string;
  /** @default - nothing comes from the pipeline */
  curatedBucketName?: string;
  places: RagPlaces;
  /** Address of the gateway, without a path. */
  gatewayUrl: string;
  /** Key for the gateway in Secrets Manager. */
  gatewayKey: SecretRef;
  /** Where the database is, with the passwords of its users by name. @default - vectors are in S3 */
  database?: {
    host: string;
    port: number;
    passwords: Readonly<Record<'rag' | 'rag_writer' | 'rag_retriever', SecretRef>>;
  };
  /** Whose tokens say who asks. @default - no service: applications ask the index themselves */
  signIn?: { issuer: string; audience: string; clientClaim: string; groupsClaim: string };
  /** Copies of the service. */
  replicas: number;
  refreshMinutes: number;
  dependsOn: readonly ITerraformDependable[];
}

const WRITER = 'rag-ingestion';
const READER = 'rag-search';

/**
 * The program in the cluster: a refresh by the clock, and a service that finds pieces for whoever signs in.
 *
 * Security: two identities. The one that fills the index cannot change a document; the one that answers cannot write, and the
 * database shows it nothing until it says whose groups it asks for, which it takes from a signed token only.
 */
export class RagService extends Construct {
  /** Address inside the cluster; undefined where nobody signs in. */
  readonly endpoint?: string;
  readonly resources: { manifests: Manifests; writer: PodIdentity; reader: PodIdentity };

  constructor(scope: Construct, id: string, props: RagServiceProps) {
    super(scope, id);
    const { clusterName, places } = props;
    const identity = { clusterName, namespace: RAG_NAMESPACE };
    const writer = new PodIdentity(this, 'Ingestion', {
      ...identity,
      serviceAccount: WRITER,
      statements: ingestionStatements(this, places),
    });
    const reader = new PodIdentity(this, 'Search', {
      ...identity,
      serviceAccount: READER,
      statements: searchStatements(this, places),
    });
    const manifests = new Manifests(this, 'Resource', {
      name: 'rag',
      namespace: RAG_NAMESPACE,
      resources: [
        account(WRITER),
        account(READER),
        account(MIGRATOR),
        this.settings(props),
        ...secrets(props),
        ...this.workloads(props),
      ],
      readySeconds: 900,
      dependsOn: [...props.dependsOn, writer.resources.association, reader.resources.association],
    });
    if (props.signIn !== undefined) this.endpoint = SEARCH_ENDPOINT;
    this.resources = { manifests, writer, reader };
  }

  private settings({ settings, bucketName, curatedBucketName, gatewayUrl }: RagServiceProps): Manifest {
    const said = {
      ...settings,
      bucket: bucketName,
      ...(curatedBucketName === undefined ? {} : { curatedBucket: curatedBucketName }),
      gatewayUrl,
    };
    // names of buckets have nothing in them that text inside of text would change
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'rag-settings', namespace: RAG_NAMESPACE },
      data: { 'settings.json': JSON.stringify(said) },
    };
  }

  private workloads(props: RagServiceProps): Manifest[] {
    const container = (user: 'rag' | 'rag_writer' | 'rag_retriever'): Container => ({
      image: props.image,
      environment: this.environment(props, user),
      secret: user === 'rag' ? SECRETS.owner : user === 'rag_writer' ? SECRETS.writer : SECRETS.reader,
      gatewayKey: user !== 'rag',
      password: props.database !== undefined,
    });
    const { signIn } = props;
    return [
      ...(props.database === undefined ? [] : [migrateJob(container('rag'))]),
      cronJob(container('rag_writer'), WRITER, props.refreshMinutes),
      ...(signIn === undefined
        ? []
        : deployment(
            {
              ...container('rag_retriever'),
              environment: {
                ...this.environment(props, 'rag_retriever'),
                OIDC_ISSUER: signIn.issuer,
                OIDC_AUDIENCE: signIn.audience,
                OIDC_CLIENT_CLAIM: signIn.clientClaim,
                OIDC_GROUPS_CLAIM: signIn.groupsClaim,
                PORT: String(RAG_PORT),
              },
            },
            READER,
            props.replicas,
          )),
    ];
  }

  private environment({ database, places, bucketName }: RagServiceProps, user: string): Record<string, string> {
    return {
      RAG_SETTINGS: '/settings/settings.json',
      AWS_REGION: placeOf(this).region,
      HOME: '/tmp',
      ...(places.vectorBucket === undefined ? {} : { VECTOR_BUCKET: places.vectorBucket, RAG_BUCKET: bucketName }),
      ...(database === undefined
        ? {}
        : {
            PGHOST: database.host,
            PGPORT: String(database.port),
            PGUSER: user,
            PGDATABASE: RAG_ROLES.owner,
            PGSSLMODE: 'require',
            PGCONNECT_TIMEOUT: '10',
          }),
    };
  }
}

const SECRETS = { owner: 'rag-owner', writer: 'rag-ingestion', reader: 'rag-search' } as const;

/** One secret for each program, so that none sees the password of another. */
function secrets({ database, gatewayKey, signIn }: RagServiceProps): Manifest[] {
  const of = (name: string, user: 'rag' | 'rag_writer' | 'rag_retriever', key: boolean): Manifest =>
    externalSecret(RAG_NAMESPACE, name, {
      ...(key ? { GATEWAY_KEY: gatewayKey } : {}),
      ...(database === undefined ? {} : { PGPASSWORD: database.passwords[user] }),
    });
  return [
    ...(database === undefined ? [] : [of(SECRETS.owner, 'rag', false)]),
    of(SECRETS.writer, 'rag_writer', true),
    ...(signIn === undefined ? [] : [of(SECRETS.reader, 'rag_retriever', true)]),
  ];
}

function account(name: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: RAG_NAMESPACE },
    automountServiceAccountToken: false,
  };
}
