import { BLUEPRINTS } from '../../blueprints';
import { loadClient } from '../../config';
import { isObject, TIERS, type JsonObject, type Tier } from '../../contract';
import { clientFile, DAY } from '../bin/fixtures';
import { judge } from '../checks/policy/fixture';
import { build } from './fixtures';

const MODELS = `gpuPools: { chat: {} }
models:
  assistant: { provider: bedrock, model: 'amazon.nova-lite-v1:0', inferenceProfile: us, dataClass: internal }
  other: { provider: bedrock, model: 'amazon.nova-pro-v1:0', dataClass: internal }
  vectors: { provider: bedrock, model: 'amazon.titan-embed-text-v2:0', dataClass: internal }
  private: { provider: vllm }
`;
const teams = (said: string): string => `teams:
  claims:
    owner: claims@acme.example
    useCase: triage of claims
    riskClass: limited
    monthlyUsd: '5'
    keys: { app: { expires: '2026-12-31' } }
    direct: { tokensPerDay: 5000 }
    ${said}
`;
const cached = (tier: Tier): string => (tier === 'smb' ? '' : 'gateway: { cache: elasticache }\n');

function resources(tier: Tier, said: string, type: string): JsonObject[] {
  return build(tier, 'day-60', 'us-east-1', `${cached(tier)}${MODELS}${teams(said)}`).synthesized.flatMap(
    ({ json }) => {
      const found = isObject(json) && isObject(json.resource) ? json.resource[type] : undefined;
      return isObject(found) ? Object.values(found).filter(isObject) : [];
    },
  );
}

const policiesOf = (said: string): string[] =>
  resources('smb', said, 'aws_iam_role_policy')
    .filter(({ name }) => name === 'direct-claims')
    .map(({ policy }) => String(policy));

test('an application may call the models of its team through the guardrail, and no others', () => {
  const [policy = ''] = policiesOf('models: [assistant, vectors, private]');
  const { Statement }: { Statement: { Action: string[]; Condition?: { StringEquals: Record<string, string> } }[] } =
    JSON.parse(policy);
  const calls = Statement.filter(({ Action }) => Action.includes('bedrock:InvokeModel'));

  expect(policy).toContain('foundation-model/amazon.nova-lite-v1:0');
  expect(policy).not.toMatch(/nova-pro|titan|\*"/);
  expect(calls.length).toBeGreaterThan(1);
  for (const { Condition } of calls)
    expect(Condition?.StringEquals['bedrock:GuardrailIdentifier']).toMatch(/guardrail_arn\}:.*version\}$/);
});

test('a team that is stopped loses its role', () => {
  expect(policiesOf("models: [assistant]\n    stopped: 'yes'")).toEqual([]);
});

test('its pods reach no engine, and no engine lets them in', () => {
  const texts = resources('smb', 'models: [assistant, private]', 'helm_release').map(({ values }) => String(values));
  const speaking = texts.filter((text) => text.includes('NetworkPolicy') && text.includes('direct-claims'));

  expect(speaking).toHaveLength(1);
  expect(speaking.join('')).not.toContain('8000');
});

test('somebody is told of more tokens a day than planned', () => {
  const alarm = resources('smb', 'models: [assistant]', 'aws_cloudwatch_metric_alarm').find(({ alarm_name }) =>
    String(alarm_name).endsWith('direct-claims-tokens'),
  );

  expect(alarm).toMatchObject({ threshold: 5000, comparison_operator: 'GreaterThanThreshold' });
  expect(String(alarm?.['alarm_actions'])).toContain('alarm_topic_arn');
});

test.each(TIERS)('it breaks no rule in %s', async (tier) => {
  const judged = async (said: string): Promise<string[]> =>
    (await judge(build(tier, 'day-60', 'us-east-1', said).synthesized, tier)).findings.map(
      ({ id, address, message }) => `${id} ${address} ${message}`,
    );
  const top = `${cached(tier)}${MODELS}`;

  expect(await judged(`${top}${teams('models: [assistant]')}`)).toEqual(
    await judged(`${top}${teams('models: [assistant]').replace(/ {4}direct:.*\n/, '')}`),
  );
});

test.each([
  ['whose models are all in the cluster', 'models: [private]', '', 'DirectWithoutModel teams.claims.direct'],
  ['that only makes vectors', 'models: [vectors]', '', 'DirectWithoutModel teams.claims.direct'],
  [
    'past which nothing guards',
    'models: [assistant]',
    "gateway: { cloudGuardrail: 'off' }\n",
    'DirectWithoutGuardrail teams.claims.direct',
  ],
])('a team %s has no way past the gateway', (_, said, gateway, problem) => {
  const text = clientFile('acme', { tier: 'smb', phase: 'day-60', top: `${gateway}${MODELS}${teams(said)}`.trimEnd() });
  const loaded = loadClient(text, 'clients/acme/client.yaml', {
    today: DAY[1] ?? '',
    defaultsOf: (each) => BLUEPRINTS[each].defaults,
    tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
  });

  expect(loaded.ok ? [] : loaded.problems.map(({ code, path }) => `${code} ${path}`)).toContain(problem);
});
