import { shared, unpriced } from '../component';
import { text } from '../read';
import type { Meter } from './meter';

/** In CloudWatch the log group is billed; deliveries elsewhere have a price of their own. */
export const flowLog: Meter = (resource) => {
  const target = text(resource.values, 'log_destination_type', 'cloud-watch-logs');
  return [
    target === 'cloud-watch-logs'
      ? shared('flow log', 'billed on its log group')
      : unpriced(
          'flow log delivery',
          `no price in the book for delivery to ${target ?? 'a destination not known yet'}`,
        ),
  ];
};
