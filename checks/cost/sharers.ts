import type { Document, Intent, Resource } from '../../contract';
import { says } from './read';
import type { UsageKey } from './usage-defaults';

/** How many resources and intents share a figure that is for the whole environment. */
export function sharersOf(key: UsageKey, document: Document, intents: readonly Intent[]): number {
  const type = key.split('.')[0] ?? '';
  const resources = (accept: (resource: Resource) => boolean): number =>
    (document.by_type[type] ?? []).filter(accept).length;
  switch (key) {
    case 'model_route.monthly_input_tokens':
    case 'model_route.monthly_output_tokens':
      return intents.filter((intent) => intent.kind === 'model-route' && intent.location === 'cloud').length;
    case 'aws_lb.monthly_data_transfer_out_gb':
      return (
        resources(({ values }) => !says(values, 'internal')) +
        intents.filter((intent) => intent.kind === 'load-balancer' && intent.scheme === 'internet-facing').length
      );
    case 'aws_vpc_endpoint.monthly_data_processed_gb':
      // the gateway kind carries the largest part of the traffic and none of the bill
      return resources(({ values }) => values.vpc_endpoint_type === 'Interface');
    case 'aws_nat_gateway.monthly_data_transfer_out_gb':
      return resources(({ values }) => values.connectivity_type !== 'private');
    default:
      return resources(() => true);
  }
}
