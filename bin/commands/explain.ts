import { BLUEPRINTS } from '../../blueprints';
import {
  explain as explained,
  settingLines,
  type Explanation,
  type LoadedClient,
  type SettingLine,
} from '../../config';
import { plain } from '../../checks/report';
import { FileRefused, readClient } from '../clients';
import { refuse } from '../stop';
import { note, painter, result } from '../terminal';
import { oneOf } from './options';
import { originText, valueText } from './setting-text';

export interface ExplainOptions {
  client?: string;
  environment?: string;
  clients: string;
  date: string;
  format: string;
}

/** `groundplane explain`. */
export function explain(setting: string | undefined, options: ExplainOptions): void {
  const format = oneOf('--format', options.format, ['text', 'json']);
  if (setting === undefined) {
    const lines = settingLines();
    result(format === 'json' ? JSON.stringify(lines, null, 2) : lines.map(lineText).join('\n'));
    return;
  }
  const found = explained(setting, {
    defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
    environment: options.environment,
    client: options.client === undefined ? undefined : readable(options.client, options),
  });
  if (!found.ok) {
    const { message, nearest, fix } = found.problem;
    refuse(`"${setting}" ${message}; ${nearest === undefined ? fix : `did you mean "${nearest}"?`}`);
  }
  result(format === 'json' ? JSON.stringify(found.explanation, null, 2) : text(found.explanation));
}

/** Who asks what a setting means has often a file that is refused: meaning and defaults need none. */
function readable(name: string, { date, clients }: ExplainOptions): LoadedClient | undefined {
  try {
    return readClient(name, date, clients);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const { count, file } = error;
    note(
      `what is in force is not known: ${count} in ${file}; they are named by: groundplane config --client ${name}\n`,
    );
    return undefined;
  }
}

/** A setting on one line: the first sentence of what it means. */
function lineText({ path, meaning }: SettingLine): string {
  return `${path.padEnd(44)} ${meaning.split(/(?<=[.:;]) /)[0]?.replace(/[:;]$/, '.') ?? ''}`;
}

function text(explanation: Explanation): string {
  const bold = (word: string): string => painter(process.stdout)('bold', word);
  const { path, meaning, type, allowed, example, changing, required, inside, defaults, inForce } = explanation;
  return [
    bold(path),
    `  ${meaning}`,
    '',
    `  type      ${type}${allowed === '' ? '' : `: ${allowed}`}${required ? ' (must be said)' : ''}`,
    ...(example === undefined ? [] : [`  example   ${valueText(example)}`]),
    ...(changing === undefined
      ? []
      : [`  changing  ${changing === 'nothing' ? 'changes nothing that runs' : changing}`]),
    ...(inside.length === 0 ? [] : [`  inside    ${inside.join(', ')}`]),
    ...(defaults.length === 0 ? [] : ['', '  default']),
    ...defaults.map(
      ({ tier, provider, value, reason }) =>
        `    ${[tier, provider].filter(Boolean).join(' · ').padEnd(22)}${valueText(value)}: ${reason}`,
    ),
    ...(inForce.length === 0 ? [] : ['', '  in force']),
    ...inForce.map(({ environment, path: at, value, origin }) => {
      const inside = at === path ? '' : `${at.padEnd(32)} `;
      return `    ${environment.padEnd(22)}${inside}${plain(valueText(value))} ← ${originText(origin)}`;
    }),
  ].join('\n');
}
