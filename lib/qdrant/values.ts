import { QDRANT_P2P_PORT, QDRANT_PORT } from './ports';

export interface ValuesProps {
  pods: number;
  memoryGiB: number;
  diskGiB: number;
  storageClass: string;
  /** Kubernetes secret with `API_KEY` and `READ_ONLY_API_KEY`. */
  keysSecret: string;
  /** Kubernetes secret with `tls.crt`, `tls.key` and `ca.crt`. */
  certificateSecret: string;
  /** Label and taint of the nodes that are its own. */
  dedicated: { key: string; value: string };
}

const TLS = '/qdrant/certificate';
/** Labels the chart gives its pods. */
export const QDRANT_PODS = { 'app.kubernetes.io/name': 'qdrant' };

/** Values of the chart. What stands in `config` is Qdrant's own file of settings. */
export function values(props: ValuesProps): object {
  const persistence = { size: `${props.diskGiB}Gi`, storageClassName: props.storageClass };
  const named = (word: string): string => `${word}-${props.diskGiB}gi`;
  return {
    fullnameOverride: 'qdrant',
    replicaCount: props.pods,
    // runs as nobody in particular from the first moment; the other image changes owners as root first
    image: { useUnprivilegedImage: true },
    updateVolumeFsOwnership: false,
    env: keys(props.keysSecret),
    config: {
      cluster: { enabled: true, p2p: { port: QDRANT_P2P_PORT, enable_tls: true } },
      service: { enable_tls: true, enable_cors: false },
      tls: { cert: `${TLS}/tls.crt`, key: `${TLS}/tls.key`, ca_cert: `${TLS}/ca.crt` },
      telemetry_disabled: true,
    },
    // no gRPC: nobody calls it
    service: {
      ports: [
        { name: 'http', port: QDRANT_PORT, targetPort: QDRANT_PORT, protocol: 'TCP', checksEnabled: true },
        { name: 'p2p', port: QDRANT_P2P_PORT, targetPort: QDRANT_P2P_PORT, protocol: 'TCP', checksEnabled: false },
      ],
    },
    additionalVolumes: [{ name: 'certificate', secret: { secretName: props.certificateSecret, defaultMode: 0o440 } }],
    additionalVolumeMounts: [{ name: 'certificate', mountPath: TLS, readOnly: true }],
    persistence: { ...persistence, storageVolumeName: named('storage') },
    snapshotPersistence: { enabled: true, ...persistence, snapshotsVolumeName: named('snapshots') },
    resources: {
      requests: { cpu: '1', memory: `${props.memoryGiB}Gi` },
      limits: { memory: `${props.memoryGiB}Gi` },
    },
    ...PROBES,
    ...SECURITY,
    ...placement(props.dedicated),
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  };
}

// the chart looks secrets up while it renders and takes one that is not there yet for none
function keys(name: string): object[] {
  const from = (key: string): object => ({
    name: `QDRANT__SERVICE__${key}`,
    valueFrom: { secretKeyRef: { name, key } },
  });
  return [from('API_KEY'), from('READ_ONLY_API_KEY')];
}

const PROBES = {
  // it reads its segments before it answers
  startupProbe: { enabled: true, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 120 },
  livenessProbe: { enabled: true, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  readinessProbe: { enabled: true, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 },
};

const SECURITY = {
  podSecurityContext: {
    fsGroup: 3000,
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containerSecurityContext: {
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 2000,
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
};

/** Each pod on a node of its own, in as many zones as there are. */
function placement({ key, value }: ValuesProps['dedicated']): object {
  const labelSelector = { matchLabels: QDRANT_PODS };
  return {
    nodeSelector: { [key]: value },
    tolerations: [{ key, operator: 'Equal', value, effect: 'NoSchedule' }],
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }],
      },
    },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector },
    ],
  };
}
