// Compiles into dist/ and puts beside it what the code reads at run time: price book, policies, tables, our own chart.
// --if-stale: only when a source is newer than the last build.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
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
  'functions',
  'ingestion',
  'lib',
  'pipelines',
  'policies',
  'schema',
  'stacks',
];
const single = ['index.ts', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Files below a folder, folders that are made left out. */
function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'cdktf.out', '__pycache__', 'tests'].includes(entry.name)) continue;
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

/** Built aside and put in place whole: what runs from dist/ meanwhile, or after a type error, finds the last build. */
function build() {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'groundplane-'));
  const made = join(work, 'dist');
  // a source that changes while it compiles is newer than this
  const started = new Date();
  try {
    compile(made, join(work, 'tsbuildinfo'));
    for (const path of rooms.flatMap((room) => [...files(join(root, room))])) {
      if (path.endsWith('.ts') || path.endsWith('.rego') || path.endsWith('.md')) continue;
      const target = join(made, path.slice(root.length + 1));
      mkdirSync(dirname(target), { recursive: true });
      cpSync(path, target);
    }
    // npm does so at an install only, and this is built again after every change
    chmodSync(join(made, 'bin/groundplane.js'), 0o755);
    writeFileSync(join(made, '.built'), '');
    utimesSync(join(made, '.built'), started, started);
    if (existsSync(dist)) renameSync(dist, join(work, 'before'));
    renameSync(made, dist);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function compile(outDir, buildInfo) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = ['-p', join(root, 'tsconfig.build.json'), '--outDir', outDir, '--tsBuildInfoFile', buildInfo];
  execFileSync(process.execPath, [tsc, ...args], { stdio: 'inherit' });
}

if (!process.argv.includes('--if-stale') || isStale()) build();
