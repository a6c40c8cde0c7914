// What judging costs: all rules on 500 and on 5,000 resources, as ratios within one run. The gate is measured by what its own thread
// works, which is what a synth waits for and a busy machine does not stretch; what V8 compiles beside it, and other programs, by the
// processor time of all threads. `npm run bench:policy`.
// conftest and opa come from PATH; Checkov where GROUNDPLANE_CHECKOV names its folder. What is not there is left out, and that is said.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const TODAY = '2026-11-21';
const TIER = 'enterprise';
const RUNS = 9;
const CHECKOV = (folder) => [
  '-d',
  folder,
  '--framework',
  'terraform_json',
  '-o',
  'json',
  '--quiet',
  '--compact',
  '--skip-download',
];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = (a, b) => `${(a / b).toFixed(1)}x`;
const ms = (value) => `${value.toFixed(0)} ms`;

/** Milliseconds of processor time so far, all threads. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds this thread has worked so far; only Linux tells, elsewhere the time on the clock. */
function worked() {
  const told = `/proc/self/task/${process.pid}/schedstat`;
  return existsSync(told) ? Number(readFileSync(told, 'utf8').split(' ')[0]) / 1e6 : performance.now();
}

/** One gate in a process of its own: what a synth pays for it. Prints its figures. */
async function gate(folder) {
  const { readStacks } = require(join(root, 'dist/bin/stacks'));
  const stacks = readStacks(folder);
  const before = process.memoryUsage().rss;
  const start = worked();
  const used = cpu();
  const begun = performance.now();
  const { PolicyEngine } = require(join(root, 'dist/checks/policy'));
  const { documentFromSynth } = require(join(root, 'dist/checks/document'));
  const engine = PolicyEngine.fromPackage();
  const options = { tier: TIER, today: TODAY, waivers: [] };
  const ready = engine.prepare();
  const judged = documentFromSynth(stacks, TIER);
  await ready;
  const { rules, resources, findings } = engine.evaluate(judged, options);
  const figures = {
    cold: worked() - start,
    coldCpu: cpu() - used,
    coldWall: performance.now() - begun,
    rss: (process.memoryUsage().rss - before) / 2 ** 20,
  };
  const warm = [];
  const evaluations = [];
  for (let run = 0; run < RUNS; run += 1) {
    const first = worked();
    const document = documentFromSynth(stacks, TIER);
    const normalised = worked();
    engine.evaluate(document, options);
    warm.push(worked() - first);
    evaluations.push(worked() - normalised);
  }
  const counts = { rules: rules.length, resources, findings: findings.length };
  console.log(JSON.stringify({ ...figures, warm: median(warm), evaluate: median(evaluations), ...counts }));
}

/** The same as a synth waits for it: rules were compiled while stacks were built. Prints milliseconds on the clock. */
async function gateInSynth(folder) {
  const { readStacks } = require(join(root, 'dist/bin/stacks'));
  const { PolicyEngine } = require(join(root, 'dist/checks/policy'));
  const { documentFromSynth } = require(join(root, 'dist/checks/document'));
  const engine = PolicyEngine.fromPackage();
  await engine.prepare();
  const stacks = readStacks(folder);
  const begun = performance.now();
  engine.evaluate(documentFromSynth(stacks, TIER), { tier: TIER, today: TODAY, waivers: [] });
  console.log(JSON.stringify(performance.now() - begun));
}

/** The enterprise example, its resources copied with their references until there are enough. */
function enlarge(source, target, count) {
  const stacks = readdirSync(join(source, 'stacks')).map((name) => ({
    name,
    text: readFileSync(join(source, 'stacks', name, 'cdk.tf.json'), 'utf8'),
  }));
  const size = (json) => Object.values(json.resource ?? {}).reduce((sum, named) => sum + Object.keys(named).length, 0);
  const own = stacks.reduce((sum, { text }) => sum + size(JSON.parse(text)), 0);
  for (const { name, text } of stacks) {
    const whole = JSON.parse(text);
    // checkov reads no file whose terraform block holds a text
    delete whole.terraform.required_version;
    const names = Object.values(whole.resource).flatMap(Object.keys);
    for (let copy = 1; copy < Math.round(count / own); copy += 1) {
      const renamed = JSON.parse(text.replace(new RegExp(`\\b(${names.join('|')})\\b`, 'g'), `$1_${copy}`)).resource;
      for (const [type, named] of Object.entries(renamed)) Object.assign(whole.resource[type], named);
    }
    mkdirSync(join(target, 'stacks', name), { recursive: true });
    writeFileSync(join(target, 'stacks', name, 'cdk.tf.json'), JSON.stringify(whole, null, 2));
  }
}

