// Everything a change must pass that needs only Node: format, lint, types, boundaries, dead code, tests. Goes on after a failure,
// so that one run tells all. Steps before the tests run beside each other, each on one core at most times; the tests take all.
// --without STEP leaves one out: where the tests have run already.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rooms = ['bin', 'blueprints', 'config', 'stacks', 'lib', 'facts', 'contract', 'checks'];
const steps = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content', '.']],
  ['lint', 'oxlint', ['--type-aware', '--quiet', ...rooms, 'test', 'bench', 'index.ts']],
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['boundaries', process.execPath, [join(root, 'scripts/boundaries.mjs')]],
  ['dead code', 'knip', ['--no-progress']],
];
const tests = ['tests', 'jest', ['--ci', '--silent']];

const failed = [];
const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };

/** Runs a step and prints what it said in one piece, or as it comes. */
function run([name, program, args], stdio) {
  const started = Date.now();
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', stdio, stdio] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => said.push(piece));
  return new Promise((resolve) => {
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      if (status !== 0) failed.push(name);
      resolve();
    });
  });
}

const left = process.argv.indexOf('--without');
const without = left === -1 ? undefined : process.argv[left + 1];

await Promise.all(steps.filter(([name]) => name !== without).map((step) => run(step, 'pipe')));
if (without !== 'tests') await run(tests, 'inherit');
console.log(failed.length === 0 ? 'check: all passed' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
