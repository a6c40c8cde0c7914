export type { UsageOverrides } from './overrides';
export { readUsage } from './usage-file';
