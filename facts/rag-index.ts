/** What an index can carry, and by what it is sized. */
export interface IndexLimits {
  /** Longest vector it builds a graph over. */
  dimensions: number;
  /** Most vectors of one index. */
  chunks: number;
  /** Questions a second one index answers with ease; an engineering estimate where the maker names none. */
  queriesPerSecond: number;
  source: string;
}

/**
 * Sources: pgvector README 0.8 (HNSW over `halfvec` up to 4,000 dimensions); S3 Vectors limitations page, 2025-12; Qdrant
 * capacity page, 2026; OpenSearch k-NN documentation 3.x. Read 2026-11. Where the maker names no rate, the rate is an estimate.
 */
export const INDEX_LIMITS = {
  pgvector: {
    dimensions: 4000,
    chunks: 20_000_000,
    queriesPerSecond: 200,
    source: 'pgvector 0.8, halfvec; the number of vectors and the rate are estimates',
  },
  's3-vectors': {
    dimensions: 4096,
    chunks: 2_000_000_000,
    queriesPerSecond: 20,
    source: 'S3 Vectors limitations, 2025-12; 100 ms to a second an answer; the rate is an estimate',
  },
  qdrant: {
    dimensions: 65_536,
    chunks: 100_000_000,
    queriesPerSecond: 1000,
    source: 'Qdrant capacity planning, 2026; number and rate of three pods are estimates',
  },
  opensearch: {
    dimensions: 16_000,
    chunks: 1_000_000_000,
    queriesPerSecond: 2000,
    source: 'OpenSearch k-NN 3.x; the rate is an estimate',
  },
  'opensearch-serverless': {
    dimensions: 16_000,
    chunks: 1_000_000_000,
    queriesPerSecond: 1000,
    source: 'OpenSearch Serverless vector collections, 2026; the rate is an estimate',
  },
} as const satisfies Record<string, IndexLimits>;

/** Regions that sell S3 Vectors. Source: announcement of general availability, 2025-12; not read again, the first apply tells. */
export const S3_VECTORS_REGIONS: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'us-east-1',
  'us-east-2',
  'us-west-2',
]);

/** GiB of an Aurora capacity unit, and the part of it that holds pages. Source: Aurora Serverless v2 guide, 2026. */
export const ACU = { gib: 2, cache: 0.75 };

/** RAM of classes of RDS, GiB, smallest first. Source: RDS instance class specifications, 2026. */
export const DATABASE_GIB: Readonly<Record<string, number>> = {
  'db.t4g.small': 2,
  'db.t4g.medium': 4,
  'db.t4g.large': 8,
  'db.m7g.large': 8,
  'db.m7g.xlarge': 16,
};

/** RAM of nodes, GiB; a quarter of it holds graphs: half of what the heap leaves. Source: OpenSearch instance types, 2026. */
export const SEARCH_NODES = { 'r7g.large.search': 16, 'r7g.xlarge.search': 32 } as const;

/** Nodes a pod of Qdrant may have to itself, smallest first, and GiB of their root volumes. */
export const QDRANT_NODES = ['m7i.large', 'm7i.xlarge', 'm7i.2xlarge', 'm7i.4xlarge'] as const;
export const QDRANT_ROOT_GIB = 50;

/** Types of data nodes, smallest first. */
export const SEARCH_NODE_TYPES = [
  'r7g.large.search',
  'r7g.xlarge.search',
] as const satisfies (keyof typeof SEARCH_NODES)[];

/** Node that only decides, for a domain of up to ten data nodes. Source: sizing of dedicated masters, OpenSearch guide, 2026. */
export const SEARCH_MASTER = 'm7g.large.search';

/**
 * Version a new domain gets. Faiss takes vectors in half precision from 2.13 on, and labels inside the search for neighbours from 2.9.
 * Source: k-NN documentation of OpenSearch, versions of the service, read 2026-11.
 */
export const OPENSEARCH_VERSION = 'OpenSearch_2.19';

/**
 * GiB of an OpenSearch capacity unit. Since 2026-05-28 there are two generations of collections. NEXTGEN goes to zero after ten idle
 * minutes and takes 10 to 30 seconds to come back; it stands in a collection group that says so. What names neither is CLASSIC, and the
 * AWS provider up to 6.25 knows no groups: what is made and priced here is CLASSIC, with half a unit each to write and to search, twice
 * with a standby. A vector collection of either generation takes no ids of one's own. Source: OpenSearch Serverless guide, pages on scale
 * to zero, collections and migration; announcement of 2026-05-28; read 2026-11.
 */
export const OCU_GIB = 6;

/**
 * What the choice reckons with: US dollars in us-east-1, the same as in the price book, so that the same corpus has the same
 * index in every region. What is shown is what the environment’s own region asks.
 */
export const REFERENCE_PRICES: Readonly<Record<string, number>> = {
  'aurora/acu-hour/standard': 0.12,
  'aurora/storage/standard': 0.1,
  'ebs/gp3/storage': 0.08,
  'ec2/m7i.2xlarge/on-demand': 0.4032,
  'ec2/m7i.4xlarge/on-demand': 0.8064,
  'ec2/m7i.large/on-demand': 0.1008,
  'ec2/m7i.xlarge/on-demand': 0.2016,
  'opensearch-serverless/ocu': 0.24,
  'opensearch-serverless/storage': 0.024,
  'opensearch/gp3/storage': 0.122,
  'opensearch/m7g.large.search': 0.135,
  'opensearch/r7g.large.search': 0.178,
  'opensearch/r7g.xlarge.search': 0.356,
  'rds-postgres/db.m7g.large/multi-az': 0.337,
  'rds-postgres/db.m7g.large/single-az': 0.168,
  'rds-postgres/db.m7g.xlarge/multi-az': 0.674,
  'rds-postgres/db.m7g.xlarge/single-az': 0.337,
  'rds-postgres/db.t4g.large/multi-az': 0.258,
  'rds-postgres/db.t4g.large/single-az': 0.129,
  'rds-postgres/db.t4g.medium/multi-az': 0.129,
  'rds-postgres/db.t4g.medium/single-az': 0.065,
  'rds-postgres/db.t4g.small/multi-az': 0.065,
  'rds-postgres/db.t4g.small/single-az': 0.032,
  'rds-postgres/gp3/multi-az': 0.23,
  'rds-postgres/gp3/single-az': 0.115,
  's3/standard/storage': 0.023,
  's3vectors/processed': 0.002,
  's3vectors/requests': 2.5,
  's3vectors/storage': 0.06,
  'vpc-endpoint/interface/hour': 0.01,
};

/** Models on Bedrock that answer with vectors: their length, and the longest text of one. Source: Bedrock guide, 2026. */
export const CLOUD_EMBEDDINGS: Readonly<Record<string, { dimensions: number; contextTokens: number }>> = {
  'amazon.titan-embed-text-v1': { dimensions: 1536, contextTokens: 8192 },
  'amazon.titan-embed-text-v2:0': { dimensions: 1024, contextTokens: 8192 },
  'cohere.embed-english-v3': { dimensions: 1024, contextTokens: 512 },
  'cohere.embed-multilingual-v3': { dimensions: 1024, contextTokens: 512 },
};
