import { clientFile, DAY, Workspace } from './fixtures';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

async function made(folder: string, changes: Parameters<typeof clientFile>[1]): Promise<void> {
  work.client('acme', clientFile('acme', changes));
  await work.run('synth', '--client', 'acme', '--output', folder, ...DAY);
}

const WAIVER =
  'waivers: [{ id: PAI-EKS-001, scope: acme-production-cluster/Cluster, reason: the office moves behind the VPN soon, owner: platform, expires: "2026-12-31", ticket: PLAT-12 }]';
const OPEN = '    cluster: { apiCidrs: [0.0.0.0/0] }';

describe('a comparison of two outputs', () => {
  test('says what is broken now, what changed and what lowers a rule, and the way back what is mended', async () => {
    await made('before', { phase: 'day-30' });
    await made('after', { phase: 'day-30', environment: OPEN, top: 'policy: { severities: { PAI-NET-013: off } }' });

    const { stdout: forth, code } = await work.run('compare', 'before', 'after');
    const { stdout: back, code: codeBack } = await work.run('compare', 'after', 'before');

    expect({ code, codeBack }).toEqual({ code: 1, codeBack: 0 });
    expect(forth).toMatch(/^## acme · production: ⛔ stop \(was \w+\)$/m);
    expect(forth).toMatch(/\*\*Policy\*\* · 1 new \(1 deny\), 0 mended/);
    expect(forth).toMatch(/\| deny \| PAI-EKS-001 \| the API answers to 0\.0\.0\.0\/0 \|/);
    expect(forth).toMatch(/\*\*Severity\*\* · PAI-NET-013 off, was \w+/);
    expect(forth).toMatch(
      /\| changed \| `acme-production-cluster\/Cluster\/Resource \(aws_eks_cluster\)` \| `vpc_config\.endpoint_public_access` `false` → `true`<br>`vpc_config\.public_access_cidrs` nothing → `\["0\.0\.0\.0\/0"\]` \|/,
    );
    expect(back).toMatch(/\*\*Policy\*\* · 0 new \(0 deny\), 1 mended/);
  });

  test('names who waived what until when, and a waiver that is gone', async () => {
    await made('before', { phase: 'day-30', environment: OPEN });
    await made('after', { phase: 'day-30', environment: OPEN, top: WAIVER });

    const forth = (await work.run('compare', 'before', 'after')).stdout;
    const back = (await work.run('compare', 'after', 'before')).stdout;

    expect(forth).toMatch(
      /\*\*Waived anew\*\* · PAI-EKS-001 at `acme-production-cluster\/Cluster` by platform until 2026-12-31 \(PLAT-12\)/,
    );
    expect(back).toMatch(/\*\*Waiver gone\*\* · PAI-EKS-001/);
  });

  test('of phases says what it costs more and why, what comes, and which quota to ask for', async () => {
    await made('before', { phase: 'day-30' });
    await made('after', { phase: 'day-60' });

    const forth = (await work.run('compare', 'before', 'after')).stdout;
    const back = (await work.run('compare', 'after', 'before')).stdout;

    expect(forth).toMatch(/### \$\d+ a month more/);
    expect(forth).toMatch(/because of resources \+\$\d+/);
    expect(forth).toMatch(/\*\*Resources\*\* · [1-9]\d* added, \d+ changed, \d+ removed/);
    expect(forth).toMatch(/\*\*Quota\*\* · `L-DB2E81BA` in us-east-1: 0 → \d+ vCPU/);
    expect(back).toMatch(/\*\*Resources\*\* · \d+ added, \d+ changed, [1-9]\d* removed/);
  });

  test('names data that would go', async () => {
    await made('before', { phase: 'day-30' });
    const json = JSON.parse(work.read('before/stacks/acme-production-audit/cdk.tf.json'));
    await made('after', { phase: 'day-30' });
    delete json.resource.aws_s3_bucket;
    work.write('after/stacks/acme-production-audit/cdk.tf.json', JSON.stringify(json));

    const { stdout } = await work.run('compare', 'before', 'after');

    expect(stdout).toMatch(/\*\*Data at risk\*\* · `acme-production-audit\/aws_s3_bucket\.\S+` removed/);
  });

  test('puts data at risk into the headline, and stops for it where a plan of it would be stopped', async () => {
    const changed = async (severity: string): Promise<{ code: number; stdout: string }> => {
      await made('before', { phase: 'day-30' });
      await made('after', { phase: 'day-30' });
      const report = JSON.parse(work.read('after/report.json'));
      const statuses: { id: string; severity: string }[] = report.environments[0].policy.statuses;
      const rule = statuses.find(({ id }) => id === 'PAI-BCK-006');
      if (rule !== undefined) rule.severity = severity;
      work.write('after/report.json', JSON.stringify(report));
      const json = JSON.parse(work.read('after/stacks/acme-production-audit/cdk.tf.json'));
      delete json.resource.aws_s3_bucket;
      work.write('after/stacks/acme-production-audit/cdk.tf.json', JSON.stringify(json));
      return work.run('compare', 'before', 'after');
    };

    const warned = await changed('warn');
    const refused = await changed('deny');

    expect(warned).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/read on: data at risk: an apply destroys \d/),
    });
    expect(refused).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/⛔ stop.*\n\ndo not deploy: data at risk/),
    });
  });

  test('tells a stack that is no longer written from one whose resources an apply removes', async () => {
    await made('before', { phase: 'day-30' });
    await made('after', { phase: 'day-30' });
    const report = JSON.parse(work.read('after/report.json'));
    const [environment] = report.environments;
    environment.stacks = environment.stacks.filter(({ name }: { name: string }) => name !== 'audit');
    work.write('after/report.json', JSON.stringify(report));

    const { stdout, code } = await work.run('compare', 'before', 'after');

    expect(code).toBe(0);
    expect(stdout).toMatch(/\*\*Stacks no longer written\*\* · audit; .* destroy `acme-production-audit`/);
    expect(stdout).toMatch(/0 removed/);
    expect(stdout).not.toMatch(/Data at risk/);
  });

  test('of the same says so in one line, and as JSON has nothing in it', async () => {
    await made('before', { phase: 'day-30' });

    const { stdout } = await work.run('compare', 'before', 'before');
    const json = JSON.parse((await work.run('compare', 'before', 'before', '--format', 'json')).stdout);

    expect(stdout).toMatch(/^## No resource, rule or waiver changed\n\n### The bill is the same/);
    expect(json.environments[0]).toMatchObject({ resources: [], came: [], mended: [], waived: [], quotas: [] });
  });

  test('shows an environment that is new or gone', async () => {
    await made('before', { phase: 'day-30' });
    work.client('acme', clientFile('acme', { phase: 'day-30' }).replace('  production:', '  live:'));
    await work.run('synth', '--client', 'acme', '--output', 'after', ...DAY);

    const { stdout } = await work.run('compare', 'before', 'after');

    expect(stdout).toMatch(/^## acme · live: \S+ \(new\)$/m);
    expect(stdout).toMatch(
      /^## acme · production: not in the later output\n\nnot in the later output; nothing of it is compared\n/m,
    );
    expect(stdout).not.toMatch(/\*\*Data at risk/);
  });

  test.each([
    ['nowhere', undefined],
    ['broken', '[]'],
  ])('of a folder that is %s is refused', async (folder, text) => {
    if (text !== undefined) work.write(`${folder}/report.json`, text);

    const { code, stderr } = await work.run('compare', folder, folder);

    expect(code).toBe(2);
    expect(stderr).toMatch(/report\.json:? is (not there|no report)/);
  });

  test.each([
    ['no list of environments', { schemaVersion: 1 }, 'is no report of groundplane synth'],
    ['a number for an environment', { schemaVersion: 1, environments: [7] }, 'environments[0]: is no object'],
    [
      'no findings',
      { schemaVersion: 1, environments: [{ client: 'acme', policy: {} }] },
      'environments[0].policy.findings: is no list of objects',
    ],
    [
      'something else for notices',
      { schemaVersion: 1, environments: [{ client: 'acme', notices: null }] },
      'environments[0].notices: is no list of objects',
    ],
    [
      'a quota without its code',
      { schemaVersion: 1, environments: [{ client: 'acme', capacity: { quotas: [{ region: 'us-east-1' }] } }] },
      'environments[0].capacity.quotas[0].code: is no text',
    ],
  ])('with a report that has %s is refused, and told where', async (_, report, message) => {
    await made('before', { phase: 'day-30' });
    work.write('after/report.json', JSON.stringify(report));

    const { code, stdout, stderr } = await work.run('compare', 'before', 'after');

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`after/report.json: ${message}`);
  });
});
