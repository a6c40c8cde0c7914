import { createHash } from 'node:crypto';
import { IMAGES } from '../../facts';
import { jsonText } from '../core';
import { diskGiB } from '../fit';
import { GPU_TAINT } from '../gpu-pool';
import { scaledObject } from '../keda';
import { SET_API, SET_LABELS } from '../leader-worker-set';
import type { Manifest } from '../manifests';
import { POOL_LABEL } from '../node-group';
import { PROBE_PERIOD_SECONDS, type StartPlan } from '../start-plan';
import {
  CONTAINER_PORT,
  copying,
  door,
  engineService,
  FOLDER,
  groupLabels,
  isScaled,
  leaderLabels,
  metricsUrl,
  PART_LABEL,
  repositoryOf,
  several,
  slice,
  waiterLabels,
} from './engine';
import { engineArguments, groupArguments, serverArguments } from './group-arguments';
import type { VllmProps } from './props';

type Part = 'leader' | 'worker';

const ZONE = 'topology.kubernetes.io/zone';
/** The user the image brings for those who do not want root. */
const USER = 2000;
/** Seconds an engine that is told to end still gets requests, until nobody knows its address any more; and seconds to end in. */
const FORGOTTEN_SECONDS = 10;
const END_SECONDS = 15;
const REVISION_LABEL = 'groundplane.io/template';
const CLOSED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;
const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** What decides how pods of a group are made, besides what the client says. */
interface Group {
  props: VllmProps;
  nodes: number;
  tensorParallel: number;
  plan: StartPlan;
}

/** How long to wait for a group: the last of its nodes may come as much later than the first as a node takes at all. */
export function planGroup({ containerSeconds, startupFailures, readySeconds }: StartPlan): StartPlan {
  const late = readySeconds - startupFailures * PROBE_PERIOD_SECONDS;
  return {
    containerSeconds,
    startupFailures: startupFailures + Math.ceil(late / PROBE_PERIOD_SECONDS),
    readySeconds: readySeconds + late,
  };
}

/**
 * Engines over several nodes: groups of a leader, which answers, and workers, which belong to it alone. A pod that is restarted takes
 * its group along, because an engine that has lost a part of its layers cannot go on.
 */
export function groupManifests(props: VllmProps, plan: StartPlan, nodes: number, tensorParallel: number): Manifest[] {
  const group: Group = { props, nodes, tensorParallel, plan };
  const set = leaderWorkerSet(group);
  return [
    account(props),
    set.manifest,
    service(props, engineService(props).split('.')[0] ?? '', leaderLabels(props.name)),
    ...(several(props) ? [disruptionBudget(props)] : []),
    ...(isScaled(props)
      ? [
          scaledObject(
            { name: nameOf(props), namespace: props.namespace, apiVersion: SET_API, kind: 'LeaderWorkerSet' },
            { ...props, model: props.name, metricsUrl: metricsUrl(props) },
          ),
        ]
      : []),
    // outside of its hours nothing runs, and nothing is waited for
    ...(props.hours === undefined ? waiter(group, set.revision) : []),
  ];
}

function nameOf({ name }: VllmProps): string {
  return `vllm-${name}`;
}

function leaderWorkerSet(group: Group): { manifest: Manifest; revision: string } {
  const { props, nodes } = group;
  const leader = podSpec(group, 'leader');
  const worker = podSpec(group, 'worker');
  const revision = createHash('sha256')
    .update(jsonText([leader, worker, door(props)?.values ?? {}]))
    .digest('hex')
    .slice(0, 12);
  const { podAnnotations = {} } = door(props)?.values ?? {};
  const spec = {
    replicas: props.replicas,
    // both parts wait for each other, so neither can be ready before the other is there
    startupPolicy: 'LeaderCreated',
    rolloutStrategy: {
      type: 'RollingUpdate',
      // a group beside the others would ask for as many nodes again during every rollout
      rollingUpdateConfiguration: { partition: 0, maxUnavailable: 1, maxSurge: 0 },
    },
    leaderWorkerTemplate: {
      size: nodes,
      // not while a node is still being started: who came first would be made anew until the last is there
      restartPolicy: 'RecreateGroupAfterStart',
      leaderTemplate: {
        metadata: {
          labels: { ...leaderLabels(props.name), [REVISION_LABEL]: revision },
          annotations: podAnnotations,
        },
        spec: leader,
      },
      workerTemplate: {
        metadata: { labels: { ...groupLabels(props.name), [PART_LABEL]: 'worker', [REVISION_LABEL]: revision } },
        spec: worker,
      },
    },
  };
  const metadata = { name: nameOf(props), namespace: props.namespace, labels: groupLabels(props.name) };
  return { manifest: { apiVersion: SET_API, kind: 'LeaderWorkerSet', metadata, spec }, revision };
}

