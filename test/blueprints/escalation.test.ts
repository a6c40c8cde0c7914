import { TIERS, type Tier } from '../../contract';
import { judge } from '../checks/policy/fixture';
import { build } from './fixtures';
import { BLUEPRINTS } from '../../blueprints';
import { loadClient } from '../../config';
import { clientFile, DAY } from '../bin/fixtures';

const TOP = 'gateway: { escalation: { guardrails: [prompt-attacks], reviewers: oversight@acme.example } }\n';

test.each(TIERS)('a queue for a person breaks no rule in %s', async (tier) => {
  const without = await judge(build(tier, 'day-30', 'us-east-1', '').synthesized, tier);
  const { findings } = await judge(build(tier, 'day-30', 'us-east-1', TOP).synthesized, tier);

  const ids = (found: typeof findings): string[] => found.map(({ id, address }) => `${id} ${address}`);
  expect(ids(findings)).toEqual(ids(without.findings));
});

function codes(tier: Tier, top: string): string[] {
  const loaded = loadClient(clientFile('acme', { tier, phase: 'day-30', top }), 'clients/acme/client.yaml', {
    today: DAY[1] ?? '',
    defaultsOf: (each) => BLUEPRINTS[each].defaults,
    tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
  });
  return loaded.ok ? [] : loaded.problems.map(({ code, path }) => `${code} ${path}`);
}

test('a person who would never be told of anything is refused', () => {
  expect(codes('smb', TOP.trimEnd())).toEqual([]);
  expect(codes('smb', TOP.trimEnd().replace('{ escalation', '{ guardrails: "off", escalation'))).toEqual([
    'EscalationWithoutGuardrails gateway.escalation',
  ]);
});
