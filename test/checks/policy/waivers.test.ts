import type { SynthesizedStack } from '../../../checks/document';
import type { PolicyResult, Tier, Waiver } from '../../../contract';
import { changed, judgeBy } from './fixture';
import { PLATFORM } from './platform';

const two = changed(PLATFORM, (app) => {
  app.add('aws_vpc', 'aws_s3_bucket', 'Logs', { '//': { metadata: { path: 'acme-prod-network/Logs/Resource' } } });
  app.add('aws_vpc', 'aws_s3_bucket', 'Logs2', { '//': { metadata: { path: 'acme-prod-network/Logs2/Resource' } } });
  app.add('aws_eks_cluster', 'aws_s3_bucket', 'Logs', {
    '//': { metadata: { path: 'acme-prod-cluster/Logs/Resource' } },
  });
});

const WAIVER: Waiver = {
  id: 'PAI-ENC-003',
  scope: 'acme-prod-network/Logs',
  reason: 'load balancers can only write to buckets with keys of S3',
  owner: 'platform',
  expires: '2027-01-31',
  ticket: 'PLAT-12',
  source: 'clients/acme/client.yaml:41',
};

const RULES = ['PAI-ENC-003', 'PAI-EKS-002', 'PAI-NET-001'];

function judge(stacks: readonly SynthesizedStack[], tier: Tier, waivers: readonly Waiver[] = []): PolicyResult {
  return judgeBy(RULES, stacks, { tier, waivers });
}

function waived(change: Partial<Waiver>, tier: Tier = 'mid-market'): PolicyResult {
  return judge(two, tier, [{ ...WAIVER, ...change }]);
}

/** Places of the bucket rule by status. */
function places({ findings }: PolicyResult, status: string): string[] {
  return findings
    .filter((finding) => finding.id === 'PAI-ENC-003' && finding.status === status)
    .map((finding) => `${finding.stack}/${finding.address}`);
}

function hygiene({ findings }: PolicyResult): [string, string][] {
  return findings.filter((finding) => finding.id === 'PAI-TF-003').map(({ severity, message }) => [severity, message]);
}

describe('a waiver covers what it names', () => {
  test.each([
    ['the construct and all below it', 'acme-prod-network/Logs'],
    ['the construct itself', 'acme-prod-network/Logs/Resource'],
    ['the address with its stack', 'acme-prod-network/aws_s3_bucket.Logs'],
  ])('%s, and nothing beside', (_, scope) => {
    const result = waived({ scope });

    expect(places(result, 'waived')).toEqual(['acme-prod-network/aws_s3_bucket.Logs']);
    expect(places(result, 'fail')).toEqual([
      'acme-prod-cluster/aws_s3_bucket.Logs',
      'acme-prod-network/aws_s3_bucket.Logs2',
    ]);
    expect(hygiene(result)).toEqual([]);
    expect(result.summary).toMatchObject({ deny: 2, waived: 1 });
  });

  test('a bare address that is in one stack only', () => {
    expect(places(waived({ scope: 'aws_s3_bucket.Logs2' }), 'waived')).toEqual([
      'acme-prod-network/aws_s3_bucket.Logs2',
    ]);
  });

  test('a whole stack', () => {
    expect(places(waived({ scope: 'acme-prod-network' }), 'waived')).toEqual([
      'acme-prod-network/aws_s3_bucket.Logs',
      'acme-prod-network/aws_s3_bucket.Logs2',
    ]);
  });

  test('every instance of an address', () => {
    const counted = changed(PLATFORM, (app) => app.add('aws_vpc', 'aws_s3_bucket', 'Many', { count: 2 }));

    const result = judge(counted, 'mid-market', [{ ...WAIVER, scope: 'aws_s3_bucket.Many' }]);

    expect(places(result, 'waived')).toHaveLength(2);
  });

  test('and the report says who answers for it, and for how long', () => {
    const { waivers, findings } = waived({});

    expect(waivers).toEqual([{ ...WAIVER, daysLeft: 71, covers: ['acme-prod-network/aws_s3_bucket.Logs'] }]);
    expect(findings.find((finding) => finding.status === 'waived')?.waiver).toEqual({ ...WAIVER, daysLeft: 71 });
  });

  test('on its last day too', () => {
    expect(places(waived({ expires: '2026-11-21' }), 'waived')).toHaveLength(1);
  });

  test('what is unknown as well', () => {
    const unknown = changed(PLATFORM, (app) =>
      Object.assign(app.resource('aws_eks_cluster'), { enabled_cluster_log_types: '${var.l}' }),
    );

    const { summary } = judge(unknown, 'enterprise', [
      { ...WAIVER, id: 'PAI-EKS-002', scope: 'acme-prod-cluster/Cluster' },
    ]);

    expect(summary).toEqual({ deny: 0, warn: 0, unknown: 0, waived: 1 });
  });
});

