import { INSTANCE_TYPES } from './instances';

/** Network interfaces of an instance type, and IPv4 addresses each can hold. Source: EC2 limits as of 2026-08. */
const INTERFACES: Readonly<Record<string, readonly [interfaces: number, addresses: number]>> = {
  't3.medium': [3, 6],
  't3.large': [3, 12],
  't3.xlarge': [4, 15],
  't3.2xlarge': [4, 15],
  'm6i.large': [3, 10],
  'm6i.xlarge': [4, 15],
  'm6i.2xlarge': [4, 15],
  'm6i.4xlarge': [8, 30],
  'm7i.large': [3, 10],
  'm7i.xlarge': [4, 15],
  'm7i.2xlarge': [4, 15],
  'm7i.4xlarge': [8, 30],
  'm7g.large': [3, 10],
  'm7g.xlarge': [4, 15],
  'm7g.2xlarge': [4, 15],
  'r7g.large': [3, 10],
  'r7g.xlarge': [4, 15],
  'g4dn.xlarge': [3, 10],
  'g4dn.2xlarge': [3, 10],
  'g4dn.4xlarge': [3, 10],
  'g4dn.8xlarge': [4, 15],
  'g4dn.16xlarge': [4, 15],
  'g4dn.12xlarge': [8, 30],
  'g5.xlarge': [4, 15],
  'g5.2xlarge': [4, 15],
  'g5.4xlarge': [8, 30],
  'g5.8xlarge': [8, 30],
  'g5.16xlarge': [8, 30],
  'g5.12xlarge': [15, 50],
  'g5.24xlarge': [15, 50],
  'g5.48xlarge': [7, 50],
  'g6.xlarge': [4, 15],
  'g6.2xlarge': [4, 15],
  'g6.4xlarge': [8, 30],
  'g6.8xlarge': [8, 30],
  'g6.16xlarge': [15, 50],
  'g6.12xlarge': [8, 30],
  'g6.24xlarge': [15, 50],
  'g6.48xlarge': [15, 50],
  'g6e.xlarge': [4, 15],
  'g6e.2xlarge': [4, 15],
  'g6e.4xlarge': [8, 30],
  'g6e.8xlarge': [8, 30],
  'g6e.16xlarge': [15, 50],
  'g6e.12xlarge': [10, 30],
  'g6e.24xlarge': [20, 50],
  'g6e.48xlarge': [40, 50],
  'p4d.24xlarge': [60, 50],
  'p4de.24xlarge': [60, 50],
  'p5.4xlarge': [4, 30],
  'p5.48xlarge': [64, 50],
  'p5en.48xlarge': [64, 50],
  'p6-b200.48xlarge': [32, 50],
  'p6-b300.48xlarge': [68, 50],
};

/** Most pods kubelet takes on a small node and on a large one, whatever its interfaces could hold. Source: EKS user guide. */
const CAP = { small: 110, large: 250, largeFromVcpu: 30 };

/**
 * Most pods on a node of a type when each has an address of its own and no prefixes are delegated. A type without a limit
 * on record gets the cap.
 */
export function maxPods(instanceType: string): number {
  const vcpu = INSTANCE_TYPES[instanceType]?.vcpu ?? CAP.largeFromVcpu;
  const cap = vcpu < CAP.largeFromVcpu ? CAP.small : CAP.large;
  const limit = INTERFACES[instanceType];
  if (limit === undefined) return cap;
  const [interfaces, addresses] = limit;
  // the first address of an interface is its own; two pods use the node's
  return Math.min(cap, interfaces * (addresses - 1) + 2);
}
