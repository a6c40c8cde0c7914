import type { CapacityResult } from '../../contract';
import { INSTANCE_TYPES, vcpuQuota } from '../../facts';
import type { NodeGroup } from './node-groups';

type Quota = CapacityResult['quotas'][number];

/**
 * vCPUs that quotas must allow with every pool at its maximum, sorted by code. Spot and on demand count apart, and a pool that
 * falls back from one to the other needs both. Nodes in a capacity reservation count against on demand.
 */
export function quotas(groups: readonly NodeGroup[]): Quota[] {
  const byCode = new Map<string, Quota>();
  for (const group of groups) {
    for (const [code, { name, vcpu }] of needs(group)) {
      const key = `${code} ${group.region}`;
      const quota = byCode.get(key) ?? { code, name, region: group.region, needed: 0, unit: 'vCPU', pools: [] };
      quota.needed += vcpu * group.maxNodes;
      if (!quota.pools.includes(group.name)) quota.pools.push(group.name);
      byCode.set(key, quota);
    }
  }
  return [...byCode.keys()].sort().flatMap((key) => byCode.get(key) ?? []);
}

/** vCPUs of the largest type of a group, by quota. A type of unknown size cannot be counted. */
function needs(group: NodeGroup): Map<string, { name: string; vcpu: number }> {
  const found = new Map<string, { name: string; vcpu: number }>();
  const modes = new Set(group.capacity.map((type) => type === 'spot'));
  for (const spot of modes) {
    for (const type of group.instanceTypes) {
      const { code, name } = vcpuQuota(type, spot);
      const vcpu = INSTANCE_TYPES[type]?.vcpu ?? 0;
      if (vcpu > (found.get(code)?.vcpu ?? 0)) found.set(code, { name, vcpu });
    }
  }
  return found;
}
