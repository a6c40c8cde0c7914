import fc from 'fast-check';
import { effectiveSettings, type ResolvedEnvironment } from '../../config';
import { clientYaml, loaded } from './fixtures';

const STAGING = `  staging:
    account: "111122224444"
    region: eu-north-1
    domain: staging.acme.example
    stage: staging
    cluster: { admins: ["arn:aws:iam::111122224444:role/admin"] }
`;

function environment(text: string, name = 'production'): ResolvedEnvironment {
  const found = loaded(text).environments.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
}

describe('one merge rule', () => {
  test('an environment says over the top, the top over the tier', () => {
    const text = clientYaml({
      top: 'network: { cidr: 10.1.0.0/16, egress: nat-per-zone }\n',
      environment: 'network: { egress: single-nat }\n',
    });

    expect(environment(text).settings.network).toEqual({
      cidr: '10.1.0.0/16',
      zones: 3,
      egress: 'single-nat',
      endpoints: 'core',
      flowLogRetentionDays: 90,
    });
  });

  test('sections merge at every depth', () => {
    const text = clientYaml({
      top: 'cluster: { systemNodes: { minNodes: 3 } }\n',
      environment: 'cluster: { systemNodes: { maxNodes: 9 } }\n',
    });

    expect(environment(text).settings.cluster.systemNodes).toEqual({
      instanceType: 'm7i.large',
      minNodes: 3,
      maxNodes: 9,
    });
  });

  test('lists replace, an empty one too', () => {
    const text = clientYaml({
      top: 'cluster: { apiCidrs: [203.0.113.0/24, 198.51.100.0/24] }\n',
      environment: 'cluster: { apiCidrs: [] }\n',
    });

    expect(environment(text).settings.cluster.apiCidrs).toEqual([]);
  });

  test('tags merge key by key', () => {
    const text = clientYaml({ top: 'tags: { a: "1", b: "1" }\n', environment: 'tags: { b: "2", c: "2" }\n' });

    expect(environment(text).settings.tags).toEqual({ a: '1', b: '2', c: '2' });
  });

  test('what is said as a whole is replaced as a whole: no subnet of another VPC, no figure of another way of sharing', () => {
    const existing = (digit: number, more = ''): string =>
      `network: { cidr: 10.0.0.0/16, existing: { vpcId: vpc-0123456${digit}, privateSubnetIds: [subnet-1234567${digit}, subnet-2234567${digit}]${more} } }\n`;
    const text = clientYaml({
      top: `${existing(1, ', publicSubnetIds: [subnet-33345671, subnet-44445671]')}gpuPools: { chat: { sharing: { mode: time-slicing, replicas: 4 } } }\n`,
      environment: `${existing(2)}gpuPools: { chat: { sharing: { mode: none } } }\n`,
    });

    const { settings } = environment(text);

    expect(settings.network.existing).toEqual({
      vpcId: 'vpc-01234562',
      privateSubnetIds: ['subnet-12345672', 'subnet-22345672'],
    });
    expect(settings.gpuPools['chat']?.sharing).toEqual({ mode: 'none' });
  });

  test('settings of one environment do not reach another', () => {
    const text =
      clientYaml({
        environment:
          'budget: { monthlyUsd: "9" }\ngpuPools: { extra: {} }\nmodels: { x: { provider: vllm, pool: extra } }\n',
      }) + STAGING;

    expect(environment(text).settings.budget.monthlyUsd).toBe('9');
    expect(environment(text, 'staging').settings.budget.monthlyUsd).toBe('5000');
    expect(Object.keys(environment(text, 'staging').settings.gpuPools)).toEqual(['chat']);
  });
});

describe('pools and models', () => {
  const pools = (text: string, name?: string): string[] => Object.keys(environment(text, name).settings.gpuPools);

  test('are those of the tier where the file names none, each completed from the defaults of an item', () => {
    expect(environment(clientYaml()).settings.gpuPools).toEqual({
      chat: {
        instanceTypes: ['g6.xlarge', 'g6.2xlarge'],
        ami: 'al2023',
        capacity: ['on-demand'],
        reservations: [],
        minNodes: 0,
        maxNodes: 3,
        rootVolumeGiB: 200,
        zones: [],
        sharing: { mode: 'none' },
      },
    });
    expect(Object.keys(environment(clientYaml()).settings.models)).toEqual(['assistant', 'private']);
  });

  test('said at the top stand in place of all of the tier’s', () => {
    const text = clientYaml({ top: 'gpuPools: { rag: {} }\nmodels: { mine: { provider: vllm, pool: rag } }\n' });

    expect(pools(text)).toEqual(['rag']);
    expect(environment(text).settings.gpuPools['rag']?.maxNodes).toBe(2);
    expect(Object.keys(environment(text).settings.models)).toEqual(['mine']);
  });

  test('said in an environment merge by name into those at the top, or into the tier’s', () => {
    const own = 'gpuPools: { chat: { maxNodes: 7 }, rag: {} }\nmodels: { mine: { provider: vllm, pool: rag } }\n';
    const overTier = clientYaml({ environment: own });
    const overTop = clientYaml({ top: 'gpuPools: { chat: { rootVolumeGiB: 500 } }\n', environment: own });

    expect(pools(overTier)).toEqual(['chat', 'rag']);
    expect(environment(overTier).settings.gpuPools['chat']).toMatchObject({ maxNodes: 7, rootVolumeGiB: 200 });
    expect(environment(overTop).settings.gpuPools['chat']).toMatchObject({ maxNodes: 7, rootVolumeGiB: 500 });
  });

  test('of another provider in an environment take nothing over from the one they stand in for', () => {
    const text = clientYaml({
      top: 'models: { mine: { provider: vllm, contextTokens: 4096 } }\n',
      environment: 'models: { mine: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: confidential } }\n',
    });

    expect(environment(text).settings.models).toEqual({
      mine: { provider: 'bedrock', model: 'amazon.nova-lite-v1:0', dataClass: 'confidential' },
    });
  });

  test('of the tier that nothing uses are left out', () => {
    const text = clientYaml({ top: 'models: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n' });

    expect(pools(text)).toEqual([]);
  });

  test('follow the phase', () => {
    const text = clientYaml().replace('day-60', 'day-30').replace('[internal, confidential]', '[internal]');

    expect(pools(text)).toEqual([]);
    expect(Object.keys(environment(text).settings.models)).toEqual(['assistant']);
  });
});

