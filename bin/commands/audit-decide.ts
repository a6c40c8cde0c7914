import { DECISION, decisionsQueueName } from '../../lib/escalation';
import { aws, checkAccount } from '../aws';
import { readClient } from '../clients';
import { refuse } from '../stop';
import { result } from '../terminal';
import { oneOf } from './options';

export interface AuditDecideOptions {
  client: string;
  environment?: string;
  verdict: string;
  reason: string;
  clients: string;
  date: string;
}

/**
 * `groundplane audit decide`: what somebody decided on a request that was handed over, sent as whoever is signed in to AWS; who that
 * is, AWS says and nobody else.
 */
export function auditDecide(request: string, options: AuditDecideOptions): void {
  const verdict = oneOf('--verdict', options.verdict, DECISION.verdicts);
  if (!new RegExp(DECISION.request).test(request))
    refuse(`${JSON.stringify(request)} is no number of a request; the refusal and the message in the queue name it`);
  const reason = options.reason.trim();
  if (reason === '' || reason.length > DECISION.longestReason) {
    refuse(
      `--reason: got ${reason.length} characters, 1 to ${DECISION.longestReason} are allowed; say why, without words of the question`,
    );
  }
  const { environments, file } = readClient(options.client, options.date, options.clients);
  const names = environments.map(({ name }) => name);
  const name = options.environment ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) refuse(`say in which environment: --environment <name> (${names.join(', ')})`);
  const found = environments.find((each) => each.name === name);
  if (found === undefined) refuse(`${file} has no environment "${name}"; it has ${names.join(', ')}`);
  const { environment, gateway } = found.settings;
  if (gateway.escalation === undefined) {
    refuse(`${file}: gateway.escalation is not set in ${name}, so nothing waits there for a person`);
  }
  checkAccount(environment);
  const queue = decisionsQueueName(`${options.client}-${name}`);
  const region = ['--region', environment.region, '--output', 'text'];
  const url = aws(['sqs', 'get-queue-url', '--queue-name', queue, '--query', 'QueueUrl', ...region]).trim();
  const body = JSON.stringify({ request, verdict, reason });
  aws(['sqs', 'send-message', '--queue-url', url, '--message-body', body, '--query', 'MessageId', ...region]);
  result(`${request}: ${verdict}, on its way into the audit of ${options.client} ${name}`);
}
