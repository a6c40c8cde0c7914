import { TIERS } from '../../contract';
import { judge } from '../checks/policy/fixture';
import { build } from './fixtures';

const MODELS = `models:
  cloud: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  own: { provider: vllm, dataClass: restricted }
`;

test.each(TIERS)('one name for a model of the cloud and one of the cluster breaks no rule in %s', async (tier) => {
  const found = async (top: string) => {
    const { findings } = await judge(build(tier, 'day-60', 'us-east-1', top).synthesized, tier);
    return findings.map(({ id, status, message }) => [id, status, message]).sort();
  };

  const sized = `${MODELS}gateway: { sizeRouting: { name: auto, small: own, large: cloud } }\n`;

  expect(await found(sized)).toEqual(await found(MODELS));
});