/** Processor time and time of a whole process, medians; undefined where it is not there. */
function wholeProcess(runs, program, args) {
  const taken = [];
  for (let run = 0; run < runs; run += 1) {
    const script =
      'TIMEFORMAT="%R %U %S"; command -v "$0" >/dev/null || exit 127; time "$0" "$@" >/dev/null 2>/dev/null; exit 0';
    const { status, stderr } = spawnSync('bash', ['-c', script, program, ...args], { encoding: 'utf8' });
    if (status !== 0) return undefined;
    const [wall, user, system] = stderr.trim().split(' ').map(Number);
    taken.push({ wall: wall * 1000, cpu: (user + system) * 1000 });
  }
  return { cpu: median(taken.map((one) => one.cpu)), wall: median(taken.map((one) => one.wall)) };
}

function line(name, other, { cold, wall }, target) {
  const text =
    other === undefined
      ? 'not there'
      : `${ms(other.cpu)} = ${times(other.cpu, cold)} the first gate; target ${target} (${ms(other.wall)} = ${times(other.wall, wall)} on the clock)`;
  console.log(`  ${name.padEnd(55)} ${text}`);
}

/** What five processes of their own print. */
function fresh(mode, folder) {
  const args = [fileURLToPath(import.meta.url), mode, folder];
  return Array.from({ length: 5 }, () => JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })));
}

function compare(work, count, source) {
  const folder = join(work, String(count));
  enlarge(source, folder, count);
  const runs = fresh('--gate', folder);
  const inSynth = median(fresh('--in-synth', folder));
  const of = (key) => median(runs.map((run) => run[key]));
  const { documentFromSynth } = require(join(root, 'dist/checks/document'));
  const { readStacks } = require(join(root, 'dist/bin/stacks'));
  const document = join(folder, 'document.json');
  writeFileSync(document, JSON.stringify(documentFromSynth(readStacks(folder), TIER)));
  const policies = join(root, 'policies');
  const conftestArgs = [
    'test',
    document,
    '-p',
    policies,
    '--data',
    join(policies, 'packs.json'),
    '--namespace',
    'main',
    '-o',
    'json',
  ];
  const conftest = wholeProcess(5, 'conftest', conftestArgs);
  const checkov = wholeProcess(1, join(process.env.GROUNDPLANE_CHECKOV ?? '/nowhere', 'checkov'), CHECKOV(folder));
  const [{ rules, resources, findings }] = runs;
  const cold = of('cold');
  const first = { cold, wall: of('coldWall') };
  console.log(`${resources} resources, ${rules} rules, ${findings} findings`);
  console.log(
    `  gate, first in its process (load, normalise, evaluate)  ${ms(cold)} (${ms(of('coldWall'))} on the clock, ${ms(of('coldCpu'))} of all threads)`,
  );
  console.log(
    `  gate in a synth, which compiles the rules while it builds ${ms(inSynth)} on the clock${checkov === undefined ? '' : `; Checkov ${times(checkov.wall, inSynth)}, target >= 20x`}`,
  );
  console.log(
    `  gate, warm (normalise, evaluate)                        ${ms(of('warm'))}; evaluate alone ${ms(of('evaluate'))}`,
  );
  console.log(`  memory it adds                                          ${of('rss').toFixed(0)} MB`);
  line('conftest with the same rules, whole process', conftest, first, '> 1x');
  line('Checkov, whole process', checkov, first, '>= 20x');
  return { resources, warm: of('warm'), evaluate: of('evaluate') };
}

if (process.argv[2] === '--gate') {
  await gate(process.argv[3]);
} else if (process.argv[2] === '--in-synth') {
  await gateInSynth(process.argv[3]);
} else {
  const work = mkdtempSync(join(tmpdir(), 'groundplane-bench-'));
  try {
    const source = join(work, 'source');
    const cli = join(root, 'dist/bin/groundplane.js');
    spawnSync(process.execPath, [cli, 'synth', '--client', 'example-enterprise', '--output', source, '--date', TODAY], {
      cwd: root,
    });
    const [small, large] = [500, 5000].map((count) => compare(work, count, source));
    const growth = (key) => large[key] / small[key] / (large.resources / small.resources);
    console.log(
      `linear: a resource takes ${growth('warm').toFixed(2)} times as long among ${large.resources} as among ${small.resources} (evaluate alone ${growth('evaluate').toFixed(2)})`,
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}
