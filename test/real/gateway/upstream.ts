import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an upstream does with a call: answers, refuses with a status, says nothing at all, or breaks off after the first words. */
export type Behaviour = 'answer' | number | 'hang' | 'cut';

/** A call an upstream got. */
export interface Call {
  path: string;
  body: string;
  headers: IncomingMessage['headers'];
}

/**
 * A server in place of those the gateway calls: an OpenAI-compatible engine, Ollama and Bedrock (`/v1/…`, `/api/…`, `/model/…`), and a detector of
 * personal data (`/analyze`, `/anonymize`).
 */
export class Upstream {
  readonly calls: Call[] = [];
  behaviour: Behaviour = 'answer';
  /** What it answers with instead of its name. */
  answerText: string | undefined;

  private constructor(
    private readonly name: string,
    private readonly server: Server,
  ) {}

  static async start(name: string): Promise<Upstream> {
    const server = createServer();
    const upstream = new Upstream(name, server);
    server.on('request', (request, response) => void upstream.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // a set-up that fails leaves it behind; it must not keep the tests from ending
    server.unref();
    return upstream;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error(`${this.name} does not listen`);
    return address.port;
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Whether a call had these words in it. The gateway's own questions after its health have others. */
  heard(words: string): boolean {
    return this.calls.some(({ body }) => body.includes(words));
  }

  /** Forgets what it was asked, and answers again. */
  reset(): void {
    this.calls.length = 0;
    this.behaviour = 'answer';
    this.answerText = undefined;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.calls.push({ path: request.url ?? '', body, headers: request.headers });
    if (this.behaviour === 'hang') return;
    if (typeof this.behaviour === 'number') return refuse(response, this.behaviour);
    if (body.includes('"stream":true') || body.includes('"stream": true'))
      return this.stream(response, request.url ?? '');
    send(response, 200, this.answer(request.url ?? '', body));
  }

  private answer(path: string, body: string): unknown {
    if (path.startsWith('/analyze')) return entities(body);
    if (path.startsWith('/anonymize')) return { text: maskedText(body), items: [] };
    if (path.startsWith('/guardrail')) return { action: 'NONE', outputs: [], assessments: [] };
    if (path.startsWith('/api/chat')) return ollama(this.name);
    if (/^\/model\/.*embed.*\/invoke$/.test(path)) return { embedding: [0.5], inputTextTokenCount: 1 };
    if (path.startsWith('/model/')) return converse(this.text);
    if (path.endsWith('/rerank'))
      return {
        id: 'r',
        model: 'm',
        usage,
        results: [{ index: 1, relevance_score: 0.9, document: { text: 'second' } }],
      };
    if (path.endsWith('/embeddings'))
      return { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.5] }], usage };
    if (isText(path)) return textCompletion(this.text, 'stop');
    if (path.endsWith('/responses')) return responseOf(this.text);
    return completion({ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: this.text } });
  }

  private get text(): string {
    return this.answerText ?? `from ${this.name}`;
  }

  private stream(response: ServerResponse, path: string): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = (delta: { role?: string; content?: string }, finish: string | null): void => {
      const data = isText(path)
        ? textCompletion(delta.content ?? '', finish)
        : { ...completion({ index: 0, delta, finish_reason: finish }), object: 'chat.completion.chunk' };
      response.write(`data: ${JSON.stringify(data)}\n\n`);
    };
    // in two pieces: what is looked for may stand in neither
    const middle = Math.floor(this.text.length / 2);
    const pieces = [this.text.slice(0, middle), this.text.slice(middle)];
    if (path.endsWith('/responses')) {
      response.end(responseEvents(this.text, pieces));
      return;
    }
    pieces.forEach((content, index) => chunk(index === 0 ? { role: 'assistant', content } : { content }, null));
    if (this.behaviour === 'cut') {
      setTimeout(() => response.destroy(), 200);
      return;
    }
    chunk({}, 'stop');
    response.end('data: [DONE]\n\n');
  }
}

const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };

function completion(choice: object): object {
  return { id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [choice], usage };
}

/** Whether what is asked is a text to go on with, not a conversation. */
function isText(path: string): boolean {
  return path.endsWith('/completions') && !path.endsWith('/chat/completions');
}

function textCompletion(text: string, finish: string | null): object {
  const choice = { index: 0, text, finish_reason: finish, logprobs: null };
  return { id: 'x', object: 'text_completion', created: 1, model: 'm', choices: [choice], usage };
}

/** An answer in the form of OpenAI's Responses. */
function responseOf(text: string): object {
  const content = [{ type: 'output_text', text, annotations: [] }];
  return {
    id: 'resp_x',
    object: 'response',
    created_at: 1,
    status: 'completed',
    model: 'm',
    output: [{ type: 'message', id: 'msg_x', role: 'assistant', status: 'completed', content }],
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    usage: { input_tokens: 7, output_tokens: 3, total_tokens: 10 },
  };
}

function responseEvents(text: string, pieces: readonly string[]): string {
  const at = { item_id: 'msg_x', output_index: 0, content_index: 0 };
  const events = [
    { type: 'response.created', response: { ...responseOf(''), status: 'in_progress', output: [] } },
    ...pieces.map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
    { type: 'response.output_text.done', ...at, text },
    { type: 'response.completed', response: responseOf(text) },
  ];
  return events
    .map((event, index) => `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: index })}\n\n`)
    .join('');
}

/** Ollama's own chat. */
function ollama(name: string): object {
  const message = { role: 'assistant', content: `from ${name}` };
  return { model: 'm', created_at: '2026-11-21T00:00:00Z', message, done: true, prompt_eval_count: 7, eval_count: 3 };
}

/** Bedrock's Converse. */
function converse(text: string): object {
  return {
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
    metrics: { latencyMs: 1 },
  };
}

const ADDRESS = /[\w.]+@[\w.]+\w/;

/** What Presidio's analyzer would find: one e-mail address. */
function entities(body: string): object[] {
  const { text }: { text: string } = JSON.parse(body);
  const found = ADDRESS.exec(text);
  if (found === null) return [];
  return [{ entity_type: 'EMAIL_ADDRESS', start: found.index, end: found.index + found[0].length, score: 1 }];
}

function maskedText(body: string): string {
  const { text }: { text: string } = JSON.parse(body);
  return text.replace(ADDRESS, '<EMAIL_ADDRESS>');
}

function refuse(response: ServerResponse, status: number): void {
  send(response, status, { error: { message: 'no', type: 'error', code: String(status) }, message: 'no' });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
