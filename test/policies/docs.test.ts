import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyPages } from '../../checks/formats';
import { readRuleBook } from '../../checks/policy';
import { explain } from '../../config';
import { BLUEPRINTS } from '../../blueprints';
import { FRAMEWORKS } from '../../facts';

const root = join(__dirname, '..', '..');
const folder = join(root, 'docs/policies');
const book = readRuleBook();

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

test('every setting a rule names to mend it is one that a client file takes', () => {
  const named = book.rules.flatMap(({ id, setting = '' }) =>
    [...setting.matchAll(/\b[a-z][A-Za-z]+(?:\.(?:<name>|[a-z][A-Za-z]*))+/g)].map(([path]) => ({ id, path })),
  );

  const unknown = named.filter(({ path }) => !explain(path, { defaultsOf: (tier) => BLUEPRINTS[tier].defaults }).ok);

  expect(named.length).toBeGreaterThan(20);
  expect(unknown).toEqual([]);
});

test('what a rule only warns of stands on its page, in the table too', () => {
  const page = policyPages(book)['PAI-TF-001.md'];

  expect(page).toMatch(/\| deny \| deny, in part warn \| deny, in part warn \|/);
  expect(page).toMatch(/Only a warning, where the table says so: state that is encrypted with the key of AWS/);
  expect(page).toMatch(
    /In the client file: environments\.&lt;name&gt;\.state\.kmsKeyArn|In the client file: environments\..*kmsKeyArn/,
  );
});
