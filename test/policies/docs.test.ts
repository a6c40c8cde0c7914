import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { BLUEPRINTS } from '../../blueprints';
import { policyPages } from '../../checks/formats';
import { fixOf, readRuleBook } from '../../checks/policy';
import { clientJsonSchema, explain } from '../../config';
import type { Tier } from '../../contract';
import { FRAMEWORKS } from '../../facts';

const root = join(__dirname, '..', '..');
const folder = join(root, 'docs/policies');
const book = readRuleBook();
const ajv = new Ajv({ strict: false, validateFormats: false });

test('the pages of the rules are what the rules give; `npm run policies:docs` writes them', () => {
  const pages = policyPages(book);

  const there = existsSync(folder) ? readdirSync(folder) : [];
  const stale = Object.entries(pages)
    .filter(([name, text]) => !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== text)
    .map(([name]) => name);
  expect(stale).toEqual([]);
  expect(there.sort()).toEqual(Object.keys(pages).sort());
});

test('every page leads to the rule it is about', () => {
  for (const [name, text] of Object.entries(policyPages(book))) {
    for (const [, target] of text.matchAll(/\]\(((?!http)[^)]+)\)/g))
      expect([name, target, existsSync(join(folder, target ?? ''))]).toEqual([name, target, true]);
  }
});

test('a mapping nobody has read is marked as that on its page', () => {
  const rule = {
    ...book.rules[0],
    id: 'PAI-NET-999',
    controls: { soc2: ['CC6.6'], 'cis-eks-1.8': ['5.4.1'], own: ['A'] },
  };
  const [base] = book.rules;
  if (base === undefined) throw new Error('no rule');

  const text = policyPages({ ...book, rules: [{ ...base, ...rule }] })['PAI-NET-999.md'];

  expect(text).toMatch(/SOC 2 .*CC6\.6.*no auditor has read it/);
  expect(text).toMatch(/own \| A \| our own judgement/);
  expect(text).not.toMatch(/CIS .*no auditor has read it/);
});

test('every framework a rule cites is described', () => {
  const cited = new Set(book.rules.flatMap((rule) => Object.keys(rule.controls)));

  expect([...cited].filter((key) => FRAMEWORKS[key] === undefined)).toEqual([]);
});

describe('what a rule says to write into the client file', () => {
  const PATH = /(?<![@/.\w])[a-z][A-Za-z]+(?:\.(?:<name>|[a-z][A-Za-z]*))+/g;
  const defaults = { defaultsOf: (tier: Tier) => BLUEPRINTS[tier].defaults };
  const isSetting = (path: string): boolean => explain(path, defaults).ok;
  const settings = book.rules.flatMap(({ id, setting }) => (setting === undefined ? [] : [{ id, setting }]));

  test('names settings that a client file takes', () => {
    const named = settings.flatMap(({ id, setting }) => [...setting.matchAll(PATH)].map(([path]) => ({ id, path })));

    expect(settings.length).toBeGreaterThan(60);
    expect(named.filter(({ path }) => !isSetting(path))).toEqual([]);
  });

  test('names at least one of them', () => {
    const nothing = settings.filter(({ setting }) => {
      const tops = [...setting.matchAll(/^[a-z][A-Za-z]+(?=[:,. ])|\b[a-z][A-Za-z]+(?=: )/g)].map(([word]) => word);
      return ![...tops, ...(setting.match(PATH) ?? []), ...(setting.match(/\bmodels\b/) ?? [])].some(isSetting);
    });

    expect(nothing).toEqual([]);
  });

  test.each(
    settings.flatMap(({ id, setting }) =>
      [
        ...setting.matchAll(/([a-z][A-Za-z]+(?:\.(?:<name>|[a-zA-Z]+))*): (\[[^\]]*\]|\{[^}]*\}|'[^']*'|[^\s,;]+)/g),
      ].map(([, path = '', value = '']) => ({ id, path, value })),
    ),
  )('$id: $path takes $value', ({ path, value }) => {
    const schema = schemaAt(clientJsonSchema(), path.split('.'));

    expect(schema).toBeDefined();
    const accepts = ajv.compile(schema ?? false);
    accepts(parse(value));
    expect(accepts.errors).toBeNull();
  });

  test('stands first in what is shown of it', () => {
    expect(fixOf({ setting: 'cluster.version: "1.35"', fix: 'version' })).toMatch(
      /^in the client file: cluster\.version/,
    );
  });

  test('stands in no other place: how to mend it in code speaks of no setting', () => {
    const mixed = book.rules.filter(
      ({ fix }) => /client file/.test(fix) || [...fix.matchAll(PATH)].some(([path]) => isSetting(path)),
    );

    expect(mixed.map(({ id }) => id)).toEqual([]);
  });
});

/** What may stand at a place of the client file; of alternatives, any. */
function schemaAt(schema: unknown, [key, ...rest]: readonly string[]): object | undefined {
  if (!isSchema(schema)) return undefined;
  if (key === undefined) return schema;
  const inner = key === '<name>' ? schema.additionalProperties : schema.properties?.[key];
  const found = [inner, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((each, index) => {
    const at = schemaAt(each, index === 0 ? rest : [key, ...rest]);
    return at === undefined ? [] : [at];
  });
  return found.length === 0 ? undefined : { anyOf: found };
}

interface Schema {
  properties?: Record<string, unknown>;
  additionalProperties?: unknown;
  anyOf?: unknown[];
  oneOf?: unknown[];
}

function isSchema(value: unknown): value is Schema & object {
  return typeof value === 'object' && value !== null;
}

test('what a rule only warns of stands on its page, in the table too', () => {
  const page = policyPages(book)['PAI-TF-001.md'];

  expect(page).toMatch(/\| deny \| deny, in part warn \| deny, in part warn \|/);
  expect(page).toMatch(/Only a warning, where the table says so: state that is encrypted with the key of AWS/);
  expect(page).toMatch(
    /In the client file: environments\.&lt;name&gt;\.state\.kmsKeyArn|In the client file: environments\..*kmsKeyArn/,
  );
});
