import type { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { Manifests, type Manifest } from '../manifests';
import { groupsWith, type GroupRoles } from '../access-plan';
import { CLUSTER_RIGHTS, clusterRole, namespaceRole, roleManifests, type ClusterRight } from './cluster-roles';

/** What stands before the groups of a provider, so that none of them can be called like a group of Kubernetes. */
export const OIDC_PREFIX = 'oidc:';

/** Group of Kubernetes that everybody with an IAM role of this right is in. */
export function iamGroup(right: ClusterRight): string {
  return `groundplane:${right}`;
}

export interface ClusterAccessProps {
  groups: GroupRoles;
}

/**
 * What people may do in the cluster: the roles, and who has them where nothing belongs to a namespace. Nobody is made
 * cluster-admin here; that is for IAM roles a client names.
 */
export class ClusterAccess extends Construct {
  readonly resources: { release: Release };

  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    const bindings = CLUSTER_RIGHTS.map((right) =>
      binding('ClusterRoleBinding', right, clusterRole(right), props.groups),
    );
    const manifests = new Manifests(this, 'Roles', {
      name: 'access',
      namespace: 'kube-system',
      resources: [...roleManifests(), ...bindings],
    });
    this.resources = manifests.resources;
  }
}

/** Who has which right in a namespace of the platform. */
export function namespaceAccess(namespace: string, groups: GroupRoles): Manifest[] {
  return CLUSTER_RIGHTS.map((right) => binding('RoleBinding', right, namespaceRole(right), groups, namespace));
}

function binding(
  kind: 'ClusterRoleBinding' | 'RoleBinding',
  right: ClusterRight,
  role: string,
  groups: GroupRoles,
  namespace?: string,
): Manifest {
  const names = [iamGroup(right), ...groupsWith('kubernetes', right, groups).map((group) => `${OIDC_PREFIX}${group}`)];
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: role, ...(namespace === undefined ? {} : { namespace }) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: names.map((name) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name })),
  };
}
