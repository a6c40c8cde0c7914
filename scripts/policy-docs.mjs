// Writes docs/policies: a page for each rule and an index, from what the rules say of themselves.
// --check: writes nothing, ends with 1 when a page is not what the rules give.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { stdio: 'inherit' });
const require = createRequire(import.meta.url);
const { policyPages } = require(join(root, 'dist/checks/formats'));
const { readRuleBook } = require(join(root, 'dist/checks/policy'));

const folder = join(root, 'docs/policies');
const pages = policyPages(readRuleBook(join(root, 'policies')));
const there = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];
const stale = Object.keys(pages).filter(
  (name) => !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== pages[name],
);
const left = there.filter((name) => pages[name] === undefined);

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`docs/policies/${name} is not what the rules give`);
  for (const name of left) console.error(`docs/policies/${name} is of no rule`);
  if (stale.length + left.length > 0) console.error('run npm run policies:docs');
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  mkdirSync(folder, { recursive: true });
  for (const name of left) rmSync(join(folder, name));
  for (const name of stale) writeFileSync(join(folder, name), pages[name]);
}
