import { fixed, free } from '../component';
import { HOURS } from '../decimal';
import type { Meter } from './meter';

/** A public IPv4 address is billed in use or idle, since February 2024. */
export const eip: Meter = (resource) => [
  resource.values.public_ipv4_pool !== undefined && resource.values.public_ipv4_pool !== 'amazon'
    ? free('public IPv4 address', "an address of the company's own range costs nothing")
    : fixed('public IPv4 address', 'public-ipv4/hour', 'hour', HOURS),
];
