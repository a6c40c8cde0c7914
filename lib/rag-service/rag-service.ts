import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { RagIndexKind } from '../../contract';
import { placeOf } from '../core';
import { externalSecret } from '../external-secrets';
import { Manifests, type Manifest } from '../manifests';
import { PodIdentity } from '../pod-identity';
import type { SecretRef } from '../secret';
import type { IndexAccess, Part } from './index-access';
import { ingestionStatements, type RagPlaces } from './permissions';
import { cronJob, deployment, MIGRATOR, migrateJob, type Container } from './workloads';

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
  store: RagIndexKind;
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

/** Whose tokens the service takes, and what stands in them. */
export interface SearchSignIn {
  issuer: string;
  /** The program people sign in to: tokens are meant for it. */
  audience: string;
  /** Claim that names the program a token was issued to, where that is enough. @default - it is not */
  clientClaim?: string;
  groupsClaim: string;
  /** Claim that names a person for ever, for the audit. */
  userClaim: string;
}

export interface RagServiceProps {
  clusterName: string;
  /** The program, by its digest. */
  image: string;
  settings: RagSettingsFile;
  places: RagPlaces;
  /** How it reaches the index. */
  index: IndexAccess;
  /** Address of the gateway, without a path. */
  gatewayUrl: string;
  /** Key for the gateway in Secrets Manager. */
  gatewayKey: SecretRef;
  /** Whose tokens say who asks. @default - no service: applications ask the index themselves */
  signIn?: SearchSignIn;
  /** Copies of the service. */
  replicas: number;
  refreshMinutes: number;
  dependsOn: readonly ITerraformDependable[];
}

/** Service accounts of the two parts; their roles have the same words. */
export const RAG_ACCOUNTS = { writer: 'rag-ingestion', reader: 'rag-search' } as const;
const { writer: WRITER, reader: READER } = RAG_ACCOUNTS;

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
    const { clusterName, places, index } = props;
    const identity = { clusterName, namespace: RAG_NAMESPACE };
    const writer = new PodIdentity(this, 'Ingestion', {
      ...identity,
      serviceAccount: WRITER,
      statements: ingestionStatements(places, index),
    });
    const reader = new PodIdentity(this, 'Search', {
      ...identity,
      serviceAccount: READER,
      statements: index.read,
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
        ...(index.manifests?.(RAG_NAMESPACE) ?? []),
        ...this.workloads(props),
      ],
      readySeconds: 900,
      dependsOn: [...props.dependsOn, writer.resources.association, reader.resources.association],
    });
    if (props.signIn !== undefined) this.endpoint = SEARCH_ENDPOINT;
    this.resources = { manifests, writer, reader };
  }

  private settings({ settings, places, gatewayUrl }: RagServiceProps): Manifest {
    const { bucketName, curated } = places;
    const said = {
      ...settings,
      bucket: bucketName,
      ...(curated === undefined ? {} : { curatedBucket: curated.bucketName }),
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
    const { index, signIn, image, refreshMinutes, replicas } = props;
    const container = (part: Part): Container => ({
      image,
      environment: this.environment(index, part),
      secret: SECRETS[part],
      secretNames: Object.keys(secretsOf(props, part)),
      authority: index.authority,
    });
    const reader = container('reader');
    return [
      ...(index.migrates ? [migrateJob(container('owner'))] : []),
      cronJob(container('writer'), WRITER, refreshMinutes),
      ...(signIn === undefined
        ? []
        : deployment(
            {
              ...reader,
              environment: {
                ...reader.environment,
                OIDC_ISSUER: signIn.issuer,
                OIDC_AUDIENCE: signIn.audience,
                ...(signIn.clientClaim === undefined ? {} : { OIDC_CLIENT_CLAIM: signIn.clientClaim }),
                OIDC_USER_CLAIM: signIn.userClaim,
                OIDC_GROUPS_CLAIM: signIn.groupsClaim,
                PORT: String(RAG_PORT),
              },
            },
            READER,
            replicas,
          )),
    ];
  }

  private environment(index: IndexAccess, part: Part): Record<string, string> {
    return {
      RAG_SETTINGS: '/settings/settings.json',
      AWS_REGION: placeOf(this).region,
      HOME: '/tmp',
      ...index.environment(part),
    };
  }
}

const SECRETS: Readonly<Record<Part, string>> = {
  owner: 'rag-owner',
  writer: 'rag-ingestion',
  reader: 'rag-search',
};

/** Who prepares an index asks nothing of the gateway. */
function secretsOf({ index, gatewayKey }: RagServiceProps, part: Part): Readonly<Record<string, SecretRef>> {
  return { ...(part === 'owner' ? {} : { GATEWAY_KEY: gatewayKey }), ...index.secrets(part) };
}

/** One secret for each part, so that none sees the password of another. */
function secrets(props: RagServiceProps): Manifest[] {
  const parts: Part[] = [
    ...(props.index.migrates ? (['owner'] as const) : []),
    'writer',
    ...(props.signIn === undefined ? [] : (['reader'] as const)),
  ];
  return parts.flatMap((part) => {
    const of = secretsOf(props, part);
    return Object.keys(of).length === 0 ? [] : [externalSecret(RAG_NAMESPACE, SECRETS[part], of)];
  });
}

function account(name: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: RAG_NAMESPACE },
    automountServiceAccountToken: false,
  };
}
