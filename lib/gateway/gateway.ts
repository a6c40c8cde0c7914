import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { StoppingGuardrail } from '../../contract';
import { IMAGES } from '../../facts';
import type { CacheAccess } from '../cache';
import { BlueprintError, stateIntent, type Problem, type Statement } from '../core';
import { albAnnotations, schemeOf, type Entry } from '../entry';
import type { EscalationUse } from '../escalation';
import type { Fallbacks } from '../failover';
import { Manifests } from '../manifests';
import { PodIdentity } from '../pod-identity';
import type { PresidioUse } from '../presidio';
import { installChart } from '../release';
import {
  ACCESS_FILE,
  ACCESS_PROGRAM,
  accessDigest,
  TEAMS_FILE,
  teamIntent,
  teamsText,
  type TeamAccess,
} from './access';
import { AUDIT_ENVIRONMENT, AUDIT_VALUES, auditManifest, GUARDRAILS_VARIABLE } from './audit-callback';
import { ESCALATED_VARIABLE, ESCALATION_FILE, ESCALATION_PROGRAM, QUEUE_VARIABLE } from './escalation-callback';
import { guardrailNames } from './guardrails';
import { KEYS_FOLDER } from './key-lookup';
import { proxyConfig, type SizeRouting } from './proxy-config';
import type { ModelRoute } from './route';

export interface GatewayProps {
  clusterName: string;
  namespace: string;
  routes: readonly ModelRoute[];
  requestTimeoutSeconds: number;
  /** Who answers when a model does not, by name; only models that may see the same data. */
  fallbacks: Fallbacks;
  /** Seconds until somebody answers although all models before the last of a chain hang. */
  failoverSeconds: number;
  /** A name that a small and a large model answer together. @default - none: users name the model they want */
  sizeRouting?: SizeRouting;
  /** Kubernetes secret in the namespace with `PROXY_MASTER_KEY`, `VLLM_API_KEY` where vLLM serves, and `REDIS_PASSWORD` where the cache asks for one. */
  keysSecret: string;
  /** Copies of it. More than one need a cache, or each has limits of its own. @default 1 */
  replicas?: number;
  /** Where limits and spent budgets are shared. @default - each copy for itself */
  cache?: GatewayCache;
  /** What finds and masks personal data in every request. @default - requests go to models as they are */
  presidio?: PresidioUse;
  /** Calls a minute of a model, by name, over all copies. @default - no limits */
  requestsPerMinute?: Readonly<Record<string, number>>;
  /** Teams with keys of their own, and the Kubernetes secret in the namespace that has the keys. @default - the master key alone */
  teams?: { known: readonly TeamAccess[]; secret: string };
  /** Who looks at what guardrails stop. @default - nobody is told */
  escalation?: GatewayEscalation;
  /** The load balancer in front of it. @default - none: reached inside the cluster only */
  entry?: Entry;
  /** Header in which an application tells whose call it is. @default - calls are told apart by key only */
  usersFrom?: string;
  dependsOn: readonly ITerraformDependable[];
}

/** A cache, and what signing in to it takes: a permission, or what it shows its certificate by. */
export type GatewayCache = CacheAccess & { host: string } & (
    | { signIn: 'iam'; statement: Statement }
    | {
        signIn: 'password';
        /** Map in the namespace of the gateway with `ca.crt`. */
        authority: string;
      }
  );

/** Guardrails whose stops are handed to a person, and where to. */
export interface GatewayEscalation extends EscalationUse {
  guardrails: readonly StoppingGuardrail[];
}

export const GATEWAY_PORT = 4000;
/** Labels of its pods. */
export const GATEWAY_PODS = { 'app.kubernetes.io/instance': 'gateway' };
const SERVICE_ACCOUNT = 'gateway';
/** Where the certificate lies by which it knows its cache. */
const AUTHORITY_FOLDER = '/etc/groundplane-cache';
/**
 * The one door to all models: LiteLLM, OpenAI-compatible. Cloud models are called with the pods' own short-lived credentials.
 * Several copies share their limits through the cache, and are refused without one.
 */
