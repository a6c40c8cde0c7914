import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import type { Log, Result } from 'sarif';
import { sarifText, type FormatSource } from '../../../checks/formats';
import { source } from './fixture';

const SCHEMA = join(__dirname, '../../../../shared/schemas/sarif-schema-2.1.0.json');

function log(given: FormatSource): Log {
  return JSON.parse(sarifText(given));
}

function results(given: FormatSource): Result[] {
  return log(given).runs[0]?.results ?? [];
}

function find(all: readonly Result[], rule: string): Result {
  const found = all.find((result) => result.ruleId === rule);
  if (found === undefined) throw new Error(`no result of ${rule}`);
  return found;
}

if (existsSync(SCHEMA)) {
  test('is what the official schema asks for', async () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

    expect({ valid: validate(log(await source())), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });
}

test('says what stops, what warns, what is open and what somebody answers for', async () => {
  const all = results(await source());

  expect(find(all, 'PAI-ENC-003')).toMatchObject({ level: 'error' });
  expect(find(all, 'PAI-EKS-002')).toMatchObject({ level: 'none', kind: 'open' });
  expect(find(all, 'PAI-EKS-001').suppressions).toEqual([
    {
      kind: 'external',
      status: 'accepted',
      justification: 'the office, which is "1 & 2", moves <soon> behind | the VPN (=cmd(), PLAT-12, until 2026-12-31)',
    },
  ]);
});

test('every rule says how it is mended, the setting first, and names a page that the package has', async () => {
  const given = await source();
  const rules = log(given).runs[0]?.tool.driver.rules ?? [];
  const root = join(__dirname, '../../..');
  const { files }: { files: string[] } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  expect(rules.map(({ id }) => id)).toEqual(given.rules.map(({ id }) => id));
  for (const { id, help } of rules) {
    const rule = given.rules.find((one) => one.id === id);
    expect(help?.markdown).toContain(rule?.setting === undefined ? rule?.fix : `in the client file: ${rule.setting}`);
    const [page = ''] = /docs\/policies\/[A-Z0-9-]+\.md/.exec(help?.markdown ?? '') ?? [];
    expect([id, rule?.package === undefined || existsSync(join(root, page))]).toEqual([id, true]);
  }
  expect(files).toContain('docs');
});

test('an unknown that stops in the tier is an error', async () => {
  expect(find(results(await source('enterprise')), 'PAI-EKS-002')).toMatchObject({ level: 'error' });
});

test('points at the line that made it, at the waiver, else at the file people edit', async () => {
  const places = (result: Result): unknown => result.locations?.[0]?.physicalLocation;
  const all = results(await source());

  expect(places(find(all, 'PAI-ENC-003'))).toMatchObject({
    artifactLocation: { uri: 'infra/main.ts' },
    region: { startLine: 12 },
  });
  expect(places(find(all, 'PAI-EKS-001'))).toMatchObject({
    artifactLocation: { uri: 'clients/acme/client.yaml' },
    region: { startLine: 41 },
  });
  expect(places(find(all, 'PAI-EKS-002'))).toMatchObject({ region: { startLine: 27 } });
});

test('a finding keeps its fingerprint when its line moves, and no two have one', async () => {
  const given = await source();
  const fingerprints = (all: readonly Result[]): unknown[] =>
    all.map((result) => result.partialFingerprints?.['groundplane/v1']);
  const moved = { ...given, fileOf: () => ({ file: 'other.yaml', line: 1 }) };

  expect(fingerprints(results(moved))).toEqual(fingerprints(results(given)));
  expect(new Set(fingerprints(results(given))).size).toBe(results(given).length);
});

test('every result names a rule that is described', async () => {
  const given = await source();
  const rules = log(given).runs[0]?.tool.driver.rules ?? [];

  for (const { ruleId, ruleIndex } of results(given)) expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
  expect(rules.find(({ id }) => id === 'PAI-EKS-001')?.properties?.tags).toContain('soc2/CC6.6');
});

test('of more than GitHub shows, what stops comes first and the rest is counted', async () => {
  const buckets = Object.fromEntries(
    Array.from({ length: 1500 }, (_, index) => [`B${index}`, { bucket: `b${index}` }]),
  );

  const { runs } = log(await source('mid-market', buckets));

  expect(runs[0]?.results?.length).toBe(5000);
  expect(runs[0]?.properties?.['omitted']).toBeGreaterThan(0);
  expect(runs[0]?.results?.[0]).toMatchObject({ level: 'error' });
});
