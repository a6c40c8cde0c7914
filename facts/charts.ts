/** A Helm chart we release, at the one version we release it in. */
export interface Chart {
  chart: string;
  /** https repository, or the OCI prefix the chart name is appended to. */
  repository: string;
  version: string;
}

/** Source: the charts' own repositories, 2026-07 and 2026-08. Exact versions; a change of one is a release of ours. */
export const CHARTS = {
  'aws-load-balancer-controller': {
    chart: 'aws-load-balancer-controller',
    repository: 'https://aws.github.io/eks-charts',
    version: '3.5.0',
  },
  'cluster-autoscaler': {
    chart: 'cluster-autoscaler',
    repository: 'https://kubernetes.github.io/autoscaler',
    version: '9.59.0',
  },
  'external-secrets': {
    chart: 'external-secrets',
    repository: 'https://charts.external-secrets.io',
    version: '2.9.0',
  },
  'gpu-operator': { chart: 'gpu-operator', repository: 'https://helm.ngc.nvidia.com/nvidia', version: 'v26.7.0' },
  karpenter: { chart: 'karpenter', repository: 'oci://public.ecr.aws/karpenter', version: '1.14.1' },
  'karpenter-crd': { chart: 'karpenter-crd', repository: 'oci://public.ecr.aws/karpenter', version: '1.14.1' },
  keda: { chart: 'keda', repository: 'https://kedacore.github.io/charts', version: '2.20.2' },
  'litellm-helm': { chart: 'litellm-helm', repository: 'oci://ghcr.io/berriai', version: '1.106.2' },
  lws: { chart: 'lws', repository: 'oci://registry.k8s.io/lws/charts', version: '0.9.0' },
  'nvidia-device-plugin': {
    chart: 'nvidia-device-plugin',
    repository: 'https://nvidia.github.io/k8s-device-plugin',
    version: '0.20.0',
  },
  ollama: { chart: 'ollama', repository: 'https://helm.otwld.com', version: '1.77.0' },
  'open-webui': { chart: 'open-webui', repository: 'https://helm.openwebui.com', version: '16.0.0' },
  'opentelemetry-collector': {
    chart: 'opentelemetry-collector',
    repository: 'https://open-telemetry.github.io/opentelemetry-helm-charts',
    version: '0.170.0',
  },
  qdrant: { chart: 'qdrant', repository: 'https://qdrant.github.io/qdrant-helm', version: '1.19.0' },
  'vllm-stack': {
    chart: 'vllm-stack',
    repository: 'https://vllm-project.github.io/production-stack',
    version: '0.1.12',
  },
} as const satisfies Record<string, Chart>;

export type ChartName = keyof typeof CHARTS;
