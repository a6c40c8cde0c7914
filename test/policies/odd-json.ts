import fc from 'fast-check';
import type { Json } from '../../contract';

/** JSON of any kind, and what tends to break readers. */
export const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map(toJson),
  fc.constantFrom<Json>(
    '',
    '*',
    '${var.x}',
    '${aws_x.y.z}',
    '(known after apply)',
    '0.0.0.0/0',
    '::/0',
    'secrets',
    'ALL',
    'arn:aws:*',
    '\u0000',
    '\uD800',
    '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    0,
    1,
    -1,
    1.5,
    1e21,
    2 ** 53,
    true,
    false,
    null,
    [],
    [[]],
    {},
    [{}],
    { '': {} },
    ['0.0.0.0/0', 5, null],
    { kind: 'NodePool', spec: 5 },
  ),
);

/** A file with anything in the place of one of its values. */
export function mutants(json: Json): fc.Arbitrary<Json> {
  return fc
    .tuple(fc.constantFrom(...placesOf(json, [])), anything)
    .map(([place, value]) => replaced(json, place, value));
}

function toJson(value: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}

function placesOf(json: Json, place: (string | number)[]): (string | number)[][] {
  if (typeof json !== 'object' || json === null) return [place];
  const inner = Array.isArray(json) ? [...json.entries()] : Object.entries(json);
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
