import type { SynthesizedStack } from '../../../checks/document';
import { evaluatePolicy, PolicyEngine, PolicyError, readRuleBook } from '../../../checks/policy';
import { isObject, type Tier } from '../../../contract';
import { changed, documentOf, judge, judgeBy, TODAY } from './fixture';
import { PLATFORM } from './platform';

const unlogged = changed(PLATFORM, (app) => app.remove('aws_flow_log'));
const unencrypted = changed(PLATFORM, (app) => app.add('aws_vpc', 'aws_s3_bucket', 'Plain', {}));

describe('a finding', () => {
  test('says where, what and how to mend it', () => {
    const [finding] = judgeBy(['PAI-NET-003'], unlogged, { tier: 'mid-market' }).findings;

    expect(finding).toEqual({
      id: 'PAI-NET-003',
      title: 'Every VPC records its flows',
      severity: 'deny',
      status: 'fail',
      stack: 'acme-prod-network',
      address: 'aws_vpc.Network',
      path: 'acme-prod-network/Network/Resource',
      attribute: '',
      message: 'has no flow log of all traffic',
      fix: expect.stringContaining('aws_flow_log'),
    });
  });

  test.each([
    ['smb', 'warn'],
    ['mid-market', 'deny'],
    ['enterprise', 'deny'],
  ] as const)('is as severe as %s says', (tier, severity) => {
    const { findings, summary } = judgeBy(['PAI-NET-003'], unlogged, { tier });

    expect(findings.map((finding) => finding.severity)).toEqual([severity]);
    expect(summary).toEqual({
      deny: severity === 'deny' ? 1 : 0,
      warn: severity === 'warn' ? 1 : 0,
      unknown: 0,
      waived: 0,
    });
  });

  test('comes in one order, whatever the order of the input', () => {
    const broken = changed(unlogged, (app) => app.add('aws_vpc', 'aws_s3_bucket', 'Plain', {}));

    const by = ['PAI-ENC-003', 'PAI-NET-003'];
    const forward = judgeBy(by, broken, { tier: 'smb' });
    const backward = judgeBy(by, [...broken].reverse(), { tier: 'smb' });

    expect(backward).toEqual(forward);
    expect(forward.findings.map((finding) => finding.id)).toEqual(['PAI-ENC-003', 'PAI-NET-003']);
  });
});

test('the tier judged is the one that is asked for', async () => {
  const result = await evaluatePolicy(documentOf(unencrypted, 'enterprise'), {
    tier: 'smb',
    today: TODAY,
    waivers: [],
  });

  const found = result.findings.filter((finding) => finding.id === 'PAI-ENC-003');
  expect(found.map((finding) => finding.severity)).toEqual(['warn']);
});

test('the result names the rules that ran and how much they saw', async () => {
  const result = await judge(PLATFORM, 'smb');

  expect(result.rules).toEqual(readRuleBook().rules.map((rule) => rule.id));
  expect(result.rules).toContain('PAI-TF-003');
  const written = PLATFORM.flatMap(({ json }) =>
    isObject(json) && isObject(json.resource) ? Object.values(json.resource) : [],
  );
  expect(result.resources).toBe(written.filter(isObject).flatMap(Object.keys).length);
  expect(result.resources).toBeGreaterThan(50);
});

test('nothing to judge breaks nothing', async () => {
  expect((await judge([], 'enterprise')).findings).toEqual([]);
});

test('one evaluation leaves nothing behind for the next', async () => {
  const engine = PolicyEngine.fromPackage();
  const options = { tier: 'smb', today: TODAY, waivers: [] } as const;

  const before = engine.evaluate(documentOf(PLATFORM, 'smb'), options);
  engine.evaluate(documentOf(unlogged, 'smb'), options);

  expect(engine.evaluate(documentOf(PLATFORM, 'smb'), options)).toEqual(before);
});

test('a day that does not exist is refused', async () => {
  await expect(
    evaluatePolicy(documentOf(PLATFORM, 'smb'), { tier: 'smb', today: '2026-02-30', waivers: [] }),
  ).rejects.toThrow(PolicyError);
});

test('a rule that looked at nothing has not passed, however much there is of the kinds it names', async () => {
  const withoutDatabase = changed(PLATFORM, (app) => {
    app.remove('litellm_key');
    app.intent(
      ({ kind, program }) => kind === 'gateway-team' && program !== true,
      (team) => Object.assign(team, { program: true }),
    );
    app.values('proxy_config', (values) =>
      Object.assign(values, { db: { useExisting: false, deployStandalone: false } }),
    );
  });
  const word = async (stacks: readonly SynthesizedStack[]): Promise<string | undefined> =>
    (await judge(stacks, 'enterprise')).statuses.find(({ id }) => id === 'PAI-GW-001')?.status;

  expect(await word(PLATFORM)).toBe('pass');
  expect(await word(withoutDatabase)).toBe('not-applicable');
});

describe('what became of a rule', () => {
  const stacks = [
    { name: 'a', json: { resource: { aws_s3_bucket: { B: {} } }, terraform: { required_version: '1.11.0' } } },
  ];
  const statusOf = (id: string, tier: Tier = 'mid-market'): unknown =>
    judgeBy([id], stacks, { tier }).statuses.find((status) => status.id === id);

  test('is told with what it looked at', () => {
    expect(statusOf('PAI-ENC-003')).toMatchObject({
      status: 'fail',
      judged: 1,
      evidence: ['a/aws_s3_bucket.B'],
      fail: 1,
    });
  });

  test.each([
    ['PAI-NET-003', 'nothing of its kind is there'],
    ['PAI-SUP-004', 'no stack has a module'],
  ])('%s did not pass where %s', (id) => {
    expect(statusOf(id)).toMatchObject({ status: 'not-applicable', judged: 0, evidence: [] });
  });

  test('off is no pass', () => {
    const { statuses } = judgeBy(['PAI-ENC-003'], stacks, { tier: 'smb' });

    expect(statuses.find(({ id }) => id === 'PAI-EKS-001')).toMatchObject({ status: 'off', severity: 'off' });
  });
});
