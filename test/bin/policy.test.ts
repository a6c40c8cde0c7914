import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../tools';
import { clientFile, DAY, Workspace } from './fixtures';

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
  work.client('acme', clientFile('acme', { phase: 'day-30' }));
});
afterEach(() => work.remove());

/** Runs with no program but what Node needs. */
async function withoutOpa<T>(run: () => Promise<T>): Promise<T> {
  const { PATH } = process.env;
  process.env['PATH'] = '/nowhere';
  try {
    return await run();
  } finally {
    process.env['PATH'] = PATH;
  }
}

const synth = (...more: string[]) => work.run('synth', '--client', 'acme', ...DAY, ...more);

describeWith('opa', 'a rule of a client', () => {
  test('is made with metadata and tests, and works as it is', async () => {
    const made = await work.run('policy', 'new', 'ACME-S3-001');
    const tested = await work.run('policy', 'test');

    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(tested).toMatchObject({ code: 0, stderr: '' });
    expect(tested.stdout).toMatch(/PASS: 4\/4/);
  });

  test('is compiled on the spot where there is opa, and judges the synth', async () => {
    await work.run('policy', 'new', 'ACME-S3-001');
    const rule = 'clients/acme/policies/acme_s3_001.rego';
    work.write(
      rule,
      work
        .read(rule)
        .replace(/aws_s3_bucket/g, 'aws_vpc')
        .replace('severity: warn', 'severity: deny')
        .replaceAll('values.bucket', 'values.cidr_block'),
    );

    const { code, stdout } = await synth();

    expect(code).toBe(1);
    expect(stdout).toMatch(/deny ACME-S3-001/);
    expect(work.exists('cdktf.out/manifest.json')).toBe(false);
  });

  test('runs from the module beside it where there is no opa, in another folder too', async () => {
    await work.run('policy', 'new', 'ACME-S3-001');
    const built = await work.run('policy', 'build');

    const { code, stdout, stderr } = await withoutOpa(() => synth('--format', 'json'));

    expect(built.code).toBe(0);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).environments[0].policy.rules).toContain('ACME-S3-001');
  });

  test('that is newer than its module stops where there is no opa, and the command is told', async () => {
    await work.run('policy', 'new', 'ACME-S3-001');
    await work.run('policy', 'build');
    const rule = 'clients/acme/policies/acme_s3_001.rego';
    work.write(rule, `${work.read(rule)}\n# newer\n`);

    const { code, stderr } = await withoutOpa(synth);
    const tested = await work.run('policy', 'test');

    expect(code).toBe(2);
    expect(stderr).toMatch(/older than their sources.*groundplane policy build --client acme/);
    expect(work.exists('cdktf.out')).toBe(false);
    expect(tested.code).toBe(1);
    expect(tested.stderr).toMatch(/older than the rules/);
  });

  test('whose module somebody else made is found out', async () => {
    await work.run('policy', 'new', 'ACME-S3-001');
    await work.run('policy', 'build');
    const module = Object.keys(work.files('clients/acme/policies')).find((name) => name.endsWith('.wasm')) ?? '';
    work.write(`clients/acme/policies/${module}`, 'forged');

    const { code, stderr } = await work.run('policy', 'test');

    expect(code).toBe(1);
    expect(stderr).toMatch(/is not what these rules compile into/);
  });

  test('with a test that fails, or without tests, does not pass its test', async () => {
    await work.run('policy', 'new', 'ACME-S3-001');
    const tests = 'clients/acme/policies/acme_s3_001_test.rego';
    work.write(tests, work.read(tests).replace('"docs"})', '"acme-docs"})'));
    const failing = await work.run('policy', 'test');
    work.write(
      'clients/acme/policies/acme_s3_002.rego',
      work.read('clients/acme/policies/acme_s3_001.rego').replaceAll('001', '002'),
    );
    const untested = await work.run('policy', 'test');

    expect(failing.code).toBe(1);
    expect(untested.stderr).toMatch(/acme_s3_002\.rego has no tests/);
  });

  test('that does not compile stops with its file and line, and nothing is written', async () => {
    await work.run('policy', 'new', 'ACME-S3-001');
    const rule = 'clients/acme/policies/acme_s3_001.rego';
    work.write(rule, `${work.read(rule)}\nx := opa.runtime()\n`);

    const { code, stderr } = await synth();

    expect(code).toBe(2);
    expect(stderr).toMatch(/clients\/acme\/policies\/acme_s3_001\.rego:\d+: .*undefined function opa\.runtime/);
    expect(work.exists('cdktf.out/report.json')).toBe(false);
  });

  test('that fails while it runs ends with 2, its file is told, and an earlier manifest is taken away', async () => {
    await synth();
    await work.run('policy', 'new', 'ACME-S3-001');
    const rule = 'clients/acme/policies/acme_s3_001.rego';
    work.write(rule, `${work.read(rule)}\ny := 1 if input.tier\n\ny := 2 if input.tier\n\ndeny contains y\n`);

    const { code, stderr } = await synth();

    expect(code).toBe(2);
    expect(stderr).toMatch(/acme_s3_001\.rego: ACME-S3-001: /);
    expect(work.exists('cdktf.out/manifest.json')).toBe(false);
  });
});

