import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, TIERS, type Json, type JsonObject, type Pack, type Severity, type Tier } from '../../contract';

/** Compiled rules and what is known of them; made by `npm run policies:build`. */
export const ARTEFACTS = join(__dirname, '..', '..', 'policies');

/** What a rule says of itself. */
export interface Rule {
  /** `PAI-EKS-001`. */
  id: string;
  /** Package of its Rego, `pai_eks_001`; absent for a rule the engine itself applies. */
  package?: string;
  title: string;
  description: string;
  /** Whether a waiver may cover it at all; single findings may refuse one as well. */
  waivable: boolean;
  /** Resource types or Kubernetes kinds it looks at; `*` for everything. */
  inspects: string[];
  /** Control ids by framework. Mappings are ours; no auditor has read them. */
  controls: Record<string, string[]>;
  /** How to mend it in code or Terraform. */
  fix: string;
  /** Which setting of the client file mends it. @default - none: blueprints do it without one, or `fix` names it */
  setting?: string;
  /** What it finds that only warns, whatever its severity, and in which tiers. @default - nothing */
  mild?: { tiers: readonly Tier[]; what: string };
  /** Of a client's own rule, which no pack speaks of. @default - the tier's pack decides */
  severities?: Readonly<Record<Tier, Severity>>;
}

/** Severity by rule id, where somebody says something of it. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

export interface RuleBook {
  /** sha256 of the module the rules were compiled into. */
  wasm: string;
  /** Version of OPA they were compiled and tried with. */
  opa: string;
  /** Digest of the helpers that a client's own rules are compiled with. */
  helpers: string;
  rules: Rule[];
  tiers: Record<Tier, Severities>;
  /** What the packs on top of a tier raise. */
  packs: Record<Pack, Severities>;
}

/** The rule that judges the end of data. */
export const DATA_IS_KEPT = 'PAI-BCK-006';

/** Types that keep data: what the rule about its end inspects. */
export function keepsData(): readonly string[] {
  return readRuleBook().rules.find(({ id }) => id === DATA_IS_KEPT)?.inspects ?? [];
}

/** Waivers that do not hold what they promise. */
export const WAIVER_HYGIENE: Rule = {
  id: 'PAI-TF-003',
  title: 'Waivers are complete, in date and used',
  description:
    'A waiver names a rule that may be waived, a scope, a reason of at least 20 characters, an owner, a ticket and an end within 180 days (90 in enterprise). One that is expired or covers nothing is to be taken out.',
  waivable: false,
  inspects: ['waivers'],
  controls: {
    soc2: ['CC3.4'],
    'hipaa-164': ['308(a)(1)(ii)(B)'],
    'nist-ai-rmf-1.0': ['MANAGE 1.4'],
    'eu-ai-act': ['9'],
  },
  fix: 'mend the finding and take the waiver out, or write it anew with a reason that still holds',
};

/** What a rule could not decide. Its severity is that of every unknown of a rule that denies. */
export const UNKNOWN_IS_SAID: Rule = {
  id: 'PAI-TF-004',
  title: 'What could not be judged is said',
  description: 'A rule that denies and meets a value known only after apply says so; it never counts as passed.',
  waivable: true,
  inspects: ['*'],
  controls: { soc2: ['CC7.1'], 'nist-ai-rmf-1.0': ['MEASURE 2.8'] },
  fix: 'write the value down, or judge the plan instead of the synthesized output',
};

/**
 * Reads what is known of the compiled rules.
 *
 * @throws Error if a file is missing or not what `npm run policies:build` writes
 */
export function readRuleBook(folder = ARTEFACTS): RuleBook {
  const book = readJson(join(folder, 'rules.json'));
  const packs = objectIn(objectIn(readJson(join(folder, 'packs.json')), 'groundplane'), 'packs');
  const rules = book['rules'];
  const wasm = book['wasm'];
  if (!Array.isArray(rules) || typeof wasm !== 'string')
    throw new Error('policies/rules.json is not what policies:build writes');
  return {
    wasm,
    opa: text(book, 'opa'),
    helpers: text(book, 'helpers'),
    rules: [...rules.map(readRule), WAIVER_HYGIENE, UNKNOWN_IS_SAID].sort((a, b) => (a.id < b.id ? -1 : 1)),
    tiers: {
      smb: severities(packs, 'smb'),
      'mid-market': severities(packs, 'mid-market'),
      enterprise: severities(packs, 'enterprise'),
    },
    packs: {
      hipaa: severities(packs, 'hipaa'),
      'eu-ai': severities(packs, 'eu-ai'),
      gov: severities(packs, 'gov'),
    },
  };
}

function readRule(value: Json): Rule {
  if (!isObject(value)) throw new Error('policies/rules.json holds something that is no rule');
  return {
    id: text(value, 'id'),
    package: text(value, 'package'),
    title: text(value, 'title'),
    description: text(value, 'description'),
    waivable: value['waivable'] !== false,
    inspects: texts(value['inspects']),
    controls: Object.fromEntries(Object.entries(objectIn(value, 'controls')).map(([name, ids]) => [name, texts(ids)])),
    fix: text(value, 'fix'),
    ...(value['setting'] === undefined ? {} : { setting: text(value, 'setting') }),
    ...(value['mild'] === undefined ? {} : { mild: readMild(objectIn(value, 'mild')) }),
  };
}

function readMild(value: JsonObject): NonNullable<Rule['mild']> {
  const tiers = texts(value['tiers']);
  return { tiers: TIERS.filter((tier) => tiers.includes(tier)), what: text(value, 'what') };
}

/** How a rule is mended, for who reads a finding: the client file first, then code. */
export function fixOf({ setting, fix }: Pick<Rule, 'setting' | 'fix'>): string {
  return setting === undefined ? fix : `in the client file: ${setting}; in code of your own: ${fix}`;
}

function severities(packs: JsonObject, tier: Tier | Pack): Severities {
  return Object.fromEntries(
    Object.entries(objectIn(packs, tier)).map(([id, severity]) => {
      if (severity !== 'deny' && severity !== 'warn' && severity !== 'off')
        throw new Error(`no severity: ${tier} ${id}`);
      return [id, severity];
    }),
  );
}

function readJson(path: string): JsonObject {
  const value: Json = JSON.parse(readFileSync(path, 'utf8'));
  if (!isObject(value)) throw new Error(`${path} holds no object`);
  return value;
}

function objectIn(value: JsonObject, name: string): JsonObject {
  const inner = value[name];
  if (!isObject(inner)) throw new Error(`policies: ${name} is missing`);
  return inner;
}

function text(value: JsonObject, name: string): string {
  const inner = value[name];
  if (typeof inner !== 'string') throw new Error(`policies/rules.json: a rule has no ${name}`);
  return inner;
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
