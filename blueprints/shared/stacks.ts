import type { Settings } from '../../config';
import { reached } from '../../contract';
import { INSTANCE_TYPES, modelOf, type NamedModel } from '../../facts';
import { homewardFallbacks, type Answering } from '../../lib/failover';
import { enginesPerNode, served, tensorParallelIn } from '../../lib/fit';
import type { NetworkFeature } from '../../lib/network';
import type {
  ClusterStackProps,
  NetworkStackProps,
  PlatformStackProps,
  PoolProps,
  ServingStackProps,
} from '../../stacks';
import { SERVING_NAMESPACES } from '../../stacks';
import { adminRoleArns, clusterName, zoneCount, zoneIds } from './environment';

/** Settings put into the words of the network stack. */
export function networkProps(settings: Settings, features: readonly NetworkFeature[]): NetworkStackProps {
  const { network, cluster } = settings;
  if (network.existing !== undefined) return { existing: { ...network.existing, cidr: network.cidr } };
  return {
    cidr: network.cidr,
    zoneIds: zoneIds(settings),
    serviceCidr: cluster.serviceCidr,
    egress: network.egress,
    features,
    endpointScope: network.endpoints,
    clusterName: clusterName(settings),
    podCidr: network.podCidr,
    flowLogRetentionDays: network.flowLogRetentionDays,
  };
}

/** What calls AWS from inside the VPC in every tier. */
export const BASE_FEATURES: readonly NetworkFeature[] = [
  'nodes',
  'pod-identity',
  'load-balancers',
  'secrets',
  'logs',
  'volumes',
];

/** Settings put into the words of the cluster stack. */
export function clusterProps(settings: Settings): ClusterStackProps {
  const { cluster } = settings;
  return {
    name: clusterName(settings),
    version: cluster.version,
    zones: zoneCount(settings),
    zoneIds: zoneIds(settings),
    podsApart: podsApart(settings),
    serviceCidr: cluster.serviceCidr,
    apiCidrs: cluster.apiCidrs,
    adminRoleArns: adminRoleArns(settings),
    logRetentionDays: cluster.logRetentionDays,
    kmsKeyArn: cluster.kmsKeyArn,
    systemNodes: {
      ...cluster.systemNodes,
      architecture: INSTANCE_TYPES[cluster.systemNodes.instanceType]?.architecture ?? 'x86_64',
    },
  };
}

/** Settings put into the words of the platform stack. GPU pools exist from day-60 on. */
export function platformProps(settings: Settings, scaler: PlatformStackProps['scaler']): PlatformStackProps {
  const pools = reached(settings.phase, 'day-60') ? Object.entries(settings.gpuPools) : [];
  return {
    clusterName: clusterName(settings),
    kubernetesVersion: settings.cluster.version,
    zones: zoneCount(settings),
    scaler,
    gpuSoftware: settings.gpu.software,
    gpuPools: Object.fromEntries(
      pools.map(([name, pool]) => [name, { ...pool, expectedNodes: expectedNodes(settings, name, pool) }]),
    ),
    isolatedVpc: settings.network.egress === 'none',
    podsApart: podsApart(settings),
    secretConsumers: SERVING_NAMESPACES,
  };
}

/** Settings put into the words of the serving stack. Models of one's own exist from day-60 on. */
export function servingProps(settings: Settings): ServingStackProps {
  const { gateway, environment, network } = settings;
  const models = Object.entries(settings.models)
    .filter(([, model]) => model.provider === 'bedrock' || reached(settings.phase, 'day-60'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    clusterName: clusterName(settings),
    vpcCidr: network.cidr,
    requestTimeoutSeconds: gateway.requestTimeoutSeconds,
    fallbacks: gateway.fallbacks ?? homewardFallbacks(models.map(([name, model]) => answering(settings, name, model))),
    failoverSeconds: gateway.failoverSeconds,
    sizeRouting: gateway.sizeRouting,
    entry:
      gateway.certificateArn === undefined
        ? undefined
        : { host: `gateway.${environment.domain}`, certificateArn: gateway.certificateArn, zones: zoneCount(settings) },
    vllm: models.flatMap(([name, model]) => (model.provider === 'vllm' ? [engineProps(settings, name, model)] : [])),
    ollama: ollamaPools(settings, models),
    bedrock: models.flatMap(([name, model]) => (model.provider === 'bedrock' ? [{ ...model, name }] : [])),
  };
}

function answering({ catalogue }: Settings, name: string, model: ModelEntry[1]): Answering {
  const { dataClass } = model;
  if (model.provider === 'bedrock') return { name, dataClass, location: 'cloud', purpose: 'chat' };
  return { name, dataClass, location: 'cluster', purpose: modelOf(model.model, catalogue)?.purpose ?? 'chat' };
}

type ModelEntry = [string, Settings['models'][string]];

function ollamaPools(settings: Settings, models: readonly ModelEntry[]): ServingStackProps['ollama'] {
  const ours = models.flatMap(([name, model]) =>
    model.provider === 'ollama' ? [{ ...model, name, model: catalogued(settings, model.model) }] : [],
  );
  const pools = [...new Set(ours.map((model) => model.pool))].sort();
  return pools.map((pool) => ({ pool, models: ours.filter((model) => model.pool === pool) }));
}

type VllmSettings = Extract<Settings['models'][string], { provider: 'vllm' }>;

function engineProps(settings: Settings, name: string, said: VllmSettings): ServingStackProps['vllm'][number] {
  const model = catalogued(settings, said.model);
  return {
    ...said,
    name,
    model,
    revision: said.revision ?? served(model, said.precision)?.checkpoint.revision,
    pool: poolOf(settings, said.pool),
  };
}

function catalogued({ catalogue }: Settings, id: string): NamedModel {
  const model = modelOf(id, catalogue);
  if (model === undefined) throw new Error(`model ${id} is in no catalogue: the client file was not checked`);
  return model;
}

function poolOf(settings: Settings, name: string): ServingStackProps['vllm'][number]['pool'] {
  const { instanceTypes = [], sharing = { mode: 'none' as const } } = settings.gpuPools[name] ?? {};
  return { name, instanceTypes, sharing };
}

/** Nodes the models of a pool need, within its limits. Ollama's models share one. */
function expectedNodes(settings: Settings, name: string, pool: Omit<PoolProps, 'expectedNodes'>): number {
  const models = Object.values(settings.models).filter((model) => model.provider !== 'bedrock' && model.pool === name);
  const engines = models.reduce((sum, model) => {
    if (model.provider !== 'vllm') return sum;
    const tensorParallel = tensorParallelIn(catalogued(settings, model.model), pool, model.tensorParallel);
    return sum + model.replicas / enginesPerNode(pool, tensorParallel);
  }, 0);
  const ollama = models.some((model) => model.provider === 'ollama') ? 1 : 0;
  const nodes = Math.ceil(engines + ollama - 1e-9);
  return Math.min(Math.max(nodes, pool.minNodes), pool.maxNodes);
}

function podsApart(settings: Settings): boolean {
  return settings.network.podCidr !== undefined && settings.network.existing === undefined;
}
