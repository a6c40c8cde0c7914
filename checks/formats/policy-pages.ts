import { PACKS, TIERS, type Pack, type Tier } from '../../contract';
import { FRAMEWORKS, TRIVY_CHECKS } from '../../facts';
import type { Rule, RuleBook } from '../policy';
import { code, markdown } from '../report';

const PACK_NAMES: Readonly<Record<Pack, string>> = { hipaa: 'HIPAA', 'eu-ai': 'EU AI Act', gov: 'government' };

/** What a group of rules is about, in the order of the index. */
const GROUPS: Readonly<Record<string, string>> = {
  NET: 'Network',
  EKS: 'Cluster',
  IAM: 'Identity',
  ENC: 'Encryption',
  SEC: 'Secrets',
  DAT: 'Data and warehouse',
  RAG: 'RAG index',
  GW: 'Gateway',
  BR: 'Bedrock',
  SRV: 'Model servers',
  GPU: 'GPU',
  FIN: 'Spend',
  K8S: 'Kubernetes and Helm values',
  OBS: 'Logging and SIEM',
  BCK: 'Backup and recovery',
  SUP: 'Supply chain',
  TF: 'Terraform and waivers',
};

/** Where rules stand that the engine itself applies. */
const ENGINE_SOURCE = 'checks/policy/rules.ts';

/** The pages of `docs/policies` by file name: one for each rule, and an index. */
export function policyPages(book: RuleBook): Record<string, string> {
  return Object.fromEntries([
    ['README.md', index(book)],
    ...book.rules.map((rule): [string, string] => [`${rule.id}.md`, page(rule, book)]),
  ]);
}

function page(rule: Rule, book: RuleBook): string {
  const source = rule.package === undefined ? ENGINE_SOURCE : `policies/rules/${rule.package}/${rule.package}.rego`;
  return [
    `# ${rule.id}: ${markdown(rule.title)}`,
    '',
    markdown(rule.description),
    '',
    `| ${TIERS.join(' | ')} |`,
    '|---|---|---|',
    `| ${TIERS.map((tier) => severityText(rule, tier, book)).join(' | ')} |`,
    '',
    ...(rule.mild === undefined ? [] : [`Only a warning, where the table says so: ${markdown(rule.mild.what)}.`, '']),
    `${raisedText(rule.id, book)} ${rule.waivable ? 'It may be waived, with a reason and an end.' : '**Nobody may waive or lower it.**'}`,
    '',
    '## What it looks at',
    '',
    rule.inspects.map(code).join(', '),
    '',
    '## To mend it',
    '',
    ...mending(rule),
    '',
    ...(rule.waivable ? waiverText(rule) : []),
    '## Controls',
    '',
    ...controlsTable(rule),
    '',
    '## More',
    '',
    `- ${code(`groundplane policy explain ${rule.id}`)} shows the values it saw`,
    `- The rule itself: [${source}](../../${source})`,
    '- [All rules](README.md)',
    '',
  ].join('\n');
}

function severityText({ id, mild }: Rule, tier: Tier, { tiers }: RuleBook): string {
  const severity = tiers[tier][id] ?? 'off';
  return severity === 'deny' && mild?.tiers.includes(tier) === true ? 'deny, in part warn' : severity;
}

function mending({ setting, fix }: Rule): string[] {
  if (setting === undefined) return [code(fix)];
  return [`In the client file: ${markdown(setting)}`, '', `In code or Terraform of your own: ${code(fix)}`];
}

function raisedText(id: string, { packs }: RuleBook): string {
  const raising = PACKS.flatMap((pack) => {
    const severity = packs[pack][id];
    return severity === undefined ? [] : [`pack ${code(pack)} (${PACK_NAMES[pack]}) asks for **${severity}**`];
  });
  return raising.length === 0 ? 'No pack raises it.' : `Besides, ${raising.join(', ')}.`;
}

function waiverText(rule: Rule): string[] {
  return [
    '## To waive it',
    '',
    'In the client file; the finding names the scope. At most 180 days ahead, 90 in enterprise.',
    '',
    '```yaml',
    'waivers:',
    `  - id: ${rule.id}`,
    '    scope: <construct path, or stack/address>',
    '    reason: <why it is right here, at least 20 characters>',
    '    owner: <who answers for it>',
    "    expires: '<last day it holds>'",
    '    ticket: <where the work to end it is written down>',
    '```',
    '',
  ];
}

function controlsTable(rule: Rule): string[] {
  const trivy = TRIVY_CHECKS[rule.id];
  const controls: Record<string, readonly string[]> = { ...rule.controls, ...(trivy === undefined ? {} : { trivy }) };
  const rows = Object.entries(controls)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, ids]) => {
      const framework = FRAMEWORKS[key];
      const name = framework === undefined ? key : `${framework.name} ${framework.version}`;
      const read = framework?.mapping === 'source' ? framework.basis : 'our own judgement; no auditor has read it';
      return `| ${markdown(name)} | ${ids.map(markdown).join(', ')} | ${markdown(read)} |`;
    });
  if (rows.length === 0) return ['No control of a framework is mapped to this rule.'];
  return ['| framework | controls | who says so |', '|---|---|---|', ...rows];
}

function index(book: RuleBook): string {
  const judged = Object.values(FRAMEWORKS).filter(
    ({ kind, mapping }) => kind === 'framework' && mapping === 'judgement',
  );
  const order = Object.keys(GROUPS);
  const groups = [...new Set(book.rules.map(({ id }) => groupOf(id)))].sort(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  );
  return [
    '# Rules',
    '',
    `${book.rules.length} rules judge what a synth writes and what a plan will do. \`deny\` stops a deploy, \`warn\` is shown and stops nothing, \`off\` is not looked at in that tier.`,
    'A value known only after apply is shown as *unknown*; it never counts as passed.',
    '',
    `Mappings to ${judged.map(({ name }) => name).join('; ')} are our own judgement: **no auditor has read them**.`,
    '',
    'These pages are made by `npm run policies:docs` from what the rules say of themselves.',
    ...groups.flatMap((group) => ['', `## ${GROUPS[group] ?? group}`, '', ...groupTable(group, book)]),
    '',
  ].join('\n');
}

function groupTable(group: string, book: RuleBook): string[] {
  const { rules, packs } = book;
  return [
    `| rule | | ${TIERS.join(' | ')} | packs |`,
    '|---|---|---|---|---|---|',
    ...rules
      .filter(({ id }) => groupOf(id) === group)
      .map((rule) => {
        const { id, title } = rule;
        const severities = TIERS.map((tier) => severityText(rule, tier, book)).join(' | ');
        const raising = PACKS.filter((pack) => packs[pack][id] !== undefined);
        return `| [${id}](${id}.md) | ${markdown(title)} | ${severities} | ${raising.join(', ')} |`;
      }),
  ];
}

/** `NET` of `PAI-NET-001`. */
function groupOf(id: string): string {
  return id.split('-')[1] ?? id;
}
