import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { documentFromPlan, documentFromSynth, DocumentError } from '../../checks/document';
import { PolicyEngine, readRuleBook } from '../../checks/policy';
import { inputBytes, loadModule, type RawFinding, readModule } from '../../checks/policy/module';
import { isObject, TIERS, type Document, type Json, type JsonObject } from '../../contract';
import { changed } from '../checks/policy/fixture';
import { PLATFORM } from '../checks/policy/platform';
import { describeWith } from '../tools';
import { anything, mutants } from './odd-json';

const root = join(__dirname, '..', '..');
const folder = join(root, 'policies');
const golden = (name: string): Json =>
  JSON.parse(readFileSync(join(root, 'test/checks/document/golden', name), 'utf8'));

test('the compiled rules are what the sources give', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/build-policies.mjs'), '--check'], {
    encoding: 'utf8',
  });

  expect({ status, stderr: stderr.replace(/^tar: .*\n/gm, '') }).toEqual({ status: 0, stderr: '' });
});

test('a rule file is short', () => {
  for (const { package: name } of readRuleBook().rules) {
    if (name === undefined) continue;
    const lines = readFileSync(join(folder, 'rules', name, `${name}.rego`), 'utf8')
      .trimEnd()
      .split('\n');
    expect([name, lines.length <= 100]).toEqual([name, true]);
  }
});

describeWith('opa', 'the real opa', (opa) => {
  const run = (...args: string[]): string =>
    execFileSync(opa, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });

  test('finds nothing to mend', () => {
    expect(run('check', '--strict', '.')).toBe('');
    expect(run('fmt', '--list', '.')).toBe('');
  });

  test('accepts the rules within the built-ins that are allowed', () => {
    expect(
      run(
        'check',
        '--strict',
        '--capabilities',
        'capabilities.json',
        '--ignore',
        '*_test.rego',
        'facts',
        'lib',
        'main',
        'rules',
      ),
    ).toBe('');
  });

  test('runs the tests of the rules, which reach at least 95 of 100 lines of each', () => {
    const { files }: { files: Record<string, { coverage?: number }> } = JSON.parse(run('test', '--coverage', '.'));

    const low = Object.entries(files).filter(
      ([name, { coverage = 0 }]) => !name.endsWith('_test.rego') && coverage < 95,
    );
    expect(low).toEqual([]);
    expect(Object.keys(files).filter((name) => /^rules\/.*_test\.rego$/.test(name))).toHaveLength(
      readRuleBook().rules.length - 2,
    );
  });
});

/** Documents of every kind: clean, broken, plans, and what nobody would write. */
function documents(): Document[] {
  const shapes = golden('shapes.tf.json');
  const stacks = PLATFORM.map(({ json }) => json);
  const read = (json: Json): Document[] => settle(() => documentFromSynth([{ name: 'app', json }], 'mid-market'));
  return [
    ...TIERS.map((tier) => documentFromSynth(PLATFORM, tier)),
    ...settle(() =>
      documentFromSynth(
        changed(PLATFORM, (app) => app.remove('aws_flow_log')),
        'smb',
      ),
    ),
    documentFromPlan(golden('shapes.plan.json'), 'enterprise'),
    ...fc
      .sample(
        fc.constantFrom(shapes, ...stacks).chain((json) => mutants(json)),
        { numRuns: 300, seed: 1 },
      )
      .flatMap(read),
    ...fc
      .sample(mutants(golden('shapes.plan.json')), { numRuns: 60, seed: 2 })
      .flatMap((json) => settle(() => documentFromPlan(json, 'smb'))),
    ...fc.sample(oddInside(documentFromSynth(PLATFORM, 'enterprise')), { numRuns: 300, seed: 3 }),
  ];
}

function settle(make: () => Document): Document[] {
  try {
    return [make()];
  } catch (error) {
    if (error instanceof DocumentError) return [];
    throw error;
  }
}

/** A document in which something a user wrote is of a type nobody expects. The normaliser would not let it through. */
function oddInside(document: Document): fc.Arbitrary<Document> {
  const inside = (of: Document): JsonObject[] => [
    ...Object.values(of.by_type).flatMap((resources) => resources.flatMap(({ values, docs }) => [values, docs])),
    ...Object.values(of.objects).flatMap((objects) => objects.flatMap(({ object }) => [object, object, object])),
    ...Object.values(of.stacks).flatMap(({ backend, providers, modules }) => [
      backend?.values ?? {},
      ...Object.values(providers).flat(),
      modules,
    ]),
  ];
  return fc.tuple(fc.nat(inside(document).length - 1), anything, fc.nat()).map(([index, value, place]) => {
    const copy = structuredClone(document);
    replaceAt(inside(copy)[index] ?? {}, place, value);
    return copy;
  });
}

function replaceAt(value: JsonObject, place: number, by: Json): void {
  const keys = Object.keys(value);
  const key = keys[place % Math.max(1, keys.length)];
  if (key === undefined) return;
  const inner = value[key];
  const index = place % Math.max(1, Array.isArray(inner) ? inner.length : 1);
  const next = Array.isArray(inner) ? inner[index] : inner;
  if (isObject(next) && place % 3 !== 0) replaceAt(next, Math.floor(place / 3), by);
  else if (Array.isArray(inner) && inner.length > 0 && place % 2 === 0) inner[index] = by;
  else value[key] = by;
}

