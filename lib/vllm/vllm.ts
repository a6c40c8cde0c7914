import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DataClass } from '../../contract';
import { IMAGES, INSTANCE_TYPES, MODELS, type ModelId } from '../../facts';
import type { ModelRoute } from '../gateway';
import { GPU_TAINT } from '../gpu-pool';
import { POOL_LABEL } from '../node-group';
import { installChart } from '../release';
import { planStart, PROBE_PERIOD_SECONDS, type StartPlan } from '../start-plan';

export interface VllmProps {
  /** What users call the model; also names release and service. At most 20 characters. */
  name: string;
  model: ModelId;
  precision: 'bf16' | 'fp16' | 'fp8';
  contextTokens: number;
  replicas: number;
  /** Pool it runs in, with its instance types: an engine takes all GPUs of a node. */
  pool: { name: string; instanceTypes: readonly string[] };
  namespace: string;
  /** Kubernetes secret in the namespace that holds the API key. */
  apiKeySecret: { name: string; key: string };
  dataClass: DataClass;
  /** Seconds after which the gateway gives a request up. */
  requestTimeoutSeconds: number;
  /** Tokens a month that the bill is estimated with. @default - the usage of the tier is assumed */
  monthlyTokens?: { input: number; output: number };
  dependsOn: readonly ITerraformDependable[];
}

const CONTAINER_PORT = 8000;
/** vllm-openai image, GiB compressed; and seconds for kernels, graphs and warm-up. Engineering estimates. */
const IMAGE_GIB = 10;
const WARM_UP_SECONDS = 180;
const DTYPE: Readonly<Record<VllmProps['precision'], string>> = { bf16: 'bfloat16', fp16: 'float16', fp8: 'bfloat16' };

/**
 * One model on vLLM, an engine a node. The chart's router stays off: the gateway is the router, and nothing else may reach the
 * engines, which have no authentication worth the name.
 */
export class Vllm extends Construct {
  readonly route: ModelRoute;
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: VllmProps) {
    super(scope, id);
    const name = `vllm-${props.name}`;
    const plan = planStart({
      node: 'karpenter',
      imageGiB: IMAGE_GIB,
      weightsGiB: (MODELS[props.model].parametersB * 2e9) / 1024 ** 3,
      source: 'hub',
      warmUpSeconds: WARM_UP_SECONDS,
    });
    const release = installChart(this, 'Resource', {
      chart: 'vllm-stack',
      name,
      namespace: props.namespace,
      values: { servingEngineSpec: engine(props, plan), routerSpec: { enableRouter: false } },
      readySeconds: plan.readySeconds,
      // rolled back whole, a slow image pull would throw away the load and start again
      kind: 'stateful',
      dependsOn: props.dependsOn,
    });
    this.resources = { release };
    this.route = {
      name: props.name,
      provider: 'vllm',
      model: props.model,
      location: 'cluster',
      dataClass: props.dataClass,
      params: {
        model: `hosted_vllm/${props.name}`,
        api_base: `http://${name}-${props.name}-engine-service.${props.namespace}.svc.cluster.local/v1`,
        api_key: 'os.environ/VLLM_API_KEY',
        timeout: props.requestTimeoutSeconds,
        stream_timeout: props.requestTimeoutSeconds,
      },
      target: { namespace: props.namespace, pods: { 'helm-release-name': name }, port: CONTAINER_PORT },
      monthlyTokens: props.monthlyTokens,
    };
  }
}

function engine(props: VllmProps, plan: StartPlan): object {
  const probe = { httpGet: { path: '/health', port: CONTAINER_PORT }, periodSeconds: PROBE_PERIOD_SECONDS };
  return {
    labels: { 'app.kubernetes.io/component': 'model-server', 'app.kubernetes.io/part-of': 'groundplane' },
    vllmApiKey: { secretName: props.apiKeySecret.name, secretKey: props.apiKeySecret.key },
    // the images need no RuntimeClass: nvidia is containerd's default runtime
    runtimeClassName: '',
    imagePullPolicy: 'IfNotPresent',
    // a second engine beside the first would ask for a second node during every rollout
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    startupProbe: { ...probe, failureThreshold: plan.startupFailures },
    readinessProbe: { ...probe, failureThreshold: 3 },
    livenessProbe: { ...probe, failureThreshold: 6 },
    tolerations: [{ key: GPU_TAINT.key, operator: 'Exists', effect: 'NoSchedule' }],
    modelSpec: [modelSpec(props)],
  };
}

function modelSpec(props: VllmProps): object {
  const { repository, revision } = MODELS[props.model];
  const gpus = INSTANCE_TYPES[props.pool.instanceTypes[0] ?? '']?.gpu?.count ?? 1;
  const { cpu, memoryGiB } = smallestNode(props.pool.instanceTypes);
  return {
    name: props.name,
    repository: IMAGES.vllm.repository,
    tag: IMAGES.vllm.tag,
    modelURL: repository,
    modelRevision: revision,
    replicaCount: props.replicas,
    requestCPU: cpu,
    requestMemory: `${memoryGiB}Gi`,
    limitMemory: `${memoryGiB}Gi`,
    requestGPU: gpus,
    pvcStorage: { emptyDir: {} },
    vllmConfig: {
      dtype: DTYPE[props.precision],
      maxModelLen: props.contextTokens,
      gpuMemoryUtilization: 0.9,
      enablePrefixCaching: true,
      enableChunkedPrefill: true,
      ...(gpus > 1 ? { tensorParallelSize: gpus } : {}),
      extraArgs: [
        '--served-model-name',
        props.name,
        '--tokenizer-revision',
        revision,
        ...(props.precision === 'fp8' ? ['--quantization', 'fp8'] : []),
      ],
    },
    nodeSelectorTerms: [{ matchExpressions: [{ key: POOL_LABEL, operator: 'In', values: [props.pool.name] }] }],
    ...(props.replicas > 1 ? { pdb: { enabled: true, maxUnavailable: 1 } } : {}),
  };
}

/** What an engine may ask of the smallest node of its pool: all but what the kubelet and the agents keep. */
function smallestNode(instanceTypes: readonly string[]): { cpu: number; memoryGiB: number } {
  const types = instanceTypes.flatMap((type) => INSTANCE_TYPES[type] ?? []);
  return {
    cpu: Math.max(1, Math.min(...types.map((type) => type.vcpu)) - 1),
    memoryGiB: Math.floor(Math.min(...types.map((type) => type.memoryGiB)) * 0.8),
  };
}
