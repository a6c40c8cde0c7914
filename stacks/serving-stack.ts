import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { namespaceAccess } from '../lib/access';
import type { GroupRoles } from '../lib/access-plan';
import { bedrockRoute, type BedrockRouteProps } from '../lib/bedrock';
import { CHAT_USER_HEADER } from '../lib/chat';
import type { Entry } from '../lib/entry';
import { Escalation, type EscalationProps } from '../lib/escalation';
import { externalSecret } from '../lib/external-secrets';
import {
  Gateway,
  GATEWAY_PODS,
  GATEWAY_PORT,
  type GatewayCache,
  type GatewayEscalation,
  type GatewayProps,
  keyFile,
  type ModelRoute,
  type TeamAccess,
} from '../lib/gateway';
import { Guardrail, type GuardrailUse } from '../lib/guardrail';
import { Manifests } from '../lib/manifests';
import { Namespace, NETWORK, type NetworkRule } from '../lib/namespace';
import { Presidio, PRESIDIO_NAMESPACE, PRESIDIO_PORT } from '../lib/presidio';
import { GeneratedSecret } from '../lib/secret';
import { Received } from './handover';
import { cacheInCluster, openCache, TO_CACHE_IN_CLUSTER, toCache } from './cache-door';
import { CHAT, chatPage, type ChatPageProps } from './chat-page';
import { databaseAddress } from './database-door';
import { collectedGroupName } from './detection-stack';
import { engineCallers, openDirectly, type DirectDoor, type DirectTeam } from './direct-door';
import { InClusterStack } from './in-cluster-stack';
import { localModels, VLLM_SECRET, type LocalModels } from './local-models';
import type { EnvironmentProps } from './base-stack';
import { keyWord, programs, type IndexProgram } from './program-keys';

/** Namespaces of the stack that read secrets of the environment. */
export const SERVING_NAMESPACES = ['gateway', 'models', CHAT] as const;
/** Label of namespaces whose pods may call the gateway. */
export const GATEWAY_ACCESS_LABEL = 'groundplane.io/gateway-access';

export interface ServingStackProps extends Omit<LocalModels, 'callers'> {
  /** Groups of the company, by what their members are. */
  groups: GroupRoles;
  /** Addresses load balancers of the VPC come from. */
  vpcCidr: string;
  fallbacks: GatewayProps['fallbacks'];
  failoverSeconds: number;
  /** @default - none */
  sizeRouting?: GatewayProps['sizeRouting'];
  /** @default 1 */
  replicas?: number;
  /** Where copies share what they count: `elasticache` is in the data stack. */
  cache: 'none' | 'in-cluster' | 'elasticache';
  /** @default - no limits */
  requestsPerMinute?: GatewayProps['requestsPerMinute'];
  entry?: EntryChoice;
  /** Ranges that may come in from the internet. @default - nobody does */
  internetCidrs?: readonly string[];
  /** The page people chat on. @default - none */
  chat?: Omit<ChatPageProps, 'entry'> & { entry?: EntryChoice };
  /** What fills the index and answers from it, as the gateway sees it. @default - none */
  index?: IndexProgram;
  /** Teams with keys of their own. @default - none */
  teams?: readonly TeamAccess[];
  /** Applications of teams that call Bedrock by themselves. @default - none */
  direct?: readonly DirectTeam[];
  bedrock: readonly BedrockRouteProps[];
  /** Whether every request goes through guardrails in the cluster. */
  guardrails: 'on' | 'off';
  /** Who looks at what guardrails stop. @default - nobody is told */
  escalation?: Omit<EscalationProps, 'auditGroupName'> & Pick<GatewayEscalation, 'guardrails'>;
  /** Whether calls of Bedrock go through a guardrail. */
  cloudGuardrail: 'on' | 'off';
}

/** A load balancer, as far as a client decides. */
type EntryChoice = Pick<Entry, 'host' | 'certificateArn' | 'zones'>;

