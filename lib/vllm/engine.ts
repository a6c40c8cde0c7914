import { GPU_ARITHMETIC, IMAGES, INSTANCE_TYPES } from '../../facts';
import {
  batchedTokens,
  enginesPerNode,
  diskGiB,
  GPU_MEMORY_UTILIZATION,
  seenGpus,
  served,
  spreadsExperts,
  tensorParallelIn,
} from '../fit';
import type { GatewayTarget } from '../gateway';
import { GPU_TAINT } from '../gpu-pool';
import { queueScaling } from '../keda';
import { POOL_LABEL } from '../node-group';
import { PROBE_PERIOD_SECONDS, type StartPlan } from '../start-plan';
import { COPY, weightsPrefix, type WeightsSource } from '../weights';
import { doorValues } from './door';
import type { Adapter, VllmProps } from './props';

export const CONTAINER_PORT = 8000;
/** Labels of pods of an engine over several nodes: its name, and `leader` or `worker`. Workers answer to nobody but their leader. */
const GROUP_LABEL = 'groundplane.io/engine';
export const PART_LABEL = 'groundplane.io/engine-part';
/** Where weights lie that came from a bucket, on the disk the chart mounts at /data. */
export const FOLDER = '/data/weights';
const ADAPTERS = '/data/adapters';
/** Seconds Kubernetes leaves a pod between asking and killing; the chart has no key for more. Answers longer than that are cut. */
const GRACE_SECONDS = 25;

/** Values of the chart: one model, and no router, because the gateway is the router. */
export function values(props: VllmProps, plan: StartPlan): object {
  const probe = { httpGet: { path: '/health', port: CONTAINER_PORT }, periodSeconds: PROBE_PERIOD_SECONDS };
  const servingEngineSpec = {
    // in place of the chart's own "test"; it sets the recommended labels itself, and a second one of a name makes YAML with two
    labels: { environment: props.namespace, release: `vllm-${props.name}` },
    vllmApiKey: { secretName: props.apiKeySecret.name, secretKey: props.apiKeySecret.key },
    // the images need no RuntimeClass: nvidia is containerd's default runtime
    runtimeClassName: '',
    imagePullPolicy: 'IfNotPresent',
    containerSecurityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    // a second engine beside the first would ask for a second node during every rollout
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    startupProbe: { ...probe, failureThreshold: plan.startupFailures },
    readinessProbe: { ...probe, failureThreshold: 3 },
    livenessProbe: { ...probe, failureThreshold: 6 },
    tolerations: [{ key: GPU_TAINT.key, operator: 'Exists', effect: 'NoSchedule' }],
    modelSpec: [modelSpec(props)],
  };
  return { servingEngineSpec, routerSpec: { enableRouter: false } };
}

function modelSpec(props: VllmProps): object {
  const tensorParallel = tensorParallelIn(props.model, props.pool, props.tensorParallel);
  const { cpu, memoryGiB } = slice(props.pool.instanceTypes, enginesPerNode(props.pool, tensorParallel));
  return {
    name: props.name,
    repository: IMAGES.vllm.repository,
    tag: IMAGES.vllm.tag,
    ...weights(props),
    replicaCount: props.replicas,
    requestCPU: cpu,
    requestMemory: `${memoryGiB}Gi`,
    limitMemory: `${memoryGiB}Gi`,
    requestGPU: tensorParallel,
    pvcStorage: { emptyDir: { sizeLimit: `${diskGiB(props.model, props.precision)}Gi` } },
    shmSize: `${2 * tensorParallel + 2}Gi`,
    vllmConfig: vllmConfig(props, tensorParallel),
    affinity: affinity(props),
    ...(several(props) ? { pdb: { enabled: true, maxUnavailable: 1 } } : {}),
    ...door(props)?.values,
    ...(isScaled(props) ? { keda: queueScaling({ ...props, model: props.name, metricsUrl: metricsUrl(props) }) } : {}),
  };
}

/** What stands before an engine that somebody else than the gateway asks. */
export function door({ callers = [] }: VllmProps): ReturnType<typeof doorValues> | undefined {
  return callers.length === 0 ? undefined : doorValues(callers);
}

/** Whether more than one engine may run. */
export function several({ replicas, maxReplicas }: VllmProps): boolean {
  return Math.max(replicas, maxReplicas ?? 1) > 1;
}

