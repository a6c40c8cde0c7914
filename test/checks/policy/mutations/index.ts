import { CLUSTER } from './cluster';
import { DATA } from './data';
import { ENCRYPTION } from './encryption';
import { GATEWAY } from './gateway';
import { IDENTITY } from './identity';
import { LOGGING } from './logging';
import type { Mutation } from './mutation';
import { NETWORK } from './network';
import { RECOVERY } from './recovery';
import { SUPPLY_CHAIN } from './supply-chain';
import { WORKLOADS } from './workloads';

/** Changes of a clean platform, by the one rule each of them must break. */
export const MUTATIONS: readonly Mutation[] = [
  ...NETWORK,
  ...CLUSTER,
  ...IDENTITY,
  ...ENCRYPTION,
  ...SUPPLY_CHAIN,
  ...GATEWAY,
  ...WORKLOADS,
  ...DATA,
  ...RECOVERY,
  ...LOGGING,
];
