import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { CuratedDocument, DataGate } from '../../../contract';
import { describeReal } from '../needs';
import { must, programEnv, start, type Running } from '../programs';

const ROOT = join(__dirname, '../../..');
const CURATED = 'curated';
const ARTEFACTS = 'artefacts';
const SOURCE = `owner: team@acme.example
      classification: internal
      retentionDays: 400
      access: [developer, auditor]`;
const CLIENT = `schemaVersion: 1
client: acme
tier: mid-market
phase: day-30
owner: ai@acme.example
costCentre: '1'
dataClasses: [internal]
data:
  sources:
    orders:
      kind: drop
      format: parquet
      mode: append
      ${SOURCE}
      columns: { order_id: { type: bigint }, amount: { type: decimal, nullPercent: 5 }, updated_at: { type: timestamp } }
      key: [order_id]
      freshness: { column: updated_at, warnHours: 24, errorHours: 48 }
    hand-book:
      kind: drop
      format: json
      mode: snapshot
      ${SOURCE}
      columns:
        page_id: { type: string }
        title: { type: string, nullPercent: 0 }
        body: { type: string, nullPercent: 0 }
        updated_at: { type: timestamp }
      key: [page_id]
      freshness: { column: updated_at, warnHours: 24, errorHours: 48 }
      documents: { title: title, text: body }
    visits:
      kind: stream
      via: kinesis
      ${SOURCE}
      columns: { visit_id: { type: string }, seconds: { type: double }, seen_at: { type: timestamp } }
      key: [visit_id]
      freshness: { column: seen_at, warnHours: 24, errorHours: 48 }
environments:
  production:
    account: '111122223333'
    region: eu-central-1
    domain: ai.acme.example
    deployRoleArn: arn:aws:iam::111122223333:role/deploy
`;