export class Gateway extends Construct {
  /** Address inside the cluster, with port. */
  readonly endpoint: string;
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    BlueprintError.throwIfAny(copiesProblems(props));
    const identity = this.createIdentity(props);
    const audit = new Manifests(this, 'Audit', {
      name: 'gateway-audit',
      namespace: props.namespace,
      resources: [auditManifest(props.namespace, { ...accessFiles(props), ...escalationFiles(props) })],
      dependsOn: props.dependsOn,
    });
    const release = installChart(this, 'Resource', {
      chart: 'litellm-helm',
      name: 'gateway',
      namespace: props.namespace,
      values: { ...values(props), ...ingress(props) },
      readySeconds: STARTUP_PROBES * 10 + 180,
      kind: 'stateless',
      dependsOn: [...props.dependsOn, ...identity, audit.resources.release],
    });
    this.stateIntents(props, release);
    this.endpoint = `http://gateway.${props.namespace}.svc.cluster.local:${GATEWAY_PORT}`;
    this.resources = { release };
  }

  private createIdentity(props: GatewayProps): ITerraformDependable[] {
    const ofCache = props.cache?.signIn === 'iam' ? [props.cache.statement] : [];
    const ofRoutes = distinct(props.routes.flatMap((route) => route.statements ?? []));
    const statements = [...ofRoutes, ...ofCache, ...(props.escalation?.statements ?? [])];
    if (statements.length === 0) return [];
    const identity = new PodIdentity(this, 'Identity', {
      clusterName: props.clusterName,
      namespace: props.namespace,
      serviceAccount: SERVICE_ACCOUNT,
      statements,
    });
    return [identity.resources.association];
  }

  private stateIntents(props: GatewayProps, release: Release): void {
    for (const team of props.teams?.known ?? []) stateIntent(this, release, teamIntent(team));
    for (const route of props.routes) {
      const { name, provider, model, inferenceProfile, location, dataClass, monthlyTokens } = route;
      stateIntent(this, release, {
        kind: 'model-route',
        name,
        provider,
        model,
        ...(inferenceProfile === undefined ? {} : { inferenceProfile }),
        location,
        dataClass,
        ...(monthlyTokens === undefined ? {} : { monthlyTokens }),
      });
    }
    if (props.entry !== undefined) {
      stateIntent(this, release, {
        kind: 'load-balancer',
        name: 'gateway',
        type: 'application',
        scheme: schemeOf(props.entry),
        zones: props.entry.zones,
      });
    }
  }
}

/** Probes of ten seconds: a start with a Redis that hangs takes more than 90 s, measured. */
const STARTUP_PROBES = 20;

const DRAIN_SECONDS = 15;

function copiesProblems({ replicas = 1, cache, teams }: GatewayProps): Problem[] {
  const counted = teams?.known.some(({ monthlyUsd }) => monthlyUsd !== undefined) ?? false;
  if (counted && cache === undefined) return [UNCOUNTED];
  if (replicas === 1 || cache !== undefined) return [];
  return [
    {
      code: 'ReplicasWithoutCache',
      path: 'replicas',
      message: `${replicas} copies without a cache: each would allow all that one may`,
      fix: 'give it a cache, or leave replicas out',
    },
  ];
}

const UNCOUNTED: Problem = {
  code: 'BudgetWithoutCache',
  path: 'teams',
  message: 'what teams spend is counted in a cache, and there is none',
  fix: 'give it a cache, or leave teams out',
};

/** Copies in different zones, of which one at a time may go. */
function spread(replicas: number): object {
  if (replicas === 1) return {};
  const labelSelector = { matchLabels: GATEWAY_PODS };
  return {
    pdb: { enabled: true, maxUnavailable: 1 },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
      { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    ],
  };
}

