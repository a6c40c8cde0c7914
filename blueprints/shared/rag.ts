import type { App } from 'cdktf';
import { documentClass, embeddingIn, ragPlan, type Settings } from '../../config';
import { reached, type RagChoice, type RagFacts, type RagIndexKind } from '../../contract';
import type { DatabaseOwner } from '../../lib/database';
import type { NetworkFeature } from '../../lib/network';
import { QDRANT_NAMESPACE } from '../../lib/qdrant';
import { domainPlan, qdrantOf, searchUnits, unitsFor } from '../../lib/rag';
import { applicationUser, RAG_NAMESPACE, RAG_ROLES } from '../../lib/rag-service';
import {
  RagStack,
  RetrievalStack,
  type EnvironmentProps,
  type RagStackProps,
  type RetrievalStackProps,
  type ServingStackProps,
} from '../../stacks';
import { identityProvider } from './access';
import { clusterName, storeSubnets, zoneCount } from './environment';
import { hasLake } from './lake';

/** Bytes of a page of text with its layout, and how much of the corpus may leave in an hour before somebody is told. */
const BYTES_A_TOKEN = 30;
const EXPORTED_PART = 0.2;
const LEAST_EXPORT_BYTES = 1e9;
/** A pipeline that runs once a day, and two hours late. */
const GATE_HOURS = 26;
/** Calls a minute with which a refresh fills the index, one after the other, and pieces of documents in each of them. */
const INGESTION_CALLS = 600;
const PIECES_A_CALL = 32;

/** Index of documents, where the settings ask for one: from day-60 on. */
export function hasRag({ rag, phase }: Settings): boolean {
  return rag.index !== 'none' && reached(phase, 'day-60');
}

/** What retrieval calls from inside the VPC. */
export function ragFeatures(settings: Settings): NetworkFeature[] {
  const index = ragIndex(settings);
  // a domain stands in the VPC, and a collection brings its own endpoint
  return index === undefined ? [] : ['rag', ...(index === 's3-vectors' ? (['s3-vectors'] as const) : [])];
}

/** Kind of the index; none where nobody asks for one, or nothing can carry it. */
export function ragIndex(settings: Settings): RagIndexKind | undefined {
  return ragFacts(settings)?.choice?.index;
}

/** Users of the database the index needs; each has its password. */
export function ragDatabases(settings: Settings): DatabaseOwner[] {
  if (ragIndex(settings) !== 'pgvector') return [];
  const { owner, writer, retriever, reader } = RAG_ROLES;
  const applications = applicationNames(settings).map((name) => ({
    name: applicationUser(name),
    memberOf: [reader],
  }));
  return [
    { name: owner, extensions: ['vector'] },
    { name: writer },
    { name: retriever },
    { name: reader },
    ...applications,
  ];
}

/** Capacity units that hold the graph of an index in the database; none where it lies elsewhere. */
export function indexCapacity(settings: Settings): number {
  const choice = hasRag(settings) ? ragFacts(settings)?.choice : undefined;
  return choice?.index === 'pgvector' ? unitsFor(choice.corpus) : 0;
}

function applicationNames({ rag }: Settings): string[] {
  return Object.keys(rag.applications ?? {}).sort();
}

/** Documents and their vectors; none where nobody asks for an index. */
export function ragStack(app: App, environment: EnvironmentProps, settings: Settings): RagStack | undefined {
  const facts = ragFacts(settings);
  if (facts?.choice === undefined) return undefined;
  const { rag, owner } = settings;
  const corpusBytes = rag.documents * rag.tokensPerDocument * BYTES_A_TOKEN;
  return new RagStack(app, environment, {
    facts,
    dataClass: facts.dataClass,
    index: facts.choice.index,
    refreshMinutes: rag.refreshMinutes,
    leastRecall: rag.leastRecall,
    exportBytes: Math.max(LEAST_EXPORT_BYTES, Math.round(corpusBytes * EXPORTED_PART)),
    email: owner,
    network: { zones: zoneCount(settings), subnets: storeSubnets(settings) },
    ...searchProps(facts.choice, settings),
  });
}

/** What a domain or a collection is made of, where the index is one. */
function searchProps({ index, corpus }: RagChoice, settings: Settings): Pick<RagStackProps, 'domain' | 'collection'> {
  const { rag, audit } = settings;
  if (index === 'opensearch')
    return {
      domain: {
        plan: domainPlan(corpus, zoneCount(settings), rag.domain),
        logRetentionDays: audit.logRetentionDays,
        serviceLinkedRole: rag.domain.serviceLinkedRole,
      },
    };
  if (index === 'opensearch-serverless')
    return { collection: { ...rag.collection, searchUnits: searchUnits(corpus, rag.collection) } };
  return {};
}

