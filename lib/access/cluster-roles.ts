import type { Manifest } from '../manifests';
import type { RightIn } from '../access-plan';

/** What somebody is in the cluster. */
export type ClusterRight = RightIn<'kubernetes'>;
export const CLUSTER_RIGHTS = ['admin', 'auditor', 'developer', 'operator'] as const satisfies readonly ClusterRight[];

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const LOOK = ['get', 'list', 'watch'];
const WORKLOADS: Rule[] = [
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'], verbs: LOOK },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: LOOK },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: LOOK },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: LOOK },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: LOOK },
  { apiGroups: ['external-secrets.io'], resources: ['externalsecrets'], verbs: LOOK },
  { apiGroups: ['keda.sh'], resources: ['scaledobjects'], verbs: LOOK },
  {
    apiGroups: [''],
    resources: ['pods', 'services', 'endpoints', 'configmaps', 'events', 'serviceaccounts', 'persistentvolumeclaims'],
    verbs: LOOK,
  },
];
const LOGS: Rule = { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] };
/** To start again, to start more, to send away; what runs and how it is set is Terraform's. */
const KEEP_RUNNING: Rule[] = [
  { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets'], verbs: ['patch'] },
  { apiGroups: ['apps'], resources: ['deployments/scale', 'statefulsets/scale'], verbs: ['get', 'patch', 'update'] },
  { apiGroups: ['batch'], resources: ['jobs'], verbs: ['delete'] },
];
const CHANGE = ['create', 'update', 'patch', 'delete'];
const CHANGE_WORKLOADS: Rule[] = [
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets'], verbs: CHANGE },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: CHANGE },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: CHANGE },
  { apiGroups: ['keda.sh'], resources: ['scaledobjects'], verbs: CHANGE },
  { apiGroups: [''], resources: ['services', 'configmaps', 'persistentvolumeclaims'], verbs: CHANGE },
];

/** In the namespaces of the platform. Nobody reads a secret, runs a command in a pod or opens a port past the gateway. */
const IN_NAMESPACES: Readonly<Record<ClusterRight, readonly Rule[]>> = {
  auditor: [
    ...WORKLOADS,
    { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'], verbs: LOOK },
  ],
  developer: [...WORKLOADS, LOGS],
  operator: [...WORKLOADS, LOGS, ...KEEP_RUNNING],
  admin: [...WORKLOADS, LOGS, ...KEEP_RUNNING, ...CHANGE_WORKLOADS],
};

const NODES: Rule = { apiGroups: [''], resources: ['nodes', 'namespaces', 'persistentvolumes'], verbs: LOOK };
const POOLS: Rule = { apiGroups: ['karpenter.sh'], resources: ['nodepools', 'nodeclaims'], verbs: LOOK };
const CORDON: Rule = { apiGroups: [''], resources: ['nodes'], verbs: ['patch'] };
const WHO_MAY: Rule = {
  apiGroups: ['rbac.authorization.k8s.io'],
  resources: ['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'],
  verbs: LOOK,
};

/** Of what belongs to no namespace, or to all. */
const IN_CLUSTER: Readonly<Record<ClusterRight, readonly Rule[]>> = {
  auditor: [NODES, POOLS, WHO_MAY, { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: LOOK }],
  developer: [{ apiGroups: [''], resources: ['namespaces'], verbs: LOOK }],
  operator: [NODES, POOLS, CORDON],
  admin: [NODES, POOLS, CORDON, WHO_MAY],
};

/** Name of the role a right is in namespaces. */
export function namespaceRole(right: ClusterRight): string {
  return `groundplane-${right}`;
}

export function clusterRole(right: ClusterRight): string {
  return `groundplane-${right}-cluster`;
}

/** Roles of every right, whoever has them. */
export function roleManifests(): Manifest[] {
  return CLUSTER_RIGHTS.flatMap((right) => [
    role(namespaceRole(right), IN_NAMESPACES[right]),
    role(clusterRole(right), IN_CLUSTER[right]),
  ]);
}

function role(name: string, rules: readonly Rule[]): Manifest {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules };
}
