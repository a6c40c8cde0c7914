import type { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { installOwnChart } from '../release';

export interface CertificateProps {
  /** Name of the secret with `tls.key`, `tls.crt` and `ca.crt`, and of the maps with `ca.crt`. */
  name: string;
  namespace: string;
  /** Names the server answers to, the first the one it is called by. */
  hosts: readonly string[];
  /** Namespaces whose pods have to know the server. */
  readers: readonly string[];
  dependsOn: readonly ITerraformDependable[];
}

/**
 * A certificate for a server inside the cluster, and what its callers need to know it by.
 *
 * Security: Helm draws the key in the process that installs the chart and puts it into a secret of the cluster. It is in no plan
 * and no state of Terraform, which keep the values of a release and not what was rendered of them. The authority that
 * signs it is one for this server alone, and its key is forgotten. What is there is kept by every later release;
 * whoever wants another deletes the secret, installs the release anew and restarts server and callers.
 */
export class Certificate extends Construct {
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const release = installOwnChart(this, 'Resource', {
      chart: 'certificate',
      name: props.name,
      namespace: props.namespace,
      values: { name: props.name, hosts: props.hosts, readers: props.readers },
      readySeconds: 60,
      kind: 'stateful',
      dependsOn: props.dependsOn,
    });
    this.resources = { release };
  }
}
