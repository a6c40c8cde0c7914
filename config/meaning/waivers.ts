import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

export const waiverChecks: readonly Check[] = [{ reads: ['environment'], drafts: scopes }];

/** A scope means one environment: what is excepted in one must not be in another because it has the same address. */
function scopes({ client, waivers }: Settings, { environments }: Context): Draft[] {
  return waivers.flatMap(({ scope }, index) => {
    const path = `waivers[${index}].scope`;
    if (scopeEnvironment(scope, client, environments) !== undefined) return [];
    if (scope.startsWith(`${client}-`))
      return [
        draft(
          'UnknownScope',
          path,
          `names no stack of this client; its environments are ${environments.join(', ')}`,
          `begin with ${client}-${environments[0]}-<stack>`,
        ),
      ];
    if (environments.length === 1) return [];
    return [
      draft(
        'AmbiguousScope',
        path,
        `could mean ${environments.join(' or ')}`,
        `write the stack before it, ${client}-${environments[0]}-<stack>/<address>`,
      ),
    ];
  });
}

/** The environment a scope lies in: the one whose name its stack begins with. Undefined for an address without stack. */
export function scopeEnvironment(scope: string, client: string, environments: readonly string[]): string | undefined {
  const [stack = ''] = scope.split('/');
  return [...environments]
    .filter((name) => stack.startsWith(`${client}-${name}-`))
    .sort((a, b) => b.length - a.length)[0];
}
