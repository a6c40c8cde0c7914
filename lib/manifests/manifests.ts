import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { installOwnChart } from '../release';

/** A Kubernetes object, as it would stand in a YAML file. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: object;
  [field: string]: unknown;
}

export interface ManifestsProps {
  /** Release name, at most 53 characters. */
  name: string;
  namespace: string;
  resources: readonly Manifest[];
  /** Seconds until all of it is ready, jobs finished. @default 300 */
  readySeconds?: number;
  /** The release that brings the custom resource definitions, and the controller that must outlive the objects. @default - none */
  dependsOn?: readonly ITerraformDependable[];
}

/**
 * Kubernetes objects through a chart of our own. `kubernetes_manifest` asks the API server for the CRD while planning, so a
 * cluster and its first custom resource could never be planned together; a chart can.
 */
export class Manifests extends Construct {
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: ManifestsProps) {
    super(scope, id);
    const release = installOwnChart(this, 'Resource', {
      chart: 'manifests',
      name: props.name,
      namespace: props.namespace,
      values: { resources: props.resources },
      readySeconds: props.readySeconds ?? 300,
      kind: 'stateful',
      dependsOn: props.dependsOn,
    });
    this.resources = { release };
  }
}
