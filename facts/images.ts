/** A container image by repository and exact tag. */
export interface Image {
  repository: string;
  tag: string;
}

/** Images whose tag we set ourselves, because the chart's default would float. */
export const IMAGES = {
  'aws-cli': { repository: 'public.ecr.aws/aws-cli/aws-cli', tag: '2.36.43' },
  litellm: { repository: 'ghcr.io/berriai/litellm', tag: 'v1.106.2' },
  lws: { repository: 'registry.k8s.io/lws/lws', tag: 'v0.9.0' },
  ollama: { repository: 'ollama/ollama', tag: '0.32.15' },
  'open-webui': { repository: 'ghcr.io/open-webui/open-webui', tag: '0.11.0' },
  'otel-collector': { repository: 'otel/opentelemetry-collector-contrib', tag: '0.158.0' },
  postgres: { repository: 'public.ecr.aws/docker/library/postgres', tag: '17.6' },
  'presidio-analyzer': { repository: 'mcr.microsoft.com/presidio-analyzer', tag: '2.2.362' },
  'presidio-anonymizer': { repository: 'mcr.microsoft.com/presidio-anonymizer', tag: '2.2.362' },
  valkey: { repository: 'valkey/valkey', tag: '8.1.4' },
  vllm: { repository: 'vllm/vllm-openai', tag: 'v0.27.1' },
} as const satisfies Record<string, Image>;

/**
 * Versions that must never run, by repository suffix.
 * LiteLLM 1.82.7, 1.82.8 (2026-03) and 1.107.0 (2026-10) were malicious; below 1.83.7 SQL injection before login (CVE-2026-42208).
 */
export const DENIED_VERSIONS: Readonly<Record<string, { versions: readonly string[]; minimum: string }>> = {
  'berriai/litellm': { versions: ['1.82.7', '1.82.8', '1.107.0'], minimum: '1.83.7' },
};