/** What the program of the index may ask of the gateway; none where there is no such program. */
export function indexProgram(settings: Settings): ServingStackProps['index'] {
  const { rag } = settings;
  const { embeddingModel: model, queriesPerSecond, chunkTokens } = rag;
  if (model === undefined || !retrieves(settings)) return undefined;
  const questions = Math.ceil(queriesPerSecond * 60);
  return {
    model,
    monthlyUsd: rag.embeddingMonthlyUsd,
    requestsPerMinute: questions + INGESTION_CALLS,
    // a question is no longer than a piece
    tokensPerMinute: (questions + INGESTION_CALLS * PIECES_A_CALL) * chunkTokens,
  };
}

/** Whether there is something that answers from the index. */
export function retrieves(settings: Settings): boolean {
  const { rag } = settings;
  return ragFacts(settings)?.choice !== undefined && embeddingIn(settings) !== undefined && rag.image !== undefined;
}

/** What fills the index and answers from it; none until there is an image of it. */
export function retrievalStack(
  app: App,
  environment: EnvironmentProps,
  settings: Settings,
): RetrievalStack | undefined {
  const facts = ragFacts(settings);
  const vectors = embeddingIn(settings);
  const { rag, gateway, network } = settings;
  if (facts?.choice === undefined || vectors === undefined || rag.image === undefined) return undefined;
  const sources = Object.entries(rag.sources ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return new RetrievalStack(app, environment, {
    clusterName: clusterName(settings),
    vpcCidr: network.cidr,
    image: rag.image,
    curated: hasLake(settings),
    replicas: gateway.replicas,
    refreshMinutes: rag.refreshMinutes,
    settings: {
      sources: sources.map(([name, { dataClass, readers, gate }]) => ({ name, dataClass, readers, gate })),
      store: facts.choice.index,
      model: rag.embeddingModel ?? '',
      dimensions: vectors.dimensions,
      contextTokens: vectors.contextTokens,
      chunkTokens: rag.chunkTokens,
      overlapTokens: rag.chunkOverlapTokens,
      recallAt: rag.recallAt,
      leastRecall: rag.leastRecall,
      gateHours: GATE_HOURS,
      accessLabels: rag.accessLabels,
      applications: Object.fromEntries(
        applicationNames(settings).map((name) => [applicationUser(name), rag.applications?.[name]?.readers ?? []]),
      ),
      roles: Object.fromEntries(
        Object.entries(settings.groups)
          .map(([group, roles]): [string, readonly string[]] => [group, [roles].flat()])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    },
    qdrant: qdrantProps(settings, facts.choice),
    ownDoor: facts.choice.index !== 'opensearch-serverless' || rag.collection.vpcEndpointId === undefined,
    applications: applicationNames(settings),
    signIn: tokens(settings),
  });
}

/** The server in the cluster, where the table or the client takes it. */
function qdrantProps(settings: Settings, { index, corpus }: RagChoice): RetrievalStackProps['qdrant'] {
  if (index !== 'qdrant') return undefined;
  const zones = zoneCount(settings);
  return {
    ...qdrantOf(corpus, zones),
    clusterName: clusterName(settings),
    kubernetesVersion: settings.cluster.version,
    zones,
  };
}

/** Namespaces of the index that read secrets; none without one. */
export function ragNamespaces(settings: Settings): string[] {
  const index = ragFacts(settings)?.choice?.index;
  return [...(hasRag(settings) ? [RAG_NAMESPACE] : []), ...(index === 'qdrant' ? [QDRANT_NAMESPACE] : [])];
}

/** Whose tokens say who asks; none where nobody signs in. */
function tokens(settings: Settings): RetrievalStackProps['signIn'] {
  const { signIn } = settings;
  const provider = identityProvider(settings);
  if (signIn === undefined || provider === undefined) return undefined;
  const { clientClaim, groupsClaim, userClaim } = provider;
  return { issuer: signIn.issuer, audience: signIn.clientId, clientClaim, groupsClaim, userClaim };
}

function ragFacts(settings: Settings): RagFacts | undefined {
  if (!hasRag(settings)) return undefined;
  const choice = ragPlan(settings);
  if (choice === undefined) return undefined;
  return {
    dataClass: documentClass(settings),
    acl: settings.rag.accessLabels,
    // row-level security keeps them apart whoever asks; a filter of a question does not
    tenancy: choice.index === 'pgvector' && settings.rag.accessLabels === 'document' ? 'isolated' : 'shared',
    choice,
  };
}
