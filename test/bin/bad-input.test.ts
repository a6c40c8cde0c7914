import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Json } from '../../contract';
import { mutants } from '../policies/odd-json';
import { DAY, Workspace } from './fixtures';
import { runs } from '../runs';

const golden = (name: string): string => readFileSync(join(__dirname, '../checks/document/golden', name), 'utf8');
const json = (text: string): Json => JSON.parse(text);
const STACK = golden('shapes.tf.json');
const PLAN = golden('shapes.plan.json');

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
});
afterEach(() => work.remove());

/** Judges a text as anybody's file. A crash of ours would end with 3. */
async function check(text: string, ...more: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  work.write('input.json', text);
  return work.run('check', 'input.json', '--tier', 'enterprise', ...DAY, ...more);
}

describe('a file that is broken is told as that, and ends with 2', () => {
  test.each([
    ['a stack', STACK],
    ['a plan', PLAN],
  ])('%s, wherever it is cut off', async (_, text) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.trimEnd().length - 1 }), async (length) => {
        const { code, stderr } = await check(text.slice(0, length));

        expect([code, stderr]).toEqual([2, expect.stringMatching(/is not JSON/)]);
      }),
      { numRuns: runs(40) },
    );
  });

  test.each([
    ['nests without end', `{"resource":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /deeper than 100/],
    ['nests objects without end', `{"resource":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, /deeper than 100/],
    [
      'nests a plan without end',
      `{"format_version":"1.2","planned_values":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      /deeper than 100/,
    ],
    ['is a state', '{"format_version":"1.0","values":{}}', /is a state/],
    ['is a plan with errors', '{"format_version":"1.2","errored":true,"planned_values":{}}', /ended in errors/],
    ['is a text', '"resource"', /no JSON object/],
    ['is nothing', '', /is not JSON/],
    ['is binary', '\u0000\u0001\u0002PK', /is not JSON/],
    ['has blocks of no type', '{"resource": 5}', /Terraform wants an object/],
  ])('one that %s', async (_, text, expected) => {
    const { code, stdout, stderr } = await check(text);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(expected);
    expect(stderr.length).toBeLessThan(2000);
  });

  test('a folder with a broken stack among good ones', async () => {
    work.write('out/stacks/good/cdk.tf.json', STACK);
    work.write('out/stacks/bad/cdk.tf.json', STACK.slice(0, 100));

    const { code, stderr } = await work.run('check', 'out', '--tier', 'smb', ...DAY);

    expect(code).toBe(2);
    expect(stderr).toMatch(/bad.cdk\.tf\.json is not JSON/);
  });

  test.each([
    ['no JSON', '{', /is not JSON/],
    ['of another version', '{"schemaVersion": 2, "environments": {}}', /run it again/],
    ['with a pack nobody knows', '{"schemaVersion":1,"environments":{"x":{"packs":["pci"]}}}', /a pack nobody knows/],
    [
      'with a severity that is none',
      '{"schemaVersion":1,"environments":{"x":{"changes":{"PAI-NET-001":"no"}}}}',
      /no severity/,
    ],
    ['with a waiver that is none', '{"schemaVersion":1,"environments":{"x":{"waivers":[5]}}}', /a waiver that is none/],
  ])('a file of choices that is %s', async (_, text, expected) => {
    work.write('policy.json', text);

    const { code, stderr } = await check(STACK, '--policy', 'policy.json');

    expect(code).toBe(2);
    expect(stderr).toMatch(expected);
  });
});

describe('whatever a file holds, it is judged or refused', () => {
  test.each([
    ['a stack', json(STACK)],
    ['a plan', json(PLAN)],
  ])('%s with anything anywhere', async (_, value) => {
    await fc.assert(
      fc.asyncProperty(mutants(value), async (mutant) => {
        const { code, stdout, stderr } = await check(JSON.stringify(mutant), '--format', 'json');

        expect([code, stderr]).not.toEqual([3, expect.anything()]);
        const result = JSON.parse(stdout);
        if (code === 2) expect(result.error.message).not.toBe('');
        else expect(result.policy.rules.length).toBeGreaterThan(10);
      }),
      { numRuns: runs(60) },
    );
  });

  test('a descriptor that says nonsense', async () => {
    const descriptor = {
      schemaVersion: 1,
      client: 'a',
      environment: 'b',
      stage: 'x',
      tier: 'huge',
      phase: 'z',
      stack: 's',
      partition: 'p',
      region: 'r',
      account: 'a',
      dataClasses: [],
      intents: [{ kind: 'node-pool' }],
    };
    const text = (value: unknown): string => JSON.stringify({ output: { groundplane: { value } }, resource: {} });

    for (const value of [JSON.stringify(descriptor), '{', 5, '[]']) {
      work.write('input.json', text(value));
      const { code, stderr } = await work.run('check', 'input.json', ...DAY);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/--tier/)]);
    }
  });

  test('texts as long as a book, in bounded time', async () => {
    const long = 'a '.repeat(5_000_000);
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/*' };
    const policy = JSON.stringify({ Statement: Array.from({ length: 20_000 }, () => statement) });
    const resource = {
      aws_s3_bucket: { B: { bucket: long, tags: { note: long } } },
      aws_iam_role_policy: { P: { role: 'x', policy } },
    };
    const before = process.cpuUsage();

    const { code } = await check(JSON.stringify({ resource }));

    const { user, system } = process.cpuUsage(before);
    expect(code).toBe(1);
    expect((user + system) / 1_000_000).toBeLessThan(20);
  }, 60_000);
});
