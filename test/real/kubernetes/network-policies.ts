import { isIPv4 } from 'node:net';
import { Address4 } from 'ip-address';
import type { KubernetesObject } from './api-server';

/** Somebody who talks: a pod, or an address outside the cluster. */
export type Party = { namespace: string; labels: Record<string, string> } | { address: string };

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

interface Peer {
  namespaceSelector?: Selector;
  podSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { port?: number; protocol?: string; endPort?: number }[];
}

interface Policy {
  namespace: string;
  podSelector: Selector;
  policyTypes: string[];
  ingress: Rule[];
  egress: Rule[];
}

/** Answers for a set of network policies what Kubernetes documents: a pod that is selected by one is closed but for what they allow. */
export class NetworkPolicies {
  private readonly policies: readonly Policy[];
  private readonly namespaces: ReadonlyMap<string, Record<string, string>>;

  constructor(policies: readonly KubernetesObject[], namespaces: readonly KubernetesObject[]) {
    this.policies = policies.map(({ metadata, spec }) => ({
      podSelector: {},
      policyTypes: [],
      ingress: [],
      egress: [],
      ...spec,
      namespace: metadata.namespace ?? '',
    }));
    this.namespaces = new Map(namespaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}]));
  }

  /** Whether a connection is let out by one side and in by the other. */
  allow(from: Party, to: Party, port: number, protocol: 'TCP' | 'UDP' = 'TCP'): boolean {
    return this.letOut(from, to, port, protocol) && this.letIn(from, to, port, protocol);
  }

  /** Whether the side that calls may. */
  letOut(from: Party, to: Party, port: number, protocol: 'TCP' | 'UDP' = 'TCP'): boolean {
    return this.side('Egress', from, to, port, protocol);
  }

  /** Whether the side that is called lets it in, whatever the other side may. */
  letIn(from: Party, to: Party, port: number, protocol: 'TCP' | 'UDP' = 'TCP'): boolean {
    return this.side('Ingress', to, from, port, protocol);
  }

  private side(type: 'Egress' | 'Ingress', pod: Party, other: Party, port: number, protocol: string): boolean {
    if ('address' in pod) return true;
    const selecting = this.policies.filter(
      ({ namespace, podSelector, policyTypes }) =>
        namespace === pod.namespace && policyTypes.includes(type) && selects(podSelector, pod.labels),
    );
    if (selecting.length === 0) return true;
    return selecting.some(({ namespace, ingress, egress }) =>
      (type === 'Egress' ? egress : ingress).some(
        (rule) => this.names(rule.to ?? rule.from, namespace, other) && covers(rule, port, protocol),
      ),
    );
  }

  private names(peers: readonly Peer[] | undefined, namespace: string, party: Party): boolean {
    if (peers === undefined || peers.length === 0) return true;
    return peers.some(({ ipBlock, namespaceSelector, podSelector }) => {
      if (ipBlock !== undefined)
        return (
          'address' in party &&
          inside(party.address, ipBlock.cidr) &&
          !ipBlock.except?.some((cidr) => inside(party.address, cidr))
        );
      if ('address' in party) return false;
      const rightNamespace =
        namespaceSelector === undefined
          ? party.namespace === namespace
          : selects(namespaceSelector, this.namespaces.get(party.namespace) ?? {});
      return rightNamespace && selects(podSelector ?? {}, party.labels);
    });
  }
}

function covers({ ports }: Rule, port: number, protocol: string): boolean {
  return (
    ports === undefined ||
    ports.some((one) => {
      const last = one.endPort ?? one.port;
      return (
        (one.protocol ?? 'TCP') === protocol &&
        (one.port === undefined || (last !== undefined && one.port <= port && port <= last))
      );
    })
  );
}

function selects({ matchLabels, matchExpressions }: Selector, labels: Record<string, string>): boolean {
  const without = (matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    if (operator !== 'NotIn') throw new Error(`${operator} in selectors is not evaluated here`);
    // a pod without the label is meant too
    const value = labels[key];
    return value === undefined || !values.includes(value);
  });
  if (!without) return false;
  return Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

function inside(address: string, cidr: string): boolean {
  return isIPv4(address) && new Address4(address).isInSubnet(new Address4(cidr));
}