describeReal('the pipeline, run by real dbt on sample data', ['dbt', 'python'], () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-dbt-'));
  const project = join(folder, 'clients/acme/dbt');
  const programs = process.env['GROUNDPLANE_DBT'] ?? '';
  const aws = process.env['GROUNDPLANE_PYTHON'] ?? '';
  let moto: Running;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    mkdirSync(join(folder, 'clients/acme'), { recursive: true });
    writeFileSync(join(folder, 'clients/acme/client.yaml'), CLIENT);
    moto = start(join(aws, 'moto_server'), ['-H', '127.0.0.1', '-p', '0'], { cwd: folder, env: programEnv() });
    const base = programEnv();
    env = {
      ...base,
      PATH: `${programs}:${base['PATH'] ?? ''}`,
      PYTHONPATH: join(ROOT, 'pipelines'),
      AWS_ENDPOINT_URL: await moto.says(/Running on (http:\/\/127\.0\.0\.1:\d+)/),
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
      GROUNDPLANE_CURATED_BUCKET: CURATED,
      GROUNDPLANE_ARTEFACTS_BUCKET: ARTEFACTS,
      GROUNDPLANE_ENVIRONMENT: 'acme-production',
      GROUNDPLANE_TARGET: 'duckdb',
      GROUNDPLANE_DUCKDB: join(folder, 'sample.duckdb'),
    };
    await init();
    for (const bucket of [CURATED, ARTEFACTS]) await s3('mb', `s3://${bucket}`);
    await s3('sync', project, `s3://${ARTEFACTS}/project/`);
  }, 120_000);

  afterAll(async () => {
    moto.killAll();
    await moto.done;
    rmSync(folder, { recursive: true, force: true });
  });

  const init = (): Promise<{ stdout: string }> =>
    must(
      process.execPath,
      [join(ROOT, 'dist/bin/groundplane.js'), 'dbt', 'init', '--client', 'acme', '--clients', join(folder, 'clients')],
      { cwd: folder, env: programEnv() },
    );
  const s3 = (...args: string[]): Promise<{ stdout: string }> =>
    must(join(aws, 'aws'), ['s3', ...args], { cwd: folder, env });

  async function read(bucket: string): Promise<string> {
    const to = mkdtempSync(join(folder, 'copy-'));
    await s3('sync', `s3://${bucket}`, to);
    return to;
  }

  /** Gates after a run on data that is wrong in these ways. */
  async function gates(...wrong: string[]): Promise<Record<string, DataGate>> {
    rmSync(join(folder, 'sample.duckdb'), { force: true });
    await must(join(programs, 'python'), [join(__dirname, 'sample.py'), join(folder, 'sample.duckdb'), ...wrong], {
      cwd: folder,
      env,
    });
    await must(join(programs, 'python'), ['-m', 'pipeline'], { cwd: folder, env });
    const copy = await read(CURATED);
    const gatesOf = readdirSync(join(copy, 'gate')).map((file): [string, DataGate] => [
      file.replace('.json', ''),
      JSON.parse(readFileSync(join(copy, 'gate', file), 'utf8')),
    ]);
    for (const [, gate] of gatesOf) expect(problemsOf('data-gate', gate)).toEqual([]);
    return Object.fromEntries(gatesOf);
  }

  const checks = (gate: DataGate | undefined): string[] => [
    ...new Set((gate?.reasons ?? []).map(({ check, test: name }) => `${check}: ${String(name.split('.')[2])}`)),
  ];

  let passed = '';

  test('fresh data passes, and its documents lie where an index looks, with where they come from', async () => {
    const all = await gates();

    expect(Object.values(all).map(({ source, status, reasons }) => [source, status, reasons])).toEqual([
      ['hand-book', 'pass', []],
      ['orders', 'pass', []],
      ['visits', 'pass', []],
    ]);
    passed = all['hand-book']?.run ?? '';
    const documents = linesOf(join(await read(CURATED), 'documents/hand-book', passed));
    expect(documents).toHaveLength(10);
    for (const document of documents) expect(problemsOf('curated-document', document)).toEqual([]);
    expect(documents[0]).toMatchObject({
      title: expect.stringMatching(/^Title "\d"$/),
      text: expect.stringMatching(/^First line\nof page \d$/),
      access: ['developer', 'auditor'],
      lineage: { source: 'hand-book', run: passed, table: expect.stringMatching(/\.hand_book$/) },
    });
    const kept = readdirSync(join(await read(ARTEFACTS), 'runs', passed));
    expect(kept.sort()).toEqual(
      expect.arrayContaining(['catalog.json', 'index.html', 'manifest.json', 'run_results.json', 'sources.json']),
    );
  }, 120_000);

  test('stale rows, a missing column and doubled rows stop their sources, each for its reason', async () => {
    const all = await gates('stale orders', 'handbook without a column', 'doubled visits');

    expect(checks(all['orders'])).toEqual(['freshness: raw']);
    expect(all['orders']?.reasons[0]?.message).toMatch(/^newest row is 1(19|20) hours old, at most 48$/);
    expect(checks(all['hand-book'])).toEqual(['schema: matches_contract_hand_book']);
    expect(checks(all['visits'])).toEqual(['contract: one_row_a_key_visits']);
    expect(all['hand-book']).toMatchObject({ status: 'stop', lastPassed: passed });
    const documents = join(await read(CURATED), 'documents/hand-book');
    // nothing of the run that was stopped, and all of the one before
    expect(readdirSync(documents)).toEqual([passed]);
  }, 120_000);

  test('a changed type and lacking titles stop theirs, and what is well goes on', async () => {
    const all = await gates('orders of another type', 'handbook without titles');

    expect(checks(all['orders'])).toEqual(['schema: matches_contract_orders']);
    expect(checks(all['hand-book'])).toEqual(['nulls: null_share_hand_book']);
    expect(all['visits']?.status).toBe('pass');
  }, 120_000);

  test('a day with a tenth of its rows, and text that does not fit, stop theirs', async () => {
    const all = await gates('fewer orders', 'unreadable handbook');

    expect(checks(all['orders'])).toEqual(['volume: usual_volume_orders']);
    expect(checks(all['hand-book'])).toEqual(['contract: fits_types_hand_book']);
    expect(JSON.stringify(all)).not.toContain('yesterday');
  }, 120_000);

  test.each(['athena', 'redshift'])(
    'parses and compiles for %s without an account',
    async (target) => {
      const work = mkdtempSync(join(folder, `${target}-`));
      cpSync(project, work, { recursive: true });
      const options = { cwd: work, env: { ...env, GROUNDPLANE_TARGET: target } };
      await must(join(programs, 'dbt'), ['parse', '--profiles-dir', '.'], options);

      await must(
        join(programs, 'dbt'),
        ['compile', '--profiles-dir', '.', '--no-introspect', '--no-populate-cache'],
        options,
      );

      const compiled = (model: string): string =>
        readFileSync(join(work, `target/compiled/acme/models/${model}.sql`), 'utf8');
      expect(compiled('documents/documents_hand_book')).toContain(
        target === 'athena' ? 'json_format(' : 'json_serialize(',
      );
      // a view of Athena refuses microseconds, a table of Iceberg refuses anything else
      for (const view of ['stg_orders', 'stg_hand_book', 'stg_visits', 'rejected_visits']) {
        expect(compiled(`staging/${view}`)).not.toContain('timestamp(6)');
      }
      expect(compiled('staging/rejected_visits').includes('cast(seen_at as timestamp) as seen_at')).toBe(
        target === 'athena',
      );
      expect(compiled('marts/orders').includes('cast(updated_at as timestamp(6)) as updated_at')).toBe(
        target === 'athena',
      );
      // Redshift tries neither texts nor booleans, and breaks at an empty text; what is typed already is tried nowhere
      const book = compiled('staging/stg_hand_book');
      expect(book.includes("try_cast(nullif(trim(updated_at), '') as timestamptz)")).toBe(target === 'redshift');
      if (target === 'redshift') expect(book).not.toMatch(/try_cast\([^)]* as (varchar|boolean)|try_cast\(\w+ as/);
      expect(compiled('staging/stg_orders')).not.toContain('try_cast');
      // Redshift refuses a view of an external table that is bound to it
      const manifest: { nodes: Record<string, { config: { bind?: boolean } }> } = JSON.parse(
        readFileSync(join(work, 'target/manifest.json'), 'utf8'),
      );
      expect(manifest.nodes['model.acme.stg_orders']?.config.bind).toBe(false);
    },
    120_000,
  );

  test('a file the client changed is left, others follow the sources', async () => {
    const mart = join(project, 'models/marts/orders.sql');
    writeFileSync(mart, `${readFileSync(mart, 'utf8')}-- ours\n`);
    const file = join(folder, 'clients/acme/client.yaml');
    writeFileSync(file, CLIENT.replace('    visits:', '    calls:').replaceAll('visit_id', 'call_id'));

    const { stdout } = await init();

    expect(stdout).toContain('models/marts/orders.sql: you changed it');
    expect(readFileSync(mart, 'utf8')).toMatch(/-- ours\n$/);
    expect(existsSync(join(project, 'models/marts/calls.sql'))).toBe(true);
    expect(existsSync(join(project, 'models/marts/visits.sql'))).toBe(false);
    const { stdout: again } = await init();
    expect(again).toContain('0 written, 0 removed');
  });
});

function linesOf(folder: string): CuratedDocument[] {
  return readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line));
}

/** What the published schema has against a value. */
function problemsOf(schema: string, value: unknown): unknown[] {
  const validate = new Ajv().compile(JSON.parse(readFileSync(join(ROOT, `schema/${schema}.schema.json`), 'utf8')));
  return validate(value) ? [] : (validate.errors ?? []);
}
