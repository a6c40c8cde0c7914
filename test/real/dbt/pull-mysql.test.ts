import { freePort } from '../gateway/proxy';
import { MariaDb } from '../mariadb';
import { describeReal } from '../needs';
import { Puller } from './pull';

const READER = { user: 'reader', password: 'correct-horse' };
const NAME = 'what reads databases, against a real MariaDB whose clock is not UTC';

describeReal(NAME, ['dbt', 'python', 'mariadb'], () => {
  let mariadb: MariaDb;
  let puller: Puller;

  beforeAll(async () => {
    mariadb = await MariaDb.start(await freePort(), READER);
    await mariadb.query(
      READER,
      `create database shop; use shop;
       create table orders (order_id bigint, amount decimal(10, 2), note text, paid boolean, ordered date, updated_at timestamp null);
       set time_zone = '+00:00';
       insert into orders values (1, 9.50, 'a "quoted" note', true, '2026-11-19', '2026-11-20 08:00:00'),
                                 (2, null, null, null, null, '2026-11-20 11:00:00')`,
    );
    puller = await Puller.start({ authority: mariadb.authority, reader: READER });
  }, 90_000);

  afterAll(() => Promise.all([puller.stop(), mariadb.stop()]));

  const source = (): object => ({
    engine: 'mysql',
    port: mariadb.port,
    database: 'shop',
    table: 'shop.orders',
    columns: [
      { name: 'order_id', type: 'bigint' },
      { name: 'amount', type: 'decimal' },
      { name: 'note', type: 'string' },
      { name: 'paid', type: 'boolean' },
      { name: 'ordered', type: 'date' },
      { name: 'updated_at', type: 'timestamp' },
    ],
    freshnessColumn: 'updated_at',
  });
  const rows = (): Promise<unknown> =>
    puller.rows('order_id, amount::varchar, note, paid, ordered::varchar, updated_at::varchar', '1, 6');

  test('all rows come first, moments in UTC, and then only what is newer than the last time', async () => {
    expect(await puller.pull(source())).toMatchObject({ code: 0 });
    const first = [
      [1, '9.500000000', 'a "quoted" note', true, '2026-11-19', '2026-11-20 08:00:00'],
      [2, null, null, null, null, '2026-11-20 11:00:00'],
    ];
    expect(await rows()).toEqual(first);

    await mariadb.query(
      READER,
      "set time_zone = '+00:00'; update shop.orders set paid = false, updated_at = '2026-11-20 12:00:00' where order_id = 1",
    );
    expect((await puller.pull(source())).stdout).toMatch(/^orders: 1 rows/);

    expect(await rows()).toEqual([
      first[0],
      [1, '9.500000000', 'a "quoted" note', false, '2026-11-19', '2026-11-20 12:00:00'],
      first[1],
    ]);
  }, 60_000);

  test('a server whose certificate nobody known has signed is not told the password', async () => {
    const { code, output } = await puller.pull(source(), puller.nobodyKnown());

    expect(code).toBe(1);
    expect(output).toContain('orders: could not be read: ');
    expect(output).not.toContain(READER.password);
  });
});
