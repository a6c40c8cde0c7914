/** Where Kubernetes itself says what may stand: a place in a Deployment. */
export type Slot =
  | 'container.env'
  | 'container.lifecycle'
  | 'container.livenessProbe'
  | 'container.readinessProbe'
  | 'container.resources'
  | 'container.securityContext'
  | 'container.startupProbe'
  | 'deployment.strategy'
  | 'pod.affinity'
  | 'pod.securityContext'
  | 'pod.tolerations'
  | 'pod.topologySpreadConstraints'
  | 'pod.volumes'
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
  keda: {
    source: 'kedacore/charts keda/templates, 0fc1a9f62: `scaledRefKinds` are resources in the plural',
    slots: {
      'resources/operator': 'container.resources',
      'resources/metricServer': 'container.resources',
      'resources/webhooks': 'container.resources',
    },
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
      'pdb/enabled',
      'pdb/maxUnavailable',
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
      'volumeMounts/mountPath',
      'volumeMounts/name',
      'volumeMounts/readOnly',
    ],
    slots: {
      ...RESOURCES,
      podSecurityContext: 'pod.securityContext',
      securityContext: 'container.securityContext',
      lifecycle: 'container.lifecycle',
      strategy: 'deployment.strategy',
      topologySpreadConstraints: 'pod.topologySpreadConstraints',
      volumes: 'pod.volumes',
    },
    free: {
      envVars: 'environment of the proxy',
      'ingress/annotations': 'annotations',
      podAnnotations: 'annotations',
      proxy_config: 'LiteLLM itself is asked in test/real/gateway, which passes nothing over',
    },
  },
  lws: {
    source: 'kubernetes-sigs/lws charts/lws values.yaml and templates of v0.9.0, from its Go module',
    versions: ['0.9.0'],
    keys: ['image/manager/pullPolicy', 'image/manager/repository', 'image/manager/tag', 'replicaCount'],
    slots: {
      ...RESOURCES,
      affinity: 'pod.affinity',
      podSecurityContext: 'pod.securityContext',
      securityContext: 'container.securityContext',
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
  'open-webui': {
    source:
      'open-webui/helm-charts charts/open-webui templates/workload-manager.yaml and values.yaml, 16.0.0 2026-07-30',
    keys: ['volumeMounts/container/mountPath', 'volumeMounts/container/name', 'volumeMounts/container/readOnly'],
    slots: {
      volumes: 'pod.volumes',
      ...RESOURCES,
      'copyAppData/resources': 'container.resources',
      containerSecurityContext: 'container.securityContext',
      extraEnvVars: 'container.env',
      livenessProbe: 'container.livenessProbe',
      podSecurityContext: 'pod.securityContext',
      readinessProbe: 'container.readinessProbe',
      startupProbe: 'container.startupProbe',
      strategy: 'deployment.strategy',
      topologySpreadConstraints: 'pod.topologySpreadConstraints',
    },
    free: { extraResources: 'objects of Kubernetes', 'ingress/annotations': 'annotations' },
  },
  'opentelemetry-collector': {
    source: 'open-telemetry/opentelemetry-helm-charts charts/opentelemetry-collector, dd5665c06 2026-08-20',
    keys: ['extraVolumeMounts/mountPath', 'extraVolumeMounts/name', 'extraVolumeMounts/readOnly'],
    slots: {
      ...RESOURCES,
      extraVolumes: 'pod.volumes',
      securityContext: 'container.securityContext',
      tolerations: 'pod.tolerations',
    },
    free: { alternateConfig: 'the real collector is asked in test/real/audit' },
  },
  qdrant: {
    source:
      'qdrant/qdrant-helm charts/qdrant/templates, fd6321f 2026-08-21; keys of config: qdrant/qdrant config/config.yaml',
    keys: [
      'config/service/enable_cors',
      'config/telemetry_disabled',
      'config/tls/ca_cert',
      'config/tls/cert',
      'config/tls/key',
      'additionalVolumeMounts/readOnly',
    ],
    slots: {
      ...RESOURCES,
      additionalVolumes: 'pod.volumes',
      affinity: 'pod.affinity',
      containerSecurityContext: 'container.securityContext',
      env: 'container.env',
      podSecurityContext: 'pod.securityContext',
      tolerations: 'pod.tolerations',
      topologySpreadConstraints: 'pod.topologySpreadConstraints',
    },
    free: { nodeSelector: 'labels' },
  },
  'vllm-stack': {
    source: 'vllm-project/production-stack helm/templates, pdb-vllm-multi.yaml among them, a6c01db0 2026-08-05',
    keys: [
      'servingEngineSpec/modelSpec/extraVolumeMounts/readOnly',
      'servingEngineSpec/modelSpec/pdb/enabled',
      'servingEngineSpec/modelSpec/pdb/maxUnavailable',
    ],
    slots: {
      'servingEngineSpec/containerSecurityContext': 'container.securityContext',
      'servingEngineSpec/modelSpec/affinity': 'pod.affinity',
      'servingEngineSpec/modelSpec/env': 'container.env',
      'servingEngineSpec/modelSpec/extraVolumes': 'pod.volumes',
      'servingEngineSpec/modelSpec/initContainer/env': 'container.env',
      'servingEngineSpec/modelSpec/initContainer/resources': 'container.resources',
      'servingEngineSpec/modelSpec/pvcStorage/emptyDir': 'volume.emptyDir',
      'servingEngineSpec/strategy': 'deployment.strategy',
      'servingEngineSpec/tolerations': 'pod.tolerations',
    },
    free: { 'servingEngineSpec/labels': 'labels', 'servingEngineSpec/modelSpec/podAnnotations': 'annotations' },
  },
};
