import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Json } from '../../../contract';
import { describeWith } from '../../tools';
import { resourceOf } from './fixture';
import { runs } from '../../runs';

const SCALARS = [
  'y',
  'N',
  'yes',
  'off',
  'True',
  '~',
  'null',
  'Null',
  '010',
  '0o17',
  '0b11',
  '0x1F',
  '1_000',
  '1e3',
  '1:30',
  '1:30:45.5',
  '+12',
  '-7',
  '0',
  '08',
  '0.10',
  '.5',
  '5.',
  '12e03',
  '685_230.15',
  '1.0',
  '9007199254740993',
  '2001-12-14',
  '2001-12-14t21:59:43.10-05:00',
  '"quoted: yes"',
  "'it''s'",
  '!!binary aGk=',
  '!!str 5',
  'a b',
  '[a, {b: c}]',
  '{on: 1}',
  '""',
];

/** Values people write. */
const PLAIN = [
  '1',
  '01',
  '-3',
  'true',
  'False',
  'null',
  '',
  'x y',
  '{a,1}',
  '{}',
  '{a',
  'a\\,b',
  'a,z=1',
  '1.5',
  '+5',
  'a=b',
  '9',
];

describeWith('helm', 'values are what the real Helm makes of them', (helm) => {
  const chart = mkdtempSync(join(tmpdir(), 'values-chart-'));
  mkdirSync(join(chart, 'templates'));
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: values\nversion: 1.0.0\n');
  writeFileSync(join(chart, 'templates', 'values.yaml'), 'values: {{ .Values | toJson }}\n');
  afterAll(() => rmSync(chart, { recursive: true }));

  /** Undefined where Helm refuses. */
  function rendered(values: readonly string[], flags: readonly string[] = []): Json | undefined {
    const files = values.flatMap((text, index) => {
      const path = join(chart, `v${index}.yml`);
      writeFileSync(path, text);
      return ['-f', path];
    });
    try {
      const out = execFileSync(helm, ['template', 'x', chart, ...files, ...flags], { encoding: 'utf8', stdio: 'pipe' });
      const json: Json = JSON.parse(out.slice(out.indexOf('values: ') + 'values: '.length));
      return json;
    } catch {
      return undefined;
    }
  }

  test('scalars, lists and maps of YAML', () => {
    const text =
      SCALARS.map((scalar, index) => `k${index}: ${scalar}\n`).join('') +
      'y: 1\n2: x\ntrue: z\na: &a {b: 1}\nc: {<<: *a, d: 2}\n';

    expect(resourceOf('helm_release', { values: [text] }).docs['values']).toEqual(
      withoutNulls(rendered([text]) ?? null),
    );
  });

  test('documents that Helm refuses are not read', () => {
    for (const text of ['a: [', 'a: .inf', '- list', 'a: b: c', '\tx: 1']) {
      expect([text, rendered([text])]).toEqual([text, undefined]);
      expect([text, resourceOf('helm_release', { values: [text] }).unparsed]).toEqual([text, ['values[0]']]);
    }
  });

  test('several documents and nulls', () => {
    const values = ['{"a":{"b":1,"c":[1,2],"d":"x"},"e":1}', 'a:\n  b: null\n  c: [3]\n  d: {f: 1}\ne:\n'];

    expect(resourceOf('helm_release', { values }).docs['values']).toEqual(withoutNulls(rendered(values) ?? null));
  });

  test('assignments of --set', () => {
    const name = fc.constantFrom('a', 'a.b', 'a.b.c', 'l[0]', 'l[2].x', 'm\\.n/o', 'l[0][1]', 'n');
    const value = fc.oneof(
      fc.constantFrom(...PLAIN),
      fc.string({ unit: fc.constantFrom('a', '1', ',', '\\', '{', '}', '=', '.', '['), maxLength: 5 }),
    );
    fc.assert(
      fc.property(name, value, fc.constantFrom('auto', 'string'), (key, text, type) => {
        // Helm forgets an empty value in a new list item; nobody writes one
        fc.pre(!(text === '' && key.includes('].')));
        const base = '{"a":{"b":{"c":1}},"l":[{"x":1}]}';
        const real = rendered([base], [type === 'auto' ? '--set' : '--set-string', `${key}=${text}`]);

        const ours = resourceOf('helm_release', { values: [base], set: [{ name: key, value: text, type }] });

        // what ours does not read it says; what it reads is what Helm reads
        if (ours.unparsed.length === 0 && real !== undefined) {
          expect([key, text, ours.docs['values']]).toEqual([key, text, withoutNulls(real)]);
        }
        if (PLAIN.includes(text) && real !== undefined) expect([key, text, ours.unparsed]).toEqual([key, text, []]);
      }),
      { numRuns: runs(60) },
    );
  });
});

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.filter((entry) => entry !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => (entry === null ? [] : [[key, withoutNulls(entry)]])),
  );
}
