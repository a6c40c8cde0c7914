import { BLUEPRINTS } from '../../blueprints';
import { loadClient } from '../../config';
import type { Tier } from '../../contract';
import { clientFile, DAY } from '../bin/fixtures';

function codes(tier: Tier, top: string): string[] {
  const loaded = loadClient(clientFile('acme', { tier, phase: 'day-90', top }), 'clients/acme/client.yaml', {
    today: DAY[1] ?? '',
    defaultsOf: (each) => BLUEPRINTS[each].defaults,
    tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
  });
  return loaded.ok ? [] : loaded.problems.map(({ code, path }) => `${code} ${path}`);
}

test.each<[Tier, string[]]>([
  ['smb', []],
  ['mid-market', ['TierLimit gateway.cache']],
  ['enterprise', ['TierLimit gateway.cache']],
])('a cache of one pod: %s says %j', (tier, expected) => {
  expect(codes(tier, 'gateway: { cache: in-cluster }\nchat: { replicas: 1 }')).toEqual(expected);
});

test('copies of the page do not share sessions in it', () => {
  expect(codes('smb', 'chat: { replicas: 2 }')).toEqual([expect.stringContaining('chat.replicas')]);
});
