import { expectOne, type Case } from './cases';
import { clientYaml, load, loaded, problemsOf } from './fixtures';

describe('a cluster nobody could make or reach is refused for', () => {
  test.each<[string, Case]>([
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
  ])('%s', (_, one) => {
    expectOne(one);
  });

  test('a role to deploy with in another account', () => {
    expect(problemsOf(clientYaml().replace('iam::111122223333', 'iam::999988887777'))).toMatchObject([
      { code: 'OtherAccount', path: 'environments.production.deployRoleArn', line: 13, column: 20 },
    ]);
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
