import type { CapacityType, NodePoolIntent } from '../../contract';
import { shared, SPOT_SHARE, unpriced, type Billed, type Component } from './component';
import { Decimal, HOURS, ZERO } from './decimal';
import { atEachEnd, between, times, type Quantity } from './quantity';

/** A group of like nodes, whoever starts them. */
export interface Nodes {
  /** What they are called in the estimate. */
  name: string;
  /** Best first. */
  instanceTypes: readonly string[];
  capacity: readonly CapacityType[];
  count: Quantity;
  /** Capacity reservations or blocks by id. */
  reservations: readonly string[];
}

/** Hours of the nodes themselves; their volumes are apart. */
export function nodeHours(nodes: Nodes): Component {
  const name = `${nodes.name}: instances`;
  const paid = nodes.capacity.filter((type) => type !== 'reserved');
  const reserved = nodes.capacity.includes('reserved') && nodes.reservations.length > 0;
  if (paid.length === 0 && !reserved) {
    return unpriced(name, 'reserved capacity without a reservation: nothing can be launched, and nothing priced');
  }
  if (paid.length === 0) return shared(name, `${counted(nodes.count)}; ${bought(nodes, reserved)}`);
  const hours: Billed = {
    status: 'priced',
    name,
    unit: 'hour',
    quantity: times(nodes.count, HOURS),
    prices: nodes.instanceTypes.map((type) => `ec2/${type}/on-demand`),
    assumption: `${counted(nodes.count)} of ${nodes.instanceTypes.join(', ')}, ${bought(nodes, reserved)}`,
  };
  const share = shareOf(paid, reserved);
  return share === undefined ? hours : { ...hours, share };
}

/** Part of the on-demand price that is paid at each end, or undefined where it is all of it. */
function shareOf(paid: readonly CapacityType[], reserved: boolean): Quantity | undefined {
  const spot = paid.includes('spot');
  if (!spot && !reserved) return undefined;
  const low = reserved ? ZERO : SPOT_SHARE.low;
  return between(low, spot ? SPOT_SHARE.expected : 1, 1);
}

function bought(nodes: Nodes, reserved: boolean): string {
  const spot = `spot at ${SPOT_SHARE.low.times(100).toFixed()} / ${SPOT_SHARE.expected.times(100).toFixed()} / 100 % of on demand`;
  const words = [
    ...(reserved ? [`reservations ${nodes.reservations.join(', ')} are paid for elsewhere`] : []),
    ...(nodes.capacity.includes('spot') ? [spot] : []),
    ...(nodes.capacity.includes('on-demand') ? ['on demand'] : []),
  ];
  const sizes =
    reserved && nodes.capacity.length > 1
      ? ['low counts all nodes in them, expected and high none, as their size is not known here']
      : [];
  return [words.join(', then '), ...sizes].join('; ');
}

/** `0 to 4 nodes, 1 expected`. */
function counted({ low, expected, high }: Quantity): string {
  if (low.eq(high)) return `${low.toFixed()} ${low.eq(1) ? 'node' : 'nodes'}`;
  return `${low.toDecimalPlaces(2).toFixed()} to ${high.toFixed()} nodes, ${expected.toFixed()} expected`;
}

/** Minimum, expected and maximum in an order that holds, whatever was written. */
export function span(min: Decimal, expected: Decimal, max: Decimal): Quantity {
  const high = Decimal.max(min, max);
  const between = Decimal.min(high, Decimal.max(min, expected));
  return atEachEnd((end) => ({ low: min, expected: between, high })[end]);
}

/** Nodes of a stated pool. */
export function poolSize({ nodes }: NodePoolIntent): Quantity {
  return span(new Decimal(nodes.min), new Decimal(nodes.expected), new Decimal(nodes.max));
}
