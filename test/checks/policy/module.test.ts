import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyEngine, PolicyError, readRuleBook, type Rule, type RuleBook } from '../../../checks/policy';
import { describeWith } from '../../tools';
import { documentOf, TODAY } from './fixture';
import { PLATFORM } from './platform';

const book = readRuleBook();
const bytes = readFileSync(join(__dirname, '../../../policies/policy.wasm'));
const document = documentOf(PLATFORM, 'smb');
const options = { tier: 'smb', today: TODAY, waivers: [] } as const;

function bookOf(wasm: Uint8Array, rules: readonly Rule[] = book.rules): RuleBook {
  return { ...book, rules: [...rules], wasm: createHash('sha256').update(wasm).update('\0').digest('hex') };
}

function judging(wasm: Uint8Array, rules?: readonly Rule[]): () => unknown {
  return () => new PolicyEngine(bookOf(wasm, rules), wasm).evaluate(document, options);
}

describe('what cannot be evaluated is an error, never a pass', () => {
  test('a module that is not the one the rules were told of', () => {
    expect(() => new PolicyEngine({ ...book, wasm: 'other' }, bytes).evaluate(document, options)).toThrow(
      /policies:build/,
    );
  });

  test('bytes that are no module', () => {
    expect(judging(Buffer.from('no wasm'))).toThrow(/do not load/);
  });

  test('a rule that did not run', () => {
    const more = { ...book.rules[0], id: 'PAI-X-001', package: 'pai_x_001' };

    expect(judging(bytes, [...book.rules, { ...aRule(), ...more }])).toThrow(/did not run: pai_x_001/);
  });

  test('a rule nobody knows', () => {
    expect(
      judging(
        bytes,
        book.rules.filter((rule) => rule.id !== 'PAI-SUP-003'),
      ),
    ).toThrow(/nobody knows: pai_sup_003/);
  });

  test('a document that cannot be handed over', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;

    expect(() => new PolicyEngine(book, bytes).evaluate(Object.assign({ ...document }, { circle }), options)).toThrow(
      PolicyError,
    );
  });

  test('the engine judges again after an error', () => {
    const engine = new PolicyEngine(book, bytes);
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => engine.evaluate(Object.assign({ ...document }, { circle }), options)).toThrow(PolicyError);

    expect(engine.evaluate(document, options).findings).toEqual([]);
  });
});

function aRule(): Rule {
  const rule = book.rules[0];
  if (rule === undefined) throw new Error('no rules');
  return rule;
}

describeWith('opa', 'rules that go wrong inside', (opa) => {
  const folder = mkdtempSync(join(tmpdir(), 'bad-rules-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function compiled(body: string): Buffer {
    const source = join(folder, 'main.rego');
    const bundle = join(folder, 'bundle.tar.gz');
    writeFileSync(source, `package groundplane.main\n\n${body}\n`);
    execFileSync(opa, ['build', '-t', 'wasm', '-e', 'groundplane/main/verdict', '-o', bundle, source], {
      stdio: 'pipe',
    });
    return execFileSync('tar', ['-xzOf', bundle, '/policy.wasm'], { maxBuffer: 2 ** 28, stdio: 'pipe' });
  }

  test('a built-in the host does not bring is refused before anything runs', () => {
    expect(judging(compiled('verdict := time.now_ns()'), [])).toThrow(/need time.now_ns/);
  });

  test('two values of one rule abort', () => {
    const conflict =
      'verdict := {"rules": set(), "findings": {x}}\n\nx := 1 if input.schemaVersion == 1\n\nx := 2 if input.tier == "smb"';

    expect(judging(compiled(conflict), [])).toThrow(/aborted/);
  });

  test.each([
    ['nothing', 'verdict := 1 if input.nothing'],
    ['no verdict', 'verdict := 1'],
    ['a finding that is none', 'verdict := {"rules": set(), "findings": {"x"}}'],
    ['a finding without place', 'verdict := {"rules": set(), "findings": {{"rule": "r", "status": "fail"}}}'],
    ['a finding without status', 'verdict := {"rules": set(), "findings": {{"rule": "r"}}}'],
  ])('%s is an error', (_, body) => {
    expect(judging(compiled(body), [])).toThrow(PolicyError);
  });
});
