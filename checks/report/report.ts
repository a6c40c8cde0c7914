import type {
  CapacityResult,
  CostResult,
  Document,
  Finding,
  Judgement,
  PolicyResult,
  RagTable,
  Verdict,
} from '../../contract';
import { STACKS } from '../../contract';
import { isMore, money } from './figures';

/** What one run says about one client. Written as `report.json`; every other form is rendered from it. */
export interface Report {
  schemaVersion: 1;
  tool: { name: 'groundplane'; version: string };
  client: string;
  /** Day the judgement is of, `2026-11-21`; waivers and support dates depend on it. */
  date: string;
  verdict: Verdict;
  environments: Judgement[];
}

export interface JudgementParts {
  document: Document;
  policy: PolicyResult;
  cost: CostResult;
  capacity: CapacityResult;
  /** @default - the environment has no index of documents */
  rag?: RagTable;
  /** Types that keep data, of which the end is told first. @default - none is known */
  dataTypes?: readonly string[];
  /** Rules of the client that could not be run. */
  notRun?: Judgement['notChecked'];
  /** What the client's file says that should be known. @default - the file was not read */
  notices?: Judgement['notices'];
}

/** Puts the parts of a judgement together and says what they come to. */
export function judgement(parts: JudgementParts): Judgement {
  const { document, policy, cost, capacity, notRun = [] } = parts;
  const stacks = stackRows(document);
  const descriptor = Object.values(document.stacks).find((stack) => stack.descriptor !== undefined)?.descriptor;
  const notChecked = unchecked(policy, cost, notRun);
  const { verdict, headline } = verdictOf(policy, cost, capacity, notChecked);
  return {
    client: descriptor?.client ?? '',
    environment: descriptor?.environment ?? '',
    tier: document.tier,
    phase: descriptor?.phase,
    stage: descriptor?.stage ?? 'production',
    account: descriptor?.account ?? '',
    region: descriptor?.region ?? cost.region,
    verdict,
    headline,
    resources: resourcesOf(document).length,
    stacks,
    policy,
    cost,
    capacity,
    ...(document.ends === undefined ? {} : { ends: endsOf(document.ends, parts.dataTypes ?? []) }),
    ...(parts.rag === undefined ? {} : { rag: parts.rag }),
    ...(parts.notices === undefined ? {} : { notices: parts.notices }),
    notChecked,
  };
}

/** Resources of each stack, in the order stacks are applied. */
function stackRows(document: Document): Judgement['stacks'] {
  const resources = resourcesOf(document);
  return Object.entries(document.stacks)
    .map(([id, { descriptor }]) => ({
      id,
      name: descriptor?.stack ?? id,
      resources: resources.filter((resource) => resource.stack === id).length,
    }))
    .sort((a, b) => place(a.name) - place(b.name) || (a.id < b.id ? -1 : 1));
}

function place(name: string): number {
  const index = STACKS.findIndex((stack) => stack === name);
  return index === -1 ? STACKS.length : index;
}

/** The report of a run: as bad as its worst environment. */
export function report(client: string, date: string, environments: Judgement[], version = ''): Report {
  const order: Verdict[] = ['ok', 'look', 'stop'];
  const worst = Math.max(0, ...environments.map((environment) => order.indexOf(environment.verdict)));
  return {
    schemaVersion: 1,
    tool: { name: 'groundplane', version },
    client,
    date,
    verdict: order[worst] ?? 'stop',
    environments,
  };
}

function endsOf(ends: NonNullable<Document['ends']>, dataTypes: readonly string[]): Judgement['ends'] {
  return ends
    .map((end) => ({ ...end, holdsData: dataTypes.includes(end.type) }))
    .sort((a, b) => Number(b.holdsData) - Number(a.holdsData));
}

function resourcesOf(document: Document): Document['by_type'][string] {
  return Object.values(document.by_type).flat();
}

