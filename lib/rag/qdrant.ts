import type { Corpus } from '../../contract';
import { INSTANCE_TYPES, maxPods, QDRANT_NODES, QDRANT_ROOT_GIB } from '../../facts';
import { FULL, HOURS, quantity, storedGb, vectorsGb, type Sized } from './sized';

/** A Qdrant for a corpus: pods of which each has a node of its own. */
export interface QdrantSize {
  pods: number;
  /** Pods that have a copy of each piece. */
  copies: number;
  /** Of one pod: what it will use. No node has more than {@link memoryGiB} where that is less. */
  neededGiB: number;
  /** Of one pod: what its node has, but for what kubelet and agents take. */
  memoryGiB: number;
  /** Of one volume; a pod has two, one of them for what is handed from pod to pod. */
  diskGiB: number;
  instanceType: string;
}

const GIB = 2 ** 30;
const COPIES = 2;
/** They agree by majority. */
const LEAST_PODS = 3;
/** Of a node that its system does not take for itself, and MiB that agents and the line below which pods are evicted take. */
const SEEN = 0.97;
const AGENTS_MIB = 1024;
const LEAST_DISK_GIB = 10;
const LARGEST = 'm7i.4xlarge';

/** Pods, and in the bucket a copy of each piece, from which a lost index is filled. */
export function qdrant(corpus: Corpus, zones: number): Sized {
  const size = qdrantOf(corpus, zones);
  const { pods, memoryGiB, diskGiB, instanceType, neededGiB } = size;
  return {
    size: `${pods} pods of ${memoryGiB} GiB, each on a node ${instanceType}, with ${diskGiB} GiB each`,
    floor: [
      quantity('nodes', `ec2/${instanceType}/on-demand`, pods * HOURS),
      quantity('volumes', 'ebs/gp3/storage', pods * (2 * diskGiB + QDRANT_ROOT_GIB)),
      quantity('copies', 's3/standard/storage', vectorsGb(corpus, FULL)),
    ],
    use: [],
    obstacle: neededGiB > memoryGiB ? `would need ${neededGiB} GiB in each of ${pods} pods` : undefined,
  };
}

/**
 * What a Qdrant of this corpus is made of. Vectors are quantised to a byte in memory and whole on disk; the maker reckons half as much
 * again for graph and ids.
 */
export function qdrantOf(corpus: Corpus, zones: number): QdrantSize {
  const pods = Math.max(LEAST_PODS, zones);
  const neededGiB = Math.ceil((corpus.chunks * corpus.dimensions * 1.5 * COPIES) / GIB / pods + 1);
  const instanceType = QDRANT_NODES.find((type) => roomOf(type) >= neededGiB) ?? LARGEST;
  return {
    pods,
    copies: COPIES,
    neededGiB,
    memoryGiB: roomOf(instanceType),
    // a segment is written anew beside the old one
    diskGiB: step((storedGb(corpus, FULL) * COPIES * 1.5) / pods),
    instanceType,
  };
}

/** 10, 20, 40 … : a volume that is made cannot be resized, so that few more documents must not ask for another. */
function step(gib: number): number {
  return LEAST_DISK_GIB * 2 ** Math.max(0, Math.ceil(Math.log2(gib / LEAST_DISK_GIB)));
}

/** GiB a pod can have of a node. Kubelet keeps 255 MiB and 11 for each pod it could start. Source: EKS, nodeadm, 2026. */
function roomOf(type: string): number {
  const gib = INSTANCE_TYPES[type]?.memoryGiB ?? 0;
  return Math.floor(gib * SEEN - (255 + 11 * maxPods(type) + AGENTS_MIB) / 1024);
}