/** What decides how many engines run. */
export type Scaling = Pick<VllmProps, 'replicas' | 'maxReplicas' | 'hours'>;

/** Whether somebody else than the chart decides how many run. */
export function isScaled({ replicas, maxReplicas, hours }: Scaling): boolean {
  return hours !== undefined || (maxReplicas ?? replicas) > replicas;
}

/** Service the chart makes for the engines of a model. */
export function engineService({ name, namespace }: Pick<VllmProps, 'name' | 'namespace'>): string {
  return `vllm-${name}-${name}-engine-service.${namespace}.svc.cluster.local`;
}

/** An engine as far as it is told who answers for it. */
export type Answering = Pick<VllmProps, 'name' | 'nodes'>;

/** Pods that answer for the engines of a model: of several nodes the first. */
export function engineTarget({ name, nodes = 1 }: Answering, namespace: string): GatewayTarget {
  const pods = nodes === 1 ? { 'helm-release-name': `vllm-${name}` } : leaderLabels(name);
  return { namespace, pods, port: CONTAINER_PORT };
}

/** Labels of the pods of an engine over several nodes. */
export function groupLabels(name: string): Record<string, string> {
  return { [GROUP_LABEL]: name };
}

export function leaderLabels(name: string): Record<string, string> {
  return { ...groupLabels(name), [PART_LABEL]: 'leader' };
}

/** What asks an engine over several nodes whether it answers, until it does. */
export function waiterLabels(name: string): Record<string, string> {
  return { 'groundplane.io/waits-for': name };
}

export function metricsUrl(props: VllmProps): string {
  return `http://${engineService(props)}:${CONTAINER_PORT}/metrics`;
}

/** Where the engine reads from: the hub by commit, or a folder that was filled from the bucket before it started. */
function weights(props: VllmProps): object {
  const { weights: source, revision } = props;
  const silent = { name: 'VLLM_NO_USAGE_STATS', value: '1' };
  if (source === undefined || revision === undefined) {
    const { hubToken } = props;
    const token = hubToken === undefined ? {} : { hf_token: { secretName: hubToken.name, secretKey: hubToken.key } };
    return {
      modelURL: repositoryOf(props),
      modelRevision: revision,
      env: [silent, ...(door(props)?.env ?? [])],
      ...token,
    };
  }
  return {
    modelURL: FOLDER,
    env: [silent, { name: 'HF_HUB_OFFLINE', value: '1' }, ...(door(props)?.env ?? [])],
    serviceAccountName: source.serviceAccount,
    initContainer: { ...copying(props, source, revision), mountPvcStorage: true },
  };
}

/** What brings weights and adapters from the bucket to the disk of the node. */
export function copying(props: VllmProps, source: WeightsSource, revision: string): Record<string, unknown> {
  const { adapters = [] } = props;
  const repository = repositoryOf(props);
  const variables = {
    BUCKET: source.bucket,
    SOURCES: [
      `${weightsPrefix({ repository, revision })} ${FOLDER}`,
      ...adapters.map((adapter) => `${weightsPrefix(adapter)} ${folderOf(adapter)}`),
    ].join('\n'),
    AWS_REGION: source.region,
    HOME: '/tmp',
  };
  return {
    name: 'weights',
    image: `${IMAGES['aws-cli'].repository}:${IMAGES['aws-cli'].tag}`,
    command: ['/bin/bash', '-c', COPY],
    env: Object.entries(variables).map(([name, value]) => ({ name, value })),
    resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } },
  };
}

/** Where its weights are published. */
export function repositoryOf({ model, precision }: VllmProps): string {
  return served(model, precision)?.checkpoint.repository ?? '';
}

function folderOf({ name }: Adapter): string {
  return `${ADAPTERS}/${name}`;
}

/** All adapters stay in memory side by side; the planner counted them. */
export function adapterRoom({ adapters = [] }: VllmProps): string[] {
  if (adapters.length === 0) return [];
  return [
    '--enable-lora',
    '--max-loras',
    String(adapters.length),
    '--max-lora-rank',
    String(Math.max(...adapters.map(({ rank }) => rank))),
  ];
}

