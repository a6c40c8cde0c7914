import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { clientFile, Workspace } from './fixtures';

let work: Workspace;
const path = process.env['PATH'];
beforeEach(() => {
  work = new Workspace();
  work.client('acme', clientFile('acme'));
  work.write('bin/.keep', '');
  process.env['PATH'] = join(work.root, 'bin');
});
afterEach(() => {
  process.env['PATH'] = path;
  work.remove();
});

/** A program of that name that says this; only programs of the test are on PATH. */
function installed(name: string, says: string): void {
  work.write(`bin/${name}`, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(join(work.root, 'bin', name), 0o755);
}

const opa = async (): Promise<string | undefined> =>
  (await work.run('doctor')).stdout.split('\n').find((line) => / opa /.test(line));

test('tells each program with its version, and ends with a verdict where one lacks or is too old', async () => {
  installed('terraform', 'Terraform v1.9.8');

  const { code, stdout } = await work.run('doctor');

  expect(code).toBe(1);
  expect(stdout).toMatch(/ok {3}node +20\.\d+|ok {3}node +2[2-9]\./);
  expect(stdout).toMatch(/look terraform +Terraform v1\.9\.8; write-only secrets need 1\.11 or newer/);
  expect(stdout).toMatch(/look aws +not found; install/);
});

test('where no client has rules of its own, opa is not spoken of', async () => {
  expect(await opa()).toBeUndefined();
});

describe('where a client has rules of its own', () => {
  beforeEach(async () => {
    await work.run('policy', 'new', 'ACME-S3-001', '--client', 'acme');
  });

  test('opa is asked for with the version ours are tried with, as long as the rules are not compiled', async () => {
    expect(await opa()).toMatch(
      /look opa +not found; install Open Policy Agent \d+\.\d+\.\d+: the rules of acme are not compiled/,
    );
  });

  test('an old opa is told what the rules need, a newer one is taken', async () => {
    installed('opa', 'Version: 0.68.0');
    expect(await opa()).toMatch(/look opa +0\.68\.0 .*; the rules of acme are Rego v1, which needs 1\.0 or newer/);

    installed('opa', 'Version: 1.99.0');
    expect(await opa()).toMatch(/ok {3}opa +1\.99\.0 \(ours are tried with \d+\.\d+\.\d+\)$/);
  });

  test('who only runs compiled rules needs none', async () => {
    const stale = await work.run('synth', '--client', 'acme');
    const [, module = ''] = /commit (\S+\.wasm)/.exec(stale.stderr) ?? [];
    work.write(module, 'module');

    expect(await opa()).toMatch(/ok {3}opa +not found; needed only to change the rules of acme/);
  });
});
