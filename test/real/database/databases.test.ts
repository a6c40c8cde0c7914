import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseTrust, GIVE_DATABASES, MASTER_USER } from '../../../lib/database';
import { freePort } from '../gateway/proxy';
import { describeReal } from '../needs';
import { Postgres } from '../postgres';
import { run, type Ran } from '../programs';

const MASTER = { user: MASTER_USER, password: 'MasterPassword0123456789' };
const PASSWORDS: Record<string, string> = { gateway: 'GatewayPassword012345678', chat: 'ChatPassword0123456789' };
const as = (owner: string, database = owner): { user: string; password: string; database: string } => ({
  user: owner,
  password: PASSWORDS[owner] ?? '',
  database,
});

describeReal('databases of their own on a real PostgreSQL', ['postgres'], () => {
  let postgres: Postgres;
  let folder: string;

  beforeAll(async () => {
    postgres = await Postgres.start(await freePort(), MASTER);
    folder = mkdtempSync(join(tmpdir(), 'groundplane-databases-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** With the authority of the server at hand, or that of RDS. */
  function give(owners: string, authority = postgres.authority): Promise<Ran> {
    const trust = databaseTrust('eu-central-1', folder);
    writeFileSync(join(folder, 'ca.crt'), authority);
    for (const [owner, password] of Object.entries(PASSWORDS)) writeFileSync(join(folder, owner), password);
    const env = {
      ...postgres.env,
      PGUSER: MASTER.user,
      PGPASSWORD: MASTER.password,
      PGDATABASE: 'postgres',
      ...trust.environment,
    };
    return run('bash', ['-c', GIVE_DATABASES], {
      cwd: folder,
      env: { ...env, OWNERS: owners, PASSWORDS: folder, WORK: folder },
    });
  }

  test('are given once and can be given again', async () => {
    const first = await give('gateway citext\nchat citext');
    const again = await give('gateway citext\nchat citext');

    expect(first.stdout).toBe('database gateway belongs to its owner\ndatabase chat belongs to its owner\n');
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(await postgres.query(as('gateway'), "SELECT count(*) FROM pg_extension WHERE extname = 'citext'")).toBe('1');
  });

  test('are made by their owners and entered by nobody else', async () => {
    await postgres.query(as('gateway'), 'CREATE TABLE keys (id int)');

    await expect(postgres.query(as('chat', 'gateway'), 'SELECT 1')).rejects.toThrow('permission denied for database');
    await expect(postgres.query(as('chat'), 'CREATE ROLE other')).rejects.toThrow('permission denied');
  });

  test('share the rights of those they are members of, and no others', async () => {
    PASSWORDS['rag_reader'] = 'ReaderPassword0123456789';
    PASSWORDS['rag_app_payroll'] = 'PayrollPassword0123456789';
    const owners = 'gateway citext\nchat citext\nrag_reader citext\nrag_app_payroll citext rag_reader';

    const codes = [(await give(owners)).code, (await give(owners)).code];

    const member = (who: string): Promise<string> =>
      postgres.query(as(who), "SELECT pg_has_role('rag_reader', 'USAGE')");
    expect(codes).toEqual([0, 0]);
    expect(await member('rag_app_payroll')).toBe('t');
    expect(await member('chat')).toBe('f');
  });

  test('take a password that was drawn anew', async () => {
    PASSWORDS['chat'] = 'AnotherPassword0123456789';

    const { code } = await give('gateway citext\nchat citext');

    expect(code).toBe(0);
    expect(await postgres.query(as('chat'), 'SELECT current_user')).toBe('chat');
  });

  test('are given by nobody but the server of RDS', async () => {
    const { code, output } = await give('gateway citext', databaseTrust('eu-central-1').authority);

    expect(code).not.toBe(0);
    expect(output).toContain('certificate verify failed');
  });

  test('fail where an extension is not known, and say so', async () => {
    const { code, output } = await give('gateway no_such_extension');

    expect(code).not.toBe(0);
    expect(output).toContain('no_such_extension');
  });

  test('leave no password in the log of the server, although it writes every statement', async () => {
    const { output } = await postgres.stop();

    expect(output).toContain('CREATE DATABASE gateway');
    for (const password of Object.values(PASSWORDS)) expect(output).not.toContain(password);
  });
});