function podSpec(group: Group, part: Part): object {
  const { props } = group;
  const { weights, revision } = props;
  const copy = weights === undefined || revision === undefined ? undefined : copying(props, weights, revision);
  const mounts = [
    { name: 'data', mountPath: '/data' },
    { name: 'tmp', mountPath: '/tmp' },
  ];
  const doorValues = part === 'leader' ? door(props)?.values : undefined;
  return {
    serviceAccountName: weights?.serviceAccount ?? nameOf(props),
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: seconds(props, part).grace,
    securityContext: POD_SECURITY,
    tolerations: [{ key: GPU_TAINT.key, operator: 'Exists', effect: 'NoSchedule' }],
    affinity: affinity(props),
    ...(copy === undefined ? {} : { initContainers: [{ ...copy, securityContext: CLOSED, volumeMounts: mounts }] }),
    containers: [container(group, part, [...mounts, { name: 'shm', mountPath: '/dev/shm' }])],
    volumes: [
      { name: 'data', emptyDir: { sizeLimit: `${diskGiB(props.model, props.precision)}Gi` } },
      { name: 'tmp', emptyDir: { sizeLimit: '10Gi' } },
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: `${2 * group.tensorParallel + 2}Gi` } },
      ...(doorValues?.extraVolumes ?? []),
    ],
  };
}

function container(group: Group, part: Part, mounts: readonly object[]): object {
  const { props, tensorParallel, plan } = group;
  const { cpu, memoryGiB } = slice(props.pool.instanceTypes, 1);
  const gpus = { 'nvidia.com/gpu': String(tensorParallel), memory: `${memoryGiB}Gi` };
  const probe = { httpGet: { path: '/health', port: CONTAINER_PORT }, periodSeconds: PROBE_PERIOD_SECONDS };
  const { answering, ending } = seconds(props, part);
  const leader = part === 'leader';
  return {
    name: 'vllm',
    image: `${IMAGES.vllm.repository}:${IMAGES.vllm.tag}`,
    imagePullPolicy: 'IfNotPresent',
    command: ['vllm', 'serve'],
    args: [
      props.weights === undefined || props.revision === undefined ? repositoryOf(props) : FOLDER,
      ...engineArguments(props, tensorParallel, answering),
      ...groupArguments(group.nodes, plan.readySeconds),
      ...(leader ? serverArguments(props) : ['--headless']),
    ],
    env: environment(props, part),
    resources: { requests: { ...gpus, cpu: String(cpu) }, limits: gpus },
    securityContext: CLOSED,
    // workers hold their layers until the leader has given its last answers
    lifecycle: { preStop: { sleep: { seconds: ending } } },
    volumeMounts: [...mounts, ...(leader ? (door(props)?.values.extraVolumeMounts ?? []) : [])],
    ...(leader
      ? {
          ports: [{ name: 'engine', containerPort: CONTAINER_PORT }],
          startupProbe: { ...probe, failureThreshold: plan.startupFailures },
          readinessProbe: { ...probe, failureThreshold: 3 },
          livenessProbe: { ...probe, failureThreshold: 6 },
        }
      : {}),
  };
}

/** Seconds an engine is given for answers under way, each part before it is told to end, and each part at most. */
function seconds(
  { requestTimeoutSeconds }: VllmProps,
  part: Part,
): { answering: number; ending: number; grace: number } {
  const answering = requestTimeoutSeconds;
  const leaderGrace = FORGOTTEN_SECONDS + answering + END_SECONDS;
  return part === 'leader'
    ? { answering, ending: FORGOTTEN_SECONDS, grace: leaderGrace }
    : { answering, ending: leaderGrace, grace: leaderGrace + END_SECONDS };
}

