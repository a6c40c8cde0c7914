import { dataAccess, dataAccessText } from '../../blueprints/shared';
import { readClient } from '../clients';
import { refuse } from '../stop';
import { result } from '../terminal';
import { oneOf } from './options';

export interface DataAccessOptions {
  client: string;
  environment?: string;
  clients: string;
  date: string;
  format: string;
}

/** `groundplane data access`: which tag the sessions of which groups must have to take on a role of the lake. */
export function dataAccessCommand(options: DataAccessOptions): void {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const { environments, file } = readClient(options.client, options.date, options.clients);
  const shown = environments.filter(({ name }) => options.environment === undefined || name === options.environment);
  if (shown.length === 0) refuse(`${file} has no environment "${options.environment}"`);
  if (shown.every(({ settings }) => Object.keys(settings.data.sources).length === 0))
    refuse(`${file} declares no source; say where data comes from under data.sources`);
  if (format === 'json') {
    const all = shown.map(({ name, settings }) => ({ environment: name, roles: dataAccess(settings) }));
    result(JSON.stringify(all, null, 2));
    return;
  }
  result(shown.map(({ settings }) => dataAccessText(settings)).join('\n'));
}