describe('rules of a client, without opa', () => {
  test.each([
    ['test', /testing rules needs opa on PATH/],
    ['build', /compiling rules needs opa on PATH/],
  ])('policy %s says what is missing', async (command, expected) => {
    await work.run('policy', 'new', 'ACME-S3-001');

    const { code, stderr } = await withoutOpa(() => work.run('policy', command));

    expect(code).toBe(2);
    expect(stderr).toMatch(expected);
  });

  test('that are not compiled stop the synth', async () => {
    await work.run('policy', 'new', 'ACME-S3-001');

    const { code, stderr } = await withoutOpa(synth);

    expect(code).toBe(2);
    expect(stderr).toMatch(/not compiled.*groundplane policy build/);
  });

  test.each([
    ['PAI-NET-900', /PAI- is ours/],
    ['acme', /is no id/],
    ['../ACME-NET-001', /is no id/],
  ])('policy new refuses %s', async (id, expected) => {
    const { code, stderr } = await work.run('policy', 'new', id);

    expect(code).toBe(2);
    expect(stderr).toMatch(expected);
    expect(work.exists('clients/acme/policies')).toBe(false);
  });

  test('policy new writes over nothing', async () => {
    work.write('clients/acme/policies/acme_s3_001_test.rego', 'mine');

    const { code, stderr } = await work.run('policy', 'new', 'ACME-S3-001');

    expect(code).toBe(2);
    expect(stderr).toMatch(/is there already/);
    expect(Object.keys(work.files('clients/acme/policies'))).toEqual(['acme_s3_001_test.rego']);
  });

  test('of several clients, the one that is meant must be said', async () => {
    work.client('beta', clientFile('beta'));

    expect((await work.run('policy', 'new', 'ACME-S3-001')).stderr).toMatch(/--client <name> \(acme, beta\)/);
    expect((await work.run('policy', 'new', 'ACME-S3-001', '--client', 'akme')).stderr).toMatch(/did you mean "acme"/);
  });

  test('a folder of rules that is a link is not followed', async () => {
    const other = new Workspace();
    other.write('rules/acme_s3_001.rego', '');
    symlinkSync(join(other.root, 'rules'), join(work.root, 'clients/acme/policies'));

    const { code, stderr } = await synth();

    expect(code).toBe(2);
    expect(stderr).toMatch(/symbolic link/);
    other.remove();
  });
});

describe('policy explain', () => {
  beforeEach(async () => {
    work.client('acme', clientFile('acme', { phase: 'day-30', environment: '    cluster: { apiCidrs: [0.0.0.0/0] }' }));
    await synth();
  });

  test('shows what the rule wants and the value it saw', async () => {
    const { code, stdout } = await work.run('policy', 'explain', 'PAI-EKS-001', ...DAY);

    expect(code).toBe(0);
    expect(stdout).toMatch(/saw +\["0\.0\.0\.0\/0"\]/);
    expect(stdout).toMatch(/fix +in the client file: cluster\.apiCidrs: \[203/);
    expect(stdout).toMatch(/status +acme production: fail, deny \(tier\)/);
  });

  test('only of the address that is asked for; of another, that it found nothing there', async () => {
    const json: { findings: { finding: { address: string } }[] } = JSON.parse(
      (await work.run('policy', 'explain', 'PAI-EKS-001', '--format', 'json', ...DAY)).stdout,
    );
    const address = json.findings[0]?.finding.address ?? '';

    const there = await work.run('policy', 'explain', 'PAI-EKS-001', '--address', address, ...DAY);
    const elsewhere = await work.run('policy', 'explain', 'PAI-NET-003', '--address', address, ...DAY);
    const nowhere = await work.run('policy', 'explain', 'PAI-EKS-001', '--address', `${address}x`, ...DAY);

    expect(there.stdout).toMatch(/saw +\["0\.0\.0\.0\/0"\]/);
    expect(elsewhere.stdout).toMatch(new RegExp(`found nothing at ${address}`));
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toMatch(new RegExp(`did you mean .*${address}`));
  });

  test('never shows a secret', async () => {
    const token = `ghp_${'a1B2c3D4e5'.repeat(4)}`;
    work.write('app.tf.json', JSON.stringify({ resource: { aws_ssm_parameter: { P: { name: 'x', value: token } } } }));

    const { stdout } = await work.run(
      'policy',
      'explain',
      'PAI-SEC-001',
      '--of',
      'app.tf.json',
      '--tier',
      'smb',
      ...DAY,
    );

    expect(stdout).toMatch(/aws_ssm_parameter\.P/);
    expect(stdout).toMatch(/a secret, not shown/);
    expect(stdout).not.toContain(token);
  });

  test('of a rule there is none names the nearest', async () => {
    const { code, stderr } = await work.run('policy', 'explain', 'PAI-EKS-01', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/did you mean PAI-EKS-0/);
  });
});

test('a finding that only warns is a warning for synth and for policy explain, and is mended in the client file', async () => {
  work.client('acme', clientFile('acme', { tier: 'mid-market', phase: 'day-30' }).replace(/^    state: .*\n/m, ''));

  const { stdout: made } = await work.run('synth', '--client', 'acme', ...DAY);
  const { stdout: told } = await work.run('policy', 'explain', 'PAI-TF-001', '--client', 'acme', ...DAY);

  expect(made).toMatch(/warn PAI-TF-001[^]*fix in the client file: environments\.<name>\.state\.kmsKeyArn/);
  expect(told).toMatch(/acme production: fail, warn: what it found here only warns, the rule is deny \(tier\)/);
  expect(told).toMatch(/in the client file: environments\.<name>\.state\.kmsKeyArn.*groundplane bootstrap/);
});
