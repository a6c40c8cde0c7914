import type { RuleStatus } from '../../contract';
import { judge } from '../checks/policy/fixture';
import { build } from './fixtures';

const teams = (said: string): string => `gateway: { cache: elasticache }
models: { assistant: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal } }
teams:
  claims:
    owner: claims@acme.example
    models: [assistant]
    monthlyUsd: '5'
    keys: { app: { expires: '2026-12-31' } }
${said}`;
const RULES = ['001', '002', '003', '004', '016', '017'].map((number) => `PAI-GW-${number}`);

async function statuses(said: string): Promise<Pick<RuleStatus, 'id' | 'status'>[]> {
  const { synthesized } = build('mid-market', 'day-30', 'us-east-1', teams(said));
  const result = await judge(synthesized, 'mid-market');
  return result.statuses.filter(({ id }) => RULES.includes(id)).map(({ id, status }) => ({ id, status }));
}

test('the rules judge the teams of a client file', async () => {
  expect(await statuses('    useCase: triage of claims\n    riskClass: limited\n')).toEqual(
    RULES.map((id) => ({ id, status: 'pass' })),
  );
});

test.each([
  ['a team that says nothing of its use', ''],
  ['a team of high risk nobody oversees', '    useCase: triage of claims\n    riskClass: high\n'],
])('%s is not in the register', async (_, said) => {
  expect(await statuses(said)).toContainEqual({ id: 'PAI-GW-016', status: 'fail' });
});
