// Compiles into dist/ and puts beside it what the code reads at run time: price book, policies, tables, our own chart.
// --if-stale: only when a source is newer than the last build.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const rooms = [
  'bin',
  'blueprints',
  'charts',
  'checks',
  'config',
  'contract',
  'facts',
  'lib',
  'policies',
  'schema',
  'stacks',
];
const single = ['index.ts', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Files below a folder, folders that are made left out. */
function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'cdktf.out') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  const sources = [...rooms.flatMap((room) => [...files(join(root, room))]), ...single.map((name) => join(root, name))];
  return sources.some((path) => existsSync(path) && statSync(path).mtimeMs > built);
}

function build() {
  rmSync(dist, { recursive: true, force: true });
  rmSync(join(root, 'node_modules/.cache/tsconfig.build.tsbuildinfo'), { force: true });
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
    {
      stdio: 'inherit',
    },
  );
  for (const room of rooms) {
    for (const path of files(join(root, room))) {
      if (path.endsWith('.ts') || path.endsWith('.rego') || path.endsWith('.md')) continue;
      const target = join(dist, path.slice(root.length + 1));
      mkdirSync(dirname(target), { recursive: true });
      cpSync(path, target);
    }
  }
  writeFileSync(stamp, '');
}

if (!process.argv.includes('--if-stale') || isStale()) build();