describe('what follows from the rest', () => {
  test('partition from region, protection from stage, bucket from client and account', () => {
    const text = clientYaml() + STAGING.replace('stage: staging', 'stage: development');

    expect(environment(text).settings.environment).toMatchObject({
      name: 'production',
      partition: 'aws',
      deletionProtection: 'on',
    });
    expect(environment(text, 'staging').settings.environment).toMatchObject({
      deletionProtection: 'off',
      state: { bucket: 'acme-111122224444-tfstate' },
    });
  });

  test('no tags and no waivers where none are said', () => {
    expect(environment(clientYaml()).settings).toMatchObject({ tags: {}, waivers: [] });
  });
});

describe('where a value comes from', () => {
  const text = clientYaml({
    top: 'network: { cidr: 10.1.0.0/16 }\ngpuPools: { chat: { maxNodes: 5, instanceTypes: [g6.xlarge, g6.2xlarge] } }\n',
    environment: 'network:\n  egress: nat-per-zone\n',
  });

  test.each([
    [
      'network.egress',
      {
        kind: 'file',
        path: 'environments.production.network.egress',
        file: 'clients/acme/client.yaml',
        line: 17,
        column: 15,
      },
    ],
    ['network.cidr', { kind: 'file', path: 'network.cidr', file: 'clients/acme/client.yaml', line: 8, column: 18 }],
    ['network.zones', { kind: 'tier', reason: 'one may fail' }],
    [
      'gpuPools.chat.maxNodes',
      { kind: 'file', path: 'gpuPools.chat.maxNodes', file: 'clients/acme/client.yaml', line: 9, column: 31 },
    ],
    [
      'gpuPools.chat.instanceTypes[1]',
      { kind: 'file', path: 'gpuPools.chat.instanceTypes[1]', file: 'clients/acme/client.yaml', line: 9, column: 61 },
    ],
    ['gpuPools.chat.minNodes', { kind: 'tier', reason: 'idle costs' }],
    ['models.private.pool', { kind: 'tier', reason: 'the pool of the tier' }],
    ['models.private.provider', { kind: 'tier', reason: 'a cloud model for all' }],
    [
      'environment.region',
      { kind: 'file', path: 'environments.production.region', file: 'clients/acme/client.yaml', line: 13, column: 13 },
    ],
    [
      'environment.name',
      { kind: 'file', path: 'environments.production', file: 'clients/acme/client.yaml', line: 11, column: 3 },
    ],
    ['environment.state.bucket', { kind: 'tier', reason: 'unique in the world' }],
    ['environment.partition', { kind: 'computed', from: 'environment.region' }],
    ['tier', { kind: 'file', path: 'tier', file: 'clients/acme/client.yaml', line: 3, column: 7 }],
    ['network', undefined],
    ['network.podCidr', undefined],
  ])('%s', (path, origin) => {
    expect(environment(text).provenance.origin(path)).toEqual(origin);
  });

  test('is known of every value there is', () => {
    const unknown = effectiveSettings(environment(text)).filter(({ origin }) => origin === undefined);

    expect(unknown.map(({ path }) => path)).toEqual([
      'tags',
      'catalogue',
      'groups',
      'useCases',
      'teams',
      'policy.packs',
      'policy.severities',
      'waivers',
    ]);
  });

  test('and the values are the ones the platform is built from', () => {
    const { settings } = environment(text);
    const rows = Object.fromEntries(effectiveSettings(environment(text)).map(({ path, value }) => [path, value]));

    expect(rows['network.egress']).toBe(settings.network.egress);
    expect(rows['gpuPools.chat.sharing']).toEqual({ mode: 'none' });
    expect(rows['environment.state.bucket']).toBe('acme-111122223333-tfstate');
  });
});

test('the order in which a file says things changes nothing', () => {
  const lines = [
    'tags: { a: "1" }\n',
    'network: { zones: 2 }\n',
    'budget: { monthlyUsd: "7" }\n',
    'gpuPools: { b: {}, a: {} }\n',
    'models: { y: { provider: vllm, pool: a }, x: { provider: ollama, pool: b } }\n',
  ];
  const usual = JSON.stringify(environment(clientYaml({ top: lines.join('') })).settings);

  fc.assert(
    fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
      expect(JSON.stringify(environment(clientYaml({ top: shuffled.join('') })).settings)).toBe(usual);
    }),
    { numRuns: 40, seed: 5 },
  );
});
