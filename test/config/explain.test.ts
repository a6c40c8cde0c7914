import { explain, type Explanation, type ExplainOptions } from '../../config';
import { clientYaml, defaultsOf, loaded } from './fixtures';

const CLIENT = loaded(
  `${clientYaml({ top: 'gpuPools: { chat: { maxNodes: 5 }, rag: {} }\nmodels: { a: { provider: vllm }, b: { provider: ollama, pool: rag } }\n', environment: 'network: { zones: 2 }\n' })}  staging:
    account: "111122224444"
    region: eu-north-1
    domain: staging.acme.example
    cluster: { admins: ["arn:aws:iam::111122224444:role/admin"] }
`,
);

function explained(path: string, options: Partial<ExplainOptions> = {}): Explanation {
  const result = explain(path, { defaultsOf, ...options });
  if (!result.ok) throw new Error(result.problem.message);
  return result.explanation;
}

test('tells what a setting means, may be and is by default, with the reason', () => {
  expect(explained('network.zones')).toMatchObject({
    path: 'network.zones',
    kind: 'setting',
    meaning: expect.stringMatching(/^Availability zones: how many/),
    type: 'whole number or list',
    allowed:
      'a whole number from 2 to 3, or a list of 2 to 3, each an availability zone id, "euc1-az1" (not the letter form)',
    required: false,
    example: 3,
    changing: 'replaces everything',
    defaults: [
      { tier: 'smb', value: 2, reason: 'what EKS needs', dependsOn: [] },
      { tier: 'mid-market', value: 3, reason: 'one may fail', dependsOn: [] },
      { tier: 'enterprise', value: 3, reason: 'one may fail', dependsOn: [] },
    ],
    inForce: [],
  });
});

test('tells what is in force in each environment and where it comes from', () => {
  expect(explained('network.zones', { client: CLIENT }).inForce).toEqual([
    {
      environment: 'production',
      path: 'network.zones',
      value: 2,
      origin: {
        kind: 'file',
        path: 'environments.production.network.zones',
        file: 'clients/acme/client.yaml',
        line: 16,
        column: 23,
      },
    },
    { environment: 'staging', path: 'network.zones', value: 3, origin: { kind: 'tier', reason: 'one may fail' } },
  ]);
});

test.each([
  ['one environment, named', 'network.zones', { environment: 'staging' }, ['network.zones staging']],
  ['one environment, in the path', 'environments.staging.network.zones', {}, ['network.zones staging']],
  ['a setting of an environment', 'environments.production.region', {}, ['environment.region production']],
  [
    'the same in the words of the settings',
    'environment.region',
    {},
    ['environment.region production', 'environment.region staging'],
  ],
  ['one pool', 'gpuPools.rag.maxNodes', { environment: 'staging' }, ['gpuPools.rag.maxNodes staging']],
  [
    'every pool',
    'gpuPools.<name>.maxNodes',
    { environment: 'staging' },
    ['gpuPools.chat.maxNodes staging', 'gpuPools.rag.maxNodes staging'],
  ],
])('answers for %s', (_, path, options, expected) => {
  const { inForce } = explained(path, { client: CLIENT, ...options });

  expect(inForce.map((each) => `${each.path} ${each.environment}`)).toEqual(expected);
});

test('tells what a default depends on', () => {
  const dependencies = (path: string): string[] => explained(path).defaults[0]?.dependsOn ?? [];

  expect(dependencies('environment.state.bucket')).toEqual(['client', 'account']);
  expect(dependencies('environment.deletionProtection')).toEqual(['stage']);
  expect(dependencies('gpuPools')).toEqual(['phase']);
  expect(dependencies('models')).toEqual(['phase']);
  expect(dependencies('network.cidr')).toEqual([]);
});

test('tells the defaults of models by provider', () => {
  const { defaults } = explained('models.<name>.contextTokens');

  expect(defaults.filter(({ tier }) => tier === 'smb')).toEqual([
    { tier: 'smb', provider: 'vllm', value: 16_384, reason: 'long enough', dependsOn: [] },
    { tier: 'smb', provider: 'ollama', value: 8192, reason: 'short', dependsOn: [] },
  ]);
});

test('tells of a section what is in force inside it', () => {
  const { inForce } = explained('gpuPools', { client: CLIENT, environment: 'staging' });

  expect(inForce).toContainEqual(expect.objectContaining({ path: 'gpuPools.rag.maxNodes', origin: expect.anything() }));
  expect(inForce.filter(({ origin }) => origin === undefined)).toEqual([]);
});

test('tells what a section holds', () => {
  expect(explained('gpuPools')).toMatchObject({ kind: 'section', type: 'map', inside: ['gpuPools.<name>'] });
  expect(explained('cluster.systemNodes').inside).toEqual([
    'cluster.systemNodes.instanceType',
    'cluster.systemNodes.minNodes',
    'cluster.systemNodes.maxNodes',
  ]);
});

test('tells all words of a key that tells forms apart', () => {
  expect(explained('models.<name>.provider').allowed).toBe('vllm, ollama, bedrock');
  expect(explained('gpuPools.<name>.sharing.mode').allowed).toBe('none, time-slicing, mig');
});

test.each([
  ['network.cidrs', 'network.cidr'],
  ['netwrok', 'network'],
  ['netwrok.cidr', 'network.cidr'],
  ['gpuPools.chat.maxNode', 'gpuPools.chat.maxNodes'],
  ['flowLogRetentionDays', 'network.flowLogRetentionDays'],
  ['environments.production.regoin', 'environments.production.region'],
  ['something.else', undefined],
  ['', undefined],
  ['a[', undefined],
  ['__proto__', undefined],
])('refuses %p and names %p', (path, near) => {
  const result = explain(path, { defaultsOf });

  expect(result).toMatchObject({ ok: false, problem: { code: 'UnknownSetting', path } });
  expect(!result.ok && result.problem.nearest).toBe(near);
});
