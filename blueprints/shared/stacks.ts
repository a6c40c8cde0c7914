import type { Settings } from '../../config';
import { reached } from '../../contract';
import { INSTANCE_TYPES, purposeOf } from '../../facts';
import { homewardFallbacks, type Answering } from '../../lib/failover';
import type { NetworkFeature } from '../../lib/network';
import type { ClusterStackProps, NetworkStackProps, PlatformStackProps, ServingStackProps } from '../../stacks';
import { SERVING_NAMESPACES } from '../../stacks';
import { chatPageProps, clusterIdentityProvider, groupRoleArns } from './access';
import { databaseOwners } from './data';
import { ragNamespaces, indexProgram, retrieves } from './rag';
import { VALKEY_NAMESPACE } from '../../lib/valkey';
import { adminRoleArns, clusterName, zoneCount, zoneIds } from './environment';
import {
  engineProps,
  hubTokenSecret,
  multiNodeModels,
  ollamaPools,
  poolNodes,
  scaledModels,
  weightsFrom,
  type ModelEntry,
} from './models';

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
    privateApiCidrs: [settings.network.cidr, ...cluster.privateApiCidrs],
    adminRoleArns: adminRoleArns(settings),
    groupRoleArns: groupRoleArns(settings),
    breakGlassPrincipalArns: cluster.breakGlassPrincipalArns,
    identityProvider: clusterIdentityProvider(settings),
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
    gpuPools: Object.fromEntries(pools.map(([name, pool]) => [name, { ...pool, ...poolNodes(settings, name, pool) }])),
    scaledModels: scaledModels(settings),
    multiNodeModels: multiNodeModels(settings),
    isolatedVpc: settings.network.egress === 'none',
    podsApart: podsApart(settings),
    groups: settings.groups,
    secretConsumers: [
      ...SERVING_NAMESPACES,
      ...(settings.gateway.cache === 'in-cluster' ? [VALKEY_NAMESPACE] : []),
      ...ragNamespaces(settings),
    ],
    vpcCidr: settings.network.cidr,
    databaseOwners: databaseOwners(settings),
  };
}

/** Settings put into the words of the serving stack. Models of one's own exist from day-60 on. */
export function servingProps(settings: Settings): ServingStackProps {
  const { audit, gateway, environment, network } = settings;
  const models = Object.entries(settings.models)
    .filter(([, model]) => model.provider === 'bedrock' || reached(settings.phase, 'day-60'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    clusterName: clusterName(settings),
    groups: settings.groups,
    vpcCidr: network.cidr,
    requestTimeoutSeconds: gateway.requestTimeoutSeconds,
    fallbacks: gateway.fallbacks ?? homewardFallbacks(models.map(([name, model]) => answering(settings, name, model))),
    failoverSeconds: gateway.failoverSeconds,
    sizeRouting: gateway.sizeRouting,
    replicas: gateway.replicas,
    cache: gateway.cache,
    requestsPerMinute: gateway.requestsPerMinute,
    cloudGuardrail: gateway.cloudGuardrail,
    guardrails: gateway.guardrails,
    escalation:
      gateway.escalation === undefined
        ? undefined
        : { ...gateway.escalation, logRetentionDays: audit.logRetentionDays },
    teams: teamAccess(settings),
    direct: directTeams(settings),
    entry:
      gateway.certificateArn === undefined
        ? undefined
        : { host: `gateway.${environment.domain}`, certificateArn: gateway.certificateArn, zones: zoneCount(settings) },
    internetCidrs: settings.entry.exposure === 'internet' ? settings.entry.cidrs : undefined,
    chat: chatPageProps(settings, retrieves(settings) ? 'index' : 'none'),
    index: indexProgram(settings),
    vllm: models.flatMap(([name, model]) => (model.provider === 'vllm' ? [engineProps(settings, name, model)] : [])),
    weights: weightsFrom(settings),
    hubTokenSecret: hubTokenSecret(settings),
    ollama: ollamaPools(settings, models),
    bedrock: models.flatMap(([name, model]) => (model.provider === 'bedrock' ? [{ ...model, name }] : [])),
  };
}

/** Applications that call models by themselves; a team that is stopped has none. */
function directTeams({ teams }: Settings): ServingStackProps['direct'] {
  return Object.entries(teams).flatMap(([team, { direct, models, stopped }]) =>
    direct === undefined || stopped === 'yes' ? [] : [{ team, models, engines: 'none', ...direct }],
  );
}

function teamAccess({ teams }: Settings): ServingStackProps['teams'] {
  return Object.entries(teams).map(([name, team]) => {
    const { models, monthlyUsd, requestsPerMinute, tokensPerMinute, keys } = team;
    const { owner, useCase, riskClass, oversight } = team;
    return {
      name,
      models,
      monthlyUsd,
      requestsPerMinute,
      tokensPerMinute,
      stopped: team.stopped === 'yes',
      keys: Object.fromEntries(Object.entries(keys).map(([key, { expires }]) => [key, expires])),
      register: { owner, useCase, riskClass, oversight },
    };
  });
}

function answering({ catalogue }: Settings, name: string, model: ModelEntry[1]): Answering {
  const { dataClass } = model;
  const location = model.provider === 'bedrock' ? 'cloud' : 'cluster';
  return { name, dataClass, location, purpose: purposeOf(model, catalogue) };
}

function podsApart(settings: Settings): boolean {
  return settings.network.podCidr !== undefined && settings.network.existing === undefined;
}
