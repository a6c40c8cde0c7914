import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../gateway/proxy';
import { MariaDb } from '../mariadb';
import { describeReal } from '../needs';
import { must, programEnv, run, start, type Ran, type Running } from '../programs';

const ROOT = join(__dirname, '../../..');
const READER = { user: 'reader', password: 'correct-horse' };

describeReal(
  'what reads databases, against a real MariaDB whose clock is not UTC',
  ['dbt', 'python', 'mariadb'],
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-pull-'));
    const python = join(process.env['GROUNDPLANE_DBT'] ?? '', 'python');
    const aws = process.env['GROUNDPLANE_PYTHON'] ?? '';
    let mariadb: MariaDb;
    let moto: Running;
    let env: NodeJS.ProcessEnv;
    let secretArn: string;

    beforeAll(async () => {
      moto = start(join(aws, 'moto_server'), ['-H', '127.0.0.1', '-p', '0'], { cwd: folder, env: programEnv() });
      mariadb = await MariaDb.start(await freePort(), READER);
      await mariadb.query(
        READER,
        `create database shop; use shop;
       create table orders (order_id bigint, amount decimal(10, 2), note text, paid boolean, ordered date, updated_at timestamp null);
       set time_zone = '+00:00';
       insert into orders values (1, 9.50, 'a "quoted" note', true, '2026-11-19', '2026-11-20 08:00:00'),
                                 (2, null, null, null, null, '2026-11-20 11:00:00')`,
      );
      const authorities = join(folder, 'authorities.pem');
      writeFileSync(authorities, mariadb.authority);
      env = {
        ...programEnv(),
        PYTHONPATH: join(ROOT, 'pipelines'),
        AWS_ENDPOINT_URL: await moto.says(/Running on (http:\/\/127\.0\.0\.1:\d+)/),
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        GROUNDPLANE_RAW_BUCKET: 'raw',
        GROUNDPLANE_AUTHORITIES: authorities,
      };
      await cli('s3', 'mb', 's3://raw');
      const secret = JSON.stringify({ username: READER.user, password: READER.password });
      const { stdout } = await cli('secretsmanager', 'create-secret', '--name', 'reader', '--secret-string', secret);
      ({ ARN: secretArn } = JSON.parse(stdout));
    }, 90_000);

    afterAll(async () => {
      moto.killAll();
      await Promise.all([moto.done, mariadb.stop()]);
      rmSync(folder, { recursive: true, force: true });
    });

    const cli = (...args: string[]): Promise<Ran> => must(join(aws, 'aws'), args, { cwd: folder, env });

    function pull(variables: NodeJS.ProcessEnv = {}): Promise<Ran> {
      const source = {
        name: 'orders',
        engine: 'mysql',
        host: 'localhost',
        port: mariadb.port,
        database: 'shop',
        table: 'shop.orders',
        secretArn,
        mode: 'changes',
        columns: [
          { name: 'order_id', type: 'bigint' },
          { name: 'amount', type: 'decimal' },
          { name: 'note', type: 'string' },
          { name: 'paid', type: 'boolean' },
          { name: 'ordered', type: 'date' },
          { name: 'updated_at', type: 'timestamp' },
        ],
        freshnessColumn: 'updated_at',
      };
      const told = { ...env, ...variables, GROUNDPLANE_PULLED: JSON.stringify([source]) };
      return run(python, ['-m', 'pipeline.pull'], { cwd: folder, env: told });
    }

    /** Rows of all files there are, as the pipeline would read them. */
    async function rows(): Promise<unknown> {
      const copy = mkdtempSync(join(folder, 'raw-'));
      await cli('s3', 'sync', 's3://raw', copy);
      const program = join(folder, 'rows.py');
      writeFileSync(
        program,
        `import duckdb, json
rows = duckdb.sql("select order_id, amount::varchar, note, paid, ordered::varchar, updated_at::varchar from read_parquet('${copy}/drop/orders/*/*.parquet') order by 1, 6").fetchall()
print(json.dumps(rows))`,
      );
      return JSON.parse((await must(python, [program], { cwd: folder, env })).stdout);
    }

    test('all rows come first, moments in UTC, and then only what is newer than the last time', async () => {
      expect(await pull()).toMatchObject({ code: 0 });
      const first = [
        [1, '9.500000000', 'a "quoted" note', true, '2026-11-19', '2026-11-20 08:00:00'],
        [2, null, null, null, null, '2026-11-20 11:00:00'],
      ];
      expect(await rows()).toEqual(first);

      await mariadb.query(
        READER,
        "set time_zone = '+00:00'; update shop.orders set paid = false, updated_at = '2026-11-20 12:00:00' where order_id = 1",
      );
      expect((await pull()).stdout).toMatch(/^orders: 1 rows/);

      expect(await rows()).toEqual([
        first[0],
        [1, '9.500000000', 'a "quoted" note', false, '2026-11-19', '2026-11-20 12:00:00'],
        first[1],
      ]);
    }, 60_000);

    test('a server whose certificate nobody known has signed is not told the password', async () => {
      const known = join(folder, 'nobody.pem');
      writeFileSync(known, '');

      const { code, output } = await pull({ GROUNDPLANE_AUTHORITIES: known });

      expect(code).toBe(1);
      expect(output).toContain('orders: could not be read: ');
      expect(output).not.toContain(READER.password);
    });
  },
);
