import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, programEnv, start, type Running } from '../programs';
import { freePort } from './proxy';

/**
 * A Redis that takes connections over TLS only, and knows one user by name: what ElastiCache does with a token of IAM, whose
 * signature nobody here could check.
 */
export class Redis {
  private constructor(
    readonly port: number,
    /** File with the certificate of who signed its own. */
    readonly authority: string,
    private readonly running: Running,
    private readonly folder: string,
  ) {}

  static async start(user: string): Promise<Redis> {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-redis-'));
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const wanted = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-days', '2'];
    await must(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...wanted],
      {
        cwd: folder,
        env: programEnv(),
      },
    );
    const port = await freePort();
    const lines = [
      'port 0',
      `tls-port ${port}`,
      'bind 127.0.0.1',
      `tls-cert-file ${certificate}`,
      `tls-key-file ${key}`,
      `tls-ca-cert-file ${certificate}`,
      'tls-auth-clients no',
      'save ""',
      'user default off',
      `user ${user} on nopass ~* &* +@all`,
    ];
    writeFileSync(join(folder, 'redis.conf'), lines.join('\n'));
    const running = start('redis-server', [join(folder, 'redis.conf')], { cwd: folder, env: programEnv() });
    await running.says(/Ready to accept connections/);
    return new Redis(port, certificate, running, folder);
  }

  async stop(): Promise<void> {
    this.running.terminate();
    await this.running.done;
    rmSync(this.folder, { recursive: true });
  }
}
