import Ajv from 'ajv/dist/2020';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../contract';
import { eventOf } from '../../../lib/audit-event';
import { build } from '../../blueprints/fixtures';
import { describeReal } from '../needs';
import { programEnv, start, type Running } from '../programs';
import { freePort } from './proxy';

const TOP = `gpuPools: { chat: {} }
models:
  assistant: { provider: bedrock, model: 'amazon.nova-lite-v1:0', dataClass: internal }
  private: { provider: vllm, dataClass: restricted }
teams:
  claims:
    owner: claims@acme.example
    useCase: triage of claims
    riskClass: limited
    models: [private]
    monthlyUsd: '5'
    keys: { app: { expires: '2026-12-31' }, old: { expires: '2026-12-30' } }
    direct: { tokensPerDay: 5000, engines: unguarded }
`;
const [OWN, APP, OLD] = ['sk-engine', 'sk-app', 'sk-old'];

interface Spec {
  env: { name: string; value: string }[];
  vllmConfig: { extraArgs: string[] };
  extraVolumeMounts: { name: string; mountPath: string }[];
}

/** What the chart of the engine is told, and the files of the door. */
function deployed(): { spec: Spec; files: Record<string, string> } {
  const releases = build('smb', 'day-60', 'us-east-1', TOP).synthesized.flatMap(({ json }) => {
    const made = isObject(json) && isObject(json.resource) ? json.resource['helm_release'] : undefined;
    return isObject(made) ? Object.values(made).filter(isObject) : [];
  });
  const valuesOf = (name: string): string => String(releases.find((one) => one.name === name)?.values ?? '');
  const { servingEngineSpec }: { servingEngineSpec: { modelSpec: Spec[] } } = JSON.parse(valuesOf('vllm-private'));
  const { resources }: { resources: { kind: string; data: Record<string, string> }[] } = JSON.parse(
    valuesOf('model-keys'),
  );
  const [spec] = servingEngineSpec.modelSpec;
  const files = resources.find(({ kind }) => kind === 'ConfigMap')?.data;
  if (spec === undefined || files === undefined) throw new Error('no door');
  return { spec, files };
}

describeReal('an engine with a door', ['litellm'], () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundplane-door-'));
  let engine: Running;
  let base = '';

  beforeAll(async () => {
    const { spec, files } = deployed();
    const at = Object.fromEntries(spec.extraVolumeMounts.map(({ mountPath }) => [mountPath, join(folder, mountPath)]));
    for (const path of Object.values(at)) mkdirSync(path, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      // whatever day the test runs
      const then = text.replace('2026-12-31', '2099-12-31').replace('2026-12-30', '2020-01-01');
      writeFileSync(join(at['/etc/groundplane'] ?? '', name), then);
    }
    writeFileSync(join(at['/etc/groundplane-keys'] ?? '', 'claims.app'), APP);
    writeFileSync(join(at['/etc/groundplane-keys'] ?? '', 'claims.old'), OLD);
    const env = Object.fromEntries(spec.env.map(({ name, value }) => [name, at[value] ?? value]));
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const { extraArgs } = spec.vllmConfig;
    const middleware = extraArgs[extraArgs.indexOf('--middleware') + 1] ?? '';
    engine = start(
      join(process.env['GROUNDPLANE_LITELLM'] ?? '', 'python'),
      ['-B', join(__dirname, 'engine.py'), String(port), middleware],
      { cwd: folder, env: { ...programEnv(), ...env, VLLM_API_KEY: OWN } },
    );
    for (let tries = 0; tries < 150; tries += 1) {
      if (
        await fetch(`${base}/health`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the engine does not answer');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function ask(
    key: string,
    body: object,
    path = '/v1/chat/completions',
  ): Promise<{ status: number; text: string }> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  }

  const question = (content: string, more: object = {}): object => ({
    model: 'private',
    messages: [{ role: 'user', content }],
    ...more,
  });

  test('answers the gateway as before, in one or in pieces', async () => {
    expect(await ask(OWN, question('hello'))).toMatchObject({
      status: 200,
      text: expect.stringContaining('the heron'),
    });
    expect((await ask(OWN, question('hello', { stream: true }))).text).not.toContain('usage');
  });

  test.each([
    ['a key nobody knows', 'sk-nobody', question('hello'), '/v1/chat/completions', 401],
    ['a key whose day has come', OLD, question('hello'), '/v1/chat/completions', 401],
    ['a model that is not the team’s', APP, question('hello', { model: 'other' }), '/v1/chat/completions', 403],
    ['no model', APP, { messages: [] }, '/v1/chat/completions', 400],
    ['what is no question', APP, ['hello'], '/v1/chat/completions', 400],
    ['an address that is not for callers', APP, question('hello'), '/tokenize', 403],
    ['an address at which an engine asks nobody for a key', 'sk-nobody', {}, '/invocations', 401],
    ['the same with a key of a team', APP, {}, '/invocations', 403],
  ])('refuses %s', async (_, key, body, path, status) => {
    expect((await ask(key, body, path)).status).toBe(status);
  });

  test('answers an application of the team', async () => {
    const whole = await ask(APP, question('hello'));
    const pieces = await ask(APP, question('hello', { stream: true }));
    const broken = await ask(APP, question('break'));

    expect([whole.status, pieces.status, broken.status]).toEqual([200, 200, 500]);
    expect(whole.text).toContain('the heron');
    expect(pieces.text).toContain('[DONE]');
  });

  test('tells each request of a team, with its tokens and without a word of it', async () => {
    engine.terminate();
    const { stdout } = await engine.done;
    const events = stdout.split('\n').flatMap((line): JsonObject[] => {
      if (!line.startsWith('{"groundplane":"audit"')) return [];
      const { payload }: { payload: JsonObject } = JSON.parse(line);
      return [{ ...eventOf(payload), time: 0 }];
    });
    const schema = JSON.parse(readFileSync(join(__dirname, '../../../schema/audit-event.schema.json'), 'utf8'));
    const validate = new Ajv({ allErrors: true }).compile(schema);

    expect(events.flatMap((event) => (validate(event) ? [] : [validate.errors, event]))).toEqual([]);
    const answered = events.filter(({ status_id }) => status_id === 1);
    expect(answered).toHaveLength(2);
    for (const event of answered) {
      expect(event).toMatchObject({
        activity_name: 'direct',
        actor: { app_name: 'claims.app' },
        ai_model: { name: 'private', ai_provider: 'vllm' },
        unmapped: { team: { id: 'claims' }, tokens: { total: 12 }, data_class: 'restricted' },
      });
    }
    // refused for its day, its model, no model, no question, two addresses; and broken
    expect(events.filter(({ status_id }) => status_id === 2)).toHaveLength(7);
    expect(stdout).not.toMatch(/heron|hello|sk-app/);
  });
});
