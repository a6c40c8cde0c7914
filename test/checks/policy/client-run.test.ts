import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileRules } from '../../../bin/rule-compiler';
import { documentFromSynth } from '../../../checks/document';
import {
  ClientRuleError,
  evaluatePolicy,
  readClientRules,
  type ClientRules,
  type RuleFile,
} from '../../../checks/policy';
import { runClientRules, type Limits } from '../../../checks/policy/client-run';
import { describeWith } from '../../tools';
import { TODAY } from './fixture';

const ROOT = join(__dirname, '../../..');
const LIMITS: Limits = { deadline: 5000, pages: 4096, findings: 100, bytes: 100_000 };
const DOCUMENT = documentFromSynth(
  [{ name: 'acme-prod-data', json: { resource: { aws_s3_bucket: { Docs: { bucket: 'docs' } } } } }],
  'smb',
);

describeWith('opa', "a client's own rules", (opa) => {
  const work = mkdtempSync(join(tmpdir(), 'client-rules-'));
  afterAll(() => rmSync(work, { recursive: true }));

  function read(body: string): { file: RuleFile; rules: ClientRules['rules'] } {
    const text = `# METADATA\n# title: T\n# description: D\n# custom:\n#   id: ACME-X-001\n#   severity: deny\n#   fix: F\npackage client.acme.acme_x_001\n\nimport data.groundplane.lib\n\n${body}\n`;
    const file = { file: 'clients/acme/policies/acme_x_001.rego', text };
    const { rules, problems } = readClientRules('acme', [file]);
    expect(problems).toEqual([]);
    return { file, rules };
  }

  function compiled(body: string): ClientRules {
    const { file, rules } = read(body);
    return { rules: [...rules], wasm: compileRules('clients/acme/policies', [file], [...rules]) };
  }

  /** As somebody would who compiles with all that opa knows. */
  function forged(body: string): ClientRules {
    const { file, rules } = read(body);
    const source = join(work, 'acme_x_001.rego');
    const bundle = join(work, 'bundle.tar.gz');
    writeFileSync(source, file.text);
    execFileSync(
      opa,
      [
        'build',
        '-t',
        'wasm',
        '-e',
        'client/acme/acme_x_001/deny',
        '-o',
        bundle,
        source,
        join(ROOT, 'policies/lib/lib.rego'),
      ],
      { stdio: 'pipe' },
    );
    const tar = ['-xzOf', bundle, '/policy.wasm'];
    return { rules, wasm: execFileSync('tar', tar, { maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'ignore'] }) };
  }

  const FINDS = 'deny contains lib.finding(b, "bucket", "is there") if some b in input.by_type.aws_s3_bucket';

  test('find what ours do not, and are judged, told and waived as ours are', async () => {
    const waiver = {
      id: 'ACME-X-001',
      scope: 'acme-prod-data/aws_s3_bucket.Docs',
      reason: 'the name is older than the rule is',
      owner: 'data',
      expires: '2026-12-31',
      ticket: 'A-1',
      source: 'x:1',
    };
    const options = { tier: 'smb', today: TODAY, client: compiled(FINDS) } as const;

    const found = await evaluatePolicy(DOCUMENT, { ...options, waivers: [] });
    const waived = await evaluatePolicy(DOCUMENT, { ...options, waivers: [waiver] });

    expect(found.findings.filter(({ id }) => id === 'ACME-X-001')).toMatchObject([
      { severity: 'deny', status: 'fail', address: 'aws_s3_bucket.Docs', attribute: 'bucket', fix: 'F' },
    ]);
    expect(found.rules).toContain('ACME-X-001');
    expect(waived.findings.filter(({ id }) => id === 'ACME-X-001')).toMatchObject([{ status: 'waived' }]);
  });

  test('take nothing away from ours', async () => {
    const options = { tier: 'smb', today: TODAY, waivers: [] } as const;

    const ours = await evaluatePolicy(DOCUMENT, options);
    const both = await evaluatePolicy(DOCUMENT, { ...options, client: compiled(FINDS) });

    expect(both.findings.filter(({ id }) => id !== 'ACME-X-001')).toEqual(ours.findings);
  });

  test.each<[string, string, RegExp]>([
    [
      'never end',
      'deny contains "x" if count([1 | some a in numbers.range(1, 5000000); some b in numbers.range(1, 5000); a < b]) > 3',
      /acme_x_001\.rego: ACME-X-001: (took more than 1 seconds|.*memory)/,
    ],
    [
      'contradict themselves',
      'deny contains x if x := y\n\ny := 1 if input.tier\n\ny := 2 if input.tier',
      /acme_x_001\.rego: ACME-X-001: .*(conflict|multiple)/,
    ],
    [
      'say too much',
      'deny contains lib.keyed(lib.finding(b, "", "x"), sprintf("%d", [n])) if {\n\tsome b in input.by_type.aws_s3_bucket\n\tsome n in numbers.range(1, 200)\n}',
      /gives more than 100 findings/,
    ],
    [
      'say too much at once',
      'deny contains lib.finding(b, "", concat("", [x | some n in numbers.range(1, 20000); x := "0123456789"])) if some b in input.by_type.aws_s3_bucket',
      /gives more than .* MB of findings/,
    ],
    ['give no finding', 'deny contains "text"', /a finding that is no object/],
    ['give a finding without place', 'deny contains {"message": "x"}', /has no stack/],
  ])(
    'that %s are an error with the file, never a pass',
    async (_, body, expected) => {
      const run = runClientRules(DOCUMENT, compiled(body), {
        ...LIMITS,
        deadline: body.includes('5000000') ? 1000 : 5000,
      });

      await expect(run).rejects.toThrow(ClientRuleError);
      await expect(run).rejects.toThrow(expected);
    },
    20_000,
  );

  test('cannot be compiled with what reaches out or tells the time: file and line are told', () => {
    expect(() => compiled('deny contains x if x := http.send({"url": "http://localhost", "method": "get"})')).toThrow(
      /clients\/acme\/policies\/acme_x_001\.rego:12: .*undefined function http\.send/,
    );
    expect(() => compiled('deny contains x if x := time.now_ns()')).toThrow(/undefined function time\.now_ns/);
  });

  test('compiled elsewhere with what is not allowed are refused', async () => {
    const rules = forged('deny contains x if x := sprintf("%s", [opa.runtime().env])');

    await expect(runClientRules(DOCUMENT, rules, LIMITS)).rejects.toThrow(
      /need .*opa\.runtime.*, which is not allowed/,
    );
  });

  test('that are no module are an error', async () => {
    const broken = { ...compiled(FINDS), wasm: Buffer.from('no wasm') };

    await expect(runClientRules(DOCUMENT, broken, LIMITS)).rejects.toThrow(ClientRuleError);
  });
});
