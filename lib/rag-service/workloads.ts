import type { Manifest } from '../manifests';

/** One of the program's ways to be started. */
export interface Container {
  image: string;
  environment: Readonly<Record<string, string>>;
  /** Kubernetes secret with what it signs in with. */
  secret: string;
  /** Keys of it, each a variable of that name. */
  secretNames: readonly string[];
  /** Map with `ca.crt`, the authority of a server in the cluster. @default - none */
  authority?: string;
}

/** Where `ca.crt` of a server in the cluster lies. */
export const AUTHORITY_FOLDER = '/authority';

const NAMESPACE = 'rag';
const UID = 65_532;
/** Service account of the job that makes the schema; it is nobody in AWS. */
export const MIGRATOR = 'rag-migrate';
const POD = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: UID, fsGroup: UID, seccompProfile: { type: 'RuntimeDefault' } },
};

/** Makes or renews the schema before anything asks for it; an apply waits for it and fails with it. */
export function migrateJob(container: Container): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'rag-migrate',
      namespace: NAMESPACE,
      // as a hook: a job cannot be changed, and Helm waits for hooks and takes their failure for its own
      annotations: {
        'helm.sh/hook': 'post-install,post-upgrade',
        'helm.sh/hook-delete-policy': 'before-hook-creation',
      },
    },
    spec: {
      backoffLimit: 5,
      activeDeadlineSeconds: 540,
      template: {
        metadata: { labels: { app: 'rag-ingestion' } },
        spec: pod(container, ['migrate'], MIGRATOR, 'Never', {}),
      },
    },
  };
}

/** One refresh at a time; a run that takes longer than the time between two is let go on. */
export function cronJob(container: Container, serviceAccount: string, minutes: number): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: serviceAccount, namespace: NAMESPACE },
    spec: {
      schedule: scheduleOf(minutes),
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          // killed or drained, it goes on with the next document
          backoffLimit: 3,
          template: {
            metadata: { labels: { app: 'rag-ingestion' } },
            spec: pod(container, ['refresh'], serviceAccount, 'Never', {
              cpu: '250m',
              memory: '512Mi',
              most: '1536Mi',
            }),
          },
        },
      },
    },
  };
}

/** The service, with copies in different zones as far as there are some. */
export function deployment(container: Container, serviceAccount: string, replicas: number): Manifest[] {
  const labels = { app: serviceAccount };
  const metadata = { name: serviceAccount, namespace: NAMESPACE, labels };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: searchPod(container, serviceAccount, labels) },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 8080, targetPort: 8080 }] },
    },
    ...(replicas < 2
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

function searchPod(container: Container, serviceAccount: string, labels: Record<string, string>): object {
  const health = { httpGet: { path: '/healthz', port: 8080 } };
  const spec = pod(container, ['serve'], serviceAccount, undefined, { cpu: '100m', memory: '192Mi', most: '384Mi' });
  const [first] = spec.containers;
  return {
    ...spec,
    containers: [
      {
        ...first,
        ports: [{ containerPort: 8080 }],
        readinessProbe: health,
        livenessProbe: { ...health, periodSeconds: 20 },
      },
    ],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: labels },
      },
    ],
  };
}

/** Minutes as a schedule; those a client may write divide an hour or a day. */
export function scheduleOf(minutes: number): string {
  if (minutes < 60) return `*/${minutes} * * * *`;
  if (minutes < 1440) return `7 */${minutes / 60} * * *`;
  return '7 3 * * *';
}

interface Room {
  cpu?: string;
  memory?: string;
  most?: string;
}

function pod(
  container: Container,
  args: string[],
  serviceAccountName: string,
  restartPolicy: string | undefined,
  { cpu = '50m', memory = '96Mi', most = '192Mi' }: Room,
) {
  const { image, environment, secret, secretNames, authority } = container;
  const from = (name: string): object => ({ name, valueFrom: { secretKeyRef: { name: secret, key: name } } });
  return {
    ...POD,
    serviceAccountName,
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
    containers: [
      {
        name: 'rag',
        image,
        args,
        env: [...Object.entries(environment).map(([name, value]) => ({ name, value })), ...secretNames.map(from)],
        resources: { requests: { cpu, memory }, limits: { memory: most } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [
          { name: 'settings', mountPath: '/settings', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
          ...(authority === undefined ? [] : [{ name: 'authority', mountPath: AUTHORITY_FOLDER, readOnly: true }]),
        ],
      },
    ],
    volumes: [
      { name: 'settings', configMap: { name: 'rag-settings' } },
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
      ...(authority === undefined ? [] : [{ name: 'authority', configMap: { name: authority } }]),
    ],
  };
}