describeWith('opa', 'the rules inside this process and under the real opa', (opa) => {
  const work = mkdtempSync(join(tmpdir(), 'differential-'));
  afterAll(() => rmSync(work, { recursive: true }));

  /** All documents in one process; an error inside a built-in is an error of the run. */
  function underOpa(given: readonly Document[]): Spoken[] {
    const input = join(work, 'input.json');
    writeFileSync(input, JSON.stringify({ documents: given }));
    const query = 'x := [v | some i; d := input.documents[i]; v := data.groundplane.main.verdict with input as d]';
    const { stdout } = spawnSync(
      opa,
      [
        'eval',
        '-f',
        'json',
        '--strict-builtin-errors',
        '-i',
        input,
        '-d',
        'facts',
        '-d',
        'lib',
        '-d',
        'main',
        '-d',
        'rules',
        query,
      ],
      { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 29 },
    );
    const parsed: { result?: { bindings: { x: Spoken[] } }[]; errors?: unknown } = JSON.parse(stdout);
    expect(parsed.errors).toBeUndefined();
    return parsed.result?.[0]?.bindings.x ?? [];
  }

  test('say the same of more than 500 documents', () => {
    const given = documents();
    const book = readRuleBook();
    const module = loadModule(readModule(folder), book);

    const real = underOpa(given);

    expect(given.length).toBeGreaterThan(500);
    expect(real).toHaveLength(given.length);
    let findings = 0;
    for (const [index, document] of given.entries()) {
      const ours = module.judge(inputBytes(document));
      findings += ours.findings.length;
      expect(sorted(ours.findings.map(plain))).toEqual(sorted(real[index]?.findings ?? []));
      expect(places(Object.fromEntries(ours.judged))).toEqual(places(real[index]?.judged ?? {}));
    }
    expect(findings).toBeGreaterThan(300);
  }, 300_000);
});

/** What opa says of a document. */
interface Spoken {
  findings: unknown[];
  judged: Record<string, readonly unknown[]>;
}

/** What each rule looked at, in one order. */
function places(judged: Record<string, readonly unknown[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(judged).map(([name, looked]) => [name, sorted(looked)]));
}

/** A finding as Rego gives it: `waivable` only where it is false, `mild` only where it is true. */
function plain({ waivable, mild, ...finding }: RawFinding): object {
  return { ...finding, ...(waivable ? {} : { waivable }), ...(mild ? { mild } : {}) };
}

/** Its keys in one order, so that equal findings give equal text. */
function keys(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).sort() : [];
}

function sorted(findings: readonly unknown[]): string[] {
  return findings.map((finding) => JSON.stringify(finding, keys(finding))).sort();
}

describeWith('conftest', 'conftest', (conftest) => {
  const work = mkdtempSync(join(tmpdir(), 'conftest-'));
  afterAll(() => rmSync(work, { recursive: true }));

  function findings(document: Document): { failures: string[]; warnings: string[] } {
    const path = join(work, 'document.json');
    writeFileSync(path, JSON.stringify(document));
    const { stdout } = spawnSync(
      conftest,
      ['test', path, '-p', folder, '--data', join(folder, 'packs.json'), '--namespace', 'main', '-o', 'json'],
      { encoding: 'utf8' },
    );
    const [result]: { failures?: { msg: string }[]; warnings?: { msg: string }[] }[] = JSON.parse(stdout);
    const texts = (found: { msg: string }[] = []): string[] =>
      found.map(({ msg }) => msg.split(' ', 1)[0] ?? '').sort();
    return { failures: texts(result?.failures), warnings: texts(result?.warnings) };
  }

  test.each(TIERS)('gives the verdict of the engine in %s', (tier) => {
    const broken = changed(PLATFORM, (app) => {
      app.remove('aws_flow_log');
      Object.assign(app.resource('aws_eks_cluster'), {
        enabled_cluster_log_types: '${var.logs}',
        encryption_config: null,
      });
    });
    const document = documentFromSynth(broken, tier);
    const ours = PolicyEngine.fromPackage().evaluate(document, { tier, today: '2026-11-21', waivers: [] }).findings;

    const { failures, warnings } = findings(document);

    const failed = ours.filter((finding) => finding.status === 'fail');
    expect(failures).toEqual(
      failed
        .filter((finding) => finding.severity === 'deny')
        .map((finding) => finding.id)
        .sort(),
    );
    expect(warnings).toEqual(
      ours
        .filter((finding) => !failed.includes(finding) || finding.severity === 'warn')
        .map((finding) => finding.id)
        .sort(),
    );
    expect(failures).toContain('PAI-EKS-003');
  });

  test('finds nothing where there is nothing', () => {
    expect(findings(documentFromSynth(PLATFORM, 'smb'))).toEqual({ failures: [], warnings: [] });
  });
});

test('a plan of the real Terraform and what it was made from break the same rules', () => {
  const engine = PolicyEngine.fromPackage();
  const options = { tier: 'enterprise', today: '2026-11-21', waivers: [] } as const;
  const places = (document: Document): string[] =>
    engine
      .evaluate(document, options)
      .findings.filter(({ address }) => !address.startsWith('module.'))
      .map(({ id, address, attribute, status }) => `${id} ${address} ${attribute} ${status}`);

  const synth = places(documentFromSynth([{ name: 'shapes', json: golden('shapes.tf.json') }], 'enterprise'));
  const plan = places(documentFromPlan(golden('shapes.plan.json'), 'enterprise', 'shapes'));

  // the version of the chart comes from a variable, whose value only the plan knows; so is what a module makes of the VPC.
  // A plan shows neither lifecycle nor backend
  const onlyPlanned =
    /^PAI-BCK-006 |^PAI-TF-001 |^PAI-NET-00[25] aws_vpc\.main |^PAI-SUP-001 helm_release\.h version unknown$/;
  expect(plan.filter((place) => !onlyPlanned.test(place))).toEqual(synth.filter((place) => !onlyPlanned.test(place)));
  expect(plan.length).toBeGreaterThan(3);
});
