import { describeReal } from '../needs';
import { Proxy } from './proxy';
import { bedrockEnv, here, KEY, renderedGateway } from './rendered';
import { Upstream } from './upstream';

describeReal('a gateway without a database', ['litellm'], () => {
  let cloud: Upstream;
  let proxy: Proxy;
  beforeAll(async () => {
    cloud = await Upstream.start('cloud');
    const { config, env } = renderedGateway('smb', 'day-30', 'gateway: { cache: none }\n');
    proxy = await Proxy.start({
      config: here(config, () => cloud.base),
      env: { ...env, ...bedrockEnv(cloud), PROXY_MASTER_KEY: KEY },
    });
  });
  afterAll(() => Promise.all([proxy.stop(), cloud.stop()]));

  test.each(['/docs', '/redoc', '/openapi.json'])('tells nobody what it can do, at %s', async (path) => {
    expect((await proxy.get(path)).status).toBe(404);
  });

  test('signs nobody in by their company to a page of its own', async () => {
    expect(await (await proxy.get('/sso/key/generate')).text()).toMatch(/disabled/i);
  });

  test('takes no password there either, not that of the administrator', async () => {
    const answers = [
      await proxy.form('/login', { username: 'admin', password: KEY }),
      await proxy.post('/v2/login', KEY, { username: 'admin', password: KEY }),
    ];

    for (const { status, headers } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect([headers.get('set-cookie'), headers.get('location')]).toEqual([null, null]);
    }
  });
});