/** Names adapters are asked for by. */
export function adapterNames({ adapters = [] }: VllmProps): string[] {
  if (adapters.length === 0) return [];
  return ['--lora-modules', ...adapters.map((adapter) => `${adapter.name}=${folderOf(adapter)}`)];
}

/** Part of a GPU's memory an engine takes. */
export function memoryPart({ pool }: VllmProps): number {
  const share = seenGpus(pool.instanceTypes[0] ?? '', pool.sharing)?.share ?? 1;
  return Math.floor(GPU_MEMORY_UTILIZATION * share * 1000) / 1000;
}

function vllmConfig(props: VllmProps, tensorParallel: number): object {
  const { model } = props;
  // a model that reads a text whole, both ways, keeps nothing between tokens
  const encoder = model.attention.kind === 'encoder';
  return {
    dtype: dtype(props),
    maxModelLen: props.contextTokens,
    gpuMemoryUtilization: memoryPart(props),
    enablePrefixCaching: !encoder,
    ...(encoder ? {} : { enableChunkedPrefill: true }),
    ...(model.purpose === 'chat' ? {} : { runner: 'pooling' }),
    ...(model.purpose === 'embedding' ? { convert: 'embed' } : {}),
    // the chart mounts shared memory by the presence of the key
    ...(tensorParallel > 1 ? { tensorParallelSize: tensorParallel } : {}),
    extraArgs: extraArgs(props, tensorParallel),
  };
}

function extraArgs(props: VllmProps, tensorParallel: number): string[] {
  return [
    '--served-model-name',
    props.name,
    ...(props.revision === undefined || props.weights !== undefined ? [] : ['--tokenizer-revision', props.revision]),
    '--max-num-batched-tokens',
    String(batchTokens(props)),
    '--shutdown-timeout',
    String(Math.min(GRACE_SECONDS, props.requestTimeoutSeconds)),
    '--disable-fastapi-docs',
    ...(door(props)?.args ?? []),
    ...weightArgs(props, tensorParallel),
    ...adapterRoom(props),
    ...adapterNames(props),
  ];
}

/** Tokens of a batch that every type of the pool has memory for. */
export function batchTokens({ model, pool, contextTokens }: VllmProps): number {
  const batches = pool.instanceTypes.flatMap((type) => {
    const gpu = seenGpus(type, pool.sharing)?.gpu;
    return gpu === undefined ? [] : [batchedTokens(gpu, model, contextTokens)];
  });
  return Math.min(...batches);
}

/** How weights are read that are not simply split. */
export function weightArgs({ model, precision }: VllmProps, tensorParallel: number): string[] {
  return [
    ...(served(model, precision)?.online === true ? ['--quantization', 'fp8'] : []),
    ...(spreadsExperts(model, precision, tensorParallel) ? ['--enable-expert-parallel'] : []),
  ];
}

/** What it multiplies in: 16 bit of the kind all GPUs of the pool have. */
export function dtype({ precision, pool }: VllmProps): string {
  const models = pool.instanceTypes.flatMap((type) => INSTANCE_TYPES[type]?.gpu?.model ?? []);
  return precision !== 'fp16' && models.every((model) => GPU_ARITHMETIC[model].bf16) ? 'bfloat16' : 'float16';
}

function affinity(props: VllmProps): object {
  const own = { matchExpressions: [{ key: POOL_LABEL, operator: 'In', values: [props.pool.name] }] };
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [own] } };
  if (!several(props)) return { nodeAffinity };
  const term = {
    labelSelector: { matchLabels: { model: props.name } },
    topologyKey: 'topology.kubernetes.io/zone',
  };
  // preferred: a zone without GPUs to sell must not keep the second engine from starting in another's
  return {
    nodeAffinity,
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
  };
}

/** What an engine may ask of the smallest node of its pool: its part of all but what the kubelet and the agents keep. */
export function slice(instanceTypes: readonly string[], engines: number): { cpu: number; memoryGiB: number } {
  const types = instanceTypes.flatMap((type) => INSTANCE_TYPES[type] ?? []);
  return {
    cpu: Math.max(1, Math.floor((Math.min(...types.map((type) => type.vcpu)) - 1) / engines)),
    memoryGiB: Math.max(1, Math.floor((Math.min(...types.map((type) => type.memoryGiB)) * 0.8) / engines)),
  };
}
