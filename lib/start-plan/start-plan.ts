/** What a model server waits for before its first answer. */
export interface StartRequest {
  /** Whether a node must be started for it first. */
  node: 'running' | 'karpenter' | 'managed-group';
  /** Container image, GiB compressed. */
  imageGiB: number;
  /** Weights on disk, GiB. */
  weightsGiB: number;
  /** Where weights come from. */
  source: 'hub' | 'bucket';
  /** Seconds the engine needs after the weights are in memory: kernels, graphs, warm-up. */
  warmUpSeconds: number;
}

export interface StartPlan {
  /** Seconds from container start to first answer, as estimated. */
  containerSeconds: number;
  /** Failed probes the startup probe must bear, at {@link PROBE_PERIOD_SECONDS}. */
  startupFailures: number;
  /** Seconds from `helm install` until the pod is ready at the latest. */
  readySeconds: number;
}

/** Seconds from a pending pod to a ready node, GPU driver included. Engineering estimates, generous. */
const NODE_SECONDS: Readonly<Record<StartRequest['node'], number>> = {
  running: 0,
  karpenter: 240,
  'managed-group': 420,
};
/** MiB a second a node pulls and unpacks images. */
const PULL_MIB_PER_SECOND = 60;
/** MiB a second weights arrive: a public hub through NAT, a bucket of the same region through its endpoint. */
const WEIGHT_MIB_PER_SECOND: Readonly<Record<StartRequest['source'], number>> = { hub: 50, bucket: 400 };
/** MiB a second from disk into the GPU. */
const LOAD_MIB_PER_SECOND = 400;
/** A probe that gives up too early restarts the load from nothing, for ever. */
const SAFETY = 2;
export const PROBE_PERIOD_SECONDS = 10;

/** Works out how long to wait. The Helm timeout is always longer than the probe's patience, or Helm gives up on a pod that would have come. */
export function planStart(request: StartRequest): StartPlan {
  const weightsMiB = request.weightsGiB * 1024;
  const containerSeconds = Math.ceil(
    weightsMiB / WEIGHT_MIB_PER_SECOND[request.source] + weightsMiB / LOAD_MIB_PER_SECOND + request.warmUpSeconds,
  );
  const startupFailures = Math.ceil((containerSeconds * SAFETY) / PROBE_PERIOD_SECONDS);
  const before = NODE_SECONDS[request.node] + Math.ceil((request.imageGiB * 1024) / PULL_MIB_PER_SECOND);
  return { containerSeconds, startupFailures, readySeconds: before * SAFETY + startupFailures * PROBE_PERIOD_SECONDS };
}