/** What stands around a load balancer. */
type Shield = Pick<Entry, 'internet' | 'logsBucket'>;
type ChatGateway = Parameters<typeof chatPage>[2]['gateway'];

/** Keys of teams, in the cluster and where AWS drew them. */
interface TeamKeys {
  use: NonNullable<GatewayProps['teams']>;
  ready: readonly ITerraformDependable[];
  versions: readonly ITerraformDependable[];
}

const GATEWAY_SECRET = 'gateway-keys';
const TEAM_KEYS_SECRET = 'team-keys';

/** Models and the one door to them. Changes with every model. */
export class ServingStack extends InClusterStack {
  private readonly clusterKey: { arn: string };

  constructor(scope: Construct, environment: EnvironmentProps, props: ServingStackProps) {
    super(scope, 'serving', environment, props.clusterName);
    const cluster = new Received(this, environment, 'cluster');
    this.clusterKey = { arn: cluster.text('key_arn') };
    const vllmKey =
      props.vllm.length > 0 ? this.secret('VllmApiKey', 'models/vllm-api-key', 'the gateway to vLLM') : undefined;
    const door: DirectDoor = { ...props, keyOf: (team, key) => this.teamKey(team, key) };
    const callers = engineCallers(door);
    const local = props.vllm.length + props.ollama.length > 0 ? localModels(this, { ...props, callers }, vllmKey) : [];
    const guardrail = props.bedrock.length > 0 && props.cloudGuardrail === 'on' ? this.guardrail() : undefined;
    const cloud = props.bedrock.map((model) => bedrockRoute(this, { ...model, guardrail }));
    const asks = [props.entry, props.chat?.entry, props.direct?.[0]].some((each) => each !== undefined);
    const detection = asks ? new Received(this, environment, 'detection') : undefined;
    if (detection !== undefined) {
      const { clusterKey: encryptionKey } = this;
      const auditGroupName = this.auditGroupName();
      const alarmTopicArn = detection.text('alarm_topic_arn');
      openDirectly(this, door, {
        routes: [...local, ...cloud],
        guardrail,
        encryptionKey,
        auditGroupName,
        alarmTopicArn,
      });
    }
    const data = new Received(this, environment, 'data');
    const cache = props.cache === 'elasticache' ? openCache(this, data, cluster) : undefined;
    const shield = shieldOf(props, detection);
    const gateway = this.createGateway(
      props,
      [...local, ...cloud],
      vllmKey,
      cache,
      entryOf(props.entry, props, shield),
    );
    if (props.chat !== undefined) {
      const { entry } = props.chat;
      this.createChat({ ...props.chat, entry: entryOf(entry, props, shield) }, props, gateway, data);
    }
    this.grantAccess(props.groups);
  }

  private createChat(
    page: ChatPageProps,
    { clusterName, vpcCidr, cache }: ServingStackProps,
    gateway: ChatGateway,
    data: Received,
  ): void {
    chatPage(this, page, {
      clusterName,
      vpcCidr,
      encryptionKey: this.clusterKey,
      gateway,
      database: databaseAddress(this, data, CHAT),
      cacheHost: cache === 'elasticache' ? data.text('cache_host') : undefined,
      files: {
        bucketName: data.text('chat_files_bucket_name'),
        bucketArn: data.text('chat_files_bucket_arn'),
        keyArn: data.text('key_arn'),
      },
      accessLabel: GATEWAY_ACCESS_LABEL,
    });
  }

  private grantAccess(groups: GroupRoles): void {
    const namespaces = this.node.findAll().filter((construct) => construct instanceof Namespace);
    new Manifests(this, 'Access', {
      name: 'serving-access',
      namespace: 'gateway',
      resources: namespaces.flatMap(({ name }) => namespaceAccess(name, groups)),
      dependsOn: namespaces.map(({ ready }) => ready),
    });
  }

