import type { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { BlueprintError, placeOf, stateIntent, type Problem } from '../core';
import { albAnnotations, schemeOf } from '../entry';
import { Manifests } from '../manifests';
import { PodIdentity } from '../pod-identity';
import { installChart } from '../release';
import { CHAT_IMAGE, chatEnvironment } from './chat-environment';
import { migrationManifests } from './migration';
import { CHAT_KEYS, CHAT_PODS, type ChatProps } from './props';

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
    volumes: props.database.volumes,
    volumeMounts: { container: props.database.mounts },
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
      annotations: albAnnotations(entry, { part: 'chat', healthPath: '/health', idleSeconds: 300 }),
    },
  };
}
