import type { ITerraformDependable } from 'cdktf';
import type { Statement } from '../core';
import type { DatabaseTrust } from '../database';
import type { Entry } from '../entry';

export interface ChatProps {
  clusterName: string;
  namespace: string;
  /** The gateway as it is reached from inside, with `/v1`. */
  gatewayUrl: string;
  /** Kubernetes secret in the namespace with the keys of `CHAT_KEYS`, and `REDIS_URL` where there is a cache. */
  keysSecret: string;
  signIn: ChatSignIn;
  /** Copies of it. More than one need a cache, or people are signed out at every other click. @default 1 */
  replicas?: number;
  /** Whether copies share sessions. @default none */
  sessions?: 'none' | 'redis';
  /** How it knows the server of its database. */
  database: DatabaseTrust;
  /** Bucket that keeps what people upload. */
  files: { bucketName: string; statements: readonly Statement[] };
  /** Where documents are asked for, with the token of whoever is signed in. @default - nowhere */
  documentsUrl?: string;
  /** The load balancer in front of it. @default - none: reached inside the cluster only */
  entry?: Entry;
  dependsOn: readonly ITerraformDependable[];
}

/** Who tells who somebody is, and what their groups make of them. */
export interface ChatSignIn {
  /** What people call the provider. */
  title: string;
  issuer: string;
  clientId: string;
  scopes: readonly string[];
  groupsClaim: string;
  /** Groups that administer the page. */
  admins: readonly string[];
  /** Groups that chat. */
  users: readonly string[];
}

/** Keys its secret must have. */
export const CHAT_KEYS = {
  gateway: 'OPENAI_API_KEY',
  session: 'WEBUI_SECRET_KEY',
  client: 'OAUTH_CLIENT_SECRET',
  database: 'DATABASE_URL',
  firstAdmin: 'WEBUI_ADMIN_PASSWORD',
  cache: 'REDIS_URL',
} as const;
/** Header in which it tells the gateway whose question it is. */
export const CHAT_USER_HEADER = 'x-openwebui-user-id';
/** What its keys in a cache begin with. */
export const CHAT_KEY_PREFIX = 'open-webui';
export const CHAT_PORT = 8080;
/** Labels of its pods. */
export const CHAT_PODS = { 'app.kubernetes.io/instance': 'chat' };