  private presidio(replicas: number): Presidio {
    return new Presidio(this, 'Presidio', { replicas, callers: { namespace: 'gateway', pods: GATEWAY_PODS } });
  }

  private guardrail(): GuardrailUse {
    return new Guardrail(this, 'Guardrail', { encryptionKey: this.clusterKey }).use;
  }

  private auditGroupName(): string {
    return collectedGroupName(this.environment.place.prefix, 'audit');
  }

  private escalation({ escalation }: ServingStackProps): GatewayEscalation | undefined {
    if (escalation === undefined) return undefined;
    const { use } = new Escalation(this, 'Escalation', { ...escalation, auditGroupName: this.auditGroupName() });
    return { ...use, guardrails: escalation.guardrails };
  }

  private secret(id: string, word: string, description: string, prefix?: string): GeneratedSecret {
    return new GeneratedSecret(this, id, { word, description, prefix, encryptionKey: this.clusterKey });
  }

  private gatewayNamespace(
    props: ServingStackProps,
    routes: readonly ModelRoute[],
    cache: NetworkRule | undefined,
  ): Namespace {
    return new Namespace(this, 'GatewayNamespace', {
      name: 'gateway',
      podSecurity: 'baseline',
      allow: [
        ...gatewayIngress(props),
        ...modelEgress(routes),
        ...(props.guardrails === 'on' ? [TO_GUARDRAILS] : []),
        ...(cache === undefined ? [] : [cache]),
        NETWORK.toHttps,
        NETWORK.toPodIdentity,
      ],
    });
  }

  private createGateway(
    props: ServingStackProps,
    routes: readonly ModelRoute[],
    vllmKey: GeneratedSecret | undefined,
    elastiCache: GatewayCache | undefined,
    entry: Entry | undefined,
  ): ChatGateway {
    const namespace = this.gatewayNamespace(props, routes, wayToCache(props));
    const inCluster = props.cache === 'in-cluster' ? cacheInCluster(this, this.clusterKey, namespace.ready) : undefined;
    const masterKey = this.secret('MasterKey', 'gateway/master-key', 'administration of the gateway', 'sk-');
    const secrets = {
      PROXY_MASTER_KEY: masterKey,
      ...(vllmKey === undefined ? {} : { [VLLM_SECRET.key]: vllmKey }),
      ...(inCluster === undefined ? {} : { REDIS_PASSWORD: inCluster.password }),
    };
    const resource = externalSecret('gateway', GATEWAY_SECRET, secrets);
    const drawn = Object.values(secrets).map(({ resources }) => resources.version);
    const keys = this.keys('GatewayKeys', GATEWAY_SECRET, 'gateway', resource, [namespace.ready, ...drawn]);
    const own = programs({ chat: props.chat?.limits, index: props.index }, routes, props.sizeRouting?.name);
    const teams = this.teamKeys([...own, ...(props.teams ?? [])], namespace.ready);
    const presidio = props.guardrails === 'on' ? this.presidio(props.replicas ?? 1) : undefined;
    const gateway = new Gateway(this, 'Gateway', {
      clusterName: props.clusterName,
      namespace: 'gateway',
      routes,
      requestTimeoutSeconds: props.requestTimeoutSeconds,
      fallbacks: props.fallbacks,
      failoverSeconds: props.failoverSeconds,
      sizeRouting: props.sizeRouting,
      replicas: props.replicas,
      cache: inCluster?.use ?? elastiCache,
      requestsPerMinute: props.requestsPerMinute,
      presidio: presidio?.use,
      teams: teams?.use,
      keysSecret: GATEWAY_SECRET,
      escalation: this.escalation(props),
      entry,
      usersFrom: props.chat === undefined ? undefined : CHAT_USER_HEADER,
      dependsOn: [
        namespace.ready,
        keys,
        ...(presidio?.ready ?? []),
        ...(teams?.ready ?? []),
        ...(inCluster?.ready ?? []),
      ],
    });
    return { url: gateway.endpoint, keys: teams?.versions ?? [] };
  }

