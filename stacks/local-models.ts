import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { directNamespace } from '../lib/direct-access';
import { externalSecret } from '../lib/external-secrets';
import { filesGiB, served } from '../lib/fit';
import { GATEWAY_PODS, type ModelRoute } from '../lib/gateway';
import { KEDA_NAMESPACE } from '../lib/keda';
import { Manifests } from '../lib/manifests';
import { Namespace, NETWORK, type NetworkRule } from '../lib/namespace';
import { Ollama, type OllamaModelProps } from '../lib/ollama';
import type { GeneratedSecret } from '../lib/secret';
import {
  CALLER_KEYS_SECRET,
  doorManifest,
  engineTarget,
  groupLabels,
  isScaled,
  leaderLabels,
  PART_LABEL,
  Vllm,
  waiterLabels,
  type EngineCaller,
  type KnownModel,
  type VllmProps,
} from '../lib/vllm';
import { Weights, type Published } from '../lib/weights';

type FromStack =
  'callers' | 'weights' | 'hubToken' | 'namespace' | 'apiKeySecret' | 'requestTimeoutSeconds' | 'dependsOn';

/** Models in the cluster as a client describes them. */
export interface LocalModels {
  clusterName: string;
  requestTimeoutSeconds: number;
  /** Where engines read weights from; `bucket-by-hand`: from one that nothing in the cluster can fill. */
  weights: 'hub' | 'bucket' | 'bucket-by-hand';
  /** Secret in Secrets Manager with a token for the hub. @default - nobody is named */
  hubTokenSecret?: string;
  vllm: readonly Omit<VllmProps, FromStack>[];
  /** Who asks engines past the gateway. @default - nobody */
  callers?: EngineCallers;
  /** Models by pool. */
  ollama: readonly { pool: string; models: readonly OllamaModelProps[] }[];
}

/** Teams whose applications ask engines by themselves. */
export interface EngineCallers {
  teams: readonly EngineCaller[];
  /** Their keys by the name of their file. */
  keys: Readonly<Record<string, GeneratedSecret>>;
}

const NAMESPACE = 'models';
/** Kubernetes secret with the API key of the engines. */
export const VLLM_SECRET = { name: 'vllm-api-key', key: 'VLLM_API_KEY' };

/** Kubernetes secret with the token for the hub. */
const HUB_SECRET = { name: 'hub-token', key: 'HF_TOKEN' };

/** Namespace, key, weights and engines of the models in the cluster; gives a route to each. */
export function localModels(scope: Construct, props: LocalModels, key: GeneratedSecret | undefined): ModelRoute[] {
  const namespace = new Namespace(scope, 'Models', { name: NAMESPACE, podSecurity: 'baseline', allow: rules(props) });
  const ready: ITerraformDependable[] = [namespace.ready];
  if (key !== undefined) ready.push(keys(scope, props, key, namespace));
  const weights = createWeights(scope, props, ready);
  const hubToken = props.hubTokenSecret === undefined ? undefined : HUB_SECRET;
  const common = {
    namespace: NAMESPACE,
    requestTimeoutSeconds: props.requestTimeoutSeconds,
    dependsOn: [...ready, ...(weights?.ready ?? [])],
  };
  const engine = { ...common, apiKeySecret: VLLM_SECRET, weights: weights?.source, hubToken };
  const vllm = props.vllm.flatMap(
    (model) => new Vllm(scope, `Vllm-${model.name}`, { ...model, ...engine, callers: callersOf(props, model) }).routes,
  );
  const ollama = props.ollama.flatMap(
    (pool) => new Ollama(scope, `Ollama-${pool.pool}`, { ...pool, ...common }).routes,
  );
  return [...vllm, ...ollama];
}

/** Names an engine answers to. */
function namesOf({ name, adapters = [] }: LocalModels['vllm'][number]): string[] {
  return [name, ...adapters.map((adapter) => adapter.name)];
}

function callersOf({ callers }: LocalModels, model: LocalModels['vllm'][number]): EngineCaller[] {
  return (callers?.teams ?? []).filter(({ models }) => namesOf(model).some((name) => models.includes(name)));
}

/** Applications of teams to the engines of their models, and to no others. */
function fromTeams(props: LocalModels): NetworkRule[] {
  return props.vllm.flatMap((model) => {
    const teams = callersOf(props, model).map(({ team }) => team);
    const { pods, port } = engineTarget(model, NAMESPACE);
    if (teams.length === 0) return [];
    return [
      {
        name: `from-teams-to-${model.name}`,
        direction: 'ingress',
        pods,
        peers: teams.map((team) => ({ namespace: directNamespace(team) })),
        ports: [{ port }],
      },
    ];
  });
}

