import type { Component, Unbilled } from './component';

/** What one resource or intent is billed for. */
export interface Accounted {
  stack: string;
  address: string;
  path: string;
  /** Terraform type; absent for an intent. */
  type?: string;
  /** Name of an intent. */
  subject?: string;
  components: readonly Component[];
}

/**
 * One entry a stack and type for resources that cost nothing for the same reason, with their number; forty lines about route
 * tables hide the one that matters. Everything else stays as it is.
 */
export function collapse(accounted: readonly Accounted[]): Accounted[] {
  const groups = new Map<string, { entry: Accounted; nothing: Unbilled; count: number }>();
  const kept: Accounted[] = [];
  for (const entry of accounted) {
    const nothing = costsNothing(entry);
    if (nothing === undefined || entry.type === undefined) {
      kept.push(entry);
      continue;
    }
    const key = JSON.stringify([entry.stack, entry.type, nothing]);
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { entry, nothing, count });
  }
  const counted = [...groups.values()].map(({ entry, nothing, count }) => ({
    stack: entry.stack,
    address: entry.type ?? '',
    path: '',
    components: [{ ...nothing, count }],
  }));
  return [...kept, ...counted];
}

/** The one reason why a resource costs nothing, or undefined where any of it does. */
function costsNothing({ components }: Accounted): Unbilled | undefined {
  const unbilled = components.flatMap((component) => ('prices' in component ? [] : [component]));
  const [first] = unbilled;
  if (first === undefined || unbilled.length < components.length) return undefined;
  if (unbilled.some(({ status }) => status !== 'free' && status !== 'shared')) return undefined;
  return {
    status: unbilled.every(({ status }) => status === 'free') ? 'free' : 'shared',
    name: unbilled.map(({ name }) => name).join(', '),
    reason: [...new Set(unbilled.map(({ reason }) => reason))].join('; '),
  };
}
