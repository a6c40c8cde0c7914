import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeReal } from '../needs';
import { passedOver, Proxy } from './proxy';
import { Redis } from './redis';
import { bedrockEnv, complaints, here, KEY, renderedGateway } from './rendered';
import { Upstream } from './upstream';

const TOP = `gpuPools: { chat: {} }
models:
  assistant: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  private: { provider: vllm, dataClass: restricted, replicas: 1 }
teams:
  claims: { owner: claims@acme.example, models: [private], monthlyUsd: '100', requestsPerMinute: 6, keys: { app: { expires: '2026-12-31' } } }
  search: { owner: search@acme.example, models: [assistant], monthlyUsd: '2', keys: { app: { expires: '2026-12-31' }, old: { expires: '2026-11-22' } } }
  gone: { owner: gone@acme.example, models: [assistant], monthlyUsd: '1', stopped: yes, keys: { app: { expires: '2026-12-31' } } }
`.replace('stopped: yes', "stopped: 'yes'");
const key = (name: string): string => `sk-${name.padEnd(40, '0')}`;

describeReal('keys of teams', ['litellm', 'redis'], () => {
  let cloud: Upstream;
  let model: Upstream;
  let masking: Upstream;
  let redis: Redis;
  let proxies: [Proxy, Proxy];
  let folder: string;
  const rendered = renderedGateway('mid-market', 'day-90', TOP);
  const config = (): object =>
    JSON.parse(
      JSON.stringify(
        here(rendered.config, (host) => (host.startsWith('presidio') ? masking.base : model.base)),
      ).replaceAll('6379', String(redis.port)),
    );
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundplane-keys-'));
    for (const name of ['claims.app', 'search.app', 'search.old', 'gone.app']) {
      writeFileSync(join(folder, name), key(name));
    }
    [cloud, model, masking, redis] = await Promise.all([
      Upstream.start('cloud'),
      Upstream.start('model'),
      Upstream.start('masking'),
      Redis.start('acme-production-gateway'),
    ]);
    const files = {
      ...rendered.files,
      // the day of the test is not that of the file, one key is over on every day, and one answer spends a whole budget
      'teams.json': (rendered.files['teams.json'] ?? '')
        .replaceAll('2026-12-31', '2099-12-31')
        .replace('2026-11-22', '2026-01-01')
        .replace('"monthlyUsd":"2"', '"monthlyUsd":"0.0000001"'),
    };
    const env = {
      ...rendered.env,
      ...bedrockEnv(cloud),
      REDIS_HOST: 'localhost',
      SSL_CERT_FILE: redis.authority,
      LITELLM_LOG: 'INFO',
      PROXY_MASTER_KEY: KEY,
      VLLM_API_KEY: 'key',
      GROUNDPLANE_KEYS: folder,
    };
    const start = (): Promise<Proxy> => Proxy.start({ config: config(), env, files });
    proxies = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await Promise.all(proxies.map((proxy) => proxy.stop()));
    await Promise.all([cloud.stop(), model.stop(), masking.stop(), redis.stop()]);
    rmSync(folder, { recursive: true });
  });

  test('open the models of their team and no others', async () => {
    expect(await proxies[0].ask(key('claims.app'), 'private')).toMatchObject({ status: 200, content: 'from model' });
    expect((await proxies[0].ask(key('claims.app'), 'assistant')).status).toBe(403);
    expect((await proxies[0].ask(key('claims.app'), 'private,assistant')).status).toBe(403);
    expect(cloud.heard('hello')).toBe(false);
  });

  test.each([
    ['that nobody gave', 'sk-nobody', 401],
    ['that is over', key('search.old'), 401],
    ['of a team that is stopped', key('gone.app'), 403],
  ])('%s are refused', async (_, value, status) => {
    expect((await proxies[0].ask(value, 'assistant')).status).toBe(status);
  });

  test('are for models: whoever has one administrates nothing', async () => {
    const { status } = await proxies[0].post('/key/generate', key('claims.app'), { models: [] });

    expect(status).toBe(403);
  });

  test('may not lead to the cloud by naming fallbacks', async () => {
    model.behaviour = 503;
    const { status } = await proxies[0].ask(key('claims.app'), 'private', 'restricted', { fallbacks: ['assistant'] });
    model.reset();

    expect(status).toBe(400);
    expect(cloud.heard('restricted')).toBe(false);
  });

  test('spend together what the team may, over both copies', async () => {
    const first = await proxies[0].ask(key('search.app'), 'assistant');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const then = await Promise.all(proxies.map((proxy) => proxy.ask(key('search.app'), 'assistant')));

    expect(first.status).toBe(200);
    expect(then.map(({ status, body }) => [status, body.includes('budget')])).toEqual([
      [429, true],
      [429, true],
    ]);
  });

  test('call together as often as the team may, over both copies', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++) {
      for (const proxy of proxies)
        statuses.push((await proxy.ask(key('claims.app'), 'private', `call ${call}`)).status);
    }

    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(6);
  });

  test('leave the key of the administrator as it was, and LiteLLM without a complaint', async () => {
    expect((await proxies[1].ask(KEY, 'assistant')).status).toBe(200);
    expect(await passedOver(config())).toEqual([]);
  });

  test('that come with a new secret are taken without a start', async () => {
    writeFileSync(join(folder, 'claims.app'), key('claims.anew'));
    await new Promise((resolve) => setTimeout(resolve, 5500));

    const taken = await proxies[1].get('/v1/models', key('claims.anew'));

    expect(taken.status).toBe(200);
  });

  test('are refused while what was spent cannot be known', async () => {
    await redis.stop();

    const { status } = await proxies[0].ask(key('claims.anew'), 'private');
    redis = await Redis.start('acme-production-gateway');

    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describeReal('a gateway with teams', ['litellm', 'redis'], () => {
  test('starts without a complaint, and says of a key which budget counts', async () => {
    const redis = await Redis.start('acme-production-gateway');
    const folder = mkdtempSync(join(tmpdir(), 'groundplane-keys-'));
    writeFileSync(join(folder, 'claims.app'), key('claims.app'));
    const model = await Upstream.start('model');
    const { config, env, files } = renderedGateway('mid-market', 'day-90', TOP);
    const proxy = await Proxy.start({
      config: JSON.parse(JSON.stringify(here(config, () => model.base)).replaceAll('6379', String(redis.port))),
      env: {
        ...env,
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
        REDIS_HOST: 'localhost',
        SSL_CERT_FILE: redis.authority,
        LITELLM_LOG: 'INFO',
        PROXY_MASTER_KEY: KEY,
        VLLM_API_KEY: 'key',
        GROUNDPLANE_KEYS: folder,
      },
      files: { ...files, 'teams.json': (files['teams.json'] ?? '').replaceAll('2026-12-31', '2099-12-31') },
    });
    await proxy.ask(key('claims.app'), 'private');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const output = await proxy.stop();
    await Promise.all([redis.stop(), model.stop()]);
    rmSync(folder, { recursive: true });

    expect(complaints(output)).toEqual([]);
    expect(output).toMatch(/^\{"groundplane":"audit".*"budget":"team","budget_usd":100\.0,.*"claims\.app"/m);
  });
});