describe('a waiver covers nothing', () => {
  test.each<[string, Partial<Waiver>, string]>([
    ['of another rule', { id: 'PAI-NET-003' }, 'covers nothing'],
    ['of a rule that does not exist', { id: 'PAI-ENC-*' }, 'names rule PAI-ENC-*, which does not exist'],
    ['of a rule nobody may waive', { id: 'PAI-SEC-001' }, 'names rule PAI-SEC-001, which cannot be waived'],
    ['with half a name', { scope: 'acme-prod-network/Log' }, 'covers nothing'],
    ['with a name that goes on', { scope: 'acme-prod-network/Logs/Resource/More' }, 'covers nothing'],
    ['without scope', { scope: ' ' }, 'has no scope'],
    ['with too short a reason', { reason: 'because it is so' }, 'has a reason of less than 20 characters'],
    [
      'with a reason of blanks',
      { reason: 'x                              y' },
      'has a reason of less than 20 characters',
    ],
    ['without owner', { owner: ' ' }, 'has no owner'],
    ['without ticket', { ticket: '' }, 'has no ticket'],
    ['with an end that is no day', { expires: '2027-02-30' }, 'expires on "2027-02-30", which is no day'],
    ['that never ends', { expires: '2027-05-21' }, 'ends in 181 days, more than the 180 of mid-market'],
    ['that has ended', { expires: '2026-11-20' }, 'expired on 2026-11-20'],
    [
      'that could mean two stacks',
      { scope: 'aws_s3_bucket.Logs' },
      'means aws_s3_bucket.Logs in acme-prod-cluster and acme-prod-network; write <stack>/<address>',
    ],
  ])('%s', (_, change, message) => {
    const result = waived(change);

    expect(places(result, 'waived')).toEqual([]);
    expect(places(result, 'fail')).toHaveLength(3);
    expect(result.waivers).toEqual([]);
    const { id, scope } = { ...WAIVER, ...change };
    expect(hygiene(result)).toEqual([
      [message === 'covers nothing' ? 'warn' : 'deny', `waiver of ${id} for ${scope} ${message}`],
    ]);
  });

  test('longer than 90 days in enterprise', () => {
    expect(hygiene(waived({ expires: '2027-02-20' }, 'enterprise'))).toEqual([
      ['deny', 'waiver of PAI-ENC-003 for acme-prod-network/Logs ends in 91 days, more than the 90 of enterprise'],
    ]);
    expect(hygiene(waived({ expires: '2027-02-19' }, 'enterprise'))).toEqual([]);
  });

  test.each([
    ['smb', 'warn'],
    ['mid-market', 'warn'],
    ['enterprise', 'deny'],
  ] as const)('and is told as unused: in %s %s', (tier, severity) => {
    const { findings } = judge(PLATFORM, tier, [WAIVER]);

    expect(findings).toMatchObject([
      {
        id: 'PAI-TF-003',
        severity,
        path: 'acme-prod-network/Logs',
        attribute: 'clients/acme/client.yaml:41',
        key: 'PAI-ENC-003',
      },
    ]);
  });

  test('of a finding nobody may waive, where the rule itself may be', () => {
    const database = changed(PLATFORM, (app) =>
      app.add('aws_vpc', 'aws_vpc_security_group_ingress_rule', 'Postgres', {
        '//': { metadata: { path: 'acme-prod-network/Postgres' } },
        cidr_ipv4: '0.0.0.0/0',
        ip_protocol: 'tcp',
        from_port: 5432,
        to_port: 5432,
      }),
    );

    const result = judge(database, 'smb', [{ ...WAIVER, id: 'PAI-NET-001', scope: 'acme-prod-network' }]);

    expect(result.summary).toMatchObject({ deny: 2, waived: 0 });
    expect(hygiene(result)[0]?.[1]).toContain('covers only findings that cannot be waived');
  });

  test('of another stack, where addresses stand for constructs', () => {
    const foreign = ['a', 'b'].map((name) => ({
      name,
      json: {
        resource: { aws_s3_bucket: { Logs: {} } },
        terraform: { required_version: '1', required_providers: { aws: '~> 6.0' } },
      },
    }));

    const both = judge(foreign, 'mid-market', [{ ...WAIVER, scope: 'aws_s3_bucket.Logs' }]);
    const one = judge(foreign, 'mid-market', [{ ...WAIVER, scope: 'b/aws_s3_bucket.Logs' }]);

    expect(places(both, 'waived')).toEqual([]);
    expect(places(one, 'waived')).toEqual(['b/aws_s3_bucket.Logs']);
  });
});

test('of two waivers the longer one counts, and neither is unused', () => {
  const { findings, waivers } = judge(two, 'mid-market', [WAIVER, { ...WAIVER, expires: '2027-02-28' }]);

  expect(findings.find((finding) => finding.status === 'waived')?.waiver?.expires).toBe('2027-02-28');
  expect(waivers).toHaveLength(2);
  expect(findings.some((finding) => finding.id === 'PAI-TF-003')).toBe(false);
});
