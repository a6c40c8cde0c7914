// Ratios within one run, never seconds: machines are noisy. `npm run bench`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { App } = require('cdktf');
const { BLUEPRINTS } = require(join(root, 'dist/blueprints'));
const { judge } = require(join(root, 'dist/checks'));
const { markdownReport, report } = require(join(root, 'dist/checks/report'));
const { loadClient } = require(join(root, 'dist/config'));
const { readStacks } = require(join(root, 'dist/bin/stacks'));

const TODAY = '2026-11-21';
const EXAMPLES = ['example-smb', 'example-mid-market', 'example-enterprise'];

function load(name, text = readFileSync(join(root, `clients/${name}/client.yaml`), 'utf8')) {
  const loaded = loadClient(text, `clients/${name}/client.yaml`, {
    today: TODAY,
    defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
    tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.environments.map(({ settings }) => settings);
}

function clock(work) {
  const started = performance.now();
  const result = work();
  return { result, ms: performance.now() - started };
}

async function clockAsync(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const percent = (share) => `${(share * 100).toFixed(0)} %`;

/** Construct and synth of one environment into a folder, and its judgement. */
async function pair(settings) {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-bench-'));
  const raw = clock(() => {
    const app = new App({ outdir: folder });
    BLUEPRINTS[settings.tier].build(app, settings);
    app.synth();
  }).ms;
  const gates = await clockAsync(async () => {
    const judged = await judge(readStacks(folder), {
      tier: settings.tier,
      today: TODAY,
      waivers: [],
      cost: { budget: settings.budget.monthlyUsd },
    });
    JSON.stringify(markdownReport(report(settings.client, TODAY, [judged])));
  });
  rmSync(folder, { recursive: true });
  return { raw, gates };
}

async function gatesAgainstSynth() {
  console.log(
    'gates (document, policy, cost, capacity, report) / construct and synth of the same stacks; target <= 25 %',
  );
  for (const name of EXAMPLES) {
    const [settings] = load(name);
    const first = await pair(settings);
    const runs = [];
    for (let run = 0; run < 15; run += 1) runs.push(await pair(settings));
    console.log(
      `  ${name.padEnd(20)} warm ${percent(median(runs.map(({ raw, gates }) => gates / raw)))}, first in the process ${percent(first.gates / first.raw)}`,
    );
  }
}

async function manyClients() {
  console.log(
    'one process, many clients: time a client against the first batch, and resident memory; target +-15 %, bounded',
  );
  const text = readFileSync(join(root, 'clients/example-mid-market/client.yaml'), 'utf8');
  const batch = async (count) => {
    const ms = [];
    for (let index = 0; index < count; index += 1) {
      const name = `client-${index}`;
      const [settings] = load(name, text.replaceAll('example-mid-market', name));
      const { raw, gates } = await pair(settings);
      ms.push(raw + gates);
    }
    return { each: ms.reduce((sum, value) => sum + value, 0) / count, rss: process.memoryUsage().rss / 2 ** 20 };
  };
  await batch(10); // warm
  const one = await batch(10);
  for (const count of [10, 50]) {
    const many = await batch(count);
    console.log(
      `  ${String(count).padStart(3)} clients: ${percent(many.each / one.each)} of the time a client takes among ten, ${many.rss.toFixed(0)} MiB`,
    );
  }
}

function coldStart() {
  console.log('cold start of `groundplane synth --all`: shares of the whole process');
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-bench-'));
  const whole = (args) =>
    median([0, 1, 2, 3, 4].map(() => clock(() => spawnSync(process.execPath, args, { cwd: root })).ms));
  const bare = whole(['-e', '']);
  const cli = join(root, 'dist/bin/groundplane.js');
  const all = whole([cli, 'synth', '--all', '--output', join(folder, 'out')]);
  const parts = {
    'node itself': ['-e', ''],
    help: [cli, '--help'],
    cdktf: ['-e', "require('cdktf')"],
    'zod and yaml': ['-e', "require('zod');require('yaml')"],
    'blueprints with their AWS bindings': ['-e', `require(${JSON.stringify(join(root, 'dist/blueprints'))})`],
    checks: ['-e', `require(${JSON.stringify(join(root, 'dist/checks'))})`],
  };
  for (const [what, args] of Object.entries(parts)) {
    const ms = whole(args);
    const share = what === 'node itself' ? ms / all : (ms - bare) / all;
    console.log(
      `  ${what.padEnd(36)} ${percent(share)}${what === 'help' ? ` (bare Node + ${(ms - bare).toFixed(0)} ms here)` : ''}`,
    );
  }
  console.log(`  the whole for all three examples is ${(all / bare).toFixed(0)} times bare Node`);
  rmSync(folder, { recursive: true });
}

await gatesAgainstSynth();
await manyClients();
coldStart();
