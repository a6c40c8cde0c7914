import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { Construct } from 'constructs';
import { trustPods, type Statement } from '../core';
import { Role } from '../role';

export interface PodIdentityProps {
  clusterName: string;
  namespace: string;
  serviceAccount: string;
  /** Word of the role's name. @default - the service account's name */
  word?: string;
  /** @default - none */
  managedPolicies?: readonly string[];
  /** @default - none */
  statements?: readonly Statement[];
}

/** A role for the pods of one service account. Short-lived credentials, no annotation on the account, nothing shared with the node. */
export class PodIdentity extends Construct {
  readonly role: Role;
  readonly resources: { association: EksPodIdentityAssociation };

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      word: props.word ?? props.serviceAccount,
      trust: trustPods(),
      managedPolicies: props.managedPolicies,
      statements: props.statements,
    });
    const association = new EksPodIdentityAssociation(this, 'Resource', {
      clusterName: props.clusterName,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: role.arn,
      dependsOn: role.ready,
    });
    this.role = role;
    this.resources = { association };
  }
}
