import type { Corpus, RagIndexKind } from '../../contract';
import { pgvector, type IndexDatabase } from './pgvector';
import { qdrant } from './qdrant';
import { searchCollection, type CollectionChoice } from './search-collection';
import { searchDomain, type DomainChoice } from './search-domain';
import { FULL, HOURS, quantity, vectorsGb, type Sized } from './sized';

export interface Situation {
  /** Zones the network has; copies stand in different ones. */
  zones: number;
  database: IndexDatabase;
  domain: DomainChoice;
  collection: CollectionChoice;
}

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
  opensearch: (corpus, { zones, domain }) => searchDomain(corpus, zones, domain),
  'opensearch-serverless': (corpus, { zones, collection }) => searchCollection(corpus, zones, collection),
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
