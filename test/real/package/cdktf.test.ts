import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeReal } from '../needs';
import { must, programEnv } from '../programs';
import { synthesize } from '../synth';

const ROOT = join(__dirname, '../../..');

describeReal('the command line of cdktf', ['terraform'], () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'groundplane-cdktf-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('synthesizes the client named by CLIENT into the stacks our own command line writes', async () => {
    const output = join(folder, 'out');
    const env = { ...programEnv(), CLIENT: 'example-mid-market' };

    const { stdout } = await must('npx', ['cdktf', 'synth', '--output', output], { cwd: ROOT, env });
    await synthesize('example-mid-market', join(folder, 'ours'));

    expect(stdout).toMatch(/Generated Terraform code for the stacks: [^]*example-mid-market-production-cluster/);
    for (const stack of ['production-network', 'staging-serving']) {
      const file = `stacks/example-mid-market-${stack}/cdk.tf.json`;
      expect(readFileSync(join(output, file), 'utf8')).toBe(readFileSync(join(folder, 'ours', file), 'utf8'));
    }

    const one = await must('npx', ['cdktf', 'synth', '--output', output], {
      cwd: ROOT,
      env: { ...env, ENVIRONMENT: 'production' },
    });
    const judged = await must('npx', ['groundplane', 'check', output, '--format', 'json'], { cwd: ROOT, env });

    expect(one.stdout).not.toContain('example-mid-market-staging');
    expect(JSON.parse(judged.stdout).environments).toHaveLength(1);
  });
});
