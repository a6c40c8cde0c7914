// Writes test/real/releases/<version>.json.gz: the Terraform of every example client as this release makes it. Run once a release;
// the tests then apply it and plan every later state of the library over it, and nothing may be replaced.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { stdio: 'inherit' });
const output = mkdtempSync(join(tmpdir(), 'groundplane-'));
try {
  const stacks = {};
  for (const client of readdirSync(join(root, 'clients')).filter((name) => name.startsWith('example-'))) {
    const args = ['synth', '--client', client, '--output', join(output, client)];
    execFileSync(process.execPath, [join(root, 'dist/bin/groundplane.js'), ...args], { cwd: root, stdio: 'inherit' });
    for (const stack of readdirSync(join(output, client, 'stacks')).sort())
      stacks[stack] = withoutNotes(
        JSON.parse(readFileSync(join(output, client, 'stacks', stack, 'cdk.tf.json'), 'utf8')),
      );
  }
  const folder = join(root, 'test/real/releases');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${version}.json.gz`), gzipSync(JSON.stringify(stacks), { level: 9 }));
} finally {
  rmSync(output, { recursive: true });
}

/** cdktf's notes on where a resource was written mean nothing to Terraform. */
function withoutNotes(value) {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '//');
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutNotes(entry)]));
}
