import { Address4 } from 'ip-address';
import { isObject, type CapacityResult, type Document, type Json, type Resource } from '../../contract';
import { maxPods } from '../../facts';
import type { NodeGroup } from './node-groups';

type Addresses = CapacityResult['addresses'][number];

/** Addresses AWS keeps of every subnet. */
const RESERVED = 5;
/** Tags by which nodes find their subnets. */
const NODE_TAGS = ['karpenter.sh/discovery', 'kubernetes.io/role/internal-elb'];

/**
 * Addresses of the subnets that nodes and pods live in, against what they need with every group at its maximum: the largest
 * type of each, full of pods. Empty where the subnets are not made here, since their size is not known.
 */
export function addresses(document: Document, groups: readonly NodeGroup[]): Addresses[] {
  const podRanges = (document.by_type.aws_vpc_ipv4_cidr_block_association ?? []).flatMap(rangeOf);
  const subnets = (document.by_type.aws_subnet ?? []).flatMap((subnet) =>
    rangeOf(subnet).map((range) => ({ subnet, range })),
  );
  const pods = subnets.filter(({ range }) => podRanges.some((whole) => range.isInSubnet(whole)));
  const nodes = subnets.filter(({ subnet, range }) => isForNodes(subnet) && !pods.some((pod) => pod.range === range));
  const need = { nodes: sum(groups.map((group) => group.maxNodes)), pods: sum(groups.map(podAddresses)) };
  const endpoints = (document.by_type.aws_vpc_endpoint ?? []).map(({ values }) => lengthOf(values.subnet_ids));
  const apart = pods.length > 0;
  return [
    ...row('nodes', nodes, need.nodes + sum(endpoints) + (apart ? 0 : need.pods)),
    ...row('pods', pods, need.pods),
  ];
}

interface Subnet {
  subnet: Resource;
  range: Address4;
}

function row(subnetGroup: string, subnets: readonly Subnet[], needed: number): Addresses[] {
  const [first] = subnets;
  if (first === undefined) return [];
  const free = sum(subnets.map(({ range }) => 2 ** (32 - range.subnetMask) - RESERVED));
  return [{ stack: first.subnet.stack, subnetGroup, free, needed, verdict: needed <= free ? 'fits' : 'short' }];
}

function podAddresses({ instanceTypes, maxNodes }: NodeGroup): number {
  return maxNodes * Math.max(...instanceTypes.map(maxPods), 0);
}

function rangeOf({ values }: Resource): Address4[] {
  const cidr = values.cidr_block;
  return typeof cidr === 'string' && Address4.isValid(cidr) ? [new Address4(cidr)] : [];
}

function isForNodes({ values }: Resource): boolean {
  const { tags } = values;
  return isObject(tags) && NODE_TAGS.some((tag) => tags[tag] !== undefined);
}

function lengthOf(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
