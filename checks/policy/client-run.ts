import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isObject, type Document } from '../../contract';
import type { ClientRule, ClientRules } from './client-rules';
import { PolicyError } from './errors';
import { HOST_BUILTINS, inputText, readFinding, type RawFinding } from './module';

/** What a client's rules may use up. */
export interface Limits {
  /** Milliseconds for all rules together. */
  deadline: number;
  /** WebAssembly memory, pages of 64 KB. */
  pages: number;
  /** Findings of one rule. */
  findings: number;
  /** JSON of the findings of one rule. */
  bytes: number;
}

const LIMITS: Limits = { deadline: 10_000, pages: 8192, findings: 5000, bytes: 8 * 2 ** 20 };

/** A client's rules could not be evaluated. Theirs to mend, and never a pass. */
export class ClientRuleError extends PolicyError {
  constructor(message: string) {
    super(message);
    this.name = 'ClientRuleError';
  }
}

/**
 * What a client's rules find. They run in a thread of their own; they add findings and can do nothing else.
 *
 * @throws ClientRuleError with the file of the rule that ends with an error, takes too long or says too much
 */
export async function runClientRules(
  document: Document & { today?: string },
  { rules, wasm }: ClientRules,
  limits: Limits = LIMITS,
): Promise<RawFinding[]> {
  if (rules.length === 0) return [];
  const worker = new Worker(join(__dirname, 'client-worker.mjs'), {
    workerData: {
      wasm,
      input: inputText(document),
      entrypoints: rules.flatMap((rule) => rule.entrypoints.map(({ path }) => path)),
      mostPages: limits.pages,
      mostBytes: limits.bytes,
    },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    env: {},
  });
  try {
    return await heardFrom(worker, new Run(rules, limits), limits.deadline);
  } finally {
    await worker.terminate();
  }
}

function heardFrom(worker: Worker, run: Run, deadline: number): Promise<RawFinding[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(run.failed(`took more than ${deadline / 1000} seconds`)), deadline);
    const end = (error: unknown): void => {
      clearTimeout(timer);
      reject(error instanceof ClientRuleError ? error : run.failed(String(error)));
    };
    worker.once('error', end);
    worker.once('exit', () => end('ended early'));
    worker.on('message', (message: unknown) => {
      try {
        if (!run.heard(message)) return;
        clearTimeout(timer);
        resolve(run.findings);
      } catch (error) {
        end(error);
      }
    });
  });
}

class Run {
  readonly findings: RawFinding[] = [];
  private current: ClientRule | undefined;

  constructor(
    private readonly rules: readonly ClientRule[],
    private readonly limits: Limits,
  ) {}

  /** True when all has been said. */
  heard(message: unknown): boolean {
    if (!isObject(message)) throw this.failed('said something strange');
    if (typeof message['error'] === 'string') throw this.failed(message['error']);
    if (Array.isArray(message['builtins'])) this.checkBuiltins(message['builtins'].map(String));
    if (typeof message['begun'] === 'string') this.current = this.ruleOf(message['begun']);
    if (typeof message['entrypoint'] === 'string') this.take(message['entrypoint'], message['result']);
    return message['done'] === true;
  }

  failed(why: string): ClientRuleError {
    const where = this.current?.file ?? this.rules[0]?.file ?? '';
    return new ClientRuleError(`${where}: ${this.current?.id ?? 'the compiled rules'}: ${why}`);
  }

  private checkBuiltins(names: readonly string[]): void {
    const foreign = names.filter((name) => !HOST_BUILTINS.has(name));
    if (foreign.length > 0) throw this.failed(`need ${foreign.join(', ')}, which is not allowed`);
  }

  private ruleOf(entrypoint: string): ClientRule | undefined {
    return this.rules.find((rule) => rule.entrypoints.some(({ path }) => path === entrypoint));
  }

  private take(entrypoint: string, result: unknown): void {
    const rule = this.ruleOf(entrypoint);
    const status = rule?.entrypoints.find(({ path }) => path === entrypoint)?.status;
    const [first] = Array.isArray(result) ? result : [];
    const found = isObject(first) ? first['result'] : undefined;
    if (rule === undefined || status === undefined || !Array.isArray(found))
      throw this.failed('gave no set of findings; write "deny contains lib.finding(…) if { … }"');
    if (found.length > this.limits.findings) throw this.failed(`gives more than ${this.limits.findings} findings`);
    for (const finding of found) {
      if (!isObject(finding)) throw this.failed('gave a finding that is no object; build it with lib.finding');
      try {
        this.findings.push(readFinding({ ...finding, rule: rule.package, status }));
      } catch (error) {
        throw this.failed(error instanceof Error ? error.message : String(error));
      }
    }
  }
}
