export * from './cidr';
export * from './cidr-plan';
export type { EgressMode } from './egress';
export * from './endpoint-plan';
export * from './existing-network';
export * from './network';
