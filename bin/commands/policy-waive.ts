import { stringify } from 'yaml';
import { readRuleBook, waiverProblem } from '../../checks/policy';
import { type Finding, type Judgement, TIERS, type Waiver } from '../../contract';
import { refuse } from '../stop';
import { note, result } from '../terminal';
import { judgeGiven, readable } from './check';

export interface PolicyWaiveOptions {
  of: string;
  reason: string;
  owner: string;
  ticket: string;
  expires: string;
  date: string;
}

type Words = Omit<Waiver, 'id' | 'scope' | 'source'>;

/**
 * `groundplane policy waive`: the waivers that would cover what a judgement refuses now, each as narrow as it can be. Nothing is
 * written: who waives puts them into the client file, where they are reviewed.
 */
export async function policyWaive(id: string | undefined, options: PolicyWaiveOptions): Promise<void> {
  const { reason, owner, ticket, expires } = options;
  const judged = await judgeGiven(options.of, { date: options.date }, {}).catch(readable);
  const open = judged.flatMap(({ judgement }) => openFindings(judgement, id));
  const { rules } = readRuleBook();
  const canBe = open.filter((finding) => rules.find((rule) => rule.id === finding.id)?.waivable === true);
  const waivers = waiversFor(canBe, { reason, owner, ticket, expires });
  checkWords(
    waivers,
    judged.map(({ judgement }) => judgement),
    options.date,
  );
  for (const finding of open.filter((one) => !canBe.includes(one)))
    note(`${finding.id} ${finding.path}: cannot be waived; ${finding.fix}`);
  if (waivers.length === 0)
    refuse(`nothing in ${options.of} is there to be waived${id === undefined ? '' : ` of ${id}`}`);
  result(stringify({ waivers }).trimEnd());
}

function openFindings({ policy }: Judgement, id: string | undefined): Finding[] {
  return policy.findings.filter(
    (finding) =>
      finding.status === 'fail' && (id === undefined ? finding.severity === 'deny' : finding.id === id.toUpperCase()),
  );
}

/** One for each rule, stack and key of a finding, at the innermost construct that holds all it has to cover. */
function waiversFor(findings: readonly Finding[], words: Words): Omit<Waiver, 'source'>[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.id, finding.stack, finding.key]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) =>
    group
      .slice(0, 1)
      .map(({ id, key }) => ({ id, scope: innermost(group), ...(key === undefined ? {} : { key }), ...words })),
  );
}

function innermost(findings: readonly Finding[]): string {
  const [first = [], ...others] = findings.map(({ path }) => path.split('/'));
  const length = first.findIndex((word, index) => others.some((other) => other[index] !== word));
  const common = length < 0 ? first : first.slice(0, length);
  return (common.at(-1) === 'Resource' ? common.slice(0, -1) : common).join('/');
}

/** What is wrong with the words is wrong with every waiver: said once. */
function checkWords(waivers: readonly Omit<Waiver, 'source'>[], judgements: readonly Judgement[], today: string): void {
  const tier = TIERS.find((word) => judgements.some((judgement) => judgement.tier === word)) ?? 'enterprise';
  const [first] = waivers;
  const problem =
    first === undefined
      ? undefined
      : waiverProblem({ ...first, source: '' }, { tier, today, rules: readRuleBook().rules });
  if (problem !== undefined) refuse(`such a waiver ${problem}`);
}
