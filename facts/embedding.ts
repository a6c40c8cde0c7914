import { CLOUD_EMBEDDINGS } from './rag-index';
import { modelOf, type Model } from './models';

/** A model as a client file names it. */
export interface ServedModel {
  provider: string;
  /** Catalogue id, or the provider's model id for a cloud model. */
  model: string;
}

/** What a model answers with. */
export function purposeOf(
  { provider, model }: ServedModel,
  own: Readonly<Record<string, Model>> = {},
): Model['purpose'] {
  if (provider === 'bedrock') return Object.hasOwn(CLOUD_EMBEDDINGS, model) ? 'embedding' : 'chat';
  return modelOf(model, own)?.purpose ?? 'chat';
}

/** Length of the vectors of a model and of the longest text it reads. Undefined where it answers with something else. */
export function embeddingOf(
  { provider, model }: ServedModel,
  own: Readonly<Record<string, Model>> = {},
): { dimensions: number; contextTokens: number } | undefined {
  if (provider === 'bedrock') return Object.hasOwn(CLOUD_EMBEDDINGS, model) ? CLOUD_EMBEDDINGS[model] : undefined;
  const known = modelOf(model, own);
  if (known?.purpose !== 'embedding' || known.dimensions === undefined) return undefined;
  return { dimensions: known.dimensions, contextTokens: known.contextTokens };
}
