export { readUsage } from './usage-file';
export { NO_OVERRIDES } from './overrides';
export type { UsageOverrides } from './overrides';
