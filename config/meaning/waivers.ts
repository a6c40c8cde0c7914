import { LONGEST_WAIVER_DAYS } from '../../contract';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

const DAY = 86_400_000;

export const waiverChecks: readonly Check[] = [
  { reads: ['environment'], drafts: scopes },
  { reads: [], drafts: ends },
];

/** One that ended is for the judgement to say, which still shows the rest; one that was never good is refused with the file. */
function ends({ tier, waivers }: Settings, { today }: Context): Draft[] {
  const most = LONGEST_WAIVER_DAYS[tier];
  return waivers.flatMap(({ expires }, index) => {
    const days = (Date.parse(expires) - Date.parse(today)) / DAY;
    if (days <= most) return [];
    return [
      draft(
        'WaiverTooLong',
        `waivers[${index}].expires`,
        `"${expires}" is ${days} days ahead, more than the ${most} a waiver may last in ${tier}`,
        `write ${new Date(Date.parse(today) + most * DAY).toISOString().slice(0, 10)} or earlier`,
      ),
    ];
  });
}

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
