import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHAT_USER_HEADER } from '../../../lib/chat';
import { describeReal } from '../needs';
import { passedOver, Proxy } from './proxy';
import { bedrockEnv, here, KEY, renderedGateway } from './rendered';
import { Upstream } from './upstream';

const TOP = `signIn: { provider: okta, issuer: https://acme.okta.com, clientId: 0oa1b2c3 }
groups: { staff: admin }
gateway: { cache: none }
chat: { requestsPerMinute: 6 }
models:
  assistant: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }
  vectors: { provider: bedrock, model: amazon.titan-embed-text-v2:0, dataClass: internal }
rag:
  index: auto
  embeddingModel: vectors
  image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/rag@sha256:${'0'.repeat(64)}
  sources: { hr: { owner: hr@acme.example, dataClass: internal, readers: [everybody], gate: none } }
`;
const CHAT = `sk-${'c'.repeat(48)}`;
const INDEX = `sk-${'i'.repeat(48)}`;

describeReal('programs of the platform at a gateway without a cache', ['litellm'], () => {
  let upstream: Upstream;
  let proxy: Proxy;
  let folder: string;
  let stopped = false;
  const rendered = renderedGateway('smb', 'day-60', TOP);
  const config = here(rendered.config, () => 'http://127.0.0.1:1');
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundplane-keys-'));
    writeFileSync(join(folder, 'platform-chat.app'), CHAT);
    writeFileSync(join(folder, 'platform-index.app'), INDEX);
    upstream = await Upstream.start('cloud');
    proxy = await Proxy.start({
      config: here(rendered.config, () => upstream.base),
      env: {
        ...rendered.env,
        ...bedrockEnv(upstream),
        PROXY_MASTER_KEY: KEY,
        VLLM_API_KEY: 'key',
        GROUNDPLANE_KEYS: folder,
      },
      files: rendered.files,
    });
  });
  afterAll(async () => {
    if (!stopped) await proxy.stop();
    await upstream.stop();
    rmSync(folder, { recursive: true });
  });
  const embed = (key: string): ReturnType<Proxy['post']> =>
    proxy.post('/v1/embeddings', key, { model: 'vectors', input: ['hello'] });

  test('the page is answered by the models people chat with, and sees no others', async () => {
    const listed: { data: { id: string }[] } = JSON.parse(await (await proxy.get('/v1/models', CHAT)).text());
    const answer = await proxy.ask(CHAT, 'assistant', 'hello', {}, { [CHAT_USER_HEADER]: 'user-of-the-page' });

    expect(listed.data.map(({ id }) => id)).toEqual(['assistant']);
    expect(answer).toMatchObject({ status: 200, content: 'from cloud' });
    expect((await embed(CHAT)).status).toBe(403);
  });

  test('the index gets vectors and asks nobody a question', async () => {
    expect((await embed(INDEX)).status).toBe(200);
    expect((await proxy.ask(INDEX, 'assistant')).status).toBe(403);
  });

  test.each([
    ['page', CHAT],
    ['index', INDEX],
  ])('the %s administrates nothing', async (_, key) => {
    expect((await proxy.post('/key/generate', key, { models: [] })).status).toBe(403);
    expect((await proxy.get('/config/yaml', key)).status).toBeGreaterThanOrEqual(400);
  });

  test('the page asks no oftener than it may, and the index all the same', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 14; call++) statuses.push((await proxy.ask(CHAT, 'assistant', `call ${call}`)).status);

    expect(statuses).toContain(429);
    expect((await embed(INDEX)).status).toBe(200);
  });

  test('the gateway passes over nothing it was told', async () => {
    expect(await passedOver(config)).toEqual([]);
  });

  test('who asks on the page is known by the header it sends', async () => {
    const output = await proxy.stop();
    stopped = true;

    expect(output).toContain('"user_api_key_end_user_id":"user-of-the-page"');
    expect(output).toContain('"user_api_key_team_id":"platform-chat"');
  });
});
