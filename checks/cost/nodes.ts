import type { CapacityType, JsonObject } from '../../contract';
import { shared, SPOT_SHARE, unpriced, type Billed, type Component } from './component';
import { Decimal, HOURS, ZERO } from './decimal';
import { atEachEnd, between, times, type Quantity } from './quantity';
import { number, text } from './read';

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
  const sizes = reserved && nodes.capacity.length > 1 ? ['low counts all nodes in them, expected and high none, as their size is not known here'] : [];
  return [words.join(', then '), ...sizes].join('; ');
}

/** `0 to 4 nodes, 1 expected`. */
function counted({ low, expected, high }: Quantity): string {
  if (low.eq(high)) return `${low.toFixed()} ${low.eq(1) ? 'node' : 'nodes'}`;
  return `${low.toFixed()} to ${high.toFixed()} nodes, ${expected.toFixed()} expected`;
}

/** A volume that every node has. */
export interface NodeVolume {
  /** `gp3`. */
  type: string;
  sizeGiB: Decimal;
  /** Provisioned; gp3 includes 3,000. */
  iops: Decimal;
  /** Provisioned, MB/s; gp3 includes 125. */
  throughput: Decimal;
}

const INCLUDED = { gp3: { iops: 3000, throughput: 125 } };

/** Size, operations and throughput of volumes, all of a kind. */
export function volumes(name: string, volume: NodeVolume, count: Quantity, assumption?: string): Component[] {
  const key = `ebs/${volume.type}`;
  const billed = (what: string, unit: string, price: string, each: Decimal): Billed[] =>
    each.isZero()
      ? []
      : [
          {
            status: 'priced',
            name: `${name}: ${what}`,
            unit,
            quantity: times(count, each),
            prices: [price],
            assumption,
          },
        ];
  const provisioned = /^io\d$/.test(volume.type);
  const included = volume.type === 'gp3' ? INCLUDED.gp3 : undefined;
  const iops = provisioned ? volume.iops : above(volume.iops, included?.iops);
  return [
    ...billed('storage', 'GB-month', `${key}/storage`, volume.sizeGiB),
    ...billed('operations', 'IOPS-month', `${key}/iops`, iops),
    ...billed('throughput', 'MB/s-month', `${key}/throughput`, above(volume.throughput, included?.throughput)),
  ];
}

/** A gp3 volume with no more than what its size pays for. */
export function gp3(sizeGiB: Decimal | number): NodeVolume {
  return { type: 'gp3', sizeGiB: new Decimal(sizeGiB), iops: ZERO, throughput: ZERO };
}

/** A volume as it is written, with the names its type and size have there; undefined where any of it shows after apply. */
export function readVolume(
  values: JsonObject,
  names: { type: string; size: string },
  defaultGiB: Decimal,
): NodeVolume | undefined {
  const type = text(values, names.type, 'gp2');
  const sizeGiB = number(values, names.size, defaultGiB.toNumber());
  const iops = number(values, 'iops', 0);
  const throughput = number(values, 'throughput', 0);
  if (type === undefined || sizeGiB === undefined || iops === undefined || throughput === undefined) return undefined;
  return { type, sizeGiB, iops, throughput };
}

function above(amount: Decimal, included: number | undefined): Decimal {
  return included === undefined ? ZERO : Decimal.max(ZERO, amount.minus(included));
}

/** Minimum, expected and maximum in an order that holds, whatever was written. */
export function span(min: Decimal, expected: Decimal, max: Decimal): Quantity {
  const high = Decimal.max(min, max);
  const between = Decimal.min(high, Decimal.max(min, expected));
  return atEachEnd((end) => ({ low: min, expected: between, high })[end]);
}
