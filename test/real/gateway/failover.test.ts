import { describeReal } from '../needs';
import { Proxy } from './proxy';
import { bedrockEnv, here, KEY, renderedGateway } from './rendered';
import { Upstream } from './upstream';

const TOP = `gpuPools: { chat: {} }
models:
  cloud: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  open: { provider: vllm, dataClass: internal, replicas: 1 }
  shut: { provider: vllm, dataClass: restricted, replicas: 1 }
gateway:
  failoverSeconds: 12
  fallbacks: { cloud: [open], open: [shut] }
  sizeRouting: { name: auto, small: open, large: shut }
`;

describeReal('a model that does not answer', ['litellm'], () => {
  const upstreams: Partial<Record<'cloud' | 'open' | 'shut', Upstream>> = {};
  let started: Proxy | undefined;
  let proxy: Proxy;
  const upstream = (name: keyof typeof upstreams): Upstream => {
    const found = upstreams[name];
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  beforeAll(async () => {
    for (const name of ['cloud', 'open', 'shut'] as const) upstreams[name] = await Upstream.start(name);
    const { config, env } = renderedGateway('mid-market', 'day-60', TOP);
    started = await Proxy.start({
      config: here(config, (host) => upstream(host.includes('open') ? 'open' : 'shut').base),
      env: { ...env, PROXY_MASTER_KEY: KEY, VLLM_API_KEY: 'key', ...bedrockEnv(upstream('cloud')) },
    });
    proxy = started;
  });
  afterAll(async () => {
    await started?.stop();
    await Promise.all(Object.values(upstreams).map((each) => each.stop()));
  });
  beforeEach(() => Object.values(upstreams).forEach((each) => each.reset()));

  test.each([503, 429, 500])('with %i is stood in for', async (status) => {
    upstream('cloud').behaviour = status;

    expect(await proxy.ask(KEY, 'cloud')).toMatchObject({ status: 200, content: 'from open' });
  });

  test('because it hangs is stood in for within the promise', async () => {
    upstream('cloud').behaviour = 'hang';

    const answer = await proxy.ask(KEY, 'cloud');

    expect(answer).toMatchObject({ status: 200, content: 'from open' });
    expect(answer.seconds).toBeLessThan(12);
  });

  test('because it hangs in a stream is stood in for within the promise', async () => {
    upstream('cloud').behaviour = 'hang';

    const answer = await proxy.ask(KEY, 'cloud', 'hello', { stream: true });

    expect(answer).toMatchObject({ status: 200, content: 'from open' });
    expect(answer.seconds).toBeLessThan(12);
  });

  test('nor its fallback: the last of the chain answers within the promise', async () => {
    upstream('cloud').behaviour = 'hang';
    upstream('open').behaviour = 'hang';

    const answer = await proxy.ask(KEY, 'cloud');

    expect(answer).toMatchObject({ status: 200, content: 'from shut' });
    expect(answer.seconds).toBeLessThan(12);
  });

  test('is asked through its guardrail only, and not at all where that is away', async () => {
    await proxy.ask(KEY, 'cloud', 'guarded');
    const asked = upstream('cloud').calls.filter(({ body }) => body.includes('guarded'));
    // what Bedrock says of a guardrail or a version that is not there
    upstream('cloud').behaviour = 400;
    const away = await proxy.ask(KEY, 'cloud', 'guarded');

    expect(asked.map(({ body }) => /"guardrailConfig": ?\{"guardrailIdentifier"/.test(body))).toEqual([true]);
    expect(away.content).not.toBe('from cloud');
    expect(upstream('cloud').calls.every(({ body }) => body.includes('"guardrailConfig"'))).toBe(true);
  });

  test.each(['hang' as const, 503, 401, 400])(
    'and may see restricted data (%s) is an error, and the cloud hears nothing',
    async (behaviour) => {
      upstream('shut').behaviour = behaviour;

      const answer = await proxy.ask(KEY, 'shut', 'a secret', behaviour === 'hang' ? { timeout: 2 } : {});

      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(upstream('shut').heard('a secret')).toBe(true);
      expect(upstream('cloud').heard('a secret')).toBe(false);
      expect(upstream('open').heard('a secret')).toBe(false);
    },
  );
});

describeReal('a name for two sizes', ['litellm'], () => {
  test('is answered by the small one when the question is simple, and by the large one when it is not', async () => {
    const small = await Upstream.start('small');
    const large = await Upstream.start('large');
    const { config, env } = renderedGateway('mid-market', 'day-60', TOP);
    const proxy = await Proxy.start({
      config: here(config, (host) => (host.includes('open') ? small : large).base),
      env: { ...env, PROXY_MASTER_KEY: KEY, VLLM_API_KEY: 'key' },
    });

    const simple = await proxy.ask(KEY, 'auto', 'hi');
    const hard = await proxy.ask(
      KEY,
      'auto',
      'Think step by step and reason carefully: prove that the algorithm terminates, analyse its complexity, compare architectures of a distributed database and derive the trade-offs.',
    );
    await proxy.stop();
    await Promise.all([small.stop(), large.stop()]);

    expect([simple.content, hard.content]).toEqual(['from small', 'from large']);
  });
});
