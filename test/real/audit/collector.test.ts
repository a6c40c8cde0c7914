import Ajv from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeReal } from '../needs';
import { Collector } from './collector';
import { Sink, type Arrived } from './sink';

const CANARY = 'the heron walks at noon 7391';

/** A line of the gateway: LiteLLM's standard logging payload, text of the prompt and all. */
function line(id: string, more: object = {}): string {
  return JSON.stringify({
    groundplane: 'audit',
    payload: {
      id,
      trace_id: 'trace-1',
      call_type: 'acompletion',
      status: 'success',
      model: 'qwen3-14b',
      model_group: 'private',
      custom_llm_provider: 'hosted_vllm',
      prompt_tokens: 1200,
      total_tokens: 1280,
      completion_tokens: 80,
      response_cost: 0.0125,
      response_time: 1.75,
      cache_hit: false,
      messages: [{ role: 'user', content: CANARY }],
      response: { choices: [{ message: { content: `about ${CANARY}` } }] },
      error_str: `failed on "${CANARY}"`,
      metadata: {
        user_api_key_alias: 'legal-team',
        user_api_key_hash: '88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b',
        user_api_key_team_id: 'legal',
        user_api_key_end_user_id: 'ben@acme.example',
        user_api_key_user_id: 'ana@acme.example',
        budget: 'team',
        budget_usd: 500,
        guardrails: [{ name: 'pii', verdict: 'success' }],
        requester_ip_address: '10.0.3.7',
        model_revision: '8268fe3026cb304910457689366670e803a6fd56',
        data_class: 'restricted',
        guardrail_name: 'pii',
        guardrail_status: 'success',
        fallback_from: 'assistant',
        documents: [{ id: 'contract-17', version: '3' }],
        chat_id: 'c-1',
        message_id: 'm-1',
        override_verdict: 'overruled',
        override_by: 'reviewer@acme.example',
        override_reason: 'clause was read wrongly',
        prompt: CANARY,
      },
      ...more,
    },
  });
}

/** What the index says, and the way to a person. */
const RETRIEVAL = {
  id: 'retrieval-1',
  trace_id: 'retrieval-1',
  call_type: 'retrieval',
  status: 'success',
  model: 'vectors',
  custom_llm_provider: 'gateway',
  metadata: {
    user_api_key_alias: 'rag-search',
    budget: 'program',
    user_api_key_user_id: 'ana',
    documents: [{ id: 'files/board.md', version: '3' }],
  },
};
const ESCALATION = {
  id: 'escalation-1',
  trace_id: 'escalation-1',
  call_type: 'human_escalation',
  status: 'success',
  model: 'cloud',
  model_group: 'cloud',
  custom_llm_provider: 'unknown',
  metadata: { user_api_key_alias: 'claims.app', guardrail_name: 'pii', guardrail_status: 'blocked' },
};

const SCHEMA: object = JSON.parse(readFileSync(join(__dirname, '../../../schema/audit-event.schema.json'), 'utf8'));

/** What the schema of events finds wrong. */
function invalid(event: unknown): unknown[] {
  const ajv = new Ajv({ allErrors: true });
  return ajv.validate(SCHEMA, event) ? [] : [ajv.errors, event];
}

