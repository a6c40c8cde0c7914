import { effectiveSettings } from '../../config';
import { plain } from '../../checks/report';
import { readClient } from '../clients';
import { refuse } from '../stop';
import { painter, result } from '../terminal';
import { oneOf } from './options';
import { originText, valueText } from './setting-text';

export interface ConfigOptions {
  client: string;
  environment?: string;
  clients: string;
  date: string;
  format: string;
}

/** `groundplane config`: what a synth would build from, with origins. */
export function config(options: ConfigOptions): void {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const { environments, file } = readClient(options.client, options.date, options.clients);
  const shown = environments.filter(({ name }) => options.environment === undefined || name === options.environment);
  if (shown.length === 0) refuse(`${file} has no environment "${options.environment}"`);
  const all = shown.map((environment) => ({ environment: environment.name, settings: effectiveSettings(environment) }));
  if (format === 'json') {
    result(JSON.stringify(all, null, 2));
    return;
  }
  const paint = painter(process.stdout);
  for (const { environment, settings } of all) {
    result(paint('bold', environment));
    for (const { path, value, origin } of settings) {
      result(`  ${path.padEnd(40)} ${plain(valueText(value))}  ${paint('dim', `← ${originText(origin)}`)}`);
    }
  }
}
