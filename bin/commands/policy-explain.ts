import { distance } from 'fastest-levenshtein';
import { seenAt, type Seen } from '../../checks';
import { readRuleBook, type Rule } from '../../checks/policy';
import { plain } from '../../checks/report';
import { TIERS, type Document, type Finding, type RuleStatus } from '../../contract';
import { readClient } from '../clients';
import { prepareJudging } from '../judging';
import { refuse } from '../stop';
import { painter, result } from '../terminal';
import { judgeGiven, readable, type JudgedInput } from './check';
import { oneOf } from './options';

export interface PolicyExplainOptions {
  address?: string;
  of: string;
  tier?: string;
  client?: string;
  clients: string;
  date: string;
  format: string;
}

/** As many findings as one reads. */
const MOST_FINDINGS = 10;
/** A resource longer than this is told by what points at it and by the value that matters. */
const MOST_TEXT = 4000;

/** `groundplane policy explain`: what a rule wants, and the values it saw where it fired. */
export async function policyExplain(id: string, options: PolicyExplainOptions): Promise<void> {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const tier = options.tier === undefined ? undefined : oneOf('--tier', options.tier, TIERS);
  const { client, clients, date } = options;
  const judging = client === undefined ? {} : prepareJudging(readClient(client, date, clients), clients);
  const rule = ruleOf(id, [...readRuleBook().rules, ...(judging.rules?.rules ?? [])]);
  const judged = await judgeGiven(options.of, { date, tier }, judging).catch(readable);
  const seen = judged.flatMap((one) => seenBy(id, one, options.address));
  if (seen.length === 0 && options.address !== undefined) checkAddress(options.address, judged);
  if (format === 'json') result(JSON.stringify({ schemaVersion: 1, rule, findings: seen }, null, 2));
  else result(text(rule, seen, judged, options.address));
}

function ruleOf(id: string, rules: readonly Rule[]): Rule {
  const found = rules.find((rule) => rule.id === id.toUpperCase());
  if (found !== undefined) return found;
  const nearest = [...rules].sort((a, b) => distance(a.id, id) - distance(b.id, id))[0]?.id;
  return refuse(`there is no rule ${id}; did you mean ${nearest}?`);
}

function seenBy(id: string, { judgement, document }: JudgedInput, address: string | undefined): Seen[] {
  const found = judgement.policy.findings.filter(
    (finding) => finding.id === id.toUpperCase() && (address === undefined || isAt(finding, address)),
  );
  if (found.length === 0) return [];
  return found.map((finding) => seenAt(document, finding));
}

function isAt({ stack, address, path }: Finding, wanted: string): boolean {
  return [address, `${stack}/${address}`, address.replace(/\[[^\]]*\]/g, ''), path].includes(wanted);
}

/** Nothing found at a place that is not there is another answer than nothing found. */
function checkAddress(wanted: string, judged: readonly JudgedInput[]): void {
  const places = judged.flatMap(({ document }) => placesIn(document));
  if (places.some((place) => place.includes(wanted))) return;
  const all = places.flat();
  const nearest = [...all].sort((a, b) => distance(a, wanted) - distance(b, wanted))[0];
  refuse(`nothing has the address ${wanted}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`);
}

function placesIn(document: Document): string[][] {
  return [document.by_type, document.data].flatMap((byType) =>
    Object.values(byType)
      .flat()
      .map(({ stack, address, path }) => [address, `${stack}/${address}`, address.replace(/\[[^\]]*\]/g, ''), path]),
  );
}

function text(rule: Rule, seen: readonly Seen[], judged: readonly JudgedInput[], address: string | undefined): string {
  const paint = painter(process.stdout);
  const controls = Object.entries(rule.controls).map(([framework, ids]) => `${framework} ${ids.join(', ')}`);
  const statuses = judged.flatMap(({ judgement }) =>
    judgement.policy.statuses
      .filter((status) => status.id === rule.id)
      .map((status) => {
        const where = [judgement.client, judgement.environment].filter((part) => part !== '').join(' ');
        return `${where === '' ? '' : `${where}: `}${statusText(status, judgement.policy.findings)}`;
      }),
  );
  const rest = seen.length - MOST_FINDINGS;
  return [
    paint('bold', `${rule.id} ${plain(rule.title)}`),
    `  ${plain(rule.description)}`,
    '',
    ...statuses.map((status) => `  status    ${plain(status)}`),
    `  looks at  ${rule.inspects.map(plain).join(', ')}`,
    `  controls  ${controls.length === 0 ? 'none' : plain(controls.join(' · '))}`,
    `  waivable  ${rule.waivable ? 'yes' : 'no'}`,
    ...mildText(rule),
    ...fixText(rule),
    ...(seen.length === 0 ? ['', `  found nothing${address === undefined ? '' : ` at ${plain(address)}`}`] : []),
    ...seen.slice(0, MOST_FINDINGS).flatMap(findingText),
    ...(rest > 0 ? ['', `  and ${rest} more; name one with --address`] : []),
  ].join('\n');
}

/** What became of a rule; where all it found only warns, that comes before the severity of the rule. */
function statusText({ id, status, severity, by, judged }: RuleStatus, findings: readonly Finding[]): string {
  const broken = findings.filter((finding) => finding.id === id && finding.status === 'fail');
  const onlyWarns = severity === 'deny' && broken.length > 0 && broken.every((finding) => finding.severity === 'warn');
  const word = onlyWarns ? 'warn: what it found here only warns, the rule is deny' : severity;
  return `${status}, ${word} (${by}), ${judged} looked at`;
}

function mildText({ mild }: Rule): string[] {
  return mild === undefined
    ? []
    : [`  warns     in ${mild.tiers.join(', ')}, whatever the severity: ${plain(mild.what)}`];
}

function fixText({ setting, fix }: Rule): string[] {
  if (setting === undefined) return [`  fix       ${plain(fix)}`];
  return [`  fix       in the client file: ${plain(setting)}`, `            in code of your own: ${plain(fix)}`];
}

function findingText({ finding, value, resource, pointers }: Seen): string[] {
  const place = finding.address === '' ? finding.path : `${finding.stack}/${finding.address}`;
  const whole = resource === undefined ? '' : JSON.stringify({ ...resource.values, ...resource.docs }, null, 2);
  const pointing = Object.entries(pointers).map(([attribute, places]) => `${attribute}: ${places.join(', ')}`);
  return [
    '',
    `  ${finding.status} ${plain(place)} ${plain(finding.attribute)}`,
    `    ${plain(finding.message)}`,
    `    saw       ${value.state === 'known' ? plain(JSON.stringify(value.json)) : value.state === 'unknown' ? 'a value known only after apply' : 'nothing there'}`,
    ...(finding.source === undefined ? [] : [`    made at   ${plain(finding.source)}`]),
    ...(resource === undefined || resource.unknown.length === 0
      ? []
      : [`    unknown   ${plain(resource.unknown.join(', '))}`]),
    ...pointing.map((line) => `    pointed at by ${plain(line)}`),
    ...(whole === '' || whole.length > MOST_TEXT
      ? []
      : [`    resource  ${whole.split('\n').map(plain).join('\n    ')}`]),
  ];
}
