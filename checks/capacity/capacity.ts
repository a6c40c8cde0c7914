import type { CapacityResult, Document } from '../../contract';
import { addresses } from './addresses';
import { nodeGroups } from './node-groups';
import { quotas } from './quotas';

/** What must be there before the first apply: vCPU quotas (0 for GPUs in a new account) and addresses for pods. */
export function capacity(document: Document): CapacityResult {
  const groups = nodeGroups(document);
  return { quotas: quotas(groups), addresses: addresses(document, groups) };
}