function values(props: GatewayProps): object {
  return {
    fullnameOverride: 'gateway',
    replicaCount: props.replicas ?? 1,
    ...spread(props.replicas ?? 1),
    image: { repository: IMAGES.litellm.repository, tag: IMAGES.litellm.tag, pullPolicy: 'IfNotPresent' },
    serviceAccount: { create: true, name: SERVICE_ACCOUNT, automount: false },
    masterkeySecretName: props.keysSecret,
    masterkeySecretKey: 'PROXY_MASTER_KEY',
    environmentSecrets: readsKeys(props) ? [props.keysSecret] : [],
    envVars: {
      LITELLM_MODE: 'PRODUCTION',
      // else it asks a public site for prices while starting
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
      NO_DOCS: 'True',
      NO_REDOC: 'True',
      NO_OPENAPI: 'True',
      // what it would show is said in files, and its sign-in knows none of the company's people
      DISABLE_ADMIN_UI: 'True',
      ...AUDIT_ENVIRONMENT,
      ...(props.presidio === undefined ? {} : { [GUARDRAILS_VARIABLE]: guardrailNames(props.presidio).join(',') }),
      ...cacheEnvironment(props.cache),
      ...escalationEnvironment(props.escalation),
      ...(props.teams === undefined ? {} : { GROUNDPLANE_KEYS: KEYS_FOLDER }),
    },
    logLevel: 'ERROR',
    proxy_config: proxyConfig({
      ...props,
      teams: props.teams !== undefined,
      escalates: props.escalation !== undefined,
      proxyRanges: props.entry === undefined ? [] : [props.entry.vpcCidr],
    }),
    ...mounted(props),
    db: { useExisting: false, deployStandalone: false },
    redis: { enabled: false },
    migrationJob: { enabled: false },
    startupProbe: { path: '/health/readiness', periodSeconds: 10, timeoutSeconds: 5, failureThreshold: STARTUP_PROBES },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    // the load balancer forgets it first; then longer than the longest answer, so that a rollout cuts none
    lifecycle: { preStop: { sleep: { seconds: DRAIN_SECONDS } } },
    terminationGracePeriodSeconds: DRAIN_SECONDS + props.requestTimeoutSeconds + 30,
    resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '4Gi' } },
    podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}

function accessFiles({ teams }: GatewayProps): Record<string, string> {
  return teams === undefined ? {} : { [ACCESS_FILE]: ACCESS_PROGRAM, [TEAMS_FILE]: teamsText(teams.known) };
}

function escalationFiles({ escalation }: GatewayProps): Record<string, string> {
  return escalation === undefined ? {} : { [ESCALATION_FILE]: ESCALATION_PROGRAM };
}

function escalationEnvironment(escalation: GatewayEscalation | undefined): Record<string, string> {
  if (escalation === undefined) return {};
  return { [ESCALATED_VARIABLE]: escalation.guardrails.join(','), [QUEUE_VARIABLE]: escalation.queueUrl };
}

/** Whether anything of its secret is asked for by name, besides the administrator's key. */
function readsKeys({ routes, cache }: GatewayProps): boolean {
  return cache?.signIn === 'password' || routes.some((route) => route.provider === 'vllm');
}

function cacheEnvironment(cache: GatewayCache | undefined): Record<string, string> {
  if (cache === undefined) return {};
  const host = { REDIS_HOST: cache.host };
  return cache.signIn === 'password' ? { ...host, REDIS_SSL_CA_CERTS: `${AUTHORITY_FOLDER}/ca.crt` } : host;
}

function mounted(props: GatewayProps): object {
  const { teams } = props;
  const { volumes, volumeMounts, podAnnotations } = withAuthority(props);
  if (teams === undefined) return { volumes, volumeMounts, podAnnotations };
  return {
    volumes: [...volumes, { name: 'team-keys', secret: { secretName: teams.secret } }],
    volumeMounts: [...volumeMounts, { name: 'team-keys', mountPath: KEYS_FOLDER, readOnly: true }],
    podAnnotations: { ...podAnnotations, 'groundplane.io/teams': accessDigest(teams.known) },
  };
}

function withAuthority({ cache }: GatewayProps): Mounted {
  if (cache?.signIn !== 'password') return AUDIT_VALUES;
  const name = 'cache-authority';
  return {
    volumes: [...AUDIT_VALUES.volumes, { name, configMap: { name: cache.authority } }],
    volumeMounts: [...AUDIT_VALUES.volumeMounts, { name, mountPath: AUTHORITY_FOLDER, readOnly: true }],
    podAnnotations: AUDIT_VALUES.podAnnotations,
  };
}

interface Mounted {
  volumes: readonly object[];
  volumeMounts: readonly object[];
  podAnnotations: Record<string, string>;
}

function ingress(props: GatewayProps): object {
  if (props.entry === undefined) return { ingress: { enabled: false } };
  return {
    ingress: {
      enabled: true,
      className: 'alb',
      annotations: albAnnotations(props.entry, {
        part: 'gateway',
        healthPath: '/health/liveliness',
        idleSeconds: props.requestTimeoutSeconds,
      }),
      // the API and nothing else: the schema and the list of routes answer without a key
      hosts: [{ host: props.entry.host, paths: [{ path: '/v1', pathType: 'Prefix' }] }],
    },
  };
}

function distinct(statements: readonly Statement[]): Statement[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}