describeReal('the collector of a node', ['tools'], () => {
  const sink = new Sink();
  const collector = new Collector();

  beforeAll(async () => {
    await collector.start(await sink.open());
  });
  afterAll(async () => {
    await collector.stop();
    await sink.close();
  });

  async function arrived(what: (record: Arrived) => boolean, count: number): Promise<Arrived[]> {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = sink.arrived.filter(what);
      if (found.length >= count) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return sink.arrived.filter(what);
  }

  const isEvent = ({ group }: Arrived): boolean => group.endsWith('/audit');
  const says =
    (text: string) =>
    (record: Arrived): boolean =>
      JSON.stringify(record.body).includes(text);

  test('makes an event of a line of the gateway: every field, and no word of the prompt', async () => {
    collector.say('gateway', 'gateway-7d9f', line('request-1'));

    const [event] = await arrived(isEvent, 1);

    expect(invalid(event?.body)).toEqual([]);
    expect(event?.body).toMatchObject({
      time: Date.UTC(2026, 10, 21, 10, 0, 0, 1),
      metadata: { uid: 'request-1', correlation_uid: 'trace-1' },
      actor: { user: { uid: 'ana@acme.example' }, app_name: 'legal-team' },
      ai_model: { name: 'qwen3-14b', version: '8268fe3026cb304910457689366670e803a6fd56', ai_provider: 'hosted_vllm' },
      status_id: 1,
      unmapped: {
        'gen_ai.usage.input_tokens': 1200,
        'gen_ai.usage.output_tokens': 80,
        end_user: { id: 'ben@acme.example' },
        team: { id: 'legal' },
        cost: { usd: 0.0125 },
        budget: { kind: 'team', max_usd: 500 },
        guardrails: [{ name: 'pii', verdict: 'success' }],
        data_class: 'restricted',
        guardrail: { name: 'pii', verdict: 'success' },
        fallback: { from: 'assistant' },
        documents: [{ id: 'contract-17', version: '3' }],
        chat: { id: 'c-1', message_id: 'm-1' },
        tokens: { total: 1280 },
        override: { verdict: 'overruled', by: 'reviewer@acme.example', reason: 'clause was read wrongly' },
      },
    });
    expect(event?.attributes).toMatchObject({ 'k8s.cluster.name': 'acme-production', 'k8s.namespace.name': 'gateway' });
  });

  test.each([
    [
      'the index that handed documents to somebody',
      'rag',
      RETRIEVAL,
      { documents: [{ id: 'files/board.md', version: '3' }] },
    ],
    [
      'a question that was handed to a person',
      'gateway',
      ESCALATION,
      { guardrail: { name: 'pii', verdict: 'blocked' } },
    ],
  ])('makes an event of %s', async (_what, namespace, payload, unmapped) => {
    collector.say(namespace, `${namespace}-1`, JSON.stringify({ groundplane: 'audit', payload }));

    const [event] = await arrived((record) => isEvent(record) && says(payload.id)(record), 1);

    expect(invalid(event?.body)).toEqual([]);
    expect(event?.body).toMatchObject({ unmapped, api: { operation: payload.call_type } });
  });

  test('a request that failed, of which little is known, is an event too', async () => {
    collector.say(
      'gateway',
      'gateway-7d9f',
      line('request-2', { status: 'failure', metadata: { user_api_key_alias: 'x' } }),
    );

    const [event] = await arrived((record) => isEvent(record) && says('request-2')(record), 1);

    expect(event?.body).toMatchObject({ status_id: 2, metadata: { uid: 'request-2' }, actor: { app_name: 'x' } });
  });

  test('a line with a long prompt, and one that is broken, say nothing of the prompt either', async () => {
    const long = `${CANARY} `.repeat(12_000);
    collector.say('gateway', 'gateway-7d9f', line('request-3', { messages: [{ role: 'user', content: long }] }));
    collector.say('gateway', 'gateway-7d9f', `{"groundplane":"audit","payload":{"id":"broken","prompt":"${CANARY}`);

    const events = await arrived(
      (record) =>
        isEvent(record) && !['request-1', 'request-2', 'retrieval-1', 'escalation-1'].some((id) => says(id)(record)),
      2,
    );

    expect(events.map(({ body }) => JSON.stringify(body).includes('request-3'))).toEqual([true, false]);
    expect(sink.arrived.filter(says('heron'))).toEqual([]);
  });

  test('takes personal data and keys out of what programs say', async () => {
    const planted = [
      'ana.meier@acme.example',
      '4111 1111 1111 1111',
      '5500-0000-0000-0004',
      '378282246310005',
      'DE89 3704 0044 0532 0130 00',
      '078-05-1120',
      '1EG4-TE5-MK73',
      '943 476 5919',
      'A123456780',
      'sk-abcdefghijklmnop1234',
      'AKIAIOSFODNN7EXAMPLE',
    ];
    for (const [index, word] of planted.entries()) collector.say('models', 'vllm-0', `secret ${index}: <${word}> done`);

    const records = await arrived(says('secret '), planted.length);

    expect(records).toHaveLength(planted.length);
    const text = JSON.stringify(sink.arrived);
    expect(planted.filter((word) => text.includes(word))).toEqual([]);
    expect(records.every(says('done'))).toBe(true);
  });

  test('keeps what only looks like it', async () => {
    collector.say(
      'models',
      'vllm-0',
      'kept: 1763719200000000000 ns, 1763719200123 ms, version 4.11.1, 10.0.3.7, node i-0123456789abcdef0',
    );

    const [record] = await arrived(says('kept: '), 1);

    expect(record?.body).toBe(
      'kept: 1763719200000000000 ns, 1763719200123 ms, version 4.11.1, 10.0.3.7, node i-0123456789abcdef0',
    );
  });

  test('puts a stack trace together, and leaves out what asks whether somebody is there', async () => {
    collector.say('models', 'vllm-0', 'INFO: 10.0.3.1 - "GET /health HTTP/1.1" 200 OK');
    collector.say('models', 'vllm-0', 'Traceback: first\n  File "a.py", line 1\n  File "b.py", line 2');
    collector.say('models', 'vllm-0', 'after the trace');

    const [trace] = await arrived(says('Traceback: first'), 1);
    await arrived(says('after the trace'), 1);

    expect(trace?.body).toBe('Traceback: first\n  File "a.py", line 1\n  File "b.py", line 2');
    expect(sink.arrived.filter(says('GET /health'))).toEqual([]);
  });

  test('a line that another namespace forges is no event', async () => {
    collector.say('direct-claims', 'application-0', line('forged'));

    const [record] = await arrived(says('forged'), 1);
    await new Promise((resolve) => setTimeout(resolve, 3000));

    expect(record?.group).toBe('/groundplane/acme-production/pods');
    expect(sink.arrived.filter((each) => isEvent(each) && says('forged')(each))).toEqual([]);
  });

  test('takes OTLP, and what the network refused', async () => {
    const log = {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'by otlp to ana@acme.example' } }] }] }],
    };
    await fetch(`http://127.0.0.1:${collector.otlpPort}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(log),
    });
    collector.sayNetwork('{"msg":"Flow Info: ","Dest Port":8000,"Verdict":"ACCEPT"}');
    collector.sayNetwork('{"msg":"Flow Info: ","Dest Port":8000,"Verdict":"DENY"}');
    collector.sayNetwork('{"msg":"Flow Info: Src IP: 10.0.1.2 Dest Port: 5432 Proto: TCP Verdict: DENY"}');
    collector.sayNetwork('{"msg":"Flow Info: Src IP: 10.0.1.2 Dest Port: 11434 Proto: TCP Verdict: DENY"}');

    const [sent] = await arrived(says('by otlp'), 1);
    const refused = await arrived(says('Verdict'), 3);

    expect(JSON.stringify(sent?.body)).not.toContain('ana@acme.example');
    expect(refused.map(({ body }) => String(body).includes('DENY'))).toEqual([true, true, true]);
    expect(refused.map(({ attributes }) => attributes['refused_door'])).toEqual(['engine', undefined, 'engine']);
  });

  test('loses nothing and sends nothing twice when the sink is away for a while', async () => {
    const ids = Array.from({ length: 3000 }, (_, index) => `outage-${index}`);
    sink.away = true;

    for (const id of ids.slice(0, 1500)) collector.say('gateway', 'gateway-7d9f', line(id));
    await new Promise((resolve) => setTimeout(resolve, 6000));
    for (const id of ids.slice(1500)) collector.say('gateway', 'gateway-7d9f', line(id));
    const whileAway = sink.arrived.filter(says('outage-')).length;
    sink.away = false;

    const events = await arrived(says('outage-'), ids.length);
    const found = events.map(({ body }) => /outage-\d+/.exec(JSON.stringify(body))?.[0]);
    expect(whileAway).toBe(0);
    expect(sink.refused).toBeGreaterThan(0);
    expect(new Set(found).size).toBe(ids.length);
    expect(found).toHaveLength(ids.length);
  });

  test('a prompt in 3,000 requests, in errors and answers, is nowhere', () => {
    const requests = sink.arrived.filter(isEvent);

    expect(requests.length).toBeGreaterThan(3000);
    expect(sink.arrived.filter((record) => isEvent(record) && says('heron')(record))).toEqual([]);
  });
});
