// Everything a change must pass that needs only Node: format, lint, types, boundaries, dead code, tests. Goes on after a failure,
// so that one run tells all. --without STEP leaves one out: where the tests have run already.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rooms = ['bin', 'blueprints', 'config', 'stacks', 'lib', 'facts', 'contract', 'checks'];
const steps = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'oxlint', ['--type-aware', '--quiet', ...rooms, 'test', 'bench', 'index.ts']],
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['boundaries', process.execPath, [join(root, 'scripts/boundaries.mjs')]],
  ['dead code', 'knip', ['--no-progress']],
  ['tests', 'jest', ['--ci', '--silent']],
];

const left = process.argv.indexOf('--without');
const chosen = left === -1 ? steps : steps.filter(([name]) => name !== process.argv[left + 1]);

const failed = [];
for (const [name, program, args] of chosen) {
  const started = Date.now();
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
  });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? 'check: all passed' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
