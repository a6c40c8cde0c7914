import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../../contract';
import { describeReal } from '../needs';
import { programEnv, run } from '../programs';
import { exampleEnvironments, synthesize } from '../synth';
import skips from './checkov-skips.json';

interface Scan {
  passed: number;
  parsingErrors: number;
  failed: { check: string; resource: string }[];
}

interface CheckovReport {
  results: { failed_checks: { check_id: string; resource: string }[] };
  summary: { passed: number; parsing_errors: number };
}

describeReal('Checkov', ['checkov'], () => {
  const work = mkdtempSync(join(tmpdir(), 'groundplane-checkov-'));
  afterAll(() => rmSync(work, { recursive: true }));

  /** Its parser gives up on a file whose terraform block holds a text; what it judges stays as it is. */
  function makeReadable(folder: string, change: (json: JsonObject) => void = () => undefined): void {
    for (const stack of readdirSync(join(folder, 'stacks'))) {
      const path = join(folder, 'stacks', stack, 'cdk.tf.json');
      const json: Json = JSON.parse(readFileSync(path, 'utf8'));
      if (!isObject(json)) throw new Error(`${path} is no object`);
      if (isObject(json['terraform'])) delete json['terraform']['required_version'];
      change(json);
      writeFileSync(path, JSON.stringify(json, null, 2));
    }
  }

  async function scan(folder: string, ...more: string[]): Promise<Scan> {
    const checkov = join(process.env['GROUNDPLANE_CHECKOV'] ?? '', 'checkov');
    const args = [
      '-d',
      folder,
      '--framework',
      'terraform_json',
      '-o',
      'json',
      '--quiet',
      '--compact',
      '--skip-download',
    ];
    const { stdout, output } = await run(checkov, [...args, ...more], { cwd: folder, env: programEnv() });
    if (!stdout.trim().startsWith('{')) throw new Error(`no report:\n${output.slice(-2000)}`);
    const { results, summary }: CheckovReport = JSON.parse(stdout);
    return {
      passed: summary.passed,
      parsingErrors: summary.parsing_errors,
      failed: results.failed_checks.map(({ check_id, resource }) => ({ check: check_id, resource })),
    };
  }

  const clients = [...new Set(exampleEnvironments().map(({ client }) => client))];

  describe.each(clients)('%s', (client) => {
    const folder = join(work, client);
    beforeAll(async () => {
      await synthesize(client, folder);
      makeReadable(folder);
    });

    test('fails no check but those that are skipped with a reason', async () => {
      const { passed, parsingErrors, failed } = await scan(folder);

      const skipped = skips.filter((skip) => skip.clients.includes(client)).map(({ check }) => check);
      expect(failed.filter(({ check }) => !skipped.includes(check))).toEqual([]);
      // a skip that is not needed any more goes
      expect([...new Set(failed.map(({ check }) => check))].sort()).toEqual([...skipped].sort());
      expect(parsingErrors).toBe(0);
      expect(passed).toBeGreaterThan(100);
    });
  });

  test('is really looking: what is broken on purpose, it finds', async () => {
    const folder = join(work, 'broken');
    await synthesize('example-smb', folder);
    makeReadable(folder, (json) => {
      const resources = isObject(json['resource']) ? json['resource'] : {};
      const clusters = isObject(resources['aws_eks_cluster']) ? resources['aws_eks_cluster'] : {};
      for (const cluster of Object.values(clusters)) if (isObject(cluster)) delete cluster['encryption_config'];
    });

    expect((await scan(folder)).failed.map(({ check }) => check)).toContain('CKV_AWS_58');
  });

  test('leaves out what is waived, by the baseline we write', async () => {
    const folder = join(work, 'waived');
    const waiver = {
      id: 'PAI-EKS-001',
      scope: 'example-smb-production-cluster/Cluster',
      reason: 'the office moves behind the VPN in December',
      owner: 'platform',
      expires: '2026-12-31',
      ticket: 'PLAT-12',
    };
    const changes = [
      { path: ['waivers'], value: [waiver] },
      { path: ['environments', 'production', 'cluster', 'apiCidrs'], value: ['0.0.0.0/0'] },
    ];
    await synthesize('example-smb', folder, changes, ['--report', 'checkov']);
    makeReadable(folder);
    const checks = ({ failed }: Scan): string[] => failed.map(({ check }) => check);

    const without = checks(await scan(folder));
    const withBaseline = checks(await scan(folder, '--baseline', join(folder, '.checkov.baseline')));

    expect(without).toEqual(expect.arrayContaining(['CKV_AWS_38', 'CKV_AWS_39']));
    expect(withBaseline.filter((check) => ['CKV_AWS_38', 'CKV_AWS_39'].includes(check))).toEqual([]);
    expect(withBaseline).toContain('CKV_AWS_338');
  });
});

test('every skip has a reason and names clients there are', () => {
  const clients = exampleEnvironments().map(({ client }) => client);

  for (const skip of skips) {
    expect(skip.reason.length).toBeGreaterThan(40);
    expect(clients).toEqual(expect.arrayContaining(skip.clients));
  }
});
