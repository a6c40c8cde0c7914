import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../contract';
import { describeReal } from '../needs';
import { must, programEnv } from '../programs';
import { passedOver, Proxy } from './proxy';
import { bedrockEnv, complaints, here, KEY, renderedGateway } from './rendered';
import { Upstream } from './upstream';
import { PASSWORD, Valkey } from './valkey';

const TOP = `models:
  assistant: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
teams:
  claims: { owner: claims@acme.example, models: [assistant], monthlyUsd: '2', keys: { app: { expires: '2026-12-31' } } }
`;
const TEAM_KEY = `sk-${'claims'.padEnd(40, '0')}`;

/** What somebody hears who speaks without TLS. */
function inClear(port: number): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect({ port, host: 'localhost' }, () => socket.write('PING\r\n'));
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('error', () => resolve(said));
    socket.on('close', () => resolve(said));
  });
}

describeReal('the cache in the cluster', ['litellm', 'redis', 'tools'], () => {
  let cloud: Upstream;
  let masking: Upstream;
  let valkey: Valkey;
  let folder: string;
  const { config, env, files } = renderedGateway('smb', 'day-30', TOP);
  const told = (): JsonObject =>
    JSON.parse(JSON.stringify(here(config, () => masking.base)).replaceAll('6379', String(valkey.port)));
  const gateway = (changed: Record<string, string> = {}): Promise<Proxy> =>
    Proxy.start({
      config: told(),
      files: {
        ...files,
        // the day of the test is not that of the file, and one answer spends a whole budget
        'teams.json': (files['teams.json'] ?? '')
          .replaceAll('2026-12-31', '2099-12-31')
          .replace('"monthlyUsd":"2"', '"monthlyUsd":"0.0000001"'),
      },
      env: {
        ...env,
        ...bedrockEnv(cloud),
        REDIS_HOST: 'localhost',
        REDIS_PASSWORD: PASSWORD,
        REDIS_SSL_CA_CERTS: valkey.authority,
        LITELLM_LOG: 'INFO',
        PROXY_MASTER_KEY: KEY,
        GROUNDPLANE_KEYS: folder,
        ...changed,
      },
    });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundplane-keys-'));
    writeFileSync(join(folder, 'claims.app'), TEAM_KEY);
    [cloud, masking, valkey] = await Promise.all([Upstream.start('cloud'), Upstream.start('masking'), Valkey.start()]);
  });
  afterAll(async () => {
    await Promise.all([cloud.stop(), masking.stop(), valkey.stop()]);
    rmSync(folder, { recursive: true });
  });

  test('shows a certificate that strict callers take', async () => {
    const certificate = join(valkey.folder, 'certificate/tls.crt');
    const words = [
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-verify_hostname',
      'cache.cache.svc.cluster.local',
    ];
    const { output } = await must('openssl', [...words, '-CAfile', valkey.authority, certificate], {
      cwd: valkey.folder,
      env: programEnv(),
    });

    expect(output).toContain('OK');
  });

  test('lets in who knows the password, over TLS, and nobody else', async () => {
    expect(await inClear(valkey.port)).not.toContain('PONG');
    expect(await valkey.says('PING')).toMatch(/^-NOAUTH/);
    expect(await valkey.says('AUTH gateway wrong')).toMatch(/^-WRONGPASS/);
    expect(await valkey.says(`AUTH default ${PASSWORD}`)).toMatch(/^-WRONGPASS/);
    expect(await valkey.says(`AUTH gateway ${PASSWORD}`, 'PING')).toMatch(/^\+OK\r\n\+PONG/);
    expect(await valkey.says(`AUTH gateway ${PASSWORD}`, 'CONFIG GET dir')).toMatch(/-NOPERM/);
  });

  test('counts what a team spends over copies of the gateway and over its own restart', async () => {
    const [one, other] = await Promise.all([gateway(), gateway()]);

    const first = await one.ask(TEAM_KEY, 'assistant', 'first');
    // what was asked is counted when the answer is out
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const elsewhere = await other.ask(TEAM_KEY, 'assistant', 'second');
    await valkey.restart();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const afterwards = await one.ask(TEAM_KEY, 'assistant', 'third');
    const outputs = await Promise.all([one.stop(), other.stop()]);

    expect([first.status, elsewhere.status, afterwards.status]).toEqual([200, 429, 429]);
    expect(await passedOver(told())).toEqual([]);
    // a copy that waits in vain for what another found out about the engines looks for itself
    const expected = /budget of this month|Connection|falling back to local health check/;
    expect(outputs.flatMap(complaints).filter((line) => !expected.test(line))).toEqual([]);
  });

  test('is not taken for an empty one while it is away', async () => {
    const proxy = await gateway();
    await valkey.pause();

    const answer = await proxy.ask(TEAM_KEY, 'assistant', 'what have I spent');
    await valkey.restart();
    const afterwards = await proxy.ask(TEAM_KEY, 'assistant', 'and now');
    await proxy.stop();

    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(afterwards.status).toBe(429);
    expect(cloud.heard('what have I spent')).toBe(false);
  });

  test('is not spoken to with a certificate somebody else made', async () => {
    const proxy = await gateway({ REDIS_SSL_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt' });

    const answer = await proxy.ask(TEAM_KEY, 'assistant', 'whom do I speak to');
    await proxy.stop();

    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(cloud.heard('whom do I speak to')).toBe(false);
  });
});
