import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { BLUEPRINTS } from '../../blueprints';
import { loadClient, renderProblems, type Settings } from '../../config';
import { REGIONS } from '../../facts';
import { freeCidr } from '../../lib/network/cidr-plan';
import { CLIENTS, readClient } from '../clients';
import { packageRoot } from '../package-root';
import { EXIT, refuse, Stop } from '../stop';
import { result, today } from '../terminal';
import { separation, stageOf, type InitOptions } from './init-answers';

/**
 * `groundplane init <client> --environment <name>` for a client who is there: one environment more, put behind the others. The
 * rest of the file stays byte for byte; nothing is written unless the whole is valid.
 */
export function addEnvironment(client: string, name: string, options: InitOptions): void {
  const given = (['tier', 'phase', 'owner'] as const).filter((word) => options[word] !== undefined);
  if (given.length > 0)
    refuse(
      `${client} is there already, and has a tier, a phase and an owner; leave out ${given.map((word) => `--${word}`).join(' and ')}`,
    );
  const { client: settings, environments } = readClient(client, today(), options.clients);
  const file = join(options.clients, client, 'client.yaml');
  if (Object.hasOwn(settings.environments, name)) refuse(`${file} has an environment "${name}" already; edit it there`);
  const text = readFileSync(file, 'utf8');
  const others = environments.map((each) => each.settings);
  // a VPC that exists has the range it has
  const range = others.some(({ network }) => network.existing !== undefined)
    ? undefined
    : freeCidr(others.flatMap(rangesOf));
  const lines = linesOf(name, options, { keepsArchive: settings.tier === 'enterprise', range });
  const added = withoutSample(spliced(text, lines, file));
  const loaded = loadClient(added, file, {
    today: today(),
    defaultsOf: (tier) => BLUEPRINTS[tier].defaults,
    tierProblems: (each) => BLUEPRINTS[each.tier].problems(each),
  });
  if (!loaded.ok) throw new Stop(EXIT.usage, `${renderProblems(loaded.problems)}\n\nnothing was written`);
  writeFileSync(file, added);
  const where = options.clients === CLIENTS ? '' : ` --clients ${options.clients}`;
  result(
    `written: ${file}, environment ${name}; look through the lines marked # yours, then: npx groundplane synth --client ${client} --environment ${name}${where}`,
  );
}

/** Ranges an environment has, and those it knows of others. */
function rangesOf({ network, cluster, data }: Settings): string[] {
  const sources = Object.values(data.sources).flatMap((source) => (source.kind === 'database' ? [source.network] : []));
  return [network.cidr, cluster.serviceCidr, ...(network.podCidr === undefined ? [] : [network.podCidr]), ...sources];
}

/** The environment as lines without indentation of their own. */
function linesOf(
  name: string,
  options: InitOptions,
  { keepsArchive, range }: { keepsArchive: boolean; range: string | undefined },
): string[] {
  const { account, region, domain, apiCidrs } = options;
  const stage = stageOf(name, options.stage);
  const partition = REGIONS[region]?.partition ?? 'aws';
  return [
    `${name}:`,
    `  account: '${account}'`,
    `  region: ${region}`,
    `  domain: ${domain}`,
    ...(stage === 'production' ? [] : [`  stage: ${stage}`]),
    ...(keepsArchive ? separation(options).replaceAll(/^ {2}/gm, '').trimEnd().split('\n') : []),
    // the default is what the others have, and two of one range can never be joined
    ...(range === undefined ? [] : ['  network:', `    cidr: ${range} # yours`]),
    '  cluster:',
    `    admins: ['arn:aws:iam::${account}:role/platform-admin'] # yours`,
    ...(apiCidrs === undefined ? [] : [`    apiCidrs: [${apiCidrs}]`]),
  ].map((line) => line.replaceAll('000000000000', account).replaceAll('arn:aws:', `arn:${partition}:`));
}

function spliced(text: string, lines: readonly string[], file: string): string {
  const environments = environmentsIn(text);
  const [first] = environments?.items ?? [];
  const start = isScalar(first?.key) ? first.key.range?.[0] : undefined;
  const end = environments?.range?.[1];
  if (environments === undefined || environments.flow === true || start === undefined || end === undefined)
    return refuse(`${file} has its environments on one line; write each on lines of its own`);
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const newline = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
  const head = newline === -1 ? `${text}\n` : text.slice(0, newline + 1);
  return `${head}${lines.map((line) => `${indent}${line}\n`).join('')}${text.slice(head.length)}`;
}

/** The template shows a second environment; beside a real one, the sample as it was given is in the way. */
function withoutSample(text: string): string {
  const template = readFileSync(join(packageRoot(), 'clients/_template/client.yaml'), 'utf8');
  const sample = template.slice(template.search(/^ {2}# A second environment/m));
  const forms = Object.values(REGIONS).map(({ partition }) => sample.replaceAll('arn:aws:', `arn:${partition}:`));
  const there = forms.find((form) => text.includes(form));
  return there === undefined ? text : text.replace(there, '');
}

function environmentsIn(text: string): YAMLMap | undefined {
  const found = parseDocument(text).get('environments', true);
  return isMap(found) ? found : undefined;
}
