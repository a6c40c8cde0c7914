import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { connect } from 'node:tls';
import { parseAllDocuments } from 'yaml';
import { must, programEnv, start, type Running } from '../programs';
import { freePort } from './proxy';
import { renderedCache } from './rendered';

const CHART = join(__dirname, '../../../charts/certificate');
export const PASSWORD = 'p4ssw0rd';

/** A certificate by the chart of the library, drawn by the real Helm. */
async function certificate(folder: string, hosts: readonly string[]): Promise<void> {
  const values = JSON.stringify({ name: 'cache', hosts, readers: [] });
  const { stdout } = await must('helm3', ['template', 'cache', CHART, '--values', '-'], {
    cwd: folder,
    env: programEnv(),
    input: values,
  });
  const [secret]: { data: Record<string, string> }[] = parseAllDocuments(stdout).map((one) => one.toJS());
  for (const [name, text] of Object.entries(secret?.data ?? {}))
    writeFileSync(join(folder, name), Buffer.from(text, 'base64'));
}

/** The cache of the cluster on this machine, told what its pod is told; a Redis from Debian stands in for Valkey. */
export class Valkey {
  private constructor(
    readonly port: number,
    readonly folder: string,
    private readonly script: string,
    private running: Running,
  ) {}

  static async start(): Promise<Valkey> {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-valkey-'));
    const rendered = renderedCache();
    const port = await freePort();
    for (const name of ['config', 'certificate', 'data', 'users', 'bin']) mkdirSync(join(folder, name));
    const here = (text: string): string =>
      text
        .replaceAll('/etc/valkey-certificate', join(folder, 'certificate'))
        .replaceAll('/etc/valkey', join(folder, 'config'))
        .replaceAll('/run/valkey', join(folder, 'users'))
        .replaceAll('dir /data', `dir ${join(folder, 'data')}`)
        .replaceAll('6379', String(port));
    writeFileSync(join(folder, 'config/valkey.conf'), here(rendered.configuration));
    await certificate(join(folder, 'certificate'), [...rendered.hosts, 'localhost']);
    symlinkSync('/usr/bin/redis-server', join(folder, 'bin/valkey-server'));
    const valkey = new Valkey(port, folder, here(rendered.script), start('true', [], { cwd: folder, env: {} }));
    await valkey.restart();
    return valkey;
  }

  get authority(): string {
    return join(this.folder, 'certificate/ca.crt');
  }

  /** Goes, as a pod does. */
  async pause(): Promise<void> {
    this.running.terminate();
    await this.running.done;
  }

  /** As a pod that goes and comes again, its volume with it. */
  async restart(): Promise<void> {
    await this.pause();
    const { PATH = '' } = process.env;
    const env = { ...programEnv(), PATH: [join(this.folder, 'bin'), PATH].join(delimiter) };
    this.running = start('sh', ['-c', this.script], {
      cwd: this.folder,
      env: { ...env, CACHE_USER: 'gateway', CACHE_PASSWORD: PASSWORD },
    });
    await this.running.says(/Ready to accept connections/);
  }

  /** What it answers somebody who knows its certificate. */
  says(...commands: string[]): Promise<string> {
    const socket = connect({ port: this.port, host: 'localhost', ca: readFileSync(this.authority) });
    return new Promise((resolve, reject) => {
      let said = '';
      socket.on('data', (chunk) => (said += chunk.toString()));
      socket.on('error', reject);
      socket.on('close', () => resolve(said));
      socket.write(`${[...commands, 'QUIT'].join('\r\n')}\r\n`);
    });
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.folder, { recursive: true });
  }
}
