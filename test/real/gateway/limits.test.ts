import type { JsonObject } from '../../../contract';
import { describeReal } from '../needs';
import { passedOver, Proxy } from './proxy';
import { Redis } from './redis';
import { bedrockEnv, complaints, here, KEY, renderedGateway } from './rendered';
import { Upstream } from './upstream';

const LIMIT = 6;
const TOP = `gateway:
  requestsPerMinute: { private: ${LIMIT} }
`;

describeReal('copies of the gateway with the cache that is rendered', ['litellm', 'redis'], () => {
  let model: Upstream;
  let masking: Upstream;
  let redis: Redis;
  const { config, env } = renderedGateway('mid-market', 'day-90', TOP);
  const options = (): { config: JsonObject; env: Record<string, string> } => ({
    config: JSON.parse(
      JSON.stringify(here(config, (host) => (host.startsWith('presidio') ? masking.base : model.base))).replaceAll(
        '6379',
        String(redis.port),
      ),
    ),
    env: {
      ...env,
      ...bedrockEnv(model),
      REDIS_HOST: 'localhost',
      SSL_CERT_FILE: redis.authority,
      LITELLM_LOG: 'INFO',
      PROXY_MASTER_KEY: KEY,
      VLLM_API_KEY: 'key',
    },
  });
  beforeAll(async () => {
    [model, masking, redis] = await Promise.all([
      Upstream.start('model'),
      Upstream.start('masking'),
      Redis.start('acme-production-gateway'),
    ]);
  });
  afterAll(() => Promise.all([model.stop(), masking.stop(), redis.stop()]));

  test('start without a complaint, and are told nothing they pass over', async () => {
    const proxy = await Proxy.start(options());
    const answer = await proxy.ask(KEY, 'assistant');
    const output = await proxy.stop();

    expect(answer.status).toBe(200);
    expect(await passedOver(options().config)).toEqual([]);
    expect(complaints(output)).toEqual([]);
  });

  test('allow together what one may', async () => {
    const proxies = await Promise.all([Proxy.start(options()), Proxy.start(options())]);
    // the limit is of a minute by the clock
    const second = new Date().getSeconds();
    if (second > 35) await new Promise((resolve) => setTimeout(resolve, (61 - second) * 1000));

    const statuses: number[] = [];
    for (let call = 0; call < LIMIT; call++) {
      for (const proxy of proxies) statuses.push((await proxy.ask(KEY, 'private', `question ${call}`)).status);
    }
    await Promise.all(proxies.map((proxy) => proxy.stop()));

    expect(statuses).toEqual([...Array<number>(LIMIT).fill(200), ...Array<number>(LIMIT).fill(429)]);
  });

  test('keep an answer only for who asks for it, and then for each other', async () => {
    const proxies = await Promise.all([Proxy.start(options()), Proxy.start(options())]);
    const [one, other] = proxies;
    model.reset();

    await one.ask(KEY, 'assistant', 'kept', { cache: { 'use-cache': true } });
    await other.ask(KEY, 'assistant', 'kept', { cache: { 'use-cache': true } });
    await one.ask(KEY, 'assistant', 'not kept');
    await other.ask(KEY, 'assistant', 'not kept');
    await Promise.all(proxies.map((proxy) => proxy.stop()));

    const asked = (words: string): number => model.calls.filter(({ body }) => body.includes(`"${words}"`)).length;
    expect([asked('kept'), asked('not kept')]).toEqual([1, 2]);
  });
});
