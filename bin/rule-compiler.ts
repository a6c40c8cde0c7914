import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ClientRule, RuleFile } from '../checks/policy';
import { packageRoot } from './package-root';
import { refuse } from './stop';

/** Our helpers, which a client's rules may import. */
const HELPERS = ['lib', 'facts'];

/** Whether `opa` can be run. */
export function hasOpa(): boolean {
  return opaVersion() !== undefined;
}

/** Version of the `opa` on PATH; undefined where there is none, empty where it does not say. */
export function opaVersion(): string | undefined {
  const { status, stdout } = spawnSync('opa', ['version'], { encoding: 'utf8', env: process.env });
  return status === 0 ? (/^Version: (\S+)/m.exec(stdout)?.[1] ?? '') : undefined;
}

/**
 * A client's rules as WebAssembly. The same files give the same bytes wherever they lie.
 *
 * @throws Stop with what opa says of them, file and line first
 */
export function compileRules(folder: string, files: readonly RuleFile[], rules: readonly ClientRule[]): Uint8Array {
  return inWorkshop(files, folder, (work, run) => {
    const entrypoints = rules.flatMap((rule) => rule.entrypoints.flatMap(({ path }) => ['-e', path]));
    const limits = join(packageRoot(), 'policies/capabilities.json');
    run(['build', '-t', 'wasm', '-O', '0', '--capabilities', limits, ...entrypoints, '-o', 'bundle.tar.gz', '.']);
    const tar = ['-xzOf', join(work, 'bundle.tar.gz'), '/policy.wasm'];
    return execFileSync('tar', tar, { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] });
  });
}

/** What `opa` says of the rules and their tests, and whether all is well. */
export function testRules(folder: string, files: readonly RuleFile[]): { ok: boolean; text: string } {
  return inWorkshop(files, folder, (work) => {
    cpSync(join(packageRoot(), 'policies/lib/fixture_test.rego'), join(work, 'lib/fixture_test.rego'));
    const steps = [
      ['check', '--strict', 'client', 'lib', 'facts'],
      ['test', '--verbose', 'client', 'lib', 'facts'],
    ];
    const ran = steps.map((args) => spawnSync('opa', args, { cwd: work, encoding: 'utf8', env: process.env }));
    const text = ran.map(({ stdout, stderr }) => named(`${stdout}${stderr}`, folder)).join('');
    return { ok: ran.every(({ status }) => status === 0), text };
  });
}

/** The rules and our helpers in a folder of their own: names in the compiled module must not tell of this machine. */
function inWorkshop<T>(
  files: readonly RuleFile[],
  folder: string,
  work: (path: string, run: (args: readonly string[]) => void) => T,
): T {
  const path = mkdtempSync(join(tmpdir(), 'groundplane-rules-'));
  try {
    mkdirSync(join(path, 'client'));
    for (const { file, text } of files) writeFileSync(join(path, 'client', basename(file)), text);
    for (const helpers of HELPERS) {
      const from = join(packageRoot(), 'policies', helpers);
      mkdirSync(join(path, helpers));
      for (const name of readdirSync(from)) {
        if (name.endsWith('.rego') && !name.endsWith('_test.rego'))
          writeFileSync(join(path, helpers, name), readFileSync(join(from, name)));
      }
    }
    return work(path, (args) => {
      const { status, stdout, stderr } = spawnSync('opa', args, { cwd: path, encoding: 'utf8', env: process.env });
      if (status !== 0) refuse(named(`${stderr}${stdout}`.trim(), folder));
    });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** File names as the client knows them. */
function named(text: string, folder: string): string {
  return text.replace(/(^|[\s"(])client\/(?=[\w.-]+\.rego)/g, `$1${folder}/`);
}
