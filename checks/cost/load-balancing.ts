import { fixed, unknown, used, type Component } from './component';
import type { Usage } from './context';
import { HOURS } from './decimal';

const KEYS = { application: 'alb', network: 'nlb', gateway: 'gwlb' } as const;

/** A load balancer, made by Terraform or by a controller. */
export interface LoadBalancer {
  type: keyof typeof KEYS;
  scheme: 'internal' | 'internet-facing';
  /** Subnets it stands in; each has an address of it. Undefined where that shows only after apply. */
  zones: number | undefined;
  /** Capacity units on average. */
  units: Usage;
  /** Gigabytes to the internet. */
  out: Usage;
}

/** Hours, capacity units, and what an internet-facing one has besides: public addresses and traffic out. */
export function loadBalancer({ type, scheme, zones, units, out }: LoadBalancer): Component[] {
  const key = KEYS[type];
  const own = [
    fixed('load balancer', `${key}/hour`, 'hour', HOURS),
    used('load balancer capacity units', `${key}/lcu`, 'LCU-hour', units, HOURS.toNumber()),
  ];
  if (scheme === 'internal') return own;
  return [
    ...own,
    zones === undefined
      ? unknown('public addresses', 'the number of subnets')
      : fixed('public addresses', 'public-ipv4/hour', 'hour', HOURS.times(zones), `one in each of ${zones} zones`),
    used('data out to the internet', 'data-transfer/internet', 'GB', out),
  ];
}
