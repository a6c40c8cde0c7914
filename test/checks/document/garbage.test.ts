import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { documentFromPlan, documentFromSynth, DocumentError } from '../../../checks/document';
import type { Document, Json } from '../../../contract';
import { runs } from '../../runs';

const text = (name: string): string => readFileSync(join(__dirname, 'golden', name), 'utf8');
const shapes: Json = JSON.parse(text('shapes.tf.json'));
const plan: Json = JSON.parse(text('shapes.plan.json'));

const fromSynth = (json: Json): Document => documentFromSynth([{ name: 'app', json }], 'smb');
const fromPlan = (json: Json): Document => documentFromPlan(json, 'smb', 'app');

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof DocumentError) return error.problems.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
  return [];
}

function deep(depth: number): Json {
  let json: Json = 'x';
  for (let level = 0; level < depth; level += 1) json = level % 2 === 0 ? [json] : { a: json };
  return json;
}

describe('what is no cdk.tf.json is refused with its place', () => {
  test.each<[Json, string[]]>([
    [null, ['NotTerraform app']],
    [[], ['NotTerraform app']],
    ['text', ['NotTerraform app']],
    [{ name: 'package', version: '1' }, ['NotTerraform app']],
    [{ resource: 'x' }, ['NotTerraform app: resource']],
    [{ resource: { aws_vpc: 3 } }, ['NotTerraform app: resource.aws_vpc']],
    [
      { resource: { aws_vpc: { a: 1, b: [null], c: {} } } },
      ['NotTerraform app: resource.aws_vpc.a', 'NotTerraform app: resource.aws_vpc.b'],
    ],
    [{ output: { o: 'x' }, module: 1 }, ['NotTerraform app: module', 'NotTerraform app: output.o']],
    [{ resource: { aws_vpc: { a: deep(200) } } }, ['TooDeep app']],
    [{ locals: deep(50_000) }, ['TooDeep app']],
  ])('%#', (json, problems) => {
    expect(problemsOf(() => fromSynth(json)).sort()).toEqual(problems);
  });

  test('two stacks of one name are refused', () => {
    expect(
      problemsOf(() =>
        documentFromSynth(
          [
            { name: 'a', json: {} },
            { name: 'a', json: {} },
          ],
          'smb',
        ),
      ),
    ).toEqual(['DuplicateStack a']);
  });

  test('two resources of one address, as Terraform refuses them too', () => {
    const json: Json = { resource: { aws_subnet: { a: [{}, { cidr_block: '10.0.0.0/24' }] } } };

    expect(problemsOf(() => documentFromSynth([{ name: 'app', json }], 'smb'))).toEqual([
      'DuplicateResource app/aws_subnet.a',
    ]);
  });
});

describe('what is no whole plan is refused', () => {
  test.each<[Json, string[]]>([
    [null, ['NotTerraform app']],
    [{ format_version: '1.2' }, ['NotTerraform app']],
    [{ format_version: '1.0', values: { root_module: {} } }, ['NotAPlan app']],
    [{ format_version: '1.2', planned_values: {}, errored: true }, ['PlanErrored app']],
    [{ planned_values: { root_module: deep(300) } }, ['TooDeep app']],
  ])('%#', (json, problems) => {
    expect(problemsOf(() => fromPlan(json))).toEqual(problems);
  });
});

/** Anything at all in the place of one value of a real file. */
function mutants(json: Json): fc.Arbitrary<Json> {
  const places = placesOf(json, []);
  return fc
    .tuple(fc.constantFrom(...places), fc.oneof(fc.jsonValue({ maxDepth: 4 }), odd))
    .map(([place, value]) => replaced(json, place, toJson(value)));
}

const odd = fc.constantFrom<Json>(
  '',
  '${',
  '%{',
  '${}',
  '${a.b',
  '$${',
  '{"a":',
  '[',
  '{"a":${x}}',
  '\uE0000\uE001',
  '\u0000',
  '\uD800',
  '__proto__',
  -0,
  1e308,
  [[]],
  { '': '' },
  deep(80),
  'x'.repeat(100_000),
  '{'.repeat(5000),
  '${'.repeat(5000),
  '['.repeat(100_000),
);

function toJson(value: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}

function placesOf(json: Json, place: (string | number)[]): (string | number)[][] {
  if (typeof json !== 'object' || json === null) return [place];
  const inner = Array.isArray(json) ? json.map((value, index): [number, Json] => [index, value]) : Object.entries(json);
  return [place, ...inner.flatMap(([key, value]) => placesOf(value, [...place, key]))];
}

function replaced(json: Json, [step, ...rest]: readonly (string | number)[], value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(json)) return json.map((entry, index) => (index === step ? replaced(entry, rest, value) : entry));
  if (typeof json !== 'object' || json === null) return value;
  return Object.fromEntries(
    Object.entries(json).map(([key, entry]) => [key, key === step ? replaced(entry, rest, value) : entry]),
  );
}

/** A document, or a refusal that says why; never another error. The same input gives the same bytes. */
function settles(run: () => Document): void {
  let document: Document;
  try {
    document = run();
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError);
    return;
  }
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  expect(JSON.stringify(run())).toBe(JSON.stringify(document));
}

describe('nothing crashes it', () => {
  test('any JSON as a stack or a plan', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        settles(() => fromSynth(toJson(json)));
        settles(() => fromPlan(toJson(json)));
      }),
      { numRuns: runs(100) },
    );
  });

  test('a real stack with anything anywhere', () => {
    fc.assert(
      fc.property(mutants(shapes), (json) => settles(() => fromSynth(json))),
      { numRuns: runs(100) },
    );
  });

  test('a real plan with anything anywhere', () => {
    fc.assert(
      fc.property(mutants(plan), (json) => settles(() => fromPlan(json))),
      { numRuns: runs(100) },
    );
  });

  test.each([
    '[',
    '{',
    '- ',
    '? ',
    'a: ',
    '&a ',
    '${',
    '"${"',
    '{"a":',
    'a:\n ',
    '!x ',
    '*a\n',
    '%\n',
    '---\n',
    '- a\n',
    '\t',
    '#',
    "'",
    'a: |\n b\n',
  ])('%j, as often as is read, as Helm values', (text) => {
    const many = text.repeat(299_000 / text.length);
    const json = {
      resource: { helm_release: { r: { values: [many], other: many } } },
    };

    settles(() => fromSynth(json));
  });

  test('names of prototypes are names', () => {
    const json: Json = JSON.parse(
      '{"resource":{"aws_vpc":{"__proto__":{"cidr_block":"10.0.0.0/16"},"constructor":{"tags":{"__proto__":"x"}}},"__proto__":{"a":{}}}}',
    );

    const document = fromSynth(json);

    expect(document.by_type.aws_vpc?.map((vpc) => vpc.name).sort()).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(document.by_type)).toBe(Object.prototype);
  });
});

test('a stack in any order gives the same bytes', () => {
  const shuffled = (json: Json): Json => {
    if (Array.isArray(json)) return json.map(shuffled);
    if (typeof json !== 'object' || json === null) return json;
    return Object.fromEntries(
      Object.entries(json)
        .reverse()
        .map(([key, value]) => [key, shuffled(value)]),
    );
  };

  expect(JSON.stringify(fromSynth(shuffled(shapes))) === JSON.stringify(fromSynth(shapes))).toBe(true);
});
