import { mkdirSync, mkdtempSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectorConfig } from '../../../lib/log-collector';
import { isObject, type Json, type JsonObject } from '../../../contract';
import { programEnv, start, type Running } from '../programs';

const GROUPS = { audit: '/groundplane/acme-production/audit', pods: '/groundplane/acme-production/pods' };

/**
 * The real collector with the configuration of the platform, on a folder that looks like a node. What its build lacks is taken out:
 * the disk (queues are in memory, positions are not kept) and the signature.
 */
export class Collector {
  readonly folder = mkdtempSync(join(tmpdir(), 'groundplane-collector-'));
  otlpPort = 0;
  private running?: Running;
  private written = 0;

  async start(sinkPort: number): Promise<void> {
    this.otlpPort = await freePort();
    const config = this.config(sinkPort, await freePort());
    const file = join(this.folder, 'config.json');
    writeFileSync(file, JSON.stringify(config));
    this.running = start('otelcol', ['--config', file], {
      cwd: this.folder,
      env: { ...programEnv(), MY_POD_IP: '127.0.0.1', PATH: process.env['PATH'] },
    });
    await this.running.says(/Everything is ready/);
  }

  /** A line a container says on its standard output, as containerd writes it down. */
  say(namespace: string, pod: string, text: string): void {
    const path = join(this.folder, `var/log/pods/${namespace}_${pod}_0a1b2c3d-0000-4000-8000-000000000001/main/0.log`);
    mkdirSync(dirname(path), { recursive: true });
    const time = new Date(Date.UTC(2026, 10, 21, 10, 0, 0, (this.written += 1))).toISOString().replace('Z', '000000Z');
    appendFileSync(
      path,
      text
        .split('\n')
        .map((line) => pieces(line, time))
        .join(''),
    );
  }

  /** What the network agent of the node writes. */
  sayNetwork(line: string): void {
    const path = join(this.folder, 'var/log/aws-routed-eni/network-policy-agent.log');
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, `${line}\n`);
  }

  async stop(): Promise<void> {
    this.running?.terminate();
    await this.running?.done;
    rmSync(this.folder, { recursive: true });
  }

  private config(sinkPort: number, healthPort: number): Json {
    const config: Json = JSON.parse(
      JSON.stringify(
        collectorConfig({
          endpoint: `http://127.0.0.1:${sinkPort}`,
          region: 'eu-central-1',
          clusterName: 'acme-production',
          groups: GROUPS,
        }),
      )
        .replaceAll('"/var/log/', `"${this.folder}/var/log/`)
        .replaceAll(':13133', `:${healthPort}`)
        .replaceAll(':4318', `:${this.otlpPort}`),
    );
    return withoutDisk(config);
  }
}

/** containerd breaks what is longer than 16 KiB and marks all but the last piece. */
function pieces(line: string, time: string): string {
  const parts = line.match(/[^]{1,16384}/g) ?? [''];
  return parts.map((part, index) => `${time} stdout ${index === parts.length - 1 ? 'F' : 'P'} ${part}\n`).join('');
}

function withoutDisk(value: Json): Json {
  if (Array.isArray(value)) return value.filter((entry) => !isLacking(String(entry))).map(withoutDisk);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !['storage', 'auth'].includes(key) && !isLacking(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutDisk(inner)])) satisfies JsonObject;
}

function isLacking(name: string): boolean {
  return name.startsWith('file_storage') || name === 'sigv4auth';
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
