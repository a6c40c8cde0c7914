import type { Release } from '@cdktf/provider-helm/lib/release';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Manifests } from '../manifests';
import { networkPolicies, type NetworkRule } from './network-rules';

export interface NamespaceProps {
  name: string;
  /** Pod security standard enforced on every pod. */
  podSecurity: 'restricted' | 'baseline' | 'privileged';
  /** What its pods may do on the network besides asking for names. */
  allow: readonly NetworkRule[];
  /** @default - none */
  labels?: Record<string, string>;
}

/** A namespace in which nothing may talk to anything until a rule says so. */
export class Namespace extends Construct {
  readonly name: string;
  /** Releases into the namespace depend on it: policies are there before the first pod. */
  readonly ready: ITerraformDependable;
  readonly resources: { namespace: NamespaceV1; networkPolicies: Release };

  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    const namespace = new NamespaceV1(this, 'Resource', {
      metadata: {
        name: props.name,
        labels: { 'pod-security.kubernetes.io/enforce': props.podSecurity, ...props.labels },
      },
      timeouts: { delete: '15m' },
    });
    const policies = new Manifests(this, 'Network', {
      name: `${props.name}-network`,
      namespace: props.name,
      resources: networkPolicies(props.name, props.allow),
      dependsOn: [namespace],
    });
    this.name = props.name;
    this.ready = policies.resources.release;
    this.resources = { namespace, networkPolicies: policies.resources.release };
  }
}
