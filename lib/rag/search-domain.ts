import type { Corpus } from '../../contract';
import { SEARCH_MASTER, SEARCH_NODES } from '../../facts';
import { FULL, graphBytes, HALF, HOURS, quantity, storedGb, type Sized } from './sized';

export type SearchNode = keyof typeof SEARCH_NODES;

/** What a client may say of the nodes of a domain; `auto` is reckoned from the documents. */
export interface DomainChoice {
  instanceType: 'auto' | SearchNode;
  /** Data nodes, as many in each zone. */
  nodes: 'auto' | number;
  volumeGiB: 'auto' | number;
  dedicatedMasters: 'on' | 'off';
}

/** Nodes of a domain. */
export interface DomainPlan {
  instanceType: SearchNode;
  nodes: number;
  /** Of each data node. */
  volumeGiB: number;
  /** Nodes that only decide, three of them. */
  masters?: { instanceType: string; nodes: number };
  /** Zones the nodes stand in: a domain takes one, two or three. */
  zones: number;
}

const GIB = 2 ** 30;
/** Copies of each piece, in different zones. */
const COPIES = 2;
/** Part of a volume that stays free: for merging, for snapshots and for what the service keeps itself. */
const HEADROOM = 1.5;
const LEAST_GIB = 20;
const MOST_NODES = 40;

/** Nodes a corpus takes: graphs in half precision in memory, twice, with a tenth on top by the formula of the maker. */
export function domainPlan(corpus: Corpus, zones: number, choice: DomainChoice): DomainPlan {
  const within = Math.min(zones, 3);
  const memory = memoryGib(corpus);
  const needed = (type: SearchNode): number => Math.ceil(Math.max(memory / graphGib(type), within) / within) * within;
  const auto = needed('r7g.large.search') > 3 * within ? 'r7g.xlarge.search' : 'r7g.large.search';
  const instanceType = choice.instanceType === 'auto' ? auto : choice.instanceType;
  const nodes = choice.nodes === 'auto' ? needed(instanceType) : choice.nodes;
  return {
    instanceType,
    nodes,
    volumeGiB: choice.volumeGiB === 'auto' ? leastVolume(corpus, nodes) : choice.volumeGiB,
    masters: choice.dedicatedMasters === 'on' ? { instanceType: SEARCH_MASTER, nodes: 3 } : undefined,
    zones: within,
  };
}

/** What the nodes cost, and why they would not do. */
export function searchDomain(corpus: Corpus, zones: number, choice: DomainChoice): Sized {
  const { instanceType, nodes, volumeGiB, masters, zones: within } = domainPlan(corpus, zones, choice);
  return {
    size: `${nodes} × ${instanceType} with ${volumeGiB} GiB each${
      masters === undefined ? '' : `, ${masters.nodes} × ${masters.instanceType} that decide`
    }`,
    floor: [
      quantity('data nodes', `opensearch/${instanceType}`, nodes * HOURS),
      ...(masters === undefined
        ? []
        : [quantity('master nodes', `opensearch/${masters.instanceType}`, masters.nodes * HOURS)]),
      quantity('storage', 'opensearch/gp3/storage', nodes * volumeGiB),
    ],
    use: [],
    obstacle: obstacle(corpus, { instanceType, nodes, volumeGiB, zones: within }),
  };
}

function obstacle(corpus: Corpus, { instanceType, nodes, volumeGiB, zones }: DomainPlan): string | undefined {
  if (nodes > MOST_NODES) return `would need ${nodes} nodes; ${MOST_NODES} are sensible`;
  if (nodes % zones !== 0) return `${nodes} nodes in ${zones} zones are not as many in each; rag.domain.nodes says so`;
  const memory = memoryGib(corpus);
  const room = nodes * graphGib(instanceType);
  if (memory > room)
    return `graphs of ${memory.toFixed(1)} GiB; ${nodes} × ${instanceType} hold ${room.toFixed(1)}, as rag.domain says`;
  const least = leastVolume(corpus, nodes);
  return volumeGiB < least
    ? `needs ${least} GiB on each of ${nodes} nodes; rag.domain.volumeGiB is ${volumeGiB}`
    : undefined;
}

/** GiB of graphs a node holds: half of what its heap leaves. */
function graphGib(type: SearchNode): number {
  return SEARCH_NODES[type] / 4;
}

function memoryGib(corpus: Corpus): number {
  return (1.1 * graphBytes(corpus, HALF) * COPIES) / GIB;
}

function leastVolume(corpus: Corpus, nodes: number): number {
  return Math.max(LEAST_GIB, Math.ceil((storedGb(corpus, FULL) * COPIES * HEADROOM) / nodes));
}
