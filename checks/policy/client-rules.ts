import { createHash } from 'node:crypto';
import { isObject, TIERS, type Json, type Severity, type Tier } from '../../contract';
import { parseYaml } from '../document';
import type { Rule } from './rules';

/** A file of Rego as it was read. */
export interface RuleFile {
  /** As people know it, `clients/acme/policies/acme_net_001.rego`. */
  file: string;
  text: string;
}

/** One rule of a client. */
export interface ClientRule extends Rule {
  package: string;
  file: string;
  /** Entry points of the compiled module: `client/acme/acme_net_001/deny`, and `/unknown` where the rule has one. */
  entrypoints: { path: string; status: 'fail' | 'unknown' }[];
}

/** Rules of a client with the module they were compiled into. */
export interface ClientRules {
  rules: readonly ClientRule[];
  wasm: Uint8Array;
}

/** Package that a client may keep helpers in; it judges nothing. */
const HELPERS = 'lib';
const MOST_BYTES = 256 * 1024;
const ID = /^(?!PAI-)[A-Z][A-Z0-9]*-[A-Z0-9]+-\d{3}$/;

/** Package of a client's rules, `client.acme_corp`. */
export function clientPackage(client: string): string {
  return `client.${client.replaceAll('-', '_')}`;
}

/** Package and file name of a rule, `acme_net_001`. */
export function ruleName(id: string): string {
  return id.toLowerCase().replaceAll('-', '_');
}

export function isRuleId(id: string): boolean {
  return ID.test(id);
}

/** Names the compiled module: it changes with every byte it is made from. `helpers`: digest of ours it is compiled with. */
export function digestOf(client: string, files: readonly RuleFile[], helpers: string): string {
  const hash = createHash('sha256').update(`${client}\0${helpers}\0`);
  for (const { file, text } of [...files].sort((a, b) => (a.file < b.file ? -1 : 1)))
    hash.update(`${file.split('/').at(-1) ?? file}\0${text}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** The rules in a client's files; what is wrong with them as `file:line: sentence`, all at once. */
export function readClientRules(
  client: string,
  files: readonly RuleFile[],
): { rules: ClientRule[]; problems: string[] } {
  const read = files.map((file) => new RuleReader(client, file).read());
  const rules = read.flatMap(({ rule }) => rule ?? []);
  const twice = rules.filter(({ id }, index) => rules.findIndex((other) => other.id === id) !== index);
  return {
    rules,
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...twice.map(({ id, file }) => `${file}:1: rule ${id} is there twice`),
    ],
  };
}

class RuleReader {
  private readonly problems: string[] = [];
  private readonly lines: string[];

  constructor(
    private readonly client: string,
    private readonly source: RuleFile,
  ) {
    this.lines = source.text.split('\n');
  }

  read(): { rule?: ClientRule; problems: string[] } {
    const { text } = this.source;
    if (text.length > MOST_BYTES) return this.refused(1, `holds more than ${MOST_BYTES / 1024} KB`);
    const line = this.lines.findIndex((candidate) => candidate.startsWith('package '));
    const name = (this.lines[line] ?? '').slice('package '.length).trim();
    const root = clientPackage(this.client);
    if (name === `${root}.${HELPERS}`) return { problems: [] };
    const rule = name.startsWith(`${root}.`) ? name.slice(root.length + 1) : '';
    if (!/^[a-z][a-z0-9_]*$/.test(rule))
      return this.refused(line + 1, `is in package ${name === '' ? 'nowhere' : name}; a rule is in ${root}.<rule>`);
    if (!/^deny contains /m.test(text))
      return this.refused(line + 1, 'has no rule "deny contains …", so it judges nothing');
    const metadata = this.metadata(line);
    if (metadata === undefined) return { problems: this.problems };
    const found = this.rule(rule, metadata, line + 1);
    return this.problems.length > 0 ? { problems: this.problems } : { rule: found, problems: [] };
  }

  private refused(line: number, message: string): { problems: string[] } {
    this.problem(line, message);
    return { problems: this.problems };
  }

  private problem(line: number, message: string): void {
    this.problems.push(`${this.source.file}:${Math.max(1, line)}: ${message}`);
  }

  /** The METADATA block right above the package. */
  private metadata(packageLine: number): Json | undefined {
    const start = this.lines.slice(0, packageLine).findLastIndex((line) => line.trim() === '# METADATA');
    if (start === -1) {
      this.problem(1, 'has no METADATA above its package: title, description, custom.id, custom.severity, custom.fix');
      return undefined;
    }
    const text = this.lines.slice(start + 1, packageLine).map((line) => line.replace(/^# ?/, ''));
    const value = parseYaml(text.join('\n'));
    if (value === undefined) this.problem(start + 1, 'METADATA is no YAML');
    return value;
  }

  private rule(name: string, metadata: Json, line: number): ClientRule {
    const top = isObject(metadata) ? metadata : {};
    const custom = isObject(top['custom']) ? top['custom'] : {};
    const text = (value: Json | undefined, what: string): string => {
      if (typeof value === 'string' && value.trim() !== '') return value;
      this.problem(line, `METADATA has no ${what}`);
      return '';
    };
    const id = text(custom['id'], 'custom.id');
    if (id !== '' && (!ID.test(id) || ruleName(id) !== name))
      this.problem(
        line,
        `id ${id} does not belong to package ${name}; ACME-NET-001 is in acme_net_001, and PAI- is ours`,
      );
    const path = `${clientPackage(this.client).replaceAll('.', '/')}/${name}`;
    const controls = isObject(custom['controls']) ? Object.entries(custom['controls']) : [];
    return {
      id,
      package: name,
      file: this.source.file,
      title: text(top['title'], 'title'),
      description: text(top['description'], 'description'),
      waivable: custom['waivable'] !== false,
      inspects: texts(custom['inspects'] ?? ['*']),
      controls: Object.fromEntries(controls.map(([framework, ids]) => [framework, texts(ids)])),
      fix: text(custom['fix'], 'custom.fix'),
      severities: this.severities(custom['severity'], line),
      entrypoints: [
        { path: `${path}/deny`, status: 'fail' },
        ...(/^unknown contains /m.test(this.source.text)
          ? ([{ path: `${path}/unknown`, status: 'unknown' }] as const)
          : []),
      ],
    };
  }

  private severities(value: Json | undefined, line: number): Record<Tier, Severity> {
    const of = (tier: Tier): Severity => {
      const severity = isObject(value) ? value[tier] : value;
      if (severity === 'deny' || severity === 'warn') return severity;
      this.problem(line, `METADATA has no custom.severity for ${tier}: deny or warn, or one for each tier`);
      return 'deny';
    };
    const [smb, midMarket, enterprise] = TIERS.map(of);
    return { smb: smb ?? 'deny', 'mid-market': midMarket ?? 'deny', enterprise: enterprise ?? 'deny' };
  }
}

function texts(value: Json): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
