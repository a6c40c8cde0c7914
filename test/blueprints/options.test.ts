import { TIERS, type Tier } from '../../contract';
import { judge } from '../checks/policy/fixture';
import { build } from './fixtures';

const MODELS = `models:
  cloud: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  own: { provider: vllm, dataClass: restricted }
`;

async function found(tier: Tier, more = ''): Promise<string[][]> {
  const { synthesized } = build(tier, 'day-60', 'us-east-1', `${MODELS}${more}`);
  const { findings } = await judge(synthesized, tier);
  return findings.map(({ id, status, message }) => [id, status, message]).sort();
}

test.each(TIERS)('one name for a model of the cloud and one of the cluster breaks no rule in %s', async (tier) => {
  const sized = 'gateway: { sizeRouting: { name: auto, small: own, large: cloud } }\n';

  expect(await found(tier, sized)).toEqual(await found(tier));
});

test.each(['smb', 'mid-market'] as const)('nodes of Bottlerocket break no rule in %s', async (tier) => {
  expect(await found(tier, 'gpuPools: { chat: { ami: bottlerocket } }\n')).toEqual(await found(tier));
});

test.each(TIERS)('a gateway without guardrails is not passed over in %s, whoever keeps its keys', async (tier) => {
  expect(await found(tier, 'gateway: { guardrails: "off" }\n')).toEqual(
    [
      ...(await found(tier)),
      ['PAI-GW-005', 'fail', 'none masks personal data'],
      ['PAI-GW-005', 'fail', 'none stops prompt attacks'],
    ].sort(),
  );
});

test.each(TIERS)('a trail that the organisation keeps breaks no rule in %s', async (tier) => {
  expect(await found(tier, 'audit: { trail: organisation }\n')).toEqual(await found(tier));
});

test.each(TIERS)('a detector of the organisation breaks no rule in %s', async (tier) => {
  expect(await found(tier, 'audit: { guardDuty: organisation }\n')).toEqual(await found(tier));
});

test.each(['mid-market', 'enterprise'] as const)('an account that nobody watches is a finding in %s', async (tier) => {
  expect(await found(tier, 'audit: { guardDuty: "off" }\n')).toEqual(
    [...(await found(tier)), ['PAI-OBS-004', 'fail', 'nobody looks for threats: GuardDuty is off']].sort(),
  );
});
