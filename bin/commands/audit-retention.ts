import { retentionPlan, retentionText } from '../../blueprints/shared';
import { readClient } from '../clients';
import { refuse } from '../stop';
import { result } from '../terminal';
import { oneOf } from './options';

export interface AuditRetentionOptions {
  client: string;
  environment?: string;
  clients: string;
  date: string;
  format: string;
}

/** `groundplane audit retention`: how long everything is kept, from what the stacks are built from. */
export function auditRetention(options: AuditRetentionOptions): void {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const { environments, file } = readClient(options.client, options.date, options.clients);
  const shown = environments.filter(({ name }) => options.environment === undefined || name === options.environment);
  if (shown.length === 0) refuse(`${file} has no environment "${options.environment}"`);
  if (format === 'json') {
    const plans = shown.map(({ name, settings }) => ({ environment: name, records: retentionPlan(settings) }));
    result(JSON.stringify(plans, null, 2));
    return;
  }
  result(shown.map(({ settings }) => retentionText(settings)).join('\n'));
}
