// Rewrites test/golden: of each example client the report as a reviewer sees it and the addresses Terraform knows its resources by.
// A changed address is a replaced resource: it needs a moved block, or a reason that is written down.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { stdio: 'inherit' });
const golden = join(root, 'test/golden');
const output = mkdtempSync(join(tmpdir(), 'groundplane-'));
try {
  for (const client of readdirSync(join(root, 'clients')).filter((name) => name.startsWith('example-'))) {
    const args = ['synth', '--client', client, '--output', join(output, client), '--date', '2026-11-21'];
    execFileSync(process.execPath, [join(root, 'dist/bin/groundplane.js'), ...args], { cwd: root, stdio: 'inherit' });
    mkdirSync(golden, { recursive: true });
    writeFileSync(join(golden, `${client}.md`), readFileSync(join(output, client, 'report.md')));
    writeFileSync(join(golden, `${client}.addresses.txt`), `${addresses(join(output, client, 'stacks')).join('\n')}\n`);
  }
} finally {
  rmSync(output, { recursive: true });
}

function addresses(stacks) {
  return readdirSync(stacks)
    .flatMap((stack) => {
      const { resource } = JSON.parse(readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8'));
      return Object.entries(resource).flatMap(([type, named]) =>
        Object.keys(named).map((name) => `${stack}/${type}.${name}`),
      );
    })
    .sort();
}
