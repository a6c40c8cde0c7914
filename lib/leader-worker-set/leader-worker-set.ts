import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { IMAGES } from '../../facts';
import { Manifests, type Manifest } from '../manifests';
import { Namespace, NETWORK } from '../namespace';
import { installChart } from '../release';

export const SET_API = 'leaderworkerset.x-k8s.io/v1';
/** What KEDA must be allowed to scale. */
export const SET_SCALE = { apiGroup: 'leaderworkerset.x-k8s.io', kind: 'leaderworkersets' } as const;
/** Label the controller gives all pods of a group: its number. */
export const SET_LABELS = { group: 'leaderworkerset.sigs.k8s.io/group-index' } as const;

const NAMESPACE = 'leader-worker-set';
const WEBHOOK_PORT = 9443;
const LABELS = { 'app.kubernetes.io/name': 'lws', 'app.kubernetes.io/instance': 'lws' };

/**
 * The controller of groups of pods that start, end and are replaced together: engines over several nodes. Its webhook is asked for each
 * of their pods, so that two copies run on two nodes. Helm installs its definitions once and never again: another version of the chart
 * is preceded by `kubectl apply --server-side` of what lies in its `crds`.
 */
export class LeaderWorkerSetController extends Construct {
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { release: Release; disruption: Manifests };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const namespace = new Namespace(this, 'Namespace', {
      name: NAMESPACE,
      podSecurity: 'restricted',
      allow: [NETWORK.webhooks(WEBHOOK_PORT), NETWORK.toHttps],
    });
    const release = installChart(this, 'Resource', {
      chart: 'lws',
      name: 'lws',
      namespace: NAMESPACE,
      values: values(),
      readySeconds: 240,
      kind: 'stateful',
      dependsOn: [namespace.ready],
    });
    const disruption = new Manifests(this, 'Disruption', {
      name: 'lws-disruption',
      namespace: NAMESPACE,
      resources: [budget()],
      dependsOn: [namespace.ready],
    });
    this.ready = [release];
    this.resources = { release, disruption };
  }
}

function values(): object {
  const { repository, tag } = IMAGES.lws;
  const others = { labelSelector: { matchLabels: LABELS }, topologyKey: 'kubernetes.io/hostname' };
  return {
    replicaCount: 2,
    image: { manager: { repository, tag, pullPolicy: 'IfNotPresent' } },
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: others }],
      },
    },
  };
}

function budget(): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'lws', namespace: NAMESPACE },
    spec: { minAvailable: 1, selector: { matchLabels: LABELS } },
  };
}
