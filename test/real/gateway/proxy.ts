import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUDIT_FILE, AUDIT_PROGRAM } from '../../../lib/gateway';
import { must, programEnv, start, type Running } from '../programs';

/** Folder of the programs of LiteLLM's virtual environment. */
const PROGRAMS = process.env['GROUNDPLANE_LITELLM'] ?? '';
const START_MILLISECONDS = 120_000;

/** An answer of the gateway. */
export interface Answer {
  status: number;
  /** Text of the model, empty where there is none. */
  content: string;
  body: string;
  headers: Headers;
  seconds: number;
}

export interface ProxyOptions {
  config: object;
  env: Record<string, string>;
  /** Programs beside the configuration. @default - the one that every gateway has */
  files?: Record<string, string>;
}

/** A LiteLLM process, told what the chart would tell it. */
export class Proxy {
  private constructor(
    private readonly base: string,
    private readonly running: Running,
    private readonly folder: string,
  ) {}

  static async start({ config, env, files = { [AUDIT_FILE]: AUDIT_PROGRAM } }: ProxyOptions): Promise<Proxy> {
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-litellm-'));
    const file = join(folder, 'config.yaml');
    writeFileSync(file, JSON.stringify(config));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const port = await freePort();
    const running = start(
      join(PROGRAMS, 'litellm'),
      ['--config', file, '--host', '127.0.0.1', '--port', String(port)],
      {
        cwd: folder,
        env: { ...programEnv(), ...env },
      },
    );
    const proxy = new Proxy(`http://127.0.0.1:${port}`, running, folder);
    await proxy.untilReady();
    return proxy;
  }

  /** Asks a model something. */
  ask(
    key: string,
    model: string,
    content = 'hello',
    more: object = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const body = { model, messages: [{ role: 'user', content }], ...more };
    return this.post('/v1/chat/completions', key, body, headers);
  }

  async post(path: string, key: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    const started = performance.now();
    const response = await fetch(`${this.base}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(90_000),
    });
    const text = await response.text();
    const content = /"content":"([^"]*)"/.exec(text)?.[1] ?? '';
    const seconds = (performance.now() - started) / 1000;
    return { status: response.status, content, body: text, headers: response.headers, seconds };
  }

  /** Sends what a form in a browser would; a redirection is not followed. */
  form(path: string, fields: Record<string, string>): Promise<Response> {
    return fetch(`${this.base}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  }

  get(path: string, key?: string): Promise<Response> {
    return fetch(`${this.base}${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });
  }

  /** Ends it as Kubernetes would, and gives all it ever said. */
  async stop(): Promise<string> {
    this.running.terminate();
    const timer = setTimeout(() => this.running.killAll(), 20_000);
    const { output } = await this.running.done;
    clearTimeout(timer);
    rmSync(this.folder, { recursive: true });
    return output;
  }

  private async untilReady(): Promise<void> {
    const ended = this.running.done.then(({ output }) => Promise.reject(new Error(`ended at start:\n${output}`)));
    ended.catch(() => undefined);
    const deadline = Date.now() + START_MILLISECONDS;
    while (Date.now() < deadline) {
      const ready = await Promise.race([
        this.get('/health/readiness').then(
          (r) => r.ok,
          () => false,
        ),
        ended,
      ]);
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    this.running.killAll();
    throw new Error(`not ready after ${START_MILLISECONDS / 1000} s:\n${(await this.running.done).output}`);
  }
}

/** What LiteLLM would pass over of a configuration, without a word. */
export async function passedOver(config: object): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-litellm-'));
  const file = join(folder, 'config.yaml');
  writeFileSync(file, JSON.stringify(config));
  const { stdout } = await must(join(PROGRAMS, 'python'), [join(__dirname, 'known.py'), file], {
    cwd: folder,
    env: { ...programEnv(), LITELLM_LOCAL_MODEL_COST_MAP: 'True' },
  });
  rmSync(folder, { recursive: true });
  return stdout.split('\n').filter((line) => line !== '');
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
