import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parseDocument } from 'yaml';
import { clientJsonSchema, clientJsonSchemaText } from '../../config';
import { clientFile } from '../../config/schema/client';
import { settingsList } from '../../config/schema/settings-list';
import { elementOf, keysOf, meaningOf, recordOf, settingText } from '../../config/schema/walk';
import { clientYaml } from './fixtures';

const ROOT = join(__dirname, '../..');
const listed = settingsList().map((each) => ({ ...each, name: each.path.join('.') }));
const validate = new Ajv({ strict: false, formats: { date: true, email: true } }).compile(clientJsonSchema());

function json(text: string): unknown {
  return parseDocument(text).toJS();
}

describe('every setting', () => {
  test('is listed', () => {
    expect(listed.length).toBeGreaterThan(100);
    expect(listed.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'network.existing.vpcId',
        'gpuPools.<name>.sharing.profile',
        'environments.<name>.models.<name>.pool',
        'waivers.expires',
      ]),
    );
  });

  test.each(listed.map(({ name, schema }) => [name, schema] as const))('%s says what it is', (_, schema) => {
    const below = elementOf(schema) ?? schema;
    const text = settingText(schema);

    if (text === undefined) {
      expect(Object.keys(keysOf(below)).length + (recordOf(below) === undefined ? 0 : 1)).toBeGreaterThan(0);
      expect(meaningOf(schema)).toMatch(/\.$/);
    } else {
      expect(text.description).toMatch(/^[A-Z`].*[.]$/s);
      expect(text.changing).toMatch(/^(nothing|in place|rolls nodes|replaces .+)$/);
      expect(schema.safeParse(text.example)).toMatchObject({ success: true });
    }
  });
});

describe('the JSON Schema', () => {
  test('in schema/ is the one of the settings; node scripts/client-schema.mjs writes it', () => {
    expect(readFileSync(join(ROOT, 'schema/client.schema.json'), 'utf8')).toBe(clientJsonSchemaText());
  });

  test('is draft 7 and says nothing of the bounds of safe integers', () => {
    expect(clientJsonSchema()['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    expect(clientJsonSchemaText()).not.toMatch(/900719925474099[01]/);
  });

  test('holds no pattern whose flags would be lost', () => {
    const flagged: string[] = [];
    JSON.stringify(clientFile, (key, value: unknown) => {
      if (value instanceof RegExp && value.flags !== '') flagged.push(`${key} ${String(value)}`);
      return value;
    });

    expect(flagged).toEqual([]);
  });

  test('describes every key of a file for the editor', () => {
    const silent: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, Record<string, unknown>>)) {
            if (typeof property['description'] !== 'string') silent.push(`${path}.${name}`);
          }
        }
        if (key !== 'examples') visit(value, key === 'properties' ? path : `${path}.${key}`);
      }
    };

    visit(clientJsonSchema(), '');

    expect(silent).toEqual([]);
  });

  const clients = readdirSync(join(ROOT, 'clients')).filter((name) => name !== '_template');

  test.each(clients)('takes clients/%s/client.yaml', (name) => {
    validate(json(readFileSync(join(ROOT, 'clients', name, 'client.yaml'), 'utf8')));

    expect(validate.errors ?? []).toEqual([]);
  });

  test.each(['_template', ...clients])(
    'is named in the first two lines of clients/%s/client.yaml, for both families of editors',
    (name) => {
      const [first, second] = readFileSync(join(ROOT, 'clients', name, 'client.yaml'), 'utf8').split('\n');

      expect(first).toBe('# yaml-language-server: $schema=../../schema/client.schema.json');
      expect(second).toBe('# $schema: ../../schema/client.schema.json');
    },
  );

  test.each([
    ['an unknown key', clientYaml({ top: 'colour: red\n' })],
    ['a misspelt tier', clientYaml().replace('mid-market', 'mid-markt')],
    ['a missing account', clientYaml().replace(/.*account.*\n/, '')],
    ['a pool in capitals', clientYaml({ top: 'gpuPools: { Chat: {} }\n' })],
    ['no environment', clientYaml().replace(/environments:[\s\S]*/, 'environments: {}\n')],
    ['a reserved tag', clientYaml({ top: 'tags: { "AWS:x": y }\n' })],
    ['a version as a number', clientYaml({ top: 'cluster: { version: 1.35 }\n' })],
  ])('refuses %s', (_, text) => {
    expect(validate(json(text))).toBe(false);
  });
});
