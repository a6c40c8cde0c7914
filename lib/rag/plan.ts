import type { DataClass, RagChoice, RagIndexKind } from '../../contract';
import { chooseIndex, chunkCount, type ChooseProps } from './choose';

/** What is said of the documents, and what the model makes of them. */
export interface RagPlanProps extends Pick<ChooseProps, 'zones' | 'region' | 'database' | 'domain' | 'collection'> {
  index: 'none' | 'auto' | RagIndexKind;
  documents: number;
  tokensPerDocument: number;
  chunkTokens: number;
  chunkOverlapTokens: number;
  tenants: number;
  /** Sources that are named; there are at least as many tenants. */
  sources: number;
  queriesPerSecond: number;
  dimensions: number;
  /** Highest class of the documents. */
  dataClass: DataClass;
  /** What the index may cost a month, US dollars. @default - no limit */
  monthlyUsd?: string;
}

/** The index of a corpus by the table, or as the client insists. Undefined where nothing can carry it. */
export function planRag(props: RagPlanProps): RagChoice | undefined {
  const { index, documents, tokensPerDocument, chunkTokens, chunkOverlapTokens, dimensions, queriesPerSecond } = props;
  return chooseIndex({
    corpus: {
      documents,
      chunks: chunkCount(documents, tokensPerDocument, chunkTokens, chunkOverlapTokens),
      dimensions,
      tenants: Math.max(props.tenants, props.sources),
      queriesPerSecond,
      dataClass: props.dataClass,
    },
    region: props.region,
    zones: props.zones,
    database: props.database,
    domain: props.domain,
    collection: props.collection,
    monthlyUsd: props.monthlyUsd === undefined ? undefined : Number(props.monthlyUsd),
    wanted: index === 'none' || index === 'auto' ? undefined : index,
  });
}
