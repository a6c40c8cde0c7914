// Makes the next version out of the notes in .changeset: version, lock file and CHANGELOG.md. Works without a network, and commits
// and publishes nothing. --check: writes nothing, ends with 1 while notes wait, so that no package goes out without them.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = process.cwd();
const modules = createRequire(import.meta.url);
const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));

function notes() {
  return readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const waiting = notes();
if (process.argv.includes('--check')) {
  if (waiting.length > 0) fail(`${waiting.length} notes in .changeset are in no release yet: npm run release`);
  process.exit(0);
}
if (waiting.length === 0) fail('nothing to release: there is no note in .changeset');
const before = read('package.json').version;
execFileSync(process.execPath, [modules.resolve('@changesets/cli/bin.js'), 'version'], { cwd: root, stdio: 'inherit' });
const { version } = read('package.json');
const left = notes();
if (version === before || left.length > 0)
  fail(`still ${version}, with ${left.length} notes: see what changesets said above`);
// changesets leaves the lock file of npm as it was
if (existsSync(join(root, 'package-lock.json'))) {
  const lock = read('package-lock.json');
  lock.version = version;
  lock.packages[''].version = version;
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`${before} → ${version}, ${waiting.length} notes in CHANGELOG.md`);
