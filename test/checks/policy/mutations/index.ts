import { CLUSTER } from './cluster';
import { ENCRYPTION } from './encryption';
import { IDENTITY } from './identity';
import type { Mutation } from './mutation';
import { NETWORK } from './network';
import { SUPPLY_CHAIN } from './supply-chain';

/** Changes of a clean platform, by the one rule each of them must break. */
export const MUTATIONS: readonly Mutation[] = [...NETWORK, ...CLUSTER, ...IDENTITY, ...ENCRYPTION, ...SUPPLY_CHAIN];
