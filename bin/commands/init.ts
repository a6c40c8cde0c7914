import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLUEPRINTS } from '../../blueprints';
import { loadClient, renderProblems } from '../../config';
import { TIERS, type Tier } from '../../contract';
import { REGIONS } from '../../facts';
import { CLIENTS } from '../clients';
import { packageRoot } from '../package-root';
import { EXIT, refuse, Stop } from '../stop';
import { result, today } from '../terminal';
import { addEnvironment } from './add-environment';
import { NO_ARCHIVE_ACCOUNT, separation, stageOf, type InitOptions } from './init-answers';
import { oneOf } from './options';

/** In place of one that is missing, so that the rest can be looked at; nothing is written then. */
const ANY_ACCOUNT = '999999999999';

/** What a new client is made of. */
type Answers = InitOptions & { tier: Tier; owner: string };

/** `groundplane init`: a client folder from the template, written once; from then on it is the client's. */
export function init(client: string, options: InitOptions): void {
  const folder = join(options.clients, client);
  if (existsSync(folder)) {
    if (options.environment === undefined)
      refuse(
        `${folder} is there already; edit its client.yaml, add an environment with --environment <name>, or choose another name`,
      );
    return addEnvironment(client, options.environment, options);
  }
  const { owner } = options;
  const missing = [...(options.tier === undefined ? ['--tier'] : []), ...(owner === undefined ? ['--owner'] : [])];
  if (options.tier === undefined || owner === undefined) refuse(`a new client needs ${missing.join(' and ')}`);
  const { tier, wrong } = tierOf(options.tier);
  // one mistake among those of the other answers
  const apart = tier !== 'enterprise' || options.archiveAccount !== undefined;
  if (!apart) wrong.push(NO_ARCHIVE_ACCOUNT);
  const template = join(packageRoot(), 'clients/_template');
  const text = filled(readFileSync(join(template, 'client.yaml'), 'utf8'), client, {
    ...options,
    tier,
    owner,
    archiveAccount: options.archiveAccount ?? ANY_ACCOUNT,
  });
  const loaded = loadClient(text, `${options.clients}/${client}/client.yaml`, {
    today: today(),
    defaultsOf: (name) => BLUEPRINTS[name].defaults,
    tierProblems: (settings) => BLUEPRINTS[settings.tier].problems(settings),
  });
  const said = [...wrong, ...(loaded.ok ? [] : [renderProblems(loaded.problems)])];
  if (said.length > 0) throw new Stop(EXIT.usage, `${said.join('\n\n')}\n\nnothing was written`);
  mkdirSync(options.clients, { recursive: true });
  cpSync(template, folder, { recursive: true });
  writeFileSync(join(folder, 'client.yaml'), text);
  const where = options.clients === CLIENTS ? '' : ` --clients ${options.clients}`;
  result(
    `written: ${join(folder, 'client.yaml')}; look through the lines marked # yours, then: npx groundplane synth --client ${client}${where}`,
  );
}

/** The tier that is meant; a word that is none is one mistake among those of the other answers. */
function tierOf(word: string): { tier: Tier; wrong: string[] } {
  try {
    return { tier: oneOf('--tier', word, TIERS), wrong: [] };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { tier: 'smb', wrong: [error.message] };
  }
}

/** The template with what the client said. A word that is no word of YAML is refused by the loader, with its line. */
function filled(template: string, client: string, options: Answers): string {
  const schema = existsSync('schema/client.schema.json')
    ? '../../schema/client.schema.json'
    : '../../node_modules/groundplane/schema/client.schema.json';
  const text =
    options.tier === 'enterprise'
      ? template.replace(/^ +# Ranges that may.*\n(?: +#.*\n)?^ +apiCidrs: .*\n/m, '')
      : template;
  const { apiCidrs } = options;
  const partition = REGIONS[options.region]?.partition ?? 'aws';
  const { environment = 'production' } = options;
  const stage = stageOf(environment, options.stage);
  return (options.tier === 'enterprise' ? withSeparation(text, separation(options)) : text)
    .replace(/\.\.\/\.\.\/schema\/client\.schema\.json/g, schema)
    .replace(/^client: .*$/m, `client: ${client}`)
    .replace(/^tier: .*$/m, `tier: ${options.tier}`)
    .replace(/^phase: .*$/m, (line) => (options.phase === undefined ? line : `phase: ${options.phase}`))
    .replace(/^owner: .*$/m, `owner: ${options.owner}`)
    .replace(/000000000000/g, options.account)
    .replace(/^( +account: .*) # yours$/m, '$1')
    .replace(/^ +# 203\.0\.113.*\n( +apiCidrs: ).*$/m, (lines, key: string) =>
      apiCidrs === undefined ? lines : `${key}[${apiCidrs}]`,
    )
    .replace(/arn:aws:/g, `arn:${partition}:`)
    .replace(/^( +region: ).*$/m, `$1${options.region}`)
    .replace(/^( +domain: ).*$/m, `$1${options.domain}${stage === 'production' ? '' : `\n    stage: ${stage}`}`)
    .replace(/^ {2}production:$/m, `  ${environment}:`);
}

/** What belongs to the environment stands before the comment that shows a second one: whoever takes that in keeps both whole. */
function withSeparation(text: string, lines: string): string {
  const second = text.search(/^ {2}# A second environment/m);
  const [own, rest] = second < 0 ? [text, ''] : [text.slice(0, second), text.slice(second)];
  return `${own.trimEnd()}\n${lines.trimEnd()}\n${rest}`;
}
