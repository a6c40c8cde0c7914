import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { IMAGES, type Image } from '../../facts';
import { Manifests, type Manifest } from '../manifests';
import { Namespace } from '../namespace';

export interface PresidioProps {
  /** Copies of each of its two services. */
  replicas: number;
  /** Who may call them. */
  callers: { namespace: string; pods: Record<string, string> };
}

/** Where whoever masks finds the two services. */
export interface PresidioUse {
  analyzerUrl: string;
  anonymizerUrl: string;
}

export const PRESIDIO_NAMESPACE = 'guardrails';
const PORT = 3000;

interface Service {
  name: string;
  image: Image;
  memory: { request: string; limit: string };
}

const ANALYZER: Service = {
  name: 'presidio-analyzer',
  image: IMAGES['presidio-analyzer'],
  // its language model is loaded whole
  memory: { request: '1Gi', limit: '2Gi' },
};
const ANONYMIZER: Service = {
  name: 'presidio-anonymizer',
  image: IMAGES['presidio-anonymizer'],
  memory: { request: '128Mi', limit: '256Mi' },
};
/** Node, image of half a GiB, language model. */
const READY_SECONDS = 600;

/**
 * Presidio: finds personal data in a text and masks it, in the cluster.
 *
 * Security: text comes in from the callers and from nobody else, and nothing goes out but questions for names. Neither
 * service keeps or logs what it is given.
 */
export class Presidio extends Construct {
  readonly use: PresidioUse;
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { manifests: Manifests };

  constructor(scope: Construct, id: string, props: PresidioProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'Namespace', {
      name: PRESIDIO_NAMESPACE,
      podSecurity: 'restricted',
      allow: [{ name: 'from-callers', direction: 'ingress', peers: [props.callers], ports: [{ port: PORT }] }],
    });
    const manifests = new Manifests(this, 'Resource', {
      name: 'presidio',
      namespace: PRESIDIO_NAMESPACE,
      resources: [ANALYZER, ANONYMIZER].flatMap((service) => objects(service, props.replicas)),
      readySeconds: READY_SECONDS,
      dependsOn: [namespace.ready],
    });
    this.use = { analyzerUrl: url(ANALYZER), anonymizerUrl: url(ANONYMIZER) };
    this.ready = [manifests.resources.release];
    this.resources = { manifests };
  }
}

/** Port callers must be let out to. */
export const PRESIDIO_PORT = PORT;

function url({ name }: Service): string {
  return `http://${name}.${PRESIDIO_NAMESPACE}.svc.cluster.local:${PORT}`;
}

function objects(service: Service, replicas: number): Manifest[] {
  const { name } = service;
  const labels = { app: name };
  const metadata = { name, namespace: PRESIDIO_NAMESPACE };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: PORT }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { replicas, selector: { matchLabels: labels }, template: template(service) },
    },
    ...(replicas === 1
      ? []
      : [
          {
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            metadata,
            spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
          },
        ]),
  ];
}

function template(service: Service): object {
  const labels = { app: service.name };
  return {
    metadata: { labels },
    spec: {
      serviceAccountName: service.name,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: labels },
        },
      ],
      containers: [container(service)],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    },
  };
}

function container({ name, image, memory }: Service): object {
  const httpGet = { path: '/health', port: PORT };
  return {
    name,
    image: `${image.repository}:${image.tag}`,
    ports: [{ containerPort: PORT }],
    env: [
      { name: 'PORT', value: String(PORT) },
      // what it says at more than that has text of callers in it
      { name: 'LOG_LEVEL', value: 'ERROR' },
      { name: 'HOME', value: '/tmp' },
      { name: 'PYTHONDONTWRITEBYTECODE', value: '1' },
    ],
    startupProbe: { httpGet, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { httpGet, periodSeconds: 10 },
    livenessProbe: { httpGet, periodSeconds: 20, failureThreshold: 3 },
    resources: { requests: { cpu: '100m', memory: memory.request }, limits: { memory: memory.limit } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}
