// Compiles policies/ into policies/policy.wasm and writes policies/rules.json (what the engine must know of each rule) and
// policies/capabilities.json (the built-ins a rule may use). Needs opa on PATH.
// --check: writes nothing, ends with 1 when a committed file is not what the sources give. Without opa it compares digests.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'policies');
const SOURCES = ['facts', 'lib', 'main', 'rules'];
/** What a client's own rules are compiled with. */
const HELPERS = ['facts', 'lib'];
const ENTRYPOINT = 'groundplane/main/verdict';
const TIERS = ['smb', 'mid-market', 'enterprise'];
/** Packs on top of a tier. They speak of some rules and only raise. */
const PACKS = ['hipaa', 'eu-ai', 'gov'];
/** Rules the engine itself applies; they have a severity and no Rego. */
const ENGINE_RULES = ['PAI-TF-003', 'PAI-TF-004'];

/**
 * What a rule may use: what is compiled into the module and gives the same as opa, and sprintf, which the host brings. Nothing
 * that reaches out, tells the time or draws lots; no walk, which goes through everything.
 */
const BUILTINS = `
  abs all and any array.concat array.slice assign ceil concat contains count div endswith eq equal floor format_int glob.match
  graph.reachable gt gte indexof internal.member_2 internal.member_3 intersection is_array is_boolean is_null is_number is_object
  is_set is_string json.filter json.marshal json.remove json.unmarshal lower lt lte max min minus mul neq net.cidr_contains
  net.cidr_intersects numbers.range object.filter object.get object.remove object.union or plus product regex.is_valid regex.match
  rem replace round sort split sprintf startswith strings.replace_n substring sum to_number trim trim_left trim_prefix trim_right
  trim_space trim_suffix type_name union upper`
  .trim()
  .split(/\s+/);

function* filesBelow(path) {
  for (const entry of readdirSync(join(folder, path), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(inner);
    else if (inner.endsWith('.rego') && !inner.endsWith('_test.rego')) yield inner;
  }
}

function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function sourceDigest(folders = SOURCES) {
  const files = folders.flatMap((path) => [...filesBelow(path)]);
  return digest(BUILTINS.join(' '), ...files.flatMap((path) => [path, readFileSync(join(folder, path))]));
}

function opa(...args) {
  return execFileSync('opa', args, { cwd: folder, maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] });
}

function opaVersion() {
  try {
    return /^Version: (\S+)/m.exec(opa('version').toString())?.[1];
  } catch {
    return undefined;
  }
}

function capabilities() {
  const { builtins, ...rest } = JSON.parse(opa('capabilities', '--current').toString());
  const allowed = builtins.filter((builtin) => BUILTINS.includes(builtin.name));
  const missing = BUILTINS.filter((name) => !allowed.some((builtin) => builtin.name === name));
  if (missing.length > 0) throw new Error(`this opa does not know ${missing.join(', ')}`);
  const features = (rest.features ?? []).filter((feature) => feature !== 'template_strings');
  return `${JSON.stringify({ ...rest, features, builtins: allowed, allow_net: [] })}\n`;
}

function compile(capabilitiesText) {
  const work = mkdtempSync(join(tmpdir(), 'policies-'));
  try {
    const limits = join(work, 'capabilities.json');
    const bundle = join(work, 'bundle.tar.gz');
    writeFileSync(limits, capabilitiesText);
    opa(
      ...['build', '-t', 'wasm', '-O', '0', '-e', ENTRYPOINT, '--capabilities', limits, '--ignore', '*_test.rego'],
      ...['-o', bundle, ...SOURCES],
    );
    return execFileSync('tar', ['-xzOf', bundle, '/policy.wasm'], { maxBuffer: 2 ** 28 });
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Whether some of what a rule finds never denies. */
function usesMild(name) {
  return /\blib\.mild\(|"mark": "mild"/.test(readFileSync(join(folder, 'rules', name, `${name}.rego`), 'utf8'));
}

/** What each rule says of itself, checked: id and folder are its package, every tier has a severity for it. */
function ruleMetadata() {
  const { annotations } = JSON.parse(opa('inspect', '-a', '-f', 'json', '.').toString());
  const packs = JSON.parse(readFileSync(join(folder, 'packs.json'), 'utf8')).groundplane.packs;
  const wrong = [];
  const rules = readdirSync(join(folder, 'rules'))
    .sort()
    .map((name) => {
      const found = annotations.find(
        ({ path }) => path.map(({ value }) => value).join('.') === `data.groundplane.policies.${name}`,
      );
      const { title, description, custom = {} } = found?.annotations ?? {};
      const { id, inspects, controls, fix, setting, mild, waivable = true } = custom;
      for (const [key, value] of Object.entries({ title, description, id, inspects, controls, fix })) {
        if (value === undefined || value.length === 0) wrong.push(`${name}: METADATA has no ${key}`);
      }
      if (id !== name.toUpperCase().replaceAll('_', '-')) wrong.push(`${name}: id ${id} is not the package`);
      if (usesMild(name) !== (mild?.what !== undefined && mild.tiers?.every((tier) => TIERS.includes(tier))))
        wrong.push(`${name}: METADATA says what of it only warns (mild: tiers, what) just where it does`);
      return { id, package: name, title, description, waivable, inspects, controls, fix, setting, mild };
    });
  for (const tier of TIERS) {
    const severities = packs[tier] ?? {};
    for (const id of [...rules.map((rule) => rule.id), ...ENGINE_RULES]) {
      if (!['deny', 'warn', 'off'].includes(severities[id]))
        wrong.push(`packs.json: ${tier} has no severity for ${id}`);
    }
    for (const id of Object.keys(severities)) {
      if (!ENGINE_RULES.includes(id) && !rules.some((rule) => rule.id === id))
        wrong.push(`packs.json: ${tier} names ${id}, which is no rule`);
    }
  }
  for (const pack of PACKS) {
    for (const [id, severity] of Object.entries(packs[pack] ?? {})) {
      if (!rules.some((rule) => rule.id === id)) wrong.push(`packs.json: ${pack} names ${id}, which is no rule`);
      if (!['deny', 'warn'].includes(severity)) wrong.push(`packs.json: ${pack} does not raise ${id} with ${severity}`);
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return rules;
}

function build() {
  const limits = capabilities();
  const wasm = compile(limits);
  const rules = {
    opa: opaVersion(),
    sources: sourceDigest(),
    helpers: sourceDigest(HELPERS),
    wasm: digest(wasm),
    rules: ruleMetadata(),
  };
  return { 'capabilities.json': limits, 'policy.wasm': wasm, 'rules.json': `${JSON.stringify(rules, null, 1)}\n` };
}

function check() {
  const read = (name) => readFileSync(join(folder, name));
  const committed = JSON.parse(read('rules.json').toString());
  if (committed.sources !== sourceDigest()) return ['rules.json and policy.wasm are older than the sources'];
  if (committed.wasm !== digest(read('policy.wasm'))) return ['policy.wasm is not the one rules.json speaks of'];
  if (opaVersion() !== committed.opa) {
    console.log(`compared by digest; opa ${committed.opa} is not on PATH`);
    return [];
  }
  return Object.entries(build()).flatMap(([name, content]) =>
    Buffer.from(content).equals(read(name)) ? [] : [`${name} is not what the sources give`],
  );
}

if (process.argv.includes('--check')) {
  const stale = check();
  for (const line of stale) console.error(line);
  if (stale.length > 0) console.error('run npm run policies:build');
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [name, content] of Object.entries(build())) writeFileSync(join(folder, name), content);
}
