import { parse } from 'yaml';
import { dbtProject, type DbtSource } from '../../lib/dbt-project';

const ORDERS: DbtSource = {
  name: 'order-lines',
  table: 'order_lines',
  owner: 'sales@acme.example',
  description: 'One line of an order.',
  classification: 'confidential',
  columns: [
    { name: 'order_id', type: 'bigint' },
    { name: 'line', type: 'int' },
    { name: 'note', type: 'string', nullPercent: 20 },
    { name: 'changed_at', type: 'timestamp', nullPercent: 0 },
  ],
  key: ['order_id', 'line'],
  freshness: { column: 'changed_at', warnHours: 24, errorHours: 48 },
  volumePercent: 80,
  retentionDays: 400,
  access: ['developer'],
  mode: 'changes',
  landing: 'files',
  text: false,
};
const PAGES: DbtSource = {
  ...ORDERS,
  name: 'pages',
  table: 'pages',
  mode: 'snapshot',
  text: true,
  documents: { title: 'note', text: 'note' },
};

const project = (...sources: DbtSource[]): Record<string, string> =>
  dbtProject({ client: 'acme-ag', owner: 'ai@acme.example', engine: 'athena', sources });

test('the same sources give the same bytes, in whatever order they come', () => {
  expect(project(PAGES, ORDERS)).toEqual(project(ORDERS, PAGES));
  expect(Object.keys(project(PAGES, ORDERS))).toEqual(Object.keys(project(ORDERS, PAGES)));
});

test('a source without documents makes none, and without any there is no exposure', () => {
  expect(Object.keys(project(ORDERS)).filter((path) => /documents_|exposures/.test(path))).toEqual([]);
  expect(parse(project(ORDERS, PAGES)['models/exposures.yml'] ?? '')).toMatchObject({
    exposures: [{ depends_on: ["ref('documents_pages')"] }],
  });
});

test('no row of the key may lack a column of it, and others as many as the contract says', () => {
  const { models }: { models: { name: string; data_tests?: { null_share?: { arguments: object } }[] }[] } = parse(
    project(ORDERS)['models/staging/_staging.yml'] ?? '',
  );
  const shares = models.flatMap(({ data_tests = [] }) => data_tests.flatMap(({ null_share }) => null_share ?? []));

  expect(shares.map((share) => share.arguments)).toEqual([
    { columns: { order_id: 0, line: 0, note: 20, changed_at: 0 } },
  ]);
});

test.each([
  ['changes', /row_number\(\) over \(partition by order_id, line order by changed_at desc\)/],
  ['snapshot', /dt = \(select max\(dt\) from/],
] as const)('of %s the newest rows count', (mode, sql) => {
  expect(project({ ...ORDERS, mode })['models/staging/stg_order_lines.sql']).toMatch(sql);
});

test('marts and documents have a contract that dbt enforces', () => {
  const files = project(PAGES);

  for (const path of ['models/marts/_marts.yml', 'models/documents/_documents.yml']) {
    const { models }: { models: { config: { contract: object } }[] } = parse(files[path] ?? '');
    expect(models.map(({ config }) => config.contract)).toEqual([{ enforced: true }]);
  }
});

test('what tidies a table of Athena is told its name without quotes, which it cannot read', () => {
  const forget = project(ORDERS)['macros/governance.sql'] ?? '';

  for (const word of ['optimize', 'vacuum']) expect(forget).toContain(`run_query('${word} ' ~ rows.render_pure()`);
});

test('what has its types already is held against them by its schema, and tried no row by row', () => {
  const files = project(ORDERS, PAGES);
  const tests = (table: string): string =>
    JSON.stringify(
      parse(files['models/staging/_sources.yml'] ?? '').sources[0].tables.find(
        ({ name }: { name: string }) => name === table,
      ),
    );

  expect(files['models/staging/stg_order_lines.sql']).not.toMatch(/as_type|fits/);
  expect(files['models/staging/stg_pages.sql']).toMatch(/as_type[\s\S]*fits/);
  expect(tests('order_lines')).toMatch(/^(?!.*fits_types).*matches_contract/);
  expect(tests('pages')).toMatch(/matches_contract.*fits_types/);
});

test('Redshift reads booleans of texts by their words, as it tries none', () => {
  const macro = /redshift__as_type[\s\S]*?endmacro/.exec(project(PAGES)['macros/types.sql'] ?? '')?.[0];

  expect(macro).toMatch(/type == 'boolean'[\s\S]*case when lower/);
});
