import type { JsonObject } from '../../contract';
import { fixed, type Component } from './component';
import { Decimal, ZERO } from './decimal';
import { times, type Quantity } from './quantity';
import { number, text } from './read';

/** A block volume. */
export interface Volume {
  /** `gp3`. */
  type: string;
  sizeGiB: Decimal;
  /** Operations a second that are provisioned. */
  iops: Decimal;
  /** MB/s that are provisioned. */
  throughput: Decimal;
}

/** What the size of a gp3 volume pays for already. */
const GP3_INCLUDES = { iops: 3000, throughput: 125 };

/** Size, operations and throughput of volumes, all of a kind. */
export function volumes(name: string, volume: Volume, count: Quantity, assumption?: string): Component[] {
  const key = `ebs/${volume.type}`;
  const { iops, throughput } = provisioned(volume);
  const storage = times(count, volume.sizeGiB);
  return [
    fixed(`${name}: storage`, `${key}/storage`, 'GB-month', storage, assumption),
    ...(iops.isZero() ? [] : [fixed(`${name}: operations`, `${key}/iops`, 'IOPS-month', times(count, iops))]),
    ...(throughput.isZero()
      ? []
      : [fixed(`${name}: throughput`, `${key}/throughput`, 'MB/s-month', times(count, throughput))]),
  ];
}

/** What is billed beside the size. */
function provisioned({ type, iops, throughput }: Volume): Pick<Volume, 'iops' | 'throughput'> {
  if (/^io\d$/.test(type)) return { iops, throughput: ZERO };
  if (type !== 'gp3') return { iops: ZERO, throughput: ZERO };
  return {
    iops: Decimal.max(ZERO, iops.minus(GP3_INCLUDES.iops)),
    throughput: Decimal.max(ZERO, throughput.minus(GP3_INCLUDES.throughput)),
  };
}

/** A gp3 volume with no more than what its size pays for. */
export function gp3(sizeGiB: Decimal | number): Volume {
  return { type: 'gp3', sizeGiB: new Decimal(sizeGiB), iops: ZERO, throughput: ZERO };
}

/** A volume as it is written, with the names its type and size have there; undefined where any of it shows after apply. */
export function readVolume(
  values: JsonObject,
  names: { type: string; size: string },
  defaultGiB: Decimal,
): Volume | undefined {
  const type = text(values, names.type, 'gp2');
  const sizeGiB = number(values, names.size, defaultGiB.toNumber());
  const iops = number(values, 'iops', 0);
  const throughput = number(values, 'throughput', 0);
  if (type === undefined || sizeGiB === undefined || iops === undefined || throughput === undefined) return undefined;
  return { type, sizeGiB, iops, throughput };
}
