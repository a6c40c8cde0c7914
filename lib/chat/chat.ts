import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BlueprintError, placeOf, stateIntent, type Problem, type Statement } from '../core';
import { albAnnotations, schemeOf, type Entry } from '../entry';
import { Manifests } from '../manifests';
import { PodIdentity } from '../pod-identity';
import { installChart } from '../release';
import { CHAT_IMAGE, chatEnvironment } from './chat-environment';
import { migrationManifests } from './migration';

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
  /** Bucket that keeps what people upload. */
  files: { bucketName: string; statements: readonly Statement[] };
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
const NAME = 'chat';
/** Probes of ten seconds. Engineering estimate: a first start takes about 75 s. */
const STARTUP_PROBES = 30;

/**
 * Open WebUI: the page people chat on. It has no way to a model but the gateway, no password but that of the company's provider,
 * and keeps conversations in PostgreSQL and files in S3, so that a pod may go at any time.
 *
 * Its first account is made at the start and can never sign in: else the first who comes is its administrator, whatever their
 * group.
 */
export class Chat extends Construct {
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: ChatProps) {
    super(scope, id);
    BlueprintError.throwIfAny(copiesProblems(props));
    const identity = new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: props.namespace,
      serviceAccount: NAME,
      statements: props.files.statements,
    });
    const migration = new Manifests(this, 'Migration', {
      name: 'chat-migration',
      namespace: props.namespace,
      resources: migrationManifests(props),
      readySeconds: 900,
      dependsOn: props.dependsOn,
    });
    const release = installChart(this, 'Resource', {
      chart: 'open-webui',
      name: NAME,
      namespace: props.namespace,
      values: { ...values(props, placeOf(this).region), ...ingress(props) },
      readySeconds: STARTUP_PROBES * 10 + 240,
      kind: 'stateless',
      dependsOn: [...props.dependsOn, identity.resources.association, migration.resources.release],
    });
    if (props.entry !== undefined) {
      stateIntent(this, release, {
        kind: 'load-balancer',
        name: NAME,
        type: 'application',
        scheme: schemeOf(props.entry),
        zones: props.entry.zones,
      });
    }
    this.resources = { release };
  }
}

function copiesProblems({ replicas = 1, sessions = 'none' }: ChatProps): Problem[] {
  if (replicas === 1 || sessions === 'redis') return [];
  return [
    {
      code: 'ReplicasWithoutCache',
      path: 'replicas',
      message: `${replicas} copies without a cache: nobody would stay signed in`,
      fix: 'give it a cache, or leave replicas out',
    },
  ];
}

function values(props: ChatProps, region: string): object {
  const { keysSecret, replicas = 1 } = props;
  return {
    fullnameOverride: NAME,
    ollama: { enabled: false },
    pipelines: { enabled: false },
    workload: { kind: 'Deployment' },
    replicaCount: replicas,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: CHAT_PODS },
    })),
    image: { ...CHAT_IMAGE, pullPolicy: 'IfNotPresent' },
    serviceAccount: { enable: true, create: true, name: NAME, automountServiceAccountToken: false },
    persistence: { enabled: false },
    enableOpenaiApi: true,
    openaiBaseApiUrl: props.gatewayUrl,
    openaiApiKeyExistingSecret: keysSecret,
    openaiApiKeyExistingSecretKey: CHAT_KEYS.gateway,
    websocket:
      props.sessions === 'redis'
        ? {
            enabled: true,
            manager: 'redis',
            existingSecret: keysSecret,
            existingSecretKey: CHAT_KEYS.cache,
            redis: { enabled: false },
          }
        : { enabled: false, redis: { enabled: false } },
    sso: sso(props),
    extraEnvVars: chatEnvironment(props, region),
    ...probes(),
    resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '2Gi' } },
    copyAppData: { resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } } },
    podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    ...(replicas === 1 ? {} : { extraResources: [disruptionBudget(props.namespace)] }),
  };
}

function sso({ signIn, keysSecret }: ChatProps): object {
  return {
    enabled: true,
    // whoever the provider lets in gets an account, and the role their group has
    enableSignup: true,
    mergeAccountsByEmail: false,
    enableRoleManagement: true,
    oidc: {
      enabled: true,
      clientId: signIn.clientId,
      clientExistingSecret: keysSecret,
      clientExistingSecretKey: CHAT_KEYS.client,
      providerUrl: `${signIn.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      providerName: signIn.title,
      scopes: signIn.scopes.join(' '),
    },
    roleManagement: {
      rolesClaim: signIn.groupsClaim,
      allowedRoles: [...new Set([...signIn.admins, ...signIn.users])].sort().join(','),
      adminRoles: [...signIn.admins].sort().join(','),
    },
  };
}

function probes(): object {
  const get = (path: string): object => ({ httpGet: { path, port: 'http' } });
  return {
    startupProbe: { ...get('/health'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: STARTUP_PROBES },
    livenessProbe: { ...get('/health'), periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
    readinessProbe: { ...get('/health/db'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

function disruptionBudget(namespace: string): object {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: NAME, namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels: CHAT_PODS } },
  };
}

function ingress({ entry }: ChatProps): object {
  if (entry === undefined) return { ingress: { enabled: false } };
  return {
    ingress: {
      enabled: true,
      class: 'alb',
      host: entry.host,
      annotations: albAnnotations(entry, { healthPath: '/health', idleSeconds: 300 }),
    },
  };
}
