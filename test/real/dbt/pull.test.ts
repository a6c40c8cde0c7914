import { freePort } from '../gateway/proxy';
import { describeReal } from '../needs';
import { Postgres } from '../postgres';
import { Puller } from './pull';

const MASTER = { user: 'master', password: 'correct-horse', database: 'postgres' };
const SHOP = { ...MASTER, database: 'shop' };

describeReal('what reads databases, against a real PostgreSQL', ['dbt', 'python', 'postgres'], () => {
  let postgres: Postgres;
  let puller: Puller;

  beforeAll(async () => {
    postgres = await Postgres.start(await freePort(), MASTER);
    await postgres.query(MASTER, 'create database shop');
    await postgres.query(
      SHOP,
      `create table orders (order_id bigint, amount numeric(10, 2), note text, updated_at timestamptz);
       insert into orders values (1, 9.50, 'a "quoted" note', '2026-11-20 10:00+02'), (2, null, null, '2026-11-20 11:00+00')`,
    );
    puller = await Puller.start({ authority: postgres.authority, reader: MASTER });
  }, 60_000);

  afterAll(() => Promise.all([puller.stop(), postgres.stop()]));

  const source = (): object => ({
    engine: 'postgres',
    port: postgres.port,
    database: 'shop',
    table: 'public.orders',
    columns: [
      { name: 'order_id', type: 'bigint' },
      { name: 'amount', type: 'decimal' },
      { name: 'note', type: 'string' },
      { name: 'updated_at', type: 'timestamp' },
    ],
    freshnessColumn: 'updated_at',
  });
  const rows = (): Promise<unknown> =>
    puller.rows('order_id, amount::varchar, note, updated_at::varchar, dt is not null', '1, 4');

  test('all rows come first, moments in UTC, and then only what is newer than the last time', async () => {
    expect(await puller.pull(source())).toMatchObject({ code: 0 });
    const first = [
      [1, '9.500000000', 'a "quoted" note', '2026-11-20 08:00:00', true],
      [2, null, null, '2026-11-20 11:00:00', true],
    ];
    expect(await rows()).toEqual(first);

    await postgres.query(SHOP, "update orders set amount = 1, updated_at = '2026-11-21 08:00+00' where order_id = 1");
    expect((await puller.pull(source())).stdout).toMatch(/^orders: 1 rows/);

    expect(await rows()).toEqual([
      first[0],
      [1, '1.000000000', 'a "quoted" note', '2026-11-21 08:00:00', true],
      first[1],
    ]);
  }, 60_000);

  test('a server whose certificate nobody known has signed is not told the password', async () => {
    const { code, output } = await puller.pull(source(), puller.nobodyKnown());

    expect(code).toBe(1);
    expect(output).toContain('orders: could not be read: OperationalError');
    expect(output).not.toContain(MASTER.password);
  });
});