function environment(props: VllmProps, part: Part): object[] {
  const { weights, hubToken, apiKeySecret } = props;
  const said = {
    HOME: '/data',
    VLLM_NO_USAGE_STATS: '1',
    ...(weights === undefined ? {} : { HF_HUB_OFFLINE: '1' }),
    // the interface of a pod; the image has nothing for another fabric
    NCCL_SOCKET_IFNAME: 'eth0',
    GLOO_SOCKET_IFNAME: 'eth0',
    NCCL_IB_DISABLE: '1',
  };
  const secret = (name: string, reference: { name: string; key: string }): object => ({
    name,
    valueFrom: { secretKeyRef: { name: reference.name, key: reference.key } },
  });
  return [
    ...Object.entries(said).map(([name, value]) => ({ name, value })),
    // what it tells the others its address is
    { name: 'VLLM_HOST_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ...(weights === undefined && hubToken !== undefined ? [secret('HF_TOKEN', hubToken)] : []),
    ...(part === 'leader' ? [secret('VLLM_API_KEY', apiKeySecret), ...(door(props)?.env ?? [])] : []),
  ];
}

function affinity(props: VllmProps): object {
  const own = { matchExpressions: [{ key: POOL_LABEL, operator: 'In', values: [props.pool.name] }] };
  const all = { labelSelector: { matchLabels: groupLabels(props.name) }, topologyKey: ZONE };
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [own] } },
    // between zones every token would cost money and a millisecond
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ ...all, matchLabelKeys: [SET_LABELS.group] }],
    },
    ...(several(props)
      ? {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 100, podAffinityTerm: { ...all, mismatchLabelKeys: [SET_LABELS.group] } },
            ],
          },
        }
      : {}),
  };
}

/** Who waits, and who serves weights of a hub: nobody with a right. */
function account(props: VllmProps): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: nameOf(props), namespace: props.namespace },
    automountServiceAccountToken: false,
  };
}

function service(props: VllmProps, name: string, selector: Record<string, string>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: props.namespace, labels: groupLabels(props.name) },
    spec: {
      type: 'ClusterIP',
      selector,
      ports: [{ name: 'engine', port: 80, targetPort: CONTAINER_PORT, protocol: 'TCP' }],
    },
  };
}

/** One pod of all groups at a time: the second that leaves would take a second group along. */
function disruptionBudget(props: VllmProps): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: nameOf(props), namespace: props.namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels: groupLabels(props.name) } },
  };
}

/**
 * Helm waits for kinds it knows, and a group is none. A job waits in its place until a leader made from these very templates answers, so
 * that an apply ends when the model does answer, or fails.
 */
function waiter({ props, plan }: Group, revision: string): Manifest[] {
  const name = `${nameOf(props)}-${revision.slice(0, 8)}`;
  const { namespace } = props;
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace },
    spec: {
      backoffLimit: 3,
      activeDeadlineSeconds: plan.readySeconds,
      template: {
        metadata: { labels: waiterLabels(props.name) },
        spec: {
          serviceAccountName: nameOf(props),
          automountServiceAccountToken: false,
          restartPolicy: 'Never',
          securityContext: POD_SECURITY,
          containers: [
            {
              name: 'wait',
              image: `${IMAGES['aws-cli'].repository}:${IMAGES['aws-cli'].tag}`,
              command: ['/bin/bash', '-c', WAIT],
              env: [{ name: 'ENGINE', value: `http://${name}.${namespace}.svc.cluster.local` }],
              resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
              securityContext: CLOSED,
            },
          ],
        },
      },
    },
  };
  return [service(props, name, { ...leaderLabels(props.name), [REVISION_LABEL]: revision }), job];
}

/** Environment: ENGINE. Needs bash and curl. */
const WAIT = `until curl --silent --fail --output /dev/null --max-time 5 "$ENGINE/health"; do sleep 5; done`;
