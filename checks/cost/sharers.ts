import type { Document, Intent, ModelRouteIntent, Resource } from '../../contract';
import { says } from './read';
import type { UsageKey } from './usage/usage-defaults';

/** Which resources of its type carry a figure, where not all do. */
const RESOURCES: Partial<Record<UsageKey, (resource: Resource) => boolean>> = {
  'aws_lb.monthly_data_transfer_out_gb': ({ values }) => !says(values, 'internal'),
  'aws_nat_gateway.monthly_data_transfer_out_gb': ({ values }) => values.connectivity_type !== 'private',
  // the gateway kind carries the largest part of the traffic and none of the bill
  'aws_vpc_endpoint.monthly_data_processed_gb': ({ values }) => values.vpc_endpoint_type === 'Interface',
};

/** Which intents carry a figure. */
const INTENTS: Partial<Record<UsageKey, (intent: Intent) => boolean>> = {
  'aws_lb.monthly_data_transfer_out_gb': (intent) =>
    intent.kind === 'load-balancer' && intent.scheme === 'internet-facing',
};

/** Whether a model turns text into vectors and writes none. */
export function isEmbedding({ model }: Pick<ModelRouteIntent, 'model'>): boolean {
  return /embed/.test(model);
}

/**
 * How many cloud models share the tokens that are presumed of a tier: chats among chats, embeddings among embeddings, and none whose
 * tokens somebody said.
 */
export function tokenSharers(
  model: ModelRouteIntent,
  intents: readonly Intent[],
  said: (intent: ModelRouteIntent) => boolean,
): number {
  return intents.filter(
    (intent) =>
      intent.kind === 'model-route' &&
      intent.location === 'cloud' &&
      isEmbedding(intent) === isEmbedding(model) &&
      !said(intent),
  ).length;
}

/** How many resources and intents share a figure that is for the whole environment. */
export function sharersOf(key: UsageKey, document: Document, intents: readonly Intent[]): number {
  const ofType = document.by_type[key.split('.')[0] ?? ''] ?? [];
  return ofType.filter(RESOURCES[key] ?? (() => true)).length + intents.filter(INTENTS[key] ?? (() => false)).length;
}
