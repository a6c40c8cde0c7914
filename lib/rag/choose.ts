import { RAG_INDEXES, type Corpus, type RagChoice, type RagIndexKind, type RagOption } from '../../contract';
import { INDEX_LIMITS, REFERENCE_PRICES, S3_VECTORS_REGIONS } from '../../facts';
import { sized, type Situation } from './sizing';

export interface ChooseProps extends Situation {
  corpus: Corpus;
  region: string;
  /** What the index may cost a month, US dollars of us-east-1. @default - no limit */
  monthlyUsd?: number;
  /** What the client insists on. @default - the table decides */
  wanted?: RagIndexKind;
}

/** What is true of a kind whatever it carries. */
const NOTES: Record<RagIndexKind, string> = {
  pgvector: 'labels are held by the database itself; backed up with it',
  's3-vectors': 'nothing runs; an answer takes 100 ms to a second; labels are held by whoever asks it',
  qdrant:
    'stands in the cluster and is yours to upgrade; filled from copies where it is lost; labels are held by whoever asks it',
  opensearch: 'nodes of its own that run all the time; labels are held by whoever asks it; hourly snapshots, 14 days',
  'opensearch-serverless':
    'sizes itself, and its least is billed with no documents in it; what is written is found up to a minute later; labels are held by whoever asks it',
};

/**
 * Kinds that hand out nothing until they are told for whom, whatever a program in front of them does. A domain could by roles of its own
 * with a filter of documents, for one identity each; the service that answers everybody is one identity, so there it would hold nothing.
 */
const HOLDS_LABELS: ReadonlySet<RagIndexKind> = new Set(['pgvector']);

/** Every way to keep a corpus: what stands against it, and what it costs idle. In the order of {@link RAG_INDEXES}. */
export function ragOptions({ corpus, region, monthlyUsd, ...situation }: Omit<ChooseProps, 'wanted'>): RagOption[] {
  return RAG_INDEXES.map((index) => {
    const { size, floor, use, obstacle } = sized(index, corpus, situation);
    const option: RagOption = { index, obstacles: [], note: NOTES[index], size, floor, use };
    const usd = referenceUsd(option);
    const tooDear =
      monthlyUsd !== undefined && usd > monthlyUsd
        ? [`costs about ${Math.ceil(usd)} USD a month, above the ${monthlyUsd} it may`]
        : [];
    option.obstacles.push(
      ...beyond(index, corpus),
      ...unsold(index, region),
      ...(obstacle === undefined ? [] : [obstacle]),
      ...tooDear,
    );
    return option;
  });
}

/** The cheapest that can carry it; what the client insists on where it says so. Undefined where nothing can. */
export function chooseIndex(props: ChooseProps): RagChoice | undefined {
  const options = ragOptions(props);
  const { corpus, wanted } = props;
  if (wanted !== undefined) return { index: wanted, by: 'client', corpus, options };
  const [cheapest] = options
    .filter(({ obstacles }) => obstacles.length === 0)
    .sort((a, b) => referenceUsd(a) - referenceUsd(b));
  return cheapest === undefined ? undefined : { index: cheapest.index, by: 'table', corpus, options };
}

/** A month in us-east-1: idle, and what the questions add. */
export function referenceUsd({ floor, use }: Pick<RagOption, 'floor' | 'use'>): number {
  return [...floor, ...use].reduce((sum, { key, quantity }) => sum + quantity * (REFERENCE_PRICES[key] ?? Infinity), 0);
}

/** Pieces a corpus is cut into: each begins where the overlap of the one before does. */
export function chunkCount(
  documents: number,
  tokensPerDocument: number,
  chunkTokens: number,
  overlapTokens: number,
): number {
  const more = Math.max(0, tokensPerDocument - chunkTokens) / (chunkTokens - overlapTokens);
  return documents * (1 + Math.ceil(more));
}

function beyond(index: RagIndexKind, { chunks, tenants, dimensions, queriesPerSecond, dataClass }: Corpus): string[] {
  const limits = INDEX_LIMITS[index];
  // those of S3 are apart by tenant, and so is what each can carry
  const each = index === 's3-vectors' ? Math.ceil(chunks / tenants) : chunks;
  return [
    ...(['confidential', 'restricted'].includes(dataClass) && !HOLDS_LABELS.has(index)
      ? [`${dataClass} documents, whose labels it leaves to whoever asks it`]
      : []),
    ...(dimensions > limits.dimensions
      ? [`vectors of ${dimensions} dimensions; it builds a graph up to ${limits.dimensions}`]
      : []),
    ...(each > limits.chunks ? [`${each} pieces; it carries ${limits.chunks}`] : []),
    ...(queriesPerSecond > limits.queriesPerSecond
      ? [`${queriesPerSecond} questions a second; it answers ${limits.queriesPerSecond}`]
      : []),
  ];
}

function unsold(index: RagIndexKind, region: string): string[] {
  if (index === 's3-vectors' && !S3_VECTORS_REGIONS.has(region)) return [`not sold in ${region}`];
  if (index === 'opensearch-serverless' && region.startsWith('cn-')) return [`not sold in ${region}`];
  return [];
}
