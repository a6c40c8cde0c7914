import type { Corpus, RagIndexKind } from '../../contract';
import { OCU_GIB, SEARCH_NODES } from '../../facts';
import { pgvector, type IndexDatabase } from './pgvector';
import { qdrant } from './qdrant';
import { FULL, graphBytes, HALF, HOURS, quantity, storedGb, vectorsGb, type Sized } from './sized';

export interface Situation {
  /** Zones the network has; copies stand in different ones. */
  zones: number;
  database: IndexDatabase;
}

const GIB = 2 ** 30;
/** Part of the busiest second that is asked over a month. */
const AVERAGE_LOAD = 0.1;

/** Sizes one kind of index for a corpus. Formulas are the makers’; nodes are whole. */
export function sized(index: RagIndexKind, corpus: Corpus, situation: Situation): Sized {
  return SIZES[index](corpus, situation);
}

const SIZES: Record<RagIndexKind, (corpus: Corpus, situation: Situation) => Sized> = {
  pgvector: (corpus, { database }) => pgvector(corpus, database),
  's3-vectors': s3Vectors,
  qdrant: (corpus, { zones }) => qdrant(corpus, zones),
  opensearch: openSearch,
  'opensearch-serverless': openSearchServerless,
};

function s3Vectors(corpus: Corpus): Sized {
  const stored = vectorsGb(corpus, FULL);
  const million = (corpus.queriesPerSecond * AVERAGE_LOAD * HOURS * 3600) / 1e6;
  return {
    size: `${corpus.tenants} ${corpus.tenants === 1 ? 'index' : 'indexes'}, no nodes`,
    floor: [quantity('storage', 's3vectors/storage', stored)],
    use: [
      quantity('questions', 's3vectors/requests', million),
      // every question is reckoned with the whole index it goes to
      quantity('processed', 's3vectors/processed', (stored / corpus.tenants / 1000) * million * 1e6),
    ],
  };
}

function openSearch(corpus: Corpus, { zones }: Situation): Sized {
  const memory = (1.1 * graphBytes(corpus, HALF) * 2) / GIB;
  const needed = (gib: number): number => Math.ceil(Math.max(memory / (gib / 4), zones) / zones) * zones;
  const small = needed(SEARCH_NODES['r7g.large.search']);
  const type = small > 3 * zones ? 'r7g.xlarge.search' : 'r7g.large.search';
  const count = needed(SEARCH_NODES[type]);
  const disk = Math.max(20, Math.ceil((storedGb(corpus, FULL) * 2 * 1.5) / count));
  return {
    size: `${count} × ${type} with ${disk} GiB each`,
    floor: [
      quantity('data nodes', `opensearch/${type}`, count * HOURS),
      quantity('storage', 'opensearch/gp3/storage', count * disk),
    ],
    use: [],
    obstacle: count > 40 ? `would need ${count} nodes; 40 are sensible` : undefined,
  };
}

/** Half a unit each for writing and for search, each twice with its standby; vectors have to fit into those of search. */
function openSearchServerless(corpus: Corpus): Sized {
  const memory = (1.1 * graphBytes(corpus, FULL)) / GIB;
  const search = Math.max(0.5, Math.ceil((memory / (OCU_GIB / 2)) * 2) / 2);
  const units = 2 * search + 1;
  return {
    size: `${units} capacity units, ${2 * search} of them for search`,
    floor: [
      quantity('capacity units', 'opensearch-serverless/ocu', units * HOURS),
      quantity('storage', 'opensearch-serverless/storage', storedGb(corpus, FULL)),
    ],
    use: [],
  };
}
