/** Where Kubernetes itself says what may stand: a place in a Deployment. */
export type Slot =
  | 'container.env'
  | 'container.resources'
  | 'container.securityContext'
  | 'deployment.strategy'
  | 'pod.affinity'
  | 'pod.securityContext'
  | 'pod.tolerations'
  | 'pod.topologySpreadConstraints'
  | 'volume.emptyDir';

/** What somebody read in a chart's templates, because its default values do not say it. */
export interface Reviewed {
  source: string;
  /** Of a chart whose default values are not at hand: the versions that were read, and every key we may set. */
  versions?: readonly string[];
  keys?: readonly string[];
  /** Handed on as it is into a place Kubernetes knows. */
  slots?: Readonly<Record<string, Slot>>;
  /** Maps in which any key is right, and why. */
  free?: Readonly<Record<string, string>>;
}

const RESOURCES = { resources: 'container.resources' } as const;

/** Paths as in known-keys.ts. */
export const REVIEWED: Readonly<Record<string, Reviewed>> = {
  'aws-load-balancer-controller': {
    source:
      'kubernetes-sigs/aws-load-balancer-controller helm/aws-load-balancer-controller/templates, 225f44568 2026-08-17',
    keys: ['podDisruptionBudget/maxUnavailable'],
    slots: RESOURCES,
  },
  'cluster-autoscaler': {
    source: 'kubernetes/autoscaler charts/cluster-autoscaler/values.yaml, 028eaaf3; the keys are the same since 9.12',
    versions: ['9.59.0'],
    keys: [
      'autoDiscovery/clusterName',
      'awsRegion',
      'extraArgs/expander',
      'extraArgs/scale-down-unneeded-time',
      'extraArgs/skip-nodes-with-local-storage',
      'fullnameOverride',
      'priorityClassName',
      'rbac/serviceAccount/create',
      'rbac/serviceAccount/name',
      'resources',
    ],
    slots: RESOURCES,
  },
  'external-secrets': {
    source: 'external-secrets/external-secrets deploy/charts/external-secrets/templates, cc5bfbc22 2026-08-08',
    slots: {
      ...RESOURCES,
      'webhook/resources': 'container.resources',
      'certController/resources': 'container.resources',
    },
  },
  'gpu-operator': {
    source: 'NVIDIA/gpu-operator deployments/gpu-operator/templates, a22dbf671 2026-08-21',
    slots: { 'daemonsets/tolerations': 'pod.tolerations' },
    free: { 'devicePlugin/config/data': 'configurations of the device plugin by a name of ours' },
  },
  karpenter: {
    source: 'aws/karpenter-provider-aws charts/karpenter/templates, 1d927085d 2026-08-21',
    slots: {
      'controller/resources': 'container.resources',
      topologySpreadConstraints: 'pod.topologySpreadConstraints',
    },
  },
  'karpenter-crd': {
    source: 'aws/karpenter-provider-aws charts/karpenter-crd: definitions only, released without values',
    versions: ['1.14.1'],
    keys: [],
  },
  'litellm-helm': {
    source:
      'BerriAI/litellm helm/litellm-helm values.yaml and templates of mid-2026; BerriAI/litellm-docs docs/proxy, 2026-05-02',
    versions: ['1.106.2'],
    keys: [
      'db/deployStandalone',
      'db/useExisting',
      'environmentSecrets',
      'fullnameOverride',
      'image/pullPolicy',
      'image/repository',
      'image/tag',
      'ingress/className',
      'ingress/enabled',
      'ingress/hosts/host',
      'ingress/hosts/paths/path',
      'ingress/hosts/paths/pathType',
      'logLevel',
      'masterkeySecretKey',
      'masterkeySecretName',
      'migrationJob/enabled',
      'proxy_config/general_settings/background_health_checks',
      'proxy_config/general_settings/disable_master_key_return',
      'proxy_config/general_settings/health_check_interval',
      'proxy_config/general_settings/master_key',
      'proxy_config/general_settings/trusted_proxy_ranges',
      'proxy_config/litellm_settings/drop_params',
      'proxy_config/litellm_settings/json_logs',
      'proxy_config/litellm_settings/request_timeout',
      'proxy_config/litellm_settings/turn_off_message_logging',
      'proxy_config/model_list/litellm_params/api_base',
      'proxy_config/model_list/litellm_params/api_key',
      'proxy_config/model_list/litellm_params/aws_region_name',
      'proxy_config/model_list/litellm_params/model',
      // Ollama's own parameter, passed on
      'proxy_config/model_list/litellm_params/num_ctx',
      'proxy_config/model_list/litellm_params/stream_timeout',
      'proxy_config/model_list/litellm_params/timeout',
      'proxy_config/model_list/model_name',
      'proxy_config/router_settings/num_retries',
      'proxy_config/router_settings/routing_strategy',
      'proxy_config/router_settings/stream_timeout',
      'proxy_config/router_settings/timeout',
      'redis/enabled',
      'replicaCount',
      'serviceAccount/automount',
      'serviceAccount/create',
      'serviceAccount/name',
      'startupProbe/failureThreshold',
      'startupProbe/path',
      'startupProbe/periodSeconds',
      'startupProbe/timeoutSeconds',
      'terminationGracePeriodSeconds',
    ],
    slots: {
      ...RESOURCES,
      podSecurityContext: 'pod.securityContext',
      securityContext: 'container.securityContext',
      strategy: 'deployment.strategy',
    },
    free: {
      envVars: 'environment of the proxy',
      'ingress/annotations': 'annotations',
      'proxy_config/model_list/model_info': 'what the operator wants to know about a model',
    },
  },
  'nvidia-device-plugin': {
    source: 'NVIDIA/k8s-device-plugin deployments/helm/nvidia-device-plugin/templates, 1b826acc6 2026-08-19',
    slots: { ...RESOURCES, tolerations: 'pod.tolerations' },
    free: { 'config/map': 'configurations by a name of ours', nodeSelector: 'labels' },
  },
  ollama: {
    source: 'otwld/ollama-helm templates, eadf03e 2026-08-22',
    slots: {
      ...RESOURCES,
      extraEnv: 'container.env',
      podSecurityContext: 'pod.securityContext',
      securityContext: 'container.securityContext',
    },
    free: { nodeSelector: 'labels' },
  },
  'vllm-stack': {
    source: 'vllm-project/production-stack helm/templates, pdb-vllm-multi.yaml among them, a6c01db0 2026-08-05',
    keys: ['servingEngineSpec/modelSpec/pdb/enabled', 'servingEngineSpec/modelSpec/pdb/maxUnavailable'],
    slots: {
      'servingEngineSpec/containerSecurityContext': 'container.securityContext',
      'servingEngineSpec/modelSpec/affinity': 'pod.affinity',
      'servingEngineSpec/modelSpec/env': 'container.env',
      'servingEngineSpec/modelSpec/pvcStorage/emptyDir': 'volume.emptyDir',
      'servingEngineSpec/strategy': 'deployment.strategy',
      'servingEngineSpec/tolerations': 'pod.tolerations',
    },
    free: { 'servingEngineSpec/labels': 'labels' },
  },
};
