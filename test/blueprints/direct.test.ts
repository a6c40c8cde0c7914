import { BLUEPRINTS } from '../../blueprints';
import { loadClient } from '../../config';
import { isObject, TIERS, type JsonObject, type Tier } from '../../contract';
import { clientFile, DAY } from '../bin/fixtures';
import { matches } from '../filter-pattern';
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

function resources(
  tier: Tier,
  said: string,
  type: string,
  change: (text: string) => string = (text) => text,
): JsonObject[] {
  return build(tier, 'day-60', 'us-east-1', change(`${cached(tier)}${MODELS}${teams(said)}`)).synthesized.flatMap(
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
  expect(texts.join('')).not.toContain('groundplane_door');
});

describe('an application that may ask engines', () => {
  const UNGUARDED = 'models: [assistant, private]';
  const opened = (type: string): JsonObject[] =>
    resources('smb', UNGUARDED, type, (text) => text.replace('5000 }', '5000, engines: unguarded }'));

  test('reaches those of its models, and they let it in', () => {
    const texts = opened('helm_release').map(({ values }) => String(values));
    const [models = '', own = ''] = ['"namespace":"models"', '"namespace":"direct-claims"'].map((namespace) =>
      texts
        .filter((text) => text.includes('NetworkPolicy') && text.includes(namespace))
        .find((text) => text.includes('8000')),
    );

    expect(models).toMatch(/from-teams-to-private.*"helm-release-name":"vllm-private".*direct-claims/);
    expect(own).toMatch(/to-engine-1.*"helm-release-name":"vllm-private"/);
    expect(texts.filter((text) => text.includes('groundplane_door.Door'))).toHaveLength(1);
  });

  test('reads the keys of its team, and no other secret', () => {
    const policy = opened('aws_iam_role_policy').find(({ name }) => name === 'direct-claims');
    const { Statement }: { Statement: { Action: string; Resource: string[] }[] } = JSON.parse(
      String(policy?.['policy']),
    );
    const reads = Statement.filter(({ Action }) => Action.includes('GetSecretValue'));

    expect(reads.map(({ Resource }) => [Resource].flat())).toEqual([[expect.stringContaining('TeamKey-claims-app')]]);
  });

  test('has its tokens counted with those of Bedrock', () => {
    const filters = opened('aws_cloudwatch_log_metric_filter').filter(({ name }) =>
      String(name).includes('direct-claims'),
    );
    const alarm = opened('aws_cloudwatch_metric_alarm').find(({ alarm_name }) =>
      String(alarm_name).endsWith('direct-claims-tokens'),
    );

    expect(filters).toHaveLength(3);
    const engines = filters.find(({ name }) => String(name).includes('engines'));
    const event = { body: { activity_name: 'direct', unmapped: { team: { id: 'claims' }, tokens: { total: 12 } } } };
    expect(matches(String(engines?.['pattern']), event)).toBe(true);
    expect(matches(String(engines?.['pattern']), { body: { ...event.body, activity_name: 'acompletion' } })).toBe(
      false,
    );
    expect(JSON.stringify(alarm)).toContain('FILL(asked, 0) + FILL(answered, 0) + FILL(engines, 0)');
  });
});

test('somebody is told of more tokens a day than planned', () => {
  const alarm = resources('smb', 'models: [assistant]', 'aws_cloudwatch_metric_alarm').find(({ alarm_name }) =>
    String(alarm_name).endsWith('direct-claims-tokens'),
  );

  expect(alarm).toMatchObject({ threshold: 5000, comparison_operator: 'GreaterThanThreshold' });
  expect(String(alarm?.['alarm_actions'])).toContain('alarm_topic_arn');
});

test.each(
  TIERS.flatMap((tier) => [[tier, 'Bedrock', ''] as const, [tier, 'engines too', ', engines: unguarded'] as const]),
)('in %s, where it may ask %s, it breaks no rule', async (tier, _, more) => {
  const judged = async (said: string): Promise<string[]> =>
    (await judge(build(tier, 'day-60', 'us-east-1', said).synthesized, tier)).findings.map(
      ({ id, address, message }) => `${id} ${address} ${message}`,
    );
  const top = `${cached(tier)}${MODELS}`;

  const said = teams('models: [assistant, private]').replace('5000 }', `5000${more} }`);
  expect(await judged(`${top}${said}`)).toEqual(await judged(`${top}${said.replace(/ {4}direct:.*\n/, '')}`));
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
