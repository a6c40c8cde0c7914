import type { JsonObject } from '../../../contract';
import { at, stack } from './platform-stack';

const REGISTRY = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';
const DIGEST = `sha256:${'0a'.repeat(32)}`;
const COMMIT = '40c069824f4251a91eefaf281ebe4c544efd3e18';
const RESOURCES = { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } };
const SECCOMP = { seccompProfile: { type: 'RuntimeDefault' } };
const CLOSED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const SPREAD = [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' }];

/** The gateway with its teams, an engine behind it, what stands in front of people, and a workload of our own. */
export const SERVING_STACK = stack(
  'serving',
  {
    resource: {
      helm_release: {
        Gateway: release('gateway', 'gateway', 'litellm-helm', gateway()),
        Engine: release('models', 'vllm-chat', 'vllm-stack', engine()),
        Index: release('models', 'qdrant', 'qdrant', qdrant()),
        Small: release('models', 'ollama', 'ollama', {
          resources: RESOURCES,
          podSecurityContext: SECCOMP,
          securityContext: CLOSED,
          serviceAccount: { automount: false },
        }),
        Chat: release('gateway', 'chat', 'open-webui', {
          replicaCount: 2,
          topologySpreadConstraints: SPREAD,
          resources: RESOURCES,
          podSecurityContext: SECCOMP,
          containerSecurityContext: CLOSED,
          sso: { enabled: true, oidc: { enabled: true } },
          extraEnvVars: [{ name: 'ENABLE_LOGIN_FORM', value: 'False' }],
        }),
        Collector: release('gateway', 'collector', 'opentelemetry-collector', {
          resources: RESOURCES,
          config: { service: { pipelines: { logs: { processors: ['memory_limiter', 'redaction', 'batch'] } } } },
        }),
        Prometheus: release('gateway', 'prometheus', 'kube-prometheus-stack', {
          alertmanager: { enabled: true },
          grafana: {
            'grafana.ini': { auth: { disable_login_form: true }, 'auth.generic_oauth': { enabled: true } },
          },
        }),
        Ingestion: at('serving/Ingestion/Resource', {
          name: 'ingestion',
          namespace: 'models',
          chart: './assets/Ingestion/0A1B',
          values: [JSON.stringify({ resources: ingestion() })],
        }),
      },
      litellm_team: {
        Claims: at('serving/Teams/Claims', {
          team_alias: 'claims',
          max_budget: 500,
          models: ['assistant'],
          rpm_limit: 60,
          blocked: false,
          metadata: { owner: 'claims@acme.example', use_case: 'triage', risk_class: 'limited' },
        }),
      },
      litellm_key: {
        Triage: at('serving/Teams/Triage', {
          key_alias: 'triage',
          team_id: '${litellm_team.Claims.id}',
          max_budget: 50,
          budget_duration: '30d',
          duration: '90d',
          rpm_limit: 30,
          metadata: { owner: 'claims@acme.example', use_case: 'triage', risk_class: 'limited' },
        }),
      },
    },
  },
  [route('assistant', 'vllm', 'cluster'), route('cloud', 'bedrock', 'cloud'), team(), program()],
);

/** A model as the platform lists it. */
function route(name: string, provider: string, location: string): JsonObject {
  return {
    kind: 'model-route',
    name,
    address: 'helm_release.Gateway',
    path: 'serving/Gateway',
    provider,
    model: name,
    location,
    dataClass: 'internal',
  };
}

/** A team whose keys the gateway takes from a file. */
function team(): JsonObject {
  return {
    kind: 'gateway-team',
    name: 'triage',
    address: 'helm_release.Gateway',
    path: 'serving/Gateway',
    program: false,
    models: ['assistant'],
    monthlyUsd: '500',
    requestsPerMinute: 60,
    tokensPerMinute: 40000,
    stopped: false,
    keys: { app: '2026-12-01' },
    register: { owner: 'claims@acme.example', useCase: 'triage of claims', riskClass: 'limited' },
  };
}

/** A program of the platform, whose key ends on no day. */
function program(): JsonObject {
  return { ...team(), name: 'platform-chat', program: true, keys: { app: null }, register: {} };
}

function release(namespace: string, name: string, chart: string, values: JsonObject): JsonObject {
  return at(`serving/${name}/Resource`, {
    name,
    namespace,
    // charts of our own choice lie beside the code
    chart: `./charts/${chart}`,
    values: [JSON.stringify(values)],
  });
}

function gateway(): JsonObject {
  return {
    replicaCount: 2,
    pdb: { enabled: true },
    topologySpreadConstraints: SPREAD,
    masterkeySecretName: 'gateway-keys',
    serviceAccount: { create: true, automount: false },
    envVars: { GENERIC_CLIENT_ID: 'gateway' },
    logLevel: 'ERROR',
    resources: RESOURCES,
    podSecurityContext: SECCOMP,
    securityContext: CLOSED,
    db: { useExisting: true, deployStandalone: false },
    proxy_config: {
      model_list: [
        model(
          'assistant',
          { model: 'hosted_vllm/assistant', api_base: 'http://assistant.models.svc/v1' },
          'restricted',
        ),
        model('cloud', { model: 'bedrock/eu.amazon.nova-pro-v1:0' }, 'internal'),
      ],
      guardrails: [
        {
          guardrail_name: 'pii',
          litellm_params: { guardrail: 'presidio', mode: 'pre_call', default_on: true },
        },
        {
          guardrail_name: 'attack',
          litellm_params: {
            guardrail: 'lakera_v2',
            mode: 'pre_call',
            default_on: true,
            unreachable_fallback: 'fail_closed',
          },
        },
      ],
      router_settings: { fallbacks: [{ cloud: ['assistant'] }], redis_host: 'os.environ/REDIS_HOST' },
      litellm_settings: {
        turn_off_message_logging: true,
        callbacks: ['otel', 'groundplane_access.access'],
        cache: true,
        upperbound_key_generate_params: { max_budget: 100, duration: '90d' },
        default_team_params: { max_budget: 100, models: ['assistant'] },
      },
      general_settings: {
        master_key: 'os.environ/PROXY_MASTER_KEY',
        custom_auth: 'groundplane_access.authenticate',
        custom_auth_run_common_checks: true,
        global_max_parallel_requests: 200,
        maximum_spend_logs_retention_period: '180d',
        enforce_user_param: true,
        reject_clientside_metadata_tags: true,
      },
    },
  };
}

function model(model_name: string, litellm_params: JsonObject, data_class: string): JsonObject {
  return {
    model_name,
    litellm_params,
    model_info: {
      data_class,
      owner: 'ai@acme.example',
      licence: 'apache-2.0',
      reviewed: '2026-11-01',
      risk_class: 'limited',
    },
  };
}

function engine(): JsonObject {
  return {
    servingEngineSpec: {
      vllmApiKey: { secretName: 'vllm-api-key', secretKey: 'key' },
      containerSecurityContext: { ...CLOSED, ...SECCOMP },
      env: [{ name: 'HF_HUB_OFFLINE', value: '1' }],
      modelSpec: [
        {
          name: 'chat',
          repository: `${REGISTRY}/vllm/vllm-openai`,
          tag: `v0.27.1@${DIGEST}`,
          modelURL: 's3://acme-prod-weights/qwen3-14b',
          modelRevision: COMMIT,
          replicaCount: 2,
          requestCPU: 3,
          requestMemory: '25Gi',
          limitMemory: '25Gi',
          requestGPU: 1,
          pdb: { enabled: true },
          vllmConfig: { extraArgs: ['--tokenizer-revision', COMMIT] },
        },
      ],
    },
  };
}

function qdrant(): JsonObject {
  return {
    replicaCount: 3,
    env: [{ name: 'QDRANT__SERVICE__API_KEY', valueFrom: { secretKeyRef: { name: 'qdrant', key: 'api-key' } } }],
    config: { service: { enable_tls: true }, cluster: { p2p: { enable_tls: true } } },
    snapshotPersistence: { enabled: true },
    resources: RESOURCES,
  };
}

/** A Deployment as restricted as the pod security standard wants it, with a role for its own account. */
function ingestion(): JsonObject[] {
  const metadata = { name: 'ingestion', namespace: 'models' };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        template: {
          spec: {
            serviceAccountName: 'ingestion',
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, ...SECCOMP },
            containers: [
              {
                name: 'ingestion',
                image: `${REGISTRY}/acme/ingestion:1.0.0@${DIGEST}`,
                resources: RESOURCES,
                securityContext: { ...CLOSED, readOnlyRootFilesystem: true },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
    },
  ];
}
