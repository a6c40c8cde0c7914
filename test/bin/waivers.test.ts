import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { clientFile, DAY, Workspace } from './fixtures';

const ROOT = join(__dirname, '../..');
const schema = (name: string): object => JSON.parse(readFileSync(join(ROOT, 'schema', name), 'utf8'));
const ajv = new Ajv({ strict: true, schemas: [schema('report.schema.json'), schema('check.schema.json')] });

const OPEN = '    cluster: { apiCidrs: [0.0.0.0/0] }';
const WAIVED = [
  'waivers:',
  '  - id: PAI-EKS-001',
  '    scope: acme-production-cluster/Cluster',
  '    reason: the office moves behind the VPN in December',
  '    owner: platform',
  "    expires: '2026-12-31'",
  '    ticket: PLAT-12',
].join('\n');

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

const synth = (...more: string[]) => work.run('synth', '--client', 'acme', ...DAY, ...more);

function valid(name: string, json: unknown): string[] {
  const validate = ajv.getSchema(name);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  return validate(json) === true
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('what was decided at synth', () => {
  test('holds in a check of what it wrote: same findings, same waivers', async () => {
    work.client('acme', clientFile('acme', { environment: OPEN, top: WAIVED, phase: 'day-30' }));
    const made = JSON.parse((await synth('--format', 'json')).stdout);

    const { code, stdout } = await work.run('check', 'cdktf.out', '--format', 'json', ...DAY);

    const checked = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(checked.policy.findings).toEqual(made.environments[0].policy.findings);
    expect(checked.policy.findings).toContainEqual(expect.objectContaining({ id: 'PAI-EKS-001', status: 'waived' }));
  });

  test('is left aside for an auditor, at synth and at check', async () => {
    work.client('acme', clientFile('acme', { environment: OPEN, top: WAIVED, phase: 'day-30' }));
    const made = await synth('--ignore-waivers');

    const checked = await work.run('check', 'cdktf.out', '--ignore-waivers', ...DAY);

    expect([made.code, checked.code]).toEqual([1, 1]);
    expect(made.stdout).toMatch(/1 left aside/);
    expect(checked.stdout).toMatch(/deny PAI-EKS-001/);
    expect(work.exists('cdktf.out/manifest.json')).toBe(false);
  });

  test('covers the same in a plan, by address, with the file the synth wrote', async () => {
    work.client('acme', clientFile('acme', { environment: OPEN, top: WAIVED, phase: 'day-30' }));
    await synth();
    const { waivers } = JSON.parse(work.read('cdktf.out/policy.json')).environments.production;
    const address = waivers[0].covers[0].split('/')[1];
    const stack = JSON.parse(work.read('cdktf.out/stacks/acme-production-cluster/cdk.tf.json'));
    const values = {
      name: 'acme',
      vpc_config: [{ endpoint_public_access: true, endpoint_private_access: true, public_access_cidrs: ['0.0.0.0/0'] }],
    };
    const resource = { address, mode: 'managed', type: 'aws_eks_cluster', name: address.split('.')[1], values };
    work.write(
      'plan.json',
      JSON.stringify({
        format_version: '1.2',
        planned_values: { outputs: { groundplane: stack.output.groundplane }, root_module: { resources: [resource] } },
      }),
    );
    const status = async (...more: string[]): Promise<string[]> => {
      const { stdout } = await work.run('check', 'plan.json', '--format', 'json', ...DAY, ...more);
      const { findings }: { findings: { id: string; status: string }[] } = JSON.parse(stdout).policy;
      return findings
        .filter(({ id }) => ['PAI-EKS-001', 'PAI-TF-003'].includes(id))
        .map((finding) => `${finding.id} ${finding.status}`);
    };

    expect(await status()).toEqual(['PAI-EKS-001 fail']);
    expect(await status('--policy', 'cdktf.out/policy.json')).toEqual(['PAI-EKS-001 waived']);
  });

  test('in one environment leaves another as it is', async () => {
    const staging = [
      '  staging:',
      "    account: '111122224444'",
      '    region: us-east-1',
      '    domain: s.acme.example',
      '    deployRoleArn: arn:aws:iam::111122224444:role/deploy',
      OPEN,
      '',
    ].join('\n');
    work.client('acme', `${clientFile('acme', { environment: OPEN, top: WAIVED, phase: 'day-30' })}${staging}`);

    const { stdout } = await synth('--format', 'json');

    const status = (index: number): unknown =>
      JSON.parse(stdout)
        .environments[index].policy.findings.filter((finding: { id: string }) =>
          ['PAI-EKS-001', 'PAI-TF-003'].includes(finding.id),
        )
        .map((finding: { id: string; status: string }) => `${finding.id} ${finding.status}`);
    expect(status(0)).toEqual(['PAI-EKS-001 waived']);
    expect(status(1)).toEqual(['PAI-EKS-001 fail']);
  });

  test.each([
    ['means no stack of the client', 'acme-prod-cluster/Cluster', /:11:12.*names no stack of this client/s],
    ['could mean two environments', 'aws_eks_cluster.X', /could mean production or staging/],
  ])('a scope that %s is refused with its line', async (_, scope, expected) => {
    const staging = "  staging:\n    account: '111122224444'\n    region: us-east-1\n    domain: s.acme.example\n";
    const text = `${clientFile('acme', { top: WAIVED })}${staging}`.replace('acme-production-cluster/Cluster', scope);
    work.client('acme', text);

    const { code, stderr } = await synth();

    expect(code).toBe(2);
    expect(stderr).toMatch(/client\.yaml:10/);
    expect(stderr).toMatch(scope.startsWith('acme') ? /names no stack of this client/ : expected);
    expect(work.exists('cdktf.out')).toBe(false);
  });
});

describe('the report of a pull request', () => {
  test('says on its first screen who waived what until when, and has a row for what is alike', async () => {
    const changes = { environment: OPEN, top: WAIVED, phase: 'day-30', tier: 'mid-market' };
    work.client('acme', clientFile('acme', changes).replace(/^    permissionsBoundaryArn: .*\n/m, ''));

    await synth();

    const text = work.read('cdktf.out/report.md');
    const [screen = '', folds = ''] = text.split('<details>');
    expect(screen).toMatch(/\*\*Waived\*\* · PAI-EKS-001 by platform until 2026-12-31 \(PLAT-12\)/);
    expect(folds).toMatch(/\|waived\|PAI-EKS-001\|.*\|waived by platform until 2026-12-31 \(PLAT-12\)\|/);
    expect(folds.match(/\|warn\|PAI-IAM-007\|/g)).toHaveLength(1);
    expect(folds).toMatch(/and \d+ more in report\.json\|\d+ times: has no permissions boundary\|/);
  });
});

describe('how severe rules are', () => {
  test('a client may raise one, and a pack is named in the report', async () => {
    const top = 'policy: { packs: [eu-ai], severities: { PAI-NET-006: deny } }';
    work.client('acme', clientFile('acme', { top, phase: 'day-30' }));

    const { stdout } = await synth();

    expect(stdout).toMatch(/rules \+ eu-ai:/);
    expect(stdout).toMatch(/severity of the client: PAI-NET-006 deny, not off/);
  });

  test('one that is lowered from deny is in the headline', async () => {
    work.client('acme', clientFile('acme', { top: 'policy: { severities: { PAI-EKS-001: off } }', phase: 'day-30' }));

    const { stdout } = await synth();

    expect(stdout).toMatch(/look: .*1 rule lowered from deny/);
    expect(stdout).toMatch(/severity of the client: PAI-EKS-001 off, not deny/);
  });

  test('a waiver of a rule there is none is refused with its place and the nearest', async () => {
    work.client(
      'acme',
      clientFile('acme', {
        top:
          WAIVED.replace('PAI-EKS-001', 'PAI-EKS-010') +
          WAIVED.replace('waivers:', '').replace('PAI-EKS-001', 'PAI-EKZ-001'),
      }),
    );

    const { code, stderr } = await synth();

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /client\.yaml:15:\d+ {2}waivers\[1\]\.id there is no rule PAI-EKZ-001\n[^]*did you mean "PAI-EKS-001"/,
    );
    expect(work.exists('cdktf.out')).toBe(false);
  });

  test('what cannot be waived cannot be lowered, and a rule there is none is shown with its place and the nearest', async () => {
    work.client(
      'acme',
      clientFile('acme', { top: 'policy: { severities: { PAI-SEC-001: warn, PAI-NET-066: deny } }' }),
    );

    const { code, stderr } = await synth();

    expect(code).toBe(2);
    expect(stderr).toMatch(/client\.yaml:8:25 +policy\.severities\.PAI-SEC-001 cannot be waived/);
    expect(stderr).toMatch(
      /client\.yaml:8:44 +policy\.severities\.PAI-NET-066 there is no rule PAI-NET-066\n.*\n.*~~~~~~~~~~~ +did you mean "PAI-NET-006"\?/,
    );
    expect(work.exists('cdktf.out')).toBe(false);
  });

  test('a file beside the stacks lowers nothing a client could not', async () => {
    work.client('acme', clientFile('acme', { phase: 'day-30' }));
    await synth();
    const choices = JSON.parse(work.read('cdktf.out/policy.json'));
    choices.environments.production.changes = { 'PAI-SEC-001': 'off' };
    work.write('cdktf.out/policy.json', JSON.stringify(choices));

    const { code, stderr } = await work.run('check', 'cdktf.out', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/PAI-SEC-001 cannot be waived/);
  });
});

