import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from './certificate';
import { must, programEnv, start, type Ran, type Running } from './programs';

const DEBIAN = '/usr/lib/postgresql';
const ADMINISTRATOR = 'administrator';

/** Folder with the programs of the newest PostgreSQL. @throws where there is none */
export function postgresPrograms(): string {
  const versions = readdirSync(DEBIAN)
    .map(Number)
    .filter((version) => version > 0)
    .sort((a, b) => b - a);
  if (versions[0] === undefined) throw new Error(`nothing in ${DEBIAN}`);
  return join(DEBIAN, String(versions[0]), 'bin');
}

/**
 * A PostgreSQL with the master user that RDS gives: one that makes users and databases and is no superuser. It takes passwords as
 * SCRAM, knows TLS, and writes every statement into its log.
 */
export class Postgres {
  private constructor(
    readonly port: number,
    /** Certificate of who signed its own. */
    readonly authority: string,
    private readonly running: Running,
    private readonly folder: string,
  ) {}

  static async start(port: number, master: { user: string; password: string }): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-postgres-'));
    const data = join(folder, 'data');
    own(folder);
    const secret = join(folder, 'password');
    writeFileSync(secret, master.password);
    own(secret);
    const options = ['--auth', 'scram-sha-256', '--username', ADMINISTRATOR, '--pwfile', secret, '--no-sync'];
    await must(...asPostgres('initdb', ['--pgdata', data, ...options]), { cwd: folder, env: programEnv() });
    const authority = await certificate(data);
    const settings = [
      `-p${port}`,
      '-clisten_addresses=127.0.0.1',
      `-cunix_socket_directories=${folder}`,
      '-cssl=on',
      '-clog_statement=all',
      '-cfsync=off',
      '-cmax_connections=60',
    ];
    const running = start(...asPostgres('postgres', ['-D', data, ...settings]), { cwd: folder, env: programEnv() });
    await running.says(/database system is ready to accept connections/);
    const postgres = new Postgres(port, authority, running, folder);
    const made = `CREATE ROLE ${master.user} LOGIN CREATEROLE CREATEDB PASSWORD '${master.password}'`;
    await postgres.query({ user: ADMINISTRATOR, password: master.password, database: 'postgres' }, made);
    return postgres;
  }

  /** Rows of a statement, columns parted by `|`. @throws with what the server says */
  async query(as: { user: string; password: string; database: string }, statement: string): Promise<string> {
    const { stdout } = await must(
      'psql',
      ['--no-psqlrc', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1', '--command', statement],
      { cwd: this.folder, env: { ...this.env, PGUSER: as.user, PGPASSWORD: as.password, PGDATABASE: as.database } },
    );
    return stdout.trim();
  }

  /** Where psql finds it. */
  get env(): NodeJS.ProcessEnv {
    return { ...programEnv(), PGHOST: '127.0.0.1', PGPORT: String(this.port), PGSSLMODE: 'require' };
  }

  /** Everything it has said until it ended. */
  async stop(): Promise<Ran> {
    this.running.terminate();
    const ran = await this.running.done;
    rmSync(this.folder, { recursive: true });
    return ran;
  }
}

async function certificate(data: string): Promise<string> {
  const { key, certificate: made } = await selfSigned(data);
  own(key);
  own(made);
  return readFileSync(made, 'utf8');
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function identity(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

/** It refuses to run as root. */
function asPostgres(program: string, args: readonly string[]): [string, string[]] {
  const path = join(postgresPrograms(), program);
  if (!isRoot()) return [path, [...args]];
  return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', path, ...args]];
}

function own(path: string): void {
  if (isRoot()) chownSync(path, identity('-u'), identity('-g'));
}
