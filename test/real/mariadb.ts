import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from './certificate';
import { must, programEnv, start, type Ran, type Running } from './programs';

/** Folder outside PATH of users in which Debian keeps servers. */
const SERVERS = '/usr/sbin';

/** A MariaDB that knows TLS, takes passwords, and whose clock is not UTC. */
export class MariaDb {
  private constructor(
    readonly port: number,
    /** Certificate of who signed its own. */
    readonly authority: string,
    private readonly running: Running,
    private readonly folder: string,
  ) {}

  static async start(port: number, user: { user: string; password: string }): Promise<MariaDb> {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-mariadb-'));
    chmodSync(folder, 0o755);
    const data = join(folder, 'data');
    mkdirSync(data);
    const { key, certificate } = await selfSigned(folder);
    const first = join(folder, 'first.sql');
    writeFileSync(
      first,
      `CREATE USER '${user.user}'@'%' IDENTIFIED BY '${user.password}' REQUIRE SSL;\nGRANT ALL ON *.* TO '${user.user}'@'%';\n`,
    );
    for (const path of [folder, data, key, certificate, first]) own(path);
    const options = [`--datadir=${data}`, ...(isRoot() ? ['--user=mysql'] : []), '--no-defaults'].reverse();
    await must('mariadb-install-db', [...options, '--skip-test-db'], { cwd: folder, env: programEnv() });
    const settings = [
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--ssl-key=${key}`,
      `--ssl-cert=${certificate}`,
      `--init-file=${first}`,
      // or somebody from this machine is somebody else
      '--skip-name-resolve',
      '--default-time-zone=+05:30',
      '--innodb-flush-log-at-trx-commit=0',
    ];
    const running = start(join(SERVERS, 'mariadbd'), [...options, ...settings], { cwd: folder, env: programEnv() });
    await running.says(/ready for connections/);
    return new MariaDb(port, readFileSync(certificate, 'utf8'), running, folder);
  }

  /** @throws with what the server says */
  async query(as: { user: string; password: string }, statement: string): Promise<void> {
    const address = ['--host=127.0.0.1', `--port=${this.port}`, `--user=${as.user}`, '--ssl'];
    await must('mariadb', ['--no-defaults', ...address, `--execute=${statement}`], {
      cwd: this.folder,
      env: { ...programEnv(), MYSQL_PWD: as.password },
    });
  }

  async stop(): Promise<Ran> {
    this.running.terminate();
    const ran = await this.running.done;
    rmSync(this.folder, { recursive: true });
    return ran;
  }
}

/** @throws where there is none */
export function mariadbVersion(): string {
  return execFileSync(join(SERVERS, 'mariadbd'), ['--version'], { encoding: 'utf8' });
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** It refuses to run as root. */
function own(path: string): void {
  if (!isRoot()) return;
  const id = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'mysql'], { encoding: 'utf8' }));
  chownSync(path, id('-u'), id('-g'));
}
