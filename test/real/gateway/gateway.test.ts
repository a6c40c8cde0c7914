import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Phase, Tier } from '../../../contract';
import { IMAGES } from '../../../facts';
import { describeReal } from '../needs';
import { passedOver, Proxy } from './proxy';
import { bedrockEnv, complaints, here, KEY, renderedGateway } from './rendered';
import { Upstream } from './upstream';

/** One of each kind of configuration that stands alone; those with a cache are tried with one. */
const KINDS: readonly (readonly [Tier, Phase])[] = [
  ['smb', 'day-30'],
  ['smb', 'day-60'],
  ['mid-market', 'day-60'],
  ['enterprise', 'day-60'],
];

/** What a cache adds is shown beside one, in-cluster-cache.test.ts and limits.test.ts. */
const ALONE = 'gateway: { cache: none }\n';

test('the version that is tested is the one that is released', () => {
  const requirements = readFileSync(join(__dirname, 'requirements.txt'), 'utf8');

  expect(`v${/^litellm==(.*)$/m.exec(requirements)?.[1]}`).toBe(IMAGES.litellm.tag);
});

describeReal('LiteLLM', ['litellm'], () => {
  test('says of every request who asked which model, and nothing of what was said', async () => {
    const cloud = await Upstream.start('cloud');
    const { config, env } = renderedGateway('smb', 'day-30', ALONE);
    const masking = await Upstream.start('masking');
    const proxy = await Proxy.start({
      config: here(config, () => masking.base),
      env: { ...env, PROXY_MASTER_KEY: KEY, ...bedrockEnv(cloud) },
    });
    await proxy.ask(KEY, 'assistant', 'a canary');
    cloud.behaviour = 400;
    await proxy.ask(KEY, 'assistant', 'a canary');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const output = await proxy.stop();
    await Promise.all([cloud.stop(), masking.stop()]);

    const lines = output.split('\n').filter((line) => line.startsWith('{"groundplane":"audit"'));
    const events = lines.map((line): { payload: object } => JSON.parse(line)).map(({ payload }) => payload);
    expect(events).toContainEqual(
      expect.objectContaining({ status: 'success', model_group: 'assistant', completion_tokens: 3 }),
    );
    expect(events).toContainEqual(expect.objectContaining({ status: 'failure', model_group: 'assistant' }));
    expect(events).toContainEqual(
      expect.objectContaining({ metadata: expect.objectContaining({ data_class: 'internal' }) }),
    );
    expect(output).not.toContain('canary');
    expect(output).not.toContain('from cloud');
  });

  test('passes over a key it does not know without a word, and the test sees it', async () => {
    const { config } = renderedGateway('smb', 'day-30', ALONE);

    expect(
      await passedOver({
        ...config,
        router_settings: { num_retry: 1 },
        general_settings: { helath_check_interval: 1 },
        litellm_settings: { turn_off_mesage_logging: true },
      }),
    ).toEqual([
      'general_settings.helath_check_interval',
      'litellm_settings.turn_off_mesage_logging',
      'router_settings.num_retry',
    ]);
  });

  describe.each(KINDS)('told what %s at %s renders', (tier, phase) => {
    let local: Upstream;
    let cloud: Upstream;
    beforeAll(async () => {
      [local, cloud] = await Promise.all([Upstream.start('local'), Upstream.start('cloud')]);
    });
    afterAll(() => Promise.all([local.stop(), cloud.stop()]));

    test('passes nothing over, warns of nothing, and has every model answer', async () => {
      const { config, env } = renderedGateway(tier, phase, ALONE);
      const moved = here(config, () => local.base);
      const proxy = await Proxy.start({
        config: moved,
        env: { ...env, LITELLM_LOG: 'INFO', PROXY_MASTER_KEY: KEY, VLLM_API_KEY: 'key', ...bedrockEnv(cloud) },
      });
      const models = names(moved);
      const answers = await Promise.all(models.map((model) => proxy.ask(KEY, model)));
      const output = await proxy.stop();

      expect(await passedOver(moved)).toEqual([]);
      expect(answers.map(({ status, body }) => (status === 200 ? status : body))).toEqual(models.map(() => 200));
      expect(complaints(output)).toEqual([]);
    });
  });
});

function names({ model_list }: Record<string, unknown>): string[] {
  const list: { model_name: string }[] = JSON.parse(JSON.stringify(model_list));
  return list.map(({ model_name }) => model_name);
}
