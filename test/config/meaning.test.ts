import { because, type Settings } from '../../config';
import { yamlOf, type Case } from './cases';
import { clientYaml, defaultsOf, problemsOf } from './fixtures';

const EXISTING = `network:
  cidr: 10.0.0.0/16
  existing:
    vpcId: vpc-0123456789abcdef0
    privateSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
`;

describe('what is taken', () => {
  test.each<[string, Partial<Case>]>([
    [
      'as many fewest as most nodes',
      { top: 'cluster: { systemNodes: { minNodes: 4 } }\ngpuPools: { chat: { minNodes: 2 } }\n' },
    ],
    ['the longest context of a model', { top: 'models: { a: { provider: ollama, contextTokens: 40960 } }\n' }],
    ['an existing VPC of any size', { top: EXISTING.replace('/16', '/24') }],
    [
      'two environments in one account and region',
      {
        environment: '',
        swap: [
          'environments:\n',
          'environments:\n  second: { account: "111122223333", region: eu-central-1, domain: b.acme.example, cluster: { admins: ["arn:aws:iam::111122223333:role/a"] } }\n',
        ],
      },
    ],
    ['no way out with every endpoint', { top: 'network: { egress: none, endpoints: all }\n' }],
    [
      'a reservation in its pool',
      { top: 'gpuPools: { chat: { capacity: [reserved, on-demand], reservations: [cr-0123456789abcdef0] } }\n' },
    ],
    [
      'MIG with the operator',
      {
        top: 'gpu: { software: gpu-operator }\ngpuPools: { chat: { instanceTypes: [p4d.24xlarge], sharing: { mode: mig, profile: all-1g.5gb } } }\nmodels: { private: { provider: vllm, model: bge-m3, contextTokens: 512 } }\n',
      },
    ],
    [
      'MIG on Bottlerocket, which cuts by itself',
      {
        top: 'gpuPools: { chat: { ami: bottlerocket, instanceTypes: [p4d.24xlarge], sharing: { mode: mig, profile: all-1g.5gb } } }\nmodels: { private: { provider: vllm, model: bge-m3, contextTokens: 512 } }\n',
      },
    ],
    [
      'fp16 on a T4',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g4dn.xlarge] } }\nmodels: { a: { provider: vllm, model: bge-m3, contextTokens: 512, precision: fp16 } }\n',
      },
    ],
    [
      'a global profile',
      {
        top: 'models: { a: { provider: bedrock, model: a.b, inferenceProfile: global, dataClass: confidential } }\n',
        environment: 'residency: anywhere\n',
      },
    ],
    [
      'cloud models alone, whatever pools the tier proposes',
      { top: 'models: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n' },
    ],
    ['a key in another account', { top: 'cluster: { kmsKeyArn: "arn:aws:kms:eu-central-1:999988887777:key/a" }\n' }],
    ['a boundary AWS owns', { environment: 'permissionsBoundaryArn: arn:aws:iam::aws:policy/PowerUserAccess\n' }],
  ])('%s', (_, file) => {
    expect(problemsOf(yamlOf(file))).toEqual([]);
  });
});

describe('the tier', () => {
  const limit = { code: 'TierLimit', path: 'network.zones', message: 'three are too many', fix: 'write 2' };

  test('has the last word, at the place that causes it', () => {
    const said = problemsOf(clientYaml({ top: 'network: { zones: 3 }\n' }), { tierProblems: () => [limit] });
    const unsaid = problemsOf(clientYaml(), { tierProblems: () => [limit] });

    expect(said).toMatchObject([{ ...limit, line: 8, column: 19 }]);
    expect(unsaid).toMatchObject([
      {
        path: 'network.zones',
        line: 9,
        column: 3,
        message: 'three are too many; the default of tier mid-market: one may fail',
      },
    ]);
  });

  test('is heard about a file with other mistakes in it, where its answer holds however they are mended', () => {
    const tierProblems = ({ network }: Settings) => [
      { code: 'Always', path: 'gateway.replicas', message: 'is too few', fix: 'more' },
      ...(network.zones === 2 ? [{ code: 'IfTwo', path: 'network.zones', message: 'is two', fix: 'more' }] : []),
    ];
    const codes = (top: string): string[] => problemsOf(clientYaml({ top }), { tierProblems }).map(({ code }) => code);

    expect(codes('network: { zones: 2 }\n')).toEqual(expect.arrayContaining(['Always', 'IfTwo']));
    expect(codes('network: { zones: 1 }\n')).toContain('Always');
    expect(codes('network: { zones: 1 }\n')).not.toContain('IfTwo');
  });

  test('may not have defaults that break the rules of the file', () => {
    const result = problemsOf(clientYaml(), {
      defaultsOf: (tier) => {
        const defaults = defaultsOf(tier);
        const state = { bucket: because<string>('b'.repeat(64), 'too long for S3') };
        return { ...defaults, environment: { ...defaults.environment, state } };
      },
    });

    expect(result.map(({ code, path }) => `${code} ${path}`)).toContain('UnfitDefault environment.state.bucket');
  });
});