describe('reports', () => {
  test('are written when asked for, and those of an earlier run go', async () => {
    work.client('acme', clientFile('acme', { phase: 'day-30' }));
    await synth('--report', 'all');
    const all = Object.keys(work.files('cdktf.out')).filter((path) => !path.startsWith('stacks'));
    await synth('--report', 'junit');
    const fewer = Object.keys(work.files('cdktf.out')).filter((path) => !path.startsWith('stacks'));

    expect(all).toEqual(
      expect.arrayContaining([
        '.checkov.baseline',
        '.trivyignore.yaml',
        'compliance/soc2.csv',
        'compliance/soc2.md',
        'report.junit.xml',
        'report.sarif',
      ]),
    );
    expect(fewer.filter((path) => !all.includes(path))).toEqual([]);
    expect(all.filter((path) => !fewer.includes(path)).sort()).toEqual(
      all.filter((path) => /^(\.|compliance|report\.sarif)/.test(path)).sort(),
    );
  });

  test('of an unknown kind are refused with the nearest', async () => {
    work.client('acme', clientFile('acme'));

    expect((await synth('--report', 'sarrif')).stderr).toMatch(/did you mean "sarif"/);
  });

  test('of a check go where they are told to', async () => {
    work.client('acme', clientFile('acme', { environment: OPEN, phase: 'day-30' }));
    await synth();

    await work.run('check', 'cdktf.out', '--report', 'sarif', '--output', 'reports', ...DAY);

    const { runs } = JSON.parse(work.read('reports/report.sarif'));
    const result = runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === 'PAI-EKS-001');
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    const uri = String(artifactLocation.uri);
    expect(uri).toBe('cdktf.out/stacks/acme-production-cluster/cdk.tf.json');
    expect(work.read(uri).split('\n')[region.startLine - 1]).toMatch(/"Cluster_\w+": \{/);
  });

  test('for GitHub stand on standard output, and the summary of the job gets the report', async () => {
    work.client('acme', clientFile('acme', { environment: OPEN, phase: 'day-30' }));
    process.env['GITHUB_STEP_SUMMARY'] = join(work.root, 'summary.md');

    const { stdout } = await synth('--format', 'github');

    delete process.env['GITHUB_STEP_SUMMARY'];
    expect(stdout).toMatch(/^::error file=clients\/acme\/client\.yaml,line=\d+,title=PAI-EKS-001 /m);
    expect(work.read('summary.md')).toMatch(/^## ⛔ Stop/);
  });

  test('keep to their published schemas, on failure too', async () => {
    work.client('acme', clientFile('acme', { environment: OPEN, top: WAIVED, phase: 'day-30' }));
    const made = JSON.parse((await synth('--format', 'json')).stdout);
    const checked = JSON.parse((await work.run('check', 'cdktf.out', '--format', 'json', ...DAY)).stdout);
    const failed = await work.run('check', 'nothing', '--format', 'json', ...DAY);

    expect(valid('report.schema.json', made)).toEqual([]);
    expect(valid('report.schema.json', JSON.parse(work.read('cdktf.out/report.json')))).toEqual([]);
    expect(valid('check.schema.json', checked)).toEqual([]);
    expect(failed.code).toBe(2);
    expect(valid('check.schema.json', JSON.parse(failed.stdout))).toEqual([]);
    expect(valid('check.schema.json', { schemaVersion: 1, policy: {} })).not.toEqual([]);
    expect(valid('report.schema.json', { ...made, environments: [{}] })).not.toEqual([]);
  });
});
