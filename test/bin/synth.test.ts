import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BLUEPRINTS } from '../../blueprints';
import { clientFile, DAY, Workspace } from './fixtures';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => {
  jest.restoreAllMocks();
  work.remove();
});

describe('a synth', () => {
  test('writes stacks, report and manifest, and says what it came to', async () => {
    work.client('acme', clientFile('acme'));

    const { code, stdout } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(0);
    expect(stdout).toMatch(/acme · production · smb · day-60 · us-east-1/);
    expect(Object.keys(work.files('cdktf.out'))).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'report.json',
        'report.md',
        'stacks/acme-production-network/cdk.tf.json',
      ]),
    );
  });

  test('writes the chart of our own once a stack, for all releases in it', async () => {
    work.client('acme', clientFile('acme'));

    await work.run('synth', '--client', 'acme', ...DAY);

    const stack = 'cdktf.out/stacks/acme-production-platform';
    const [chart, ...more] = Object.keys(work.files(stack)).filter((path) => path.endsWith('/Chart.yaml'));
    expect(more).toEqual([]);
    const uses = work.read(`${stack}/cdk.tf.json`).split(`"./${dirname(chart ?? '')}"`).length - 1;
    expect(uses).toBeGreaterThan(1);
  });

  test('that is refused says of an earlier output what it is, and leaves it', async () => {
    work.client('acme', clientFile('acme'));
    const first = await work.run('synth', '--client', 'acme', ...DAY);
    const before = work.files('cdktf.out');
    work.client('acme', clientFile('acme', { tier: 'smbb' }));

    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(first.stdout).toMatch(
      /next: npx groundplane bootstrap --client acme --environment production .*CLIENT=acme npx cdktf diff/,
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/what lies in cdktf\.out is of an earlier file/);
    expect(work.files('cdktf.out')).toEqual(before);
    expect((await work.run('synth', '--client', 'acme', '--output', 'new', ...DAY)).stderr).not.toMatch(/earlier file/);
  });

  test('of several clients gives each a folder of its own', async () => {
    work.client('acme', clientFile('acme'));
    work.client('beta', clientFile('beta'));

    const { code } = await work.run('synth', '--all', '--output', 'out', ...DAY);

    expect(code).toBe(0);
    expect(work.exists('out/acme/manifest.json')).toBe(true);
    expect(work.exists('out/beta/manifest.json')).toBe(true);
  });

  test('of several clients tells what is wrong with each, and with their rules, in one run', async () => {
    work.client('acme', clientFile('acme', { tier: 'smbb' }));
    work.client('beta', clientFile('beta', { phase: 'day-31' }));
    work.client('gamma', clientFile('gamma'));
    work.write('clients/beta/policies/beta_s3_001.rego', 'package nothing\n');

    const { code, stderr } = await work.run('synth', '--all', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/clients\/acme\/client\.yaml:3:7 {2}tier "smbb"/);
    expect(stderr).toMatch(/clients\/beta\/client\.yaml:4:8 {2}phase "day-31"/);
    expect(stderr).toMatch(/clients\/beta\/policies\/beta_s3_001\.rego/);
    expect(work.exists('cdktf.out')).toBe(false);
  });

  test('tells in the same run what the file says of rules and prices, beside its other mistakes', async () => {
    const top = [
      'policy: { severities: { PAI-EKS-999: off } }',
      'waivers: [{ id: PAI-EKS-998, scope: x, reason: the office moves behind the VPN soon, owner: platform, expires: "2026-12-31", ticket: PLAT-12 }]',
      'useCases: { desk: { owner: a@b.example, kpi: tickets, model: cloud, requestsPerMonth: 1000, inputTokens: 10, outputTokens: 10 } }',
      'models: { cloud: { provider: bedrock, model: acme.unknown-v1:0 } }',
    ].join('\n');
    work.client('acme', clientFile('acme', { top, environment: '    network: { zonez: 2 }' }));

    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(2);
    for (const said of [
      /zonez/,
      /no rule PAI-EKS-999/,
      /no rule PAI-EKS-998/,
      /useCases\.desk\.model cannot be priced/,
    ])
      expect(stderr).toMatch(said);
  });

  test('of all clients takes away what it wrote for one who is gone, but nothing of Terraform or of others', async () => {
    for (const name of ['acme', 'beta', 'gone']) work.client(name, clientFile(name));
    await work.run('synth', '--all', '--output', 'out', ...DAY);
    work.write('out/gone/stacks/gone-production-network/terraform.tfstate', 'kept');
    work.write('out/notes/report.json', '{ "client": "gone" }');
    work.drop('clients/gone');

    const { stderr } = await work.run('synth', '--all', '--output', 'out', ...DAY);

    expect(stderr).toMatch(/taken away: out\/gone, /);
    expect(Object.keys(work.files('out/gone'))).toEqual(['stacks/gone-production-network/terraform.tfstate']);
    expect(work.exists('out/notes/report.json')).toBe(true);
    expect(work.exists('out/acme/manifest.json')).toBe(true);
  });

  test('without use cases leaves no ledger of earlier ones', async () => {
    work.client('acme', clientFile('acme'));
    work.write('cdktf.out/ledger.csv', 'client,month');

    await work.run('synth', '--client', 'acme', ...DAY);

    expect(work.exists('cdktf.out/ledger.csv')).toBe(false);
  });

  test('prints one JSON document and nothing beside it when asked for JSON', async () => {
    work.client('acme', clientFile('acme'));

    const { stdout } = await work.run('synth', '--client', 'acme', '--format', 'json', ...DAY);

    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, client: 'acme', verdict: expect.any(String) });
  });

  test('gives the same bytes in another folder, time zone and locale', async () => {
    work.client('acme', clientFile('acme'));
    const other = new Workspace();
    other.client('acme', clientFile('acme'));
    const { TZ, LANG } = process.env;

    await work.run('synth', '--client', 'acme', ...DAY);
    Object.assign(process.env, { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' });
    await other.run('synth', '--client', 'acme', ...DAY);
    Object.assign(process.env, { TZ: TZ ?? '', LANG: LANG ?? '' });

    expect(other.files('cdktf.out')).toEqual(work.files('cdktf.out'));
    other.remove();
  });

  test('takes away a stack that is no longer there, but nothing that Terraform keeps', async () => {
    work.client('acme', clientFile('acme'));
    await work.run('synth', '--client', 'acme', ...DAY);
    work.write('cdktf.out/stacks/acme-production-network/.terraform/providers', 'kept');
    work.write('cdktf.out/stacks/acme-old-network/cdk.tf.json', '{}');
    work.write('cdktf.out/stacks/acme-old-cluster/terraform.tfstate', 'kept');

    await work.run('synth', '--client', 'acme', ...DAY);

    expect(work.exists('cdktf.out/stacks/acme-production-network/.terraform/providers')).toBe(true);
    expect(work.exists('cdktf.out/stacks/acme-old-network')).toBe(false);
    expect(work.exists('cdktf.out/stacks/acme-old-cluster/terraform.tfstate')).toBe(true);
  });

  test('of one environment leaves the others out', async () => {
    work.client(
      'acme',
      `${clientFile('acme')}  staging:\n    account: '111122224444'\n    region: us-east-1\n    domain: s.acme.example\n    deployRoleArn: arn:aws:iam::111122224444:role/d\n`,
    );

    await work.run('synth', '--client', 'acme', '--environment', 'staging', ...DAY);

    expect(Object.keys(work.files('cdktf.out')).filter((path) => path.includes('production'))).toEqual([]);
  });
});