  /** A key of a team, drawn once, whoever needs it. */
  private teamKey(team: string, key: string): GeneratedSecret {
    const id = `TeamKey-${team}-${key}`;
    const known = this.node.tryFindChild(id);
    if (known instanceof GeneratedSecret) return known;
    return this.secret(id, keyWord(team, key), `${team} to the gateway`, 'sk-');
  }

  private teamKeys(known: readonly TeamAccess[], namespaceReady: ITerraformDependable): TeamKeys | undefined {
    if (known.length === 0) return undefined;
    const secrets = known.flatMap(({ name, keys }) =>
      Object.keys(keys).map((key): [string, GeneratedSecret] => [keyFile(name, key), this.teamKey(name, key)]),
    );
    const resource = externalSecret('gateway', TEAM_KEYS_SECRET, Object.fromEntries(secrets));
    const versions = secrets.map(([, { resources }]) => resources.version);
    const ready = this.keys('TeamKeys', TEAM_KEYS_SECRET, 'gateway', resource, [namespaceReady, ...versions]);
    return { use: { known, secret: TEAM_KEYS_SECRET }, ready: [ready], versions };
  }

  private keys(
    id: string,
    name: string,
    namespace: string,
    resource: ReturnType<typeof externalSecret>,
    dependsOn: ITerraformDependable[],
  ): ITerraformDependable {
    return new Manifests(this, id, { name, namespace, resources: [resource], dependsOn }).resources.release;
  }
}

/** What the stack of detection has for load balancers; nothing where there are none. */
function shieldOf({ entry, chat, internetCidrs }: ServingStackProps, detection: Received | undefined): Shield {
  if (detection === undefined || (entry === undefined && chat?.entry === undefined)) return {};
  return {
    logsBucket: detection.text('entry_logs_bucket_name'),
    ...(internetCidrs === undefined
      ? {}
      : { internet: { firewallArn: detection.text('web_firewall_arn'), cidrs: internetCidrs } }),
  };
}

function entryOf(choice: EntryChoice | undefined, { vpcCidr }: ServingStackProps, shield: Shield): Entry | undefined {
  return choice === undefined ? undefined : { ...choice, vpcCidr, ...shield };
}

function wayToCache({ cache, vpcCidr }: ServingStackProps): NetworkRule | undefined {
  if (cache === 'none') return undefined;
  return cache === 'in-cluster' ? TO_CACHE_IN_CLUSTER : toCache(vpcCidr);
}

const TO_GUARDRAILS: NetworkRule = {
  name: 'to-guardrails',
  direction: 'egress',
  pods: GATEWAY_PODS,
  peers: [{ namespace: PRESIDIO_NAMESPACE }],
  ports: [{ port: PRESIDIO_PORT }],
};

function gatewayIngress(props: ServingStackProps): NetworkRule[] {
  const ports = [{ port: GATEWAY_PORT }];
  const fromApplications: NetworkRule = {
    name: 'from-applications',
    direction: 'ingress',
    pods: GATEWAY_PODS,
    peers: [{ namespaceLabels: { [GATEWAY_ACCESS_LABEL]: 'true' } }],
    ports,
  };
  if (props.entry === undefined) return [fromApplications];
  return [
    fromApplications,
    { name: 'from-load-balancer', direction: 'ingress', pods: GATEWAY_PODS, peers: [{ cidr: props.vpcCidr }], ports },
  ];
}

function modelEgress(routes: readonly ModelRoute[]): NetworkRule[] {
  return routes.flatMap(({ name, target }): NetworkRule[] =>
    target === undefined
      ? []
      : [
          {
            name: `to-${name}`,
            direction: 'egress',
            pods: GATEWAY_PODS,
            peers: [{ namespace: target.namespace, pods: target.pods }],
            ports: [{ port: target.port }],
          },
        ],
  );
}
