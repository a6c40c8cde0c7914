import { BLUEPRINTS } from '../../blueprints';
import { loadClient } from '../../config';
import type { Tier } from '../../contract';
import { clientFile, DAY } from '../bin/fixtures';

function codes(tier: Tier, top: string): string[] {
  const loaded = loadClient(clientFile('acme', { tier, phase: 'day-60', top }), 'clients/acme/client.yaml', {
    today: DAY[1] ?? '',
    defaultsOf: (each) => BLUEPRINTS[each].defaults,
    tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
  });
  return loaded.ok ? [] : loaded.problems.map(({ code, path }) => `${code} ${path}`);
}

const UNPINNED = 'models: { a: { provider: vllm, model: mistral-small-24b, precision: int4, pool: chat } }\n';
const PINNED = UNPINNED.replace('pool:', 'revision: 9527884be6e5616bdd54de542f9ae13384489724, pool:');
const POOL = 'gpuPools: { chat: { instanceTypes: [g6e.xlarge] } }\n';

describe('weights', () => {
  test.each<[Tier, string[]]>([
    ['smb', []],
    ['mid-market', ['TierLimit serving.weights']],
    ['enterprise', ['TierLimit serving.weights']],
  ])('straight from a hub: %s says %j', (tier, expected) => {
    expect(codes(tier, 'serving: { weights: hub }')).toEqual(expected);
  });

  test.each<[Tier, string, string[]]>([
    ['smb', UNPINNED, []],
    ['mid-market', UNPINNED, ['UnpinnedRevision models.a.precision']],
    ['mid-market', PINNED, []],
    ['enterprise', UNPINNED, ['UnpinnedRevision models.a.precision']],
  ])('of a commit nobody named: %s', (tier, models, expected) => {
    expect(codes(tier, `${POOL}${models.trimEnd()}`)).toEqual(expected);
  });
});
