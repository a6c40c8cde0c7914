import type { JsonObject } from '../../../../contract';
import { objectAt, objectOfKind, objectsAt, type App } from '../fixture';
import type { Mutation } from './mutation';

/** Changes the one engine of vLLM. */
function engine(app: App, change: JsonObject): void {
  app.values('modelSpec', (values) => {
    const [model] = objectsAt(objectAt(values, 'servingEngineSpec'), 'modelSpec');
    if (model !== undefined) Object.assign(model, change);
  });
}

/** Changes the pod of the Deployment, or its container. */
function pod(app: App, change: JsonObject, container: JsonObject = {}): void {
  app.values('Deployment', (values) => {
    const spec = objectAt(objectAt(objectAt(objectOfKind(values, 'Deployment'), 'spec'), 'template'), 'spec');
    Object.assign(spec, change);
    Object.assign(objectAt(spec, 'containers'), container);
  });
}

export const WORKLOADS: readonly Mutation[] = [
  [
    'PAI-SRV-001',
    'a model at the head of a branch',
    (app) => engine(app, { modelURL: 'Qwen/Qwen3-14B', modelRevision: 'main' }),
  ],
  [
    'PAI-SRV-002',
    'a model with code of its own',
    (app) =>
      engine(app, { vllmConfig: { extraArgs: ['--tokenizer-revision', '0a'.repeat(20), '--trust-remote-code'] } }),
  ],
  [
    'PAI-SRV-003',
    'an engine without a key',
    (app) => app.values('modelSpec', (values) => delete objectAt(values, 'servingEngineSpec').vllmApiKey),
  ],
  [
    'PAI-SRV-003',
    'a policy that lets anybody in',
    (app) =>
      app.add('litellm_team', 'helm_release', 'Open', {
        name: 'open',
        namespace: 'models',
        chart: './open',
        values: [
          JSON.stringify({
            resources: [
              {
                apiVersion: 'networking.k8s.io/v1',
                kind: 'NetworkPolicy',
                metadata: { name: 'open', namespace: 'models' },
                spec: { podSelector: { matchLabels: { app: 'x' } }, ingress: [{ ports: [{ port: 8000 }] }] },
              },
            ],
          }),
        ],
      }),
  ],
  [
    'PAI-SRV-004',
    'weights of a hub beside a bucket of our own',
    (app) => {
      Object.assign(objectAt(app.resource('aws_s3_bucket'), 'tags'), { content: 'weights' });
      engine(app, { modelURL: 'Qwen/Qwen3-14B' });
    },
  ],
  [
    'PAI-K8S-001',
    'whatever is newest',
    (app) => pod(app, {}, { image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/acme/ingestion:latest' }),
  ],
  [
    'PAI-K8S-001',
    'whatever is newest, deep in the values of a chart',
    (app) =>
      engine(app, { initContainer: { image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/aws-cli:latest' } }),
  ],
  [
    'PAI-K8S-003',
    'a pod that may be root, of a kind Kubernetes does not have itself',
    (app) => {
      pod(app, { securityContext: {} });
      app.values('Deployment', (values) => {
        const deployment = objectOfKind(values, 'Deployment');
        const template = objectAt(objectAt(deployment, 'spec'), 'template');
        Object.assign(deployment, {
          apiVersion: 'leaderworkerset.x-k8s.io/v1',
          kind: 'LeaderWorkerSet',
          spec: { leaderWorkerTemplate: { workerTemplate: template } },
        });
      });
    },
  ],
  [
    'PAI-K8S-001',
    'a version that must never run',
    (app) =>
      pod(
        app,
        {},
        { image: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/berriai/litellm:v1.82.7@sha256:${'0a'.repeat(32)}` },
      ),
  ],
  ['PAI-K8S-002', 'a container that says nothing', (app) => pod(app, {}, { resources: {} })],
  [
    'PAI-K8S-002',
    'a chart without limits',
    (app) => app.values('QDRANT__SERVICE__API_KEY', (values) => delete values.resources),
  ],
  ['PAI-K8S-003', 'a pod that may be root', (app) => pod(app, { securityContext: {} })],
  [
    'PAI-K8S-003',
    'an engine with all capabilities',
    (app) => app.values('modelSpec', (values) => delete objectAt(values, 'servingEngineSpec').containerSecurityContext),
  ],
  [
    'PAI-K8S-004',
    'a namespace that takes any pod',
    (app) => delete objectAt(app.resource('kubernetes_namespace_v1'), 'metadata').labels,
  ],
  ['PAI-K8S-005', 'a pod on the network of its node', (app) => pod(app, { hostNetwork: true })],
  [
    'PAI-K8S-005',
    'a pod with files of its node',
    (app) => pod(app, { volumes: [{ name: 'root', hostPath: { path: '/' } }] }),
  ],
  ['PAI-K8S-006', 'one engine', (app) => engine(app, { replicaCount: 1 })],
  [
    'PAI-K8S-006',
    'a chat on one node',
    (app) =>
      app.values(
        'containerSecurityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}',
        (values) => delete values.topologySpreadConstraints,
      ),
  ],
  ['PAI-K8S-007', 'a pod of nobody in particular', (app) => pod(app, { serviceAccountName: null })],
  ['PAI-K8S-007', 'a token nobody uses', (app) => pod(app, { automountServiceAccountToken: true })],
  [
    'PAI-K8S-008',
    'a role for everything',
    (app) =>
      app.values('configmaps', (values) =>
        Object.assign(objectOfKind(values, 'Role'), {
          rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
        }),
      ),
  ],
  [
    'PAI-K8S-009',
    'an image from nowhere in particular',
    (app) => pod(app, {}, { image: `registry.example.com/ingestion:1.0.0@sha256:${'0a'.repeat(32)}` }),
  ],
  [
    'PAI-K8S-010',
    'a release in the default namespace',
    (app) => delete app.resource('helm_release', (release) => release.chart === 'karpenter').namespace,
  ],
];
