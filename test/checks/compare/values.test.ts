import * as fc from 'fast-check';
import { compareMarkdown, compareOutputs, type Side } from '../../../checks/compare';
import { valueChanges } from '../../../checks/compare/values';
import type { Json, JsonObject } from '../../../contract';

const TOKEN = `ghp_${'Ab3'.repeat(12)}`;
const OTHER = `ghp_${'Cd4'.repeat(12)}`;

test('values that differ are told with what they were and are, and those that do not are left out', () => {
  const before = { name: 'a', size: 1, gone: true, vpc: { open: false, ids: ['x'] } };
  const after = { name: 'a', size: 2, vpc: { open: false, ids: ['x', 'y'] }, come: 'b' };

  expect(valueChanges(before, after)).toEqual([
    { path: 'size', before: 1, after: 2 },
    { path: 'gone', before: true },
    { path: 'vpc.ids', before: ['x'], after: ['x', 'y'] },
    { path: 'come', after: 'b' },
  ]);
});

test('JSON inside of a text is looked into, as are the values of a chart', () => {
  const values = (timeout: number): JsonObject => ({
    values: [JSON.stringify({ config: { models: [{ model_name: 'fast', params: { timeout } }] } })],
  });

  expect(valueChanges(values(30), values(60))).toEqual([
    { path: 'values[0].config.models.fast.params.timeout', before: 30, after: 60 },
  ]);
});

test.each<[string, Json[], Json[], string[]]>([
  [
    'a member is found by its name wherever it stands',
    [
      { name: 'a', n: 1 },
      { name: 'b', n: 1 },
    ],
    [
      { name: 'b', n: 1 },
      { name: 'a', n: 2 },
    ],
    ['list.a.n'],
  ],
  [
    'one more in front moves none of the others',
    [{ port: 1 }, { port: 2 }],
    [{ port: 0 }, { port: 1 }, { port: 2 }],
    ['list[0]'],
  ],
  [
    'names that stand twice tell nothing apart',
    [
      { name: 'a', n: 1 },
      { name: 'a', n: 2 },
    ],
    [
      { name: 'a', n: 1 },
      { name: 'a', n: 3 },
    ],
    ['list[1].n'],
  ],
])('%s', (_, before, after, paths) => {
  expect(valueChanges({ list: before }, { list: after }).map(({ path }) => path)).toEqual(paths);
});

test.each<[string, JsonObject, JsonObject]>([
  ['a token in a text', { text: TOKEN }, { text: OTHER }],
  ['what a name promises', { db: { password: 'hunter2hunter' } }, { db: { password: 'hunter3hunter' } }],
  [
    'a value beside its name',
    { env: [{ name: 'API_TOKEN', value: 'hunter2hunter' }] },
    { env: [{ name: 'API_TOKEN', value: 'hunter3hunter' }] },
  ],
  ['an argument that is write-only', { secret_string_wo: 'harmless' }, { secret_string_wo: 'hunter3hunter' }],
  ['values of a chart', { values: [JSON.stringify({ token: TOKEN })] }, { values: [JSON.stringify({ token: OTHER })] }],
  ['a key', { map: { [TOKEN]: 1 } }, { map: { [OTHER]: 1 } }],
  ['what is new as a whole', {}, { db: { password: 'hunter3hunter', port: 1 } }],
])('a secret that changed is told and not shown: %s', (_, before, after) => {
  const found = valueChanges(before, after);

  const text = JSON.stringify(found);
  expect(found.length).toBeGreaterThan(0);
  expect(text).toContain('***');
  expect(text).not.toMatch(/hunter|ghp_|harmless|\\u0000/);
});

test('nothing differs from itself, and two bodies differ alike from either side', () => {
  const body = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });

  fc.assert(
    fc.property(body, body, (one, other) => {
      const [a, b]: [JsonObject, JsonObject] = [JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))];
      expect(valueChanges(a, a)).toEqual([]);
      expect(valueChanges(a, b)).toHaveLength(valueChanges(b, a).length);
    }),
  );
});

test('a row shows of two long values where they part, and of many the first three', () => {
  const side = (text: string, more: JsonObject): Side => ({
    judgements: [JUDGEMENT],
    stacks: [{ name: 's', json: { resource: { aws_thing: { a: { text, ...more } } } } }],
  });
  const long = 'x'.repeat(300);

  const page = compareMarkdown(
    compareOutputs(side(`${long} one | two`, { a: 1, b: 1, c: 1 }), side(`${long} other`, { a: 2, b: 2, c: 2 })),
    undefined,
  );

  expect(page).toMatch(/`text` `…x+ one \\\| two"` → `…x+ other"`<br>`a` `1` → `2`<br>`b` `1` → `2`<br>\+1 \|/);
});

const JUDGEMENT: Side['judgements'][number] = JSON.parse(
  JSON.stringify({
    client: 'acme',
    environment: 'production',
    verdict: 'ok',
    headline: 'fine',
    stacks: [{ id: 's' }],
    policy: { findings: [], waivers: [], statuses: [] },
    capacity: { quotas: [] },
    notices: [],
  }),
);