describe('a stop verdict', () => {
  const open = clientFile('acme', { environment: '    cluster: { apiCidrs: [0.0.0.0/0] }' });

  test('ends with 1, shows the finding with its fix, and leaves nothing to deploy', async () => {
    work.client('acme', open);

    const { code, stdout } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(1);
    expect(stdout).toMatch(/deny PAI-EKS-001/);
    expect(stdout).toMatch(/fix .*apiCidrs/);
    expect(work.exists('cdktf.out/manifest.json')).toBe(false);
    expect(work.exists('cdktf.out/report.md')).toBe(true);
  });

  test('takes away the manifest of an earlier synth', async () => {
    work.client('acme', clientFile('acme'));
    await work.run('synth', '--client', 'acme', ...DAY);
    work.client('acme', open);

    await work.run('synth', '--client', 'acme', ...DAY);

    expect(work.exists('cdktf.out/manifest.json')).toBe(false);
  });

  test('is lifted by a waiver that names the rule and the place, and comes back when it ends', async () => {
    const waived = clientFile('acme', {
      environment: '    cluster: { apiCidrs: [0.0.0.0/0] }',
      top: [
        'waivers:',
        '  - id: PAI-EKS-001',
        '    scope: acme-production-cluster/Cluster',
        '    reason: the office moves behind the VPN in January, see the ticket',
        '    owner: platform',
        "    expires: '2027-01-31'",
        '    ticket: PLAT-12',
      ].join('\n'),
    });
    work.client('acme', waived);

    const during = await work.run('synth', '--client', 'acme', ...DAY);
    const after = await work.run('synth', '--client', 'acme', '--date', '2027-02-01');

    expect(during.code).toBe(0);
    expect(during.stdout).toMatch(/waived by platform until 2027-01-31 \(71 days left\)/);
    expect(after.code).toBe(1);
    expect(after.stdout).toMatch(/PAI-TF-003/);
  });

  test('is given when the expected cost is above the budget', async () => {
    work.client('acme', clientFile('acme', { environment: "    budget: { monthlyUsd: '100' }" }));

    const { code, stdout } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(1);
    expect(stdout).toMatch(/above the budget of \$100/);
  });
});