function unchecked(policy: PolicyResult, cost: CostResult, notRun: Judgement['notChecked']): Judgement['notChecked'] {
  const unknown = policy.findings.filter((finding) => finding.status === 'unknown');
  // lifecycle is nothing a provider computes: what reads it and does not know was given a plan
  const isUnshown = ({ attribute }: Finding): boolean => attribute.startsWith('lifecycle.');
  const names = (findings: readonly Finding[]): string[] =>
    findings.map((finding) => `${finding.id} ${finding.address} ${finding.attribute}`);
  return [
    {
      what: 'not priced',
      names: cost.unpriced.map((line) => `${line.address || line.stack}: ${line.component} (${line.reason})`),
    },
    {
      what: 'known only after apply',
      names: names(unknown.filter((finding) => !isUnshown(finding))),
    },
    { what: 'not shown by a plan', names: names(unknown.filter(isUnshown)) },
    ...notRun,
  ].filter((entry) => entry.names.length > 0);
}

function verdictOf(
  policy: PolicyResult,
  cost: CostResult,
  capacity: CapacityResult,
  notChecked: Judgement['notChecked'],
): Pick<Judgement, 'verdict' | 'headline'> {
  const stops = [
    ...broken(policy),
    ...(cost.budget?.verdict === 'over' && !onlyWarned(cost) ? [aboveBudget(cost.total, cost.budget.monthly)] : []),
    ...passed(cost, 'fail'),
    ...counted(
      capacity.addresses.filter((subnet) => subnet.verdict === 'short').length,
      'subnet too small',
      'subnets too small',
    ),
  ];
  if (stops.length > 0) return { verdict: 'stop', headline: `do not deploy: ${stops.join(', ')}` };
  const looks = [
    ...counted(policy.summary.warn, 'warning', 'warnings'),
    ...counted(policy.summary.waived, 'waived finding', 'waived findings'),
    ...counted(lowered(policy), 'rule lowered from deny', 'rules lowered from deny'),
    ...notChecked.map((entry) => `${entry.names.length} ${entry.what}`),
    ...passed(cost, 'warn'),
    ...(cost.budget?.verdict === 'unknown' ? ['the budget cannot be judged'] : []),
  ];
  return looks.length > 0
    ? { verdict: 'look', headline: `nothing forbids a deploy; read on: ${looks.join(', ')}` }
    : { verdict: 'ok', headline: 'nothing stands against a deploy' };
}

/** Rules, not findings: one rule that is broken in ten places is one thing to mend. */
function broken({ findings }: PolicyResult): string[] {
  const denied = findings.filter(({ severity, status }) => severity === 'deny' && status !== 'waived');
  const rules = new Set(denied.map(({ id }) => id)).size;
  const places = denied.length > rules ? ` in ${denied.length} places` : '';
  return counted(rules, 'rule broken', 'rules broken').map(
    (text) => `${text}${places === '' ? ' that must not be' : places}`,
  );
}

/** Rules that would stop by what the tier says, and do not by what the client says. */
function lowered({ statuses }: PolicyResult): number {
  return statuses.filter(({ severity, tierSays }) => tierSays === 'deny' && severity !== 'deny').length;
}

function aboveBudget({ expected, high }: CostResult['total'], monthly: string): string {
  const by = isMore(expected, monthly) ? `expected cost of ${money(expected)}` : `cost of up to ${money(high)}`;
  return `${by} a month is above the budget of ${money(monthly)}`;
}

function onlyWarned({ budgets = [] }: CostResult): boolean {
  return budgets.some(({ name, action }) => name === 'month' && action === 'warn');
}

/** Limits of the client that are passed, with the month's left out where it is told already. */
function passed({ budget, budgets = [] }: CostResult, action: 'fail' | 'warn'): string[] {
  return budgets
    .filter(({ name, action: own }) => name !== 'month' || own === 'warn' || budget?.verdict !== 'over')
    .flatMap(({ name, verdict, reason, action: own }) => {
      if (verdict === 'over' && own === action) return [`limit "${name}" is passed: ${reason}`];
      return verdict === 'waived' && action === 'warn' ? [`limit "${name}" is passed with leave`] : [];
    });
}

function counted(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}
