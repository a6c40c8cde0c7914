import { because } from '../../config';
import { clientYaml, defaultsOf, load, loaded, problemsOf, replaced } from './fixtures';

interface Case {
  top?: string;
  environment?: string;
  /** Replaced in the whole file, after the rest. */
  swap?: [string, string];
  code: string;
  path: string;
  at: string;
  message: RegExp;
  fix: RegExp;
}

function yamlOf({ top, environment, swap }: Partial<Case>): string {
  const text = clientYaml({ top, environment });
  return swap === undefined ? text : text.replaceAll(...swap);
}

const EXISTING = `network:
  cidr: 10.0.0.0/16
  existing:
    vpcId: vpc-0123456789abcdef0
    privateSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
`;

describe('what fits one by one and not together', () => {
  test.each<[string, Case]>([
    [
      'ranges that overlap',
      {
        top: 'network: { cidr: 172.20.0.0/16 }\ncluster: { serviceCidr: 172.20.0.0/20 }\n',
        code: 'CidrOverlap',
        path: 'cluster.serviceCidr',
        at: '9:25',
        message: /overlaps network\.cidr/,
        fix: /outside 172\.20/,
      },
    ],
    [
      'a range that overlaps the default of another, where the file says it',
      {
        top: 'network: { cidr: 172.20.0.0/16 }\n',
        code: 'CidrOverlap',
        path: 'network.cidr',
        at: '8:18',
        message: /^"172\.20\.0\.0\/16" overlaps the default of cluster\.serviceCidr, "172\.20\.0\.0\/16"$/,
        fix: /outside/,
      },
    ],
    [
      'a range that is too small',
      {
        top: 'network: { cidr: 10.0.0.0/24 }\n',
        code: 'CidrSize',
        path: 'network.cidr',
        at: '8:18',
        message: /256 addresses/,
        fix: /\/20/,
      },
    ],
    [
      'a range with host bits',
      {
        environment: 'network: { cidr: 10.0.0.5/16 }\n',
        code: 'InvalidCidr',
        path: 'environments.production.network.cidr',
        at: '14:22',
        message: /bits set/,
        fix: /10\.0\.0\.0\/16/,
      },
    ],
    [
      'zones of another region',
      {
        top: 'network: { zones: [euc1-az1, euw1-az2] }\n',
        code: 'ZoneOfOtherRegion',
        path: 'network.zones[1]',
        at: '8:30',
        message: /no zone of eu-central-1/,
        fix: /euc1-az1, euc1-az2, euc1-az3/,
      },
    ],
    [
      'a zone twice',
      {
        top: 'network: { zones: [euc1-az1, euc1-az1] }\n',
        code: 'ZoneTwice',
        path: 'network.zones[1]',
        at: '8:30',
        message: /twice/,
        fix: /once/,
      },
    ],
    [
      'a region whose zones are not known',
      {
        top: 'gpuPools: {}\nmodels: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n',
        swap: ['eu-central-1', 'eu-south-1'],
        code: 'ZonesUnknown',
        path: 'network.zones',
        at: '11:3',
        message: /not known here; the default of tier mid-market: one may fail/,
        fix: /name them by id/,
      },
    ],
    [
      'more zones than a region has for clusters',
      {
        top: 'network: { zones: 3 }\n',
        swap: ['eu-central-1', 'us-west-1'],
        code: 'ZonesUnknown',
        path: 'network.zones',
        at: '8:19',
        message: /2 zones of us-west-1/,
        fix: /^write 2$/,
      },
    ],
    [
      'subnet lists of different length',
      {
        top: `${EXISTING}    publicSubnetIds: [subnet-0123456789abcdef2, subnet-0123456789abcdef3, subnet-0123456789abcdef4]\n`,
        code: 'SubnetCount',
        path: 'network.existing.publicSubnetIds',
        at: '13:22',
        message: /3 subnets where privateSubnetIds has 2/,
        fix: /one a zone/,
      },
    ],
    [
      'more subnets than a network has zones',
      {
        top: EXISTING.replace('def1]', 'def1, subnet-0123456789abcdef2, subnet-0123456789abcdef3]'),
        code: 'SubnetCount',
        path: 'network.existing.privateSubnetIds',
        at: '12:23',
        message: /has 4 subnets/,
        fix: /two or three/,
      },
    ],
    [
      'a subnet named twice',
      {
        top: EXISTING.replace('def1', 'def0'),
        code: 'SubnetTwice',
        path: 'network.existing.privateSubnetIds',
        at: '12:23',
        message: /twice/,
        fix: /one subnet a zone/,
      },
    ],
    [
      'zones beside subnets that are fewer',
      {
        top: `${EXISTING}  zones: [euc1-az1, euc1-az2, euc1-az3]\n`,
        code: 'SubnetCount',
        path: 'network.zones',
        at: '13:10',
        message: /3 zones for 2/,
        fix: /leave it out/,
      },
    ],
    [
      'an existing VPC whose range is not said',
      {
        top: EXISTING.replace('  cidr: 10.0.0.0/16\n', ''),
        code: 'ExistingNetwork',
        path: 'network.existing.vpcId',
        at: '10:12',
        message: /not said/,
        fix: /network\.cidr/,
      },
    ],
    [
      'a pod range in an existing VPC',
      {
        top: `${EXISTING}  podCidr: 100.64.0.0/16\n`,
        code: 'ExistingNetwork',
        path: 'network.podCidr',
        at: '13:12',
        message: /cannot be added/,
        fix: /leave it out/,
      },
    ],
    [
      'no way out and not every endpoint',
      {
        top: 'network: { egress: none }\n',
        code: 'NoWayOut',
        path: 'network.egress',
        at: '8:20',
        message: /endpoints "core"/,
        fix: /endpoints: all/,
      },
    ],
    [
      'more fewest than most system nodes',
      {
        top: 'cluster: { systemNodes: { minNodes: 5 } }\n',
        code: 'MinAboveMax',
        path: 'cluster.systemNodes.minNodes',
        at: '8:37',
        message: /5 is above maxNodes 4/,
        fix: /raise maxNodes to 5/,
      },
    ],
    [
      'system nodes with GPUs',
      {
        top: 'cluster: { systemNodes: { instanceType: g6.xlarge } }\n',
        code: 'GpuForSystemNodes',
        path: 'cluster.systemNodes.instanceType',
        at: '8:41',
        message: /GPUs that nothing/,
        fix: /gpuPools/,
      },
    ],
    [
      'a cluster nobody can reach',
      {
        swap: ['    deployRoleArn: arn:aws:iam::111122223333:role/deploy\n', ''],
        code: 'NobodyGetsIn',
        path: 'cluster.admins',
        at: '9:3',
        message: /nobody could reach the cluster/,
        fix: /admins: \[/,
      },
    ],
    [
      'a role of another partition',
      {
        top: 'cluster: { admins: ["arn:aws-cn:iam::111122223333:role/a"] }\n',
        code: 'OtherPartition',
        path: 'cluster.admins[0]',
        at: '8:21',
        message: /"aws-cn".*"aws"/,
        fix: /arn:aws:/,
      },
    ],
    [
      'a key of another region',
      {
        top: 'cluster: { kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/a" }\n',
        code: 'OtherRegion',
        path: 'cluster.kmsKeyArn',
        at: '8:23',
        message: /eu-west-1.*eu-central-1/,
        fix: /in eu-central-1/,
      },
    ],
    [
      'a certificate of another region',
      {
        environment: 'gateway: { certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/a" }\n',
        code: 'OtherRegion',
        path: 'environments.production.gateway.certificateArn',
        at: '14:32',
        message: /us-east-1/,
        fix: /in eu-central-1/,
      },
    ],
    [
      'a certificate of another account',
      {
        environment: 'gateway: { certificateArn: "arn:aws:acm:eu-central-1:999988887777:certificate/a" }\n',
        code: 'OtherAccount',
        path: 'environments.production.gateway.certificateArn',
        at: '14:32',
        message: /999988887777/,
        fix: /111122223333/,
      },
    ],
    [
      'a role to deploy with in another account',
      {
        swap: [':role/deploy', '9:role/deploy'],
        code: 'WrongFormat',
        path: 'environments.production.deployRoleArn',
        at: '13:20',
        message: /not allowed/,
        fix: /role/,
      },
    ],
    [
      'a GPU type the region does not sell',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g6e.xlarge] } }\n',
        swap: ['eu-central-1', 'eu-west-1'],
        code: 'TypeNotOffered',
        path: 'gpuPools.chat.instanceTypes[0]',
        at: '8:37',
        message: /g6e\.xlarge is not sold in eu-west-1/,
        fix: /take g5\.xlarge, g5\.\w+, g5\.\w+$/,
      },
    ],
    [
      'types with different numbers of GPUs',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g6.xlarge, g6.12xlarge] } }\n',
        code: 'MixedGpuCounts',
        path: 'gpuPools.chat.instanceTypes',
        at: '8:36',
        message: /g6\.xlarge 1, g6\.12xlarge 4/,
        fix: /a pool for each number/,
      },
    ],
    [
      'a type without a GPU',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g6.xlarge, m7i.large] } }\n',
        code: 'TypeWithoutGpu',
        path: 'gpuPools.chat.instanceTypes[1]',
        at: '8:48',
        message: /m7i\.large has no GPU/,
        fix: /GPU type/,
      },
    ],
    [
      'more fewest than most GPU nodes',
      {
        top: 'gpuPools: { chat: { minNodes: 3, maxNodes: 2 } }\n',
        code: 'MinAboveMax',
        path: 'gpuPools.chat.minNodes',
        at: '8:31',
        message: /3 is above maxNodes 2/,
        fix: /lower minNodes/,
      },
    ],
    [
      'reserved without a reservation',
      {
        top: 'gpuPools: { chat: { capacity: [reserved, spot] } }\n',
        code: 'NoReservation',
        path: 'gpuPools.chat.capacity',
        at: '8:31',
        message: /without a reservation/,
        fix: /reservations: \[/,
      },
    ],
    [
      'a reservation that is not used',
      {
        top: 'gpuPools: { chat: { reservations: [cr-0123456789abcdef0] } }\n',
        code: 'ReservationUnused',
        path: 'gpuPools.chat.reservations',
        at: '8:35',
        message: /paid for and not used/,
        fix: /add "reserved"/,
      },
    ],
    [
      'a pool in a zone without subnets',
      {
        top: 'network: { zones: 2 }\ngpuPools: { chat: { zones: [euc1-az3] } }\n',
        code: 'ZoneWithoutSubnet',
        path: 'gpuPools.chat.zones[0]',
        at: '9:29',
        message: /no zone of the network/,
        fix: /euc1-az1, euc1-az2/,
      },
    ],
    [
      'MIG without the operator',
      {
        top: 'gpuPools: { chat: { instanceTypes: [p4d.24xlarge], sharing: { mode: mig, profile: all-1g.5gb } } }\n',
        code: 'GpuSoftware',
        path: 'gpuPools.chat.sharing',
        at: '8:61',
        message: /GPU operator/,
        fix: /gpu-operator/,
      },
    ],
    [
      'MIG on a GPU that cannot be cut',
      {
        top: 'gpu: { software: gpu-operator }\ngpuPools: { chat: { sharing: { mode: mig, profile: all-1g.5gb }, instanceTypes: [g6.xlarge] } }\n',
        code: 'GpuSoftware',
        path: 'gpuPools.chat.sharing',
        at: '9:30',
        message: /L4 of g6\.xlarge cannot be cut/,
        fix: /time-slicing/,
      },
    ],
    [
      'a MIG profile of another GPU',
      {
        top: 'gpu: { software: gpu-operator }\ngpuPools: { chat: { instanceTypes: [p4d.24xlarge], sharing: { mode: mig, profile: all-1g.10gb } } }\n',
        code: 'MigProfile',
        path: 'gpuPools.chat.sharing.profile',
        at: '9:83',
        message: /A100 with 40 GiB/,
        fix: /all-1g\.5gb, all-2g\.10gb, all-3g\.20gb/,
      },
    ],
    [
      'Bottlerocket with the operator',
      {
        top: 'gpu: { software: gpu-operator }\ngpuPools: { chat: { ami: bottlerocket } }\n',
        code: 'GpuSoftware',
        path: 'gpuPools.chat.ami',
        at: '9:26',
        message: /bottlerocket/,
        fix: /al2023/,
      },
    ],
    [
      'a model in a pool that is not there',
      {
        top: 'gpuPools: { chat: {} }\nmodels: { a: { provider: vllm }, b: { provider: vllm, pool: chta } }\n',
        code: 'UnknownPool',
        path: 'models.b.pool',
        at: '9:61',
        message: /"chta" is no pool/,
        fix: /write one of chat/,
      },
    ],
    [
      'a model whose default pool is not there',
      {
        top: 'gpuPools: { rag: {} }\nmodels: { a: { provider: vllm }, b: { provider: vllm, pool: rag } }\n',
        code: 'UnknownPool',
        path: 'models.a.pool',
        at: '9:11',
        message: /"chat" is no pool; the default of tier mid-market: the pool of the tier/,
        fix: /write one of rag/,
      },
    ],
    [
      'a pool no model runs in',
      {
        top: 'gpuPools: { chat: {}, rag: {} }\n',
        code: 'UnusedPool',
        path: 'gpuPools.rag',
        at: '8:23',
        message: /used by no model/,
        fix: /pool: rag/,
      },
    ],
    [
      'a context longer than the model reads',
      {
        top: 'models: { a: { provider: ollama, contextTokens: 100000 } }\n',
        code: 'ContextTooLong',
        path: 'models.a.contextTokens',
        at: '8:49',
        message: /100000 is more than the 40960/,
        fix: /40960/,
      },
    ],
    [
      'bf16 on a T4',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g4dn.xlarge] } }\n',
        code: 'PrecisionOfGpu',
        path: 'models.private.precision',
        at: '10:3',
        message: /T4 of g4dn\.xlarge.*; the default of tier mid-market: as published/,
        fix: /fp16/,
      },
    ],
    [
      'a profile of another area',
      {
        top: 'models: { a: { provider: bedrock, model: a.b, inferenceProfile: us, dataClass: confidential } }\n',
        code: 'InferenceArea',
        path: 'models.a.inferenceProfile',
        at: '8:65',
        message: /"us" cannot be called from eu-central-1/,
        fix: /^write eu$/,
      },
    ],
    [
      'data that no model may see',
      {
        swap: ['[internal, confidential]', '[internal, restricted]'],
        top: 'models: { a: { provider: bedrock, model: a.b } }\n',
        code: 'NoModelForData',
        path: 'dataClasses[1]',
        at: '7:25',
        message: /"restricted" data may be seen by no model/,
        fix: /dataClass: restricted/,
      },
    ],
    [
      'a model of its own before its phase',
      {
        top: 'models: { a: { provider: vllm } }\n',
        swap: ['day-60', 'day-30'],
        code: 'PhaseTooEarly',
        path: 'models.a.provider',
        at: '8:26',
        message: /vllm runs on GPUs, which day-30 does not have/,
        fix: /raise phase to day-60/,
      },
    ],
    [
      'a pool before its phase',
      {
        top: 'gpuPools: { chat: {} }\nmodels: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n',
        swap: ['day-60', 'day-30'],
        code: 'PhaseTooEarly',
        path: 'gpuPools.chat',
        at: '8:13',
        message: /is a GPU pool/,
        fix: /raise phase to day-60/,
      },
    ],
  ])('%s', (_, { code, path, at, message, fix, ...file }) => {
    const problems = problemsOf(yamlOf(file));
    const places = problems.map((problem) => ({
      code: problem.code,
      path: problem.path,
      at: `${problem.line}:${problem.column}`,
    }));

    expect(places).toEqual([{ code, path, at }]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.fix).toMatch(fix);
  });

  test('Bedrock in China', () => {
    const text = yamlOf({
      top: 'models: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n',
      swap: ['eu-central-1', 'cn-northwest-1'],
    }).replaceAll('arn:aws:', 'arn:aws-cn:');

    expect(problemsOf(text)).toMatchObject([{ code: 'BedrockNotOffered', path: 'models.a.provider', line: 8 }]);
  });

  test('a role to deploy with in another account', () => {
    expect(problemsOf(clientYaml().replace('iam::111122223333', 'iam::999988887777'))).toMatchObject([
      { code: 'OtherAccount', path: 'environments.production.deployRoleArn', line: 13, column: 20 },
    ]);
  });
});

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
        top: 'gpu: { software: gpu-operator }\ngpuPools: { chat: { instanceTypes: [p4d.24xlarge], sharing: { mode: mig, profile: all-1g.5gb } } }\n',
      },
    ],
    [
      'MIG on Bottlerocket, which cuts by itself',
      {
        top: 'gpuPools: { chat: { ami: bottlerocket, instanceTypes: [p4d.24xlarge], sharing: { mode: mig, profile: all-1g.5gb } } }\n',
      },
    ],
    [
      'fp16 on a T4',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g4dn.xlarge] } }\nmodels: { a: { provider: vllm, precision: fp16 } }\n',
      },
    ],
    [
      'a global profile',
      { top: 'models: { a: { provider: bedrock, model: a.b, inferenceProfile: global, dataClass: confidential } }\n' },
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

describe('the calendar', () => {
  const version = (minor: string): string => clientYaml({ top: `cluster: { version: "${minor}" }\n` });

  test.each([
    ['1.31', '2026-11-26', 'ok'],
    ['1.31', '2026-11-27', 'refused'],
    ['1.34', '2026-09-02', 'quiet'],
    ['1.34', '2026-09-03', 'ok'],
    ['1.34', '2026-12-02', 'ok'],
    ['1.34', '2026-12-03', 'ok'],
    ['1.35', '2026-11-21', 'quiet'],
  ])('version %s on %s is %s', (minor, today, verdict) => {
    const result = load(version(minor), { today });

    expect(result.ok ? (result.notices.length > 0 ? 'ok' : 'quiet') : 'refused').toBe(verdict);
  });

  test('a version past support is refused with those that are not', () => {
    const [problem] = problemsOf(version('1.31'), { today: '2027-01-01' });

    expect(problem).toMatchObject({ code: 'VersionPastSupport', path: 'cluster.version', line: 8, column: 21 });
    expect(problem?.expected).toBe('1.32, 1.33, 1.34, 1.35');
  });

  test('the end of standard support is told with the days that are left, or with what it costs since', () => {
    const notice = (today: string): string => loaded(version('1.34'), { today }).notices[0]?.message ?? '';

    expect(notice('2026-11-21')).toMatch(/loses standard support on 2026-12-02, in 11 days/);
    expect(notice('2026-12-03')).toMatch(
      /lost standard support on 2026-12-02: its control plane costs six times as much/,
    );
  });
});

test('a region where a type is perhaps not sold is told and not refused', () => {
  const result = loaded(
    clientYaml({ top: 'network: { zones: [sae1-az1, sae1-az2] }\n' }).replace('eu-central-1', 'sa-east-1'),
  );

  expect(result.notices).toMatchObject([{ code: 'OfferUnknown', path: 'gpuPools.chat.instanceTypes' }]);
  expect(result.notices[0]?.fix).toMatch(/describe-instance-type-offerings --region sa-east-1/);
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

  test('is not asked about a file that is broken', () => {
    const asked = jest.fn(() => []);

    problemsOf(replaced('domain:', 'domian:'), { tierProblems: asked });

    expect(asked).not.toHaveBeenCalled();
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