describe('refused input', () => {
  async function refusal(text: string | Buffer): Promise<string> {
    work.client('acme', text);
    const { code, stdout, stderr } = await work.run('synth', '--client', 'acme', ...DAY);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(work.exists('cdktf.out')).toBe(false);
    return stderr;
  }

  test('names every mistake of the file at once, each with its line', async () => {
    const text = clientFile('acme', { tier: 'mid-markt', environment: '    network: { cidr: 10.0.0.0/8, zonez: 3 }' });

    const stderr = await refusal(text);

    expect(stderr).toMatch(/clients\/acme\/client\.yaml:3:7 .*did you mean "mid-market"/s);
    expect(stderr).toMatch(/zonez/);
  });

  test('never shows a secret that was pasted into the file', async () => {
    const secret = 'AKIAIOSFODNN7QQQQQQQ';

    const stderr = await refusal(clientFile('acme', { top: `tags: { note: ${secret} }` }));

    expect(stderr).toMatch(/client\.yaml:8/);
    expect(stderr).not.toContain(secret);
  });

  test.each<[string, string | Buffer]>([
    ['an empty file', ''],
    ['a file of a gigabyte’s making', Buffer.alloc(300 * 1024, 'a: 1\n')],
    ['bytes that are no UTF-8', Buffer.from([0x63, 0xff, 0xfe, 0x0a])],
    ['a bomb of aliases', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n'],
    ['a name that leads elsewhere', clientFile('../acme')],
    ['a name with a template in it', clientFile('a${HOME}')],
    ['a name that is too long', clientFile('a'.repeat(60))],
    ['one zone', clientFile('acme', { environment: '    network: { zones: 1 }' })],
    ['a region that does not exist', clientFile('acme').replace('us-east-1', 'us-east-9')],
    ['a pool without a limit it can keep', clientFile('acme', { top: 'gpuPools: { chat: { maxNodes: 0 } }' })],
    ['ranges that overlap', clientFile('acme', { environment: '    network: { cidr: 172.20.0.0/16 }' })],
  ])('%s', async (_, text) => {
    expect(await refusal(text)).toMatch(/client\.yaml|clients/);
  });

  test('leaves what an earlier synth wrote as it was', async () => {
    work.client('acme', clientFile('acme'));
    await work.run('synth', '--client', 'acme', ...DAY);
    const before = work.files('cdktf.out');
    work.client('acme', clientFile('acme', { tier: 'huge' }));

    await work.run('synth', '--client', 'acme', ...DAY);

    expect(work.files('cdktf.out')).toEqual(before);
  });

  test('an unknown client is told with the nearest there is', async () => {
    work.client('acme', clientFile('acme'));

    const { code, stderr } = await work.run('synth', '--client', 'akme', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/did you mean "acme"/);
  });

  test('a client folder that is a link is not followed', async () => {
    const elsewhere = new Workspace();
    elsewhere.client('acme', clientFile('acme'));
    work.client('other', clientFile('other'));
    symlinkSync(join(elsewhere.root, 'clients/acme'), join(work.root, 'clients/acme'));

    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/symbolic link/);
    elsewhere.remove();
  });

  test('a client file that is a link is not followed', async () => {
    const elsewhere = new Workspace();
    elsewhere.client('acme', clientFile('acme'));
    work.write('clients/acme/notes.txt', '');
    symlinkSync(join(elsewhere.root, 'clients/acme/client.yaml'), join(work.root, 'clients/acme/client.yaml'));

    const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/symbolic link/);
    elsewhere.remove();
  });

  test('an output folder that cannot be written is told by its name', async () => {
    work.client('acme', clientFile('acme'));
    work.write('file', '');

    const { code, stderr } = await work.run('synth', '--client', 'acme', '--output', 'file/out', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/file.out: cannot be written/);
  });
});

test('a fault of ours ends with 3, never as a pass, and disarms what an earlier synth wrote', async () => {
  work.client('acme', clientFile('acme'));
  await work.run('synth', '--client', 'acme', ...DAY);
  jest.spyOn(BLUEPRINTS.smb, 'build').mockImplementation(() => {
    throw new TypeError('out of order');
  });

  const { code, stderr } = await work.run('synth', '--client', 'acme', ...DAY);

  expect(code).toBe(3);
  expect(stderr).toMatch(/fault of ours/);
  expect(work.exists('cdktf.out/manifest.json')).toBe(false);
});
