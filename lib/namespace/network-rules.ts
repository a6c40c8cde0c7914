import type { Manifest } from '../manifests';

/** One thing pods of a namespace may do on the network. Whatever is not allowed is refused, both ways. */
export interface NetworkRule {
  /** Last part of the policy's name, `from-gateway`. */
  name: string;
  direction: 'ingress' | 'egress';
  /** Labels of the pods it is for. @default - all pods of the namespace */
  pods?: Record<string, string>;
  /** A label and its value that pods it is for do not have. @default - whatever they have */
  without?: readonly [label: string, value: string];
  /** The other side. A namespace is told by its name; without labels every pod in it is meant. @default - anybody */
  peers?: readonly Peer[];
  /** @default - all */
  ports?: readonly Port[];
}

export type Peer =
  | { namespace: string; pods?: Record<string, string> }
  | { namespaceLabels: Record<string, string> }
  | { cidr: string; except?: readonly string[] };

export interface Port {
  port: number;
  /** @default TCP */
  protocol?: 'TCP' | 'UDP';
}

/** What every node answers to: credentials, metadata, time. */
const LINK_LOCAL = '169.254.0.0/16';
/** Ranges of networks that are somebody's own, of carriers, and of what every node answers to. */
const INSIDE = ['10.0.0.0/8', '100.64.0.0/10', LINK_LOCAL, '172.16.0.0/12', '192.168.0.0/16'];

/** Rules many namespaces need. */
export const NETWORK = {
  /** AWS services, wherever they answer, and the Kubernetes API. Their addresses change; only the port is fixed, and that none is a node's own. */
  toHttps: {
    name: 'to-https',
    direction: 'egress',
    peers: [{ cidr: '0.0.0.0/0', except: [LINK_LOCAL] }],
    ports: [{ port: 443 }],
  },
  /** S3 and hubs of models, which have public addresses also where a VPC endpoint leads to them; nothing inside the company. */
  toPublicHttps: {
    name: 'to-public-https',
    direction: 'egress',
    peers: [{ cidr: '0.0.0.0/0', except: INSIDE }],
    ports: [{ port: 443 }],
  },
  /** The agent that hands out Pod Identity credentials on every node. */
  toPodIdentity: {
    name: 'to-pod-identity',
    direction: 'egress',
    peers: [{ cidr: '169.254.170.23/32' }],
    ports: [{ port: 80 }],
  },
  /** Calls of the API server to webhooks; they come from addresses of the control plane. */
  webhooks: (port: number) => ({ name: 'webhooks', direction: 'ingress', ports: [{ port }] }) satisfies NetworkRule,
} as const;

/** The policies of a namespace: nothing in, nothing out but names, and then each rule. */
export function networkPolicies(namespace: string, rules: readonly NetworkRule[]): Manifest[] {
  return [denyAll(namespace), allowDns(namespace), ...rules.map((rule) => allow(namespace, rule))];
}

function denyAll(namespace: string): Manifest {
  return policy(namespace, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
}

function allowDns(namespace: string): Manifest {
  return allow(namespace, {
    name: 'to-dns',
    direction: 'egress',
    peers: [{ namespace: 'kube-system', pods: { 'k8s-app': 'kube-dns' } }],
    ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }],
  });
}

function allow(namespace: string, rule: NetworkRule): Manifest {
  const ports = rule.ports?.map(({ port, protocol }) => ({ port, protocol: protocol ?? 'TCP' }));
  const peers = rule.peers?.map(selector);
  const side = rule.direction === 'ingress' ? { from: peers } : { to: peers };
  return policy(namespace, rule.name, {
    podSelector: podSelector(rule),
    policyTypes: [rule.direction === 'ingress' ? 'Ingress' : 'Egress'],
    [rule.direction]: [{ ...(peers === undefined ? {} : side), ...(ports === undefined ? {} : { ports }) }],
  });
}

function podSelector({ pods, without }: NetworkRule): object {
  return {
    ...(pods === undefined ? {} : { matchLabels: pods }),
    ...(without === undefined
      ? {}
      : { matchExpressions: [{ key: without[0], operator: 'NotIn', values: [without[1]] }] }),
  };
}

function selector(peer: Peer): object {
  if ('cidr' in peer)
    return { ipBlock: { cidr: peer.cidr, ...(peer.except === undefined ? {} : { except: [...peer.except] }) } };
  if ('namespaceLabels' in peer) return { namespaceSelector: { matchLabels: peer.namespaceLabels } };
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } };
  return peer.pods === undefined
    ? { namespaceSelector }
    : { namespaceSelector, podSelector: { matchLabels: peer.pods } };
}

function policy(namespace: string, name: string, spec: object): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}
