import type { Manifest } from '../manifests';

/** When engines run that are not needed around the clock. */
export interface Hours {
  /** IANA name, `Europe/Berlin`. */
  timezone: string;
  /** `08:00`, when the first engine starts; answers come a node and its weights later. */
  from: string;
  to: string;
  days: 'mon-fri' | 'every-day';
}

export interface QueueScalingProps {
  /** Where each engine tells its queue, with the port of the pods: `http://<service>.<namespace>.svc.cluster.local:8000/metrics`. */
  metricsUrl: string;
  /** What the engine calls the model. */
  model: string;
  /** Engines that always run; outside of `hours` none does. */
  replicas: number;
  /** Engines at most. @default - as many as `replicas` */
  maxReplicas?: number;
  /** @default - around the clock */
  hours?: Hours;
}

/** Requests waiting, and requests under way, that one more engine is started for. Engineering estimates. */
const WAITING = 4;
const RUNNING = 32;
/** Seconds without work after which an engine goes: starting one costs a node, an image and its weights. */
const COOL_DOWN_SECONDS = 900;

/** `keda` of a model in the values of the vLLM chart. */
export function queueScaling(props: QueueScalingProps): object {
  return { enabled: true, ...scaling(props) };
}

/** What is scaled: anything that has a number of replicas. */
export interface ScaleTarget {
  apiVersion: string;
  kind: string;
  name: string;
  namespace: string;
}

/** The same as an object of its own, for what no chart scales. */
export function scaledObject(target: ScaleTarget, props: QueueScalingProps): Manifest {
  const { apiVersion, kind, name, namespace } = target;
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, namespace },
    spec: { scaleTargetRef: { apiVersion, kind, name }, ...scaling(props) },
  };
}

function scaling(props: QueueScalingProps): object {
  const { hours, replicas } = props;
  return {
    minReplicaCount: hours === undefined ? replicas : 0,
    maxReplicaCount: Math.max(props.maxReplicas ?? replicas, replicas),
    pollingInterval: 15,
    cooldownPeriod: COOL_DOWN_SECONDS,
    // engines that do not say how they are stay as they are; nobody is asked when none is to run
    ...(hours === undefined ? { fallback: { failureThreshold: 4, replicas } } : {}),
    advanced: {
      restoreToOriginalReplicaCount: false,
      horizontalPodAutoscalerConfig: {
        behavior: {
          scaleUp: { stabilizationWindowSeconds: 60, policies: [{ type: 'Pods', value: 1, periodSeconds: 120 }] },
          scaleDown: {
            stabilizationWindowSeconds: COOL_DOWN_SECONDS,
            policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }],
          },
        },
      },
    },
    triggers: [
      asked(props, 'vllm:num_requests_waiting', WAITING),
      asked(props, 'vllm:num_requests_running', RUNNING),
      ...(hours === undefined ? [] : [clock(hours, replicas)]),
    ],
  };
}

function asked({ metricsUrl, model }: QueueScalingProps, metric: string, target: number): object {
  return {
    type: 'metrics-api',
    metadata: {
      url: metricsUrl,
      format: 'prometheus',
      valueLocation: `${metric}{model_name="${model}"}`,
      targetValue: String(target),
      // one engine behind the service would answer for all of them
      aggregateFromKubeServiceEndpoints: 'true',
      aggregationType: 'sum',
    },
  };
}

function clock({ timezone, from, to, days }: Hours, replicas: number): object {
  const cron = (time: string): string => {
    const [hour, minute] = time.split(':').map(Number);
    return `${minute} ${hour} * * ${days === 'mon-fri' ? '1-5' : '*'}`;
  };
  return { type: 'cron', metadata: { timezone, start: cron(from), end: cron(to), desiredReplicas: String(replicas) } };
}