/** The parts of an engine over several nodes among themselves, at ports they agree upon, and who waits for its first answer. */
function withinGroups({ vllm }: LocalModels): NetworkRule[] {
  return vllm.filter(overNodes).flatMap(({ name }): NetworkRule[] => {
    const pods = groupLabels(name);
    const each = { pods, peers: [{ namespace: NAMESPACE, pods }] };
    const ports = [{ port: 8000 }];
    const waiter = waiterLabels(name);
    const leader = leaderLabels(name);
    return [
      { ...each, name: `within-${name}-in`, direction: 'ingress' },
      { ...each, name: `within-${name}-out`, direction: 'egress' },
      { name: `to-${name}`, direction: 'egress', pods: waiter, peers: [{ namespace: NAMESPACE, pods: leader }], ports },
      {
        name: `wait-${name}`,
        direction: 'ingress',
        pods: leader,
        peers: [{ namespace: NAMESPACE, pods: waiter }],
        ports,
      },
    ];
  });
}

function overNodes({ nodes = 1 }: LocalModels['vllm'][number]): boolean {
  return nodes > 1;
}

function rules(props: LocalModels): NetworkRule[] {
  const { weights, vllm } = props;
  // workers answer to their leader, and to nobody else
  const without = vllm.some(overNodes) ? ([PART_LABEL, 'worker'] as const) : undefined;
  const fromGateway: NetworkRule = {
    name: 'from-gateway',
    direction: 'ingress',
    without,
    peers: [{ namespace: 'gateway', pods: GATEWAY_PODS }],
    ports: [{ port: 8000 }, { port: 11434 }],
  };
  const fromKeda: NetworkRule = {
    name: 'from-keda',
    direction: 'ingress',
    without,
    peers: [{ namespace: KEDA_NAMESPACE }],
    ports: [{ port: 8000 }],
  };
  // a bucket is reached like a hub: its addresses change, and they are public ones
  return [
    fromGateway,
    ...(vllm.some(isScaled) ? [fromKeda] : []),
    ...fromTeams(props),
    ...withinGroups(props),
    NETWORK.toPublicHttps,
    ...(weights === 'hub' || vllm.length === 0 ? [] : [NETWORK.toPodIdentity]),
  ];
}

function keys(scope: Construct, props: LocalModels, key: GeneratedSecret, namespace: Namespace): ITerraformDependable {
  const { hubTokenSecret, callers } = props;
  const secret = externalSecret(NAMESPACE, VLLM_SECRET.name, { [VLLM_SECRET.key]: key });
  const token =
    hubTokenSecret === undefined
      ? []
      : [externalSecret(NAMESPACE, HUB_SECRET.name, { [HUB_SECRET.key]: { name: hubTokenSecret } })];
  const door =
    callers === undefined || callers.teams.length === 0
      ? []
      : [
          externalSecret(NAMESPACE, CALLER_KEYS_SECRET, callers.keys),
          doorManifest(NAMESPACE, callers.teams, Object.fromEntries(props.vllm.flatMap(told))),
        ];
  const versions = Object.values(callers?.keys ?? {}).map(({ resources }) => resources.version);
  const dependsOn = [namespace.ready, key.resources.version, ...versions];
  const manifests = new Manifests(scope, 'ModelKeys', {
    name: 'model-keys',
    namespace: NAMESPACE,
    resources: [secret, ...token, ...door],
    dependsOn,
  });
  return manifests.resources.release;
}

/** What an event says of each name of an engine. */
function told(model: LocalModels['vllm'][number]): [string, KnownModel][] {
  const { name, revision, dataClass, adapters = [] } = model;
  return [{ name, revision }, ...adapters].map((each) => [
    each.name,
    { data_class: dataClass, ...(each.revision === undefined ? {} : { model_revision: each.revision }) },
  ]);
}

function createWeights(
  scope: Construct,
  props: LocalModels,
  dependsOn: readonly ITerraformDependable[],
): Weights | undefined {
  if (props.weights === 'hub' || props.vllm.length === 0) return undefined;
  return new Weights(scope, 'Weights', {
    clusterName: props.clusterName,
    namespace: NAMESPACE,
    wanted: props.vllm.flatMap(published),
    loading: props.weights === 'bucket' ? 'job' : 'by-hand',
    tokenSecret: props.hubTokenSecret === undefined ? undefined : HUB_SECRET,
    dependsOn: [...dependsOn],
  });
}

function published({ model, precision, revision, adapters = [] }: LocalModels['vllm'][number]): Published[] {
  const repository = served(model, precision)?.checkpoint.repository;
  if (repository === undefined || revision === undefined) return [];
  return [
    { repository, revision, sizeGiB: filesGiB(model, precision) },
    ...adapters.map((each) => ({ ...each, sizeGiB: 1 })),
  ];
}
