import type { ITerraformDependable, TerraformStack } from 'cdktf';
import { Chat, CHAT_KEYS, CHAT_PODS, CHAT_PORT, type ChatSignIn } from '../lib/chat';
import { CACHE_PORT, passwordSecret, passwordUser } from '../lib/cache';
import { placeOf } from '../lib/core';
import { databaseTrust, toDatabase } from '../lib/database';
import type { Entry } from '../lib/entry';
import { externalSecret } from '../lib/external-secrets';
import { GATEWAY_PODS, GATEWAY_PORT } from '../lib/gateway';
import type { IKey } from '../lib/key';
import { Manifests } from '../lib/manifests';
import { Namespace, NETWORK, type NetworkRule } from '../lib/namespace';
import { RAG_ACCESS_LABEL, RAG_NAMESPACE, RAG_PORT, SEARCH_ENDPOINT, SEARCH_PODS } from '../lib/rag-service';
import { GeneratedSecret, type SecretRef } from '../lib/secret';
import type { DatabaseAddress } from './database-door';
import { programKey, type ProgramLimits } from './program-keys';

/** Owner of the page's database, user in the cache, namespace and more. */
export const CHAT = 'chat';
const SECRET = 'chat-keys';

/** The page people chat on, as a client decides. */
export interface ChatPageProps {
  /** What it may ask of the gateway, over all copies of it. */
  limits: ProgramLimits;
  replicas: number;
  signIn: ChatSignIn;
  /** Secret of the application, in Secrets Manager; somebody of the client makes it. */
  clientSecret: SecretRef;
  /** Whether answers are drawn from the index of documents. @default none */
  documents?: 'none' | 'index';
  /** @default - none: reached inside the cluster only */
  entry?: Entry;
}

/** What the stack around it knows. */
interface Around {
  clusterName: string;
  vpcCidr: string;
  encryptionKey: IKey;
  /** The gateway, with its keys where they can be read. */
  gateway: { url: string; keys: readonly ITerraformDependable[] };
  database: DatabaseAddress;
  /** Address of the cache. @default - none */
  cacheHost?: string;
  files: { bucketName: string; bucketArn: string; keyArn: string };
  accessLabel: string;
}

/** Namespace, keys and page. */
export function chatPage(scope: TerraformStack, props: ChatPageProps, around: Around): void {
  const namespace = new Namespace(scope, 'ChatNamespace', {
    name: CHAT,
    podSecurity: 'baseline',
    labels: { [around.accessLabel]: 'true', ...(asksIndex(props) ? { [RAG_ACCESS_LABEL]: 'true' } : {}) },
    allow: rules(props, around),
  });
  const secrets = (['session', 'first-admin'] as const).map(
    (word) =>
      new GeneratedSecret(scope, `Chat-${word}`, {
        word: `chat/${word}`,
        description:
          word === 'session' ? 'signs sessions of the chat page' : 'account of the chat page nobody signs in to',
        encryptionKey: around.encryptionKey,
      }),
  );
  const trust = databaseTrust(placeOf(scope).region);
  const keys = new Manifests(scope, 'ChatKeys', {
    name: SECRET,
    namespace: CHAT,
    resources: [chatSecret(scope, props, around, secrets), ...trust.manifests(CHAT)],
    dependsOn: [namespace.ready, ...around.gateway.keys, ...secrets.map(({ resources }) => resources.version)],
  });
  new Chat(scope, 'Chat', {
    clusterName: around.clusterName,
    namespace: CHAT,
    gatewayUrl: `${around.gateway.url}/v1`,
    keysSecret: SECRET,
    signIn: props.signIn,
    replicas: props.replicas,
    database: trust,
    sessions: around.cacheHost === undefined ? 'none' : 'redis',
    files: {
      bucketName: around.files.bucketName,
      statements: [
        {
          Sid: 'Files',
          Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
          Resource: `${around.files.bucketArn}/*`,
        },
        { Sid: 'ListFiles', Action: 's3:ListBucket', Resource: around.files.bucketArn },
        { Sid: 'FilesKey', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: around.files.keyArn },
      ],
    },
    documentsUrl: asksIndex(props) ? SEARCH_ENDPOINT : undefined,
    entry: props.entry,
    dependsOn: [namespace.ready, keys.resources.release],
  });
}

function chatSecret(
  scope: TerraformStack,
  { clientSecret }: ChatPageProps,
  { database, cacheHost }: Around,
  [session, firstAdmin]: readonly GeneratedSecret[],
): ReturnType<typeof externalSecret> {
  if (session === undefined || firstAdmin === undefined) throw new Error('the page has two secrets of its own');
  const { user, host, port, name } = database;
  const trust = databaseTrust(placeOf(scope).region);
  return externalSecret(
    CHAT,
    SECRET,
    {
      [CHAT_KEYS.gateway]: programKey(scope, CHAT),
      [CHAT_KEYS.session]: session,
      [CHAT_KEYS.firstAdmin]: firstAdmin,
      [CHAT_KEYS.client]: clientSecret,
      DATABASE_PASSWORD: database.secret,
      ...(cacheHost === undefined ? {} : { CACHE_PASSWORD: passwordSecret(scope, CHAT) }),
    },
    {
      [CHAT_KEYS.database]: `postgresql://${user}:{{ .DATABASE_PASSWORD }}@${host}:${port}/${name}?${trust.query}`,
      ...(cacheHost === undefined
        ? {}
        : {
            [CHAT_KEYS.cache]: `rediss://${passwordUser(scope, CHAT)}:{{ .CACHE_PASSWORD }}@${cacheHost}:${CACHE_PORT}/0`,
          }),
    },
  );
}

function asksIndex({ documents }: ChatPageProps): boolean {
  return documents === 'index';
}

function rules(props: ChatPageProps, { vpcCidr, cacheHost }: Around): NetworkRule[] {
  const fromLoadBalancer: NetworkRule = {
    name: 'from-load-balancer',
    direction: 'ingress',
    pods: CHAT_PODS,
    peers: [{ cidr: vpcCidr }],
    ports: [{ port: CHAT_PORT }],
  };
  const toGateway: NetworkRule = {
    name: 'to-gateway',
    direction: 'egress',
    pods: CHAT_PODS,
    peers: [{ namespace: 'gateway', pods: GATEWAY_PODS }],
    ports: [{ port: GATEWAY_PORT }],
  };
  const toCache: NetworkRule = {
    name: 'to-cache',
    direction: 'egress',
    pods: CHAT_PODS,
    peers: [{ cidr: vpcCidr }],
    ports: [{ port: CACHE_PORT }],
  };
  return [
    ...(props.entry === undefined ? [] : [fromLoadBalancer]),
    toGateway,
    ...(asksIndex(props) ? [TO_INDEX] : []),
    // the page and the job that migrates
    toDatabase(vpcCidr, {}),
    ...(cacheHost === undefined ? [] : [toCache]),
    // the provider people sign in with, and S3
    { ...NETWORK.toHttps, pods: CHAT_PODS },
    { ...NETWORK.toPodIdentity, pods: CHAT_PODS },
  ];
}

const TO_INDEX: NetworkRule = {
  name: 'to-index',
  direction: 'egress',
  pods: CHAT_PODS,
  peers: [{ namespace: RAG_NAMESPACE, pods: SEARCH_PODS }],
  ports: [{ port: RAG_PORT }],
};
