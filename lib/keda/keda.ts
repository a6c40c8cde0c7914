import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Namespace, NETWORK } from '../namespace';
import { installChart } from '../release';

export interface KedaProps {
  /** Namespaces whose pods it asks for their queues, and the port they answer at. */
  asks: readonly { namespace: string; port: number }[];
  /** Custom resources it scales besides deployments, by group and plural. @default - none */
  scales?: readonly { apiGroup: string; kind: string }[];
}

export const KEDA_NAMESPACE = 'keda';

/**
 * KEDA: starts and stops engines by how many requests wait, or by the hour. It asks the engines themselves, so no monitoring has
 * to be there; it may read no secret outside of its namespace and scale nothing but deployments and what it is told.
 */
export class Keda extends Construct {
  readonly ready: readonly ITerraformDependable[];
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: KedaProps) {
    super(scope, id);
    const namespace = new Namespace(this, 'Namespace', {
      name: KEDA_NAMESPACE,
      podSecurity: 'restricted',
      allow: [
        // the API server calls the admission webhook and the metrics API
        { name: 'from-api-server', direction: 'ingress', ports: [{ port: 9443 }, { port: 6443 }] },
        { name: 'to-own', direction: 'egress', peers: [{ namespace: KEDA_NAMESPACE }], ports: [{ port: 9666 }] },
        { name: 'from-own', direction: 'ingress', peers: [{ namespace: KEDA_NAMESPACE }], ports: [{ port: 9666 }] },
        ...props.asks.map(({ namespace, port }) => ({
          name: `to-${namespace}`,
          direction: 'egress' as const,
          peers: [{ namespace }],
          ports: [{ port }],
        })),
        NETWORK.toHttps,
      ],
    });
    const release = installChart(this, 'Resource', {
      chart: 'keda',
      name: 'keda',
      namespace: KEDA_NAMESPACE,
      values: values(props.scales ?? []),
      readySeconds: 240,
      kind: 'stateful',
      dependsOn: [namespace.ready],
    });
    this.ready = [release];
    this.resources = { release };
  }
}

function values(scales: NonNullable<KedaProps['scales']>): object {
  const small = { requests: { cpu: '50m', memory: '100Mi' }, limits: { memory: '512Mi' } };
  return {
    image: { pullPolicy: 'IfNotPresent' },
    operator: { replicaCount: 2 },
    // there can be one metrics API only, and the second copy is for the first's node
    metricsServer: { replicaCount: 2 },
    podDisruptionBudget: { operator: { minAvailable: 1 }, metricServer: { minAvailable: 1 } },
    permissions: { operator: { restrict: { secret: true } }, metricServer: { restrict: { secret: true } } },
    rbac:
      scales.length === 0
        ? { enabledCustomScaledRefKinds: false }
        : { enabledCustomScaledRefKinds: true, scaledRefKinds: scales },
    resources: { operator: small, metricServer: small, webhooks: small },
  };
}
