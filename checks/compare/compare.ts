import type { Finding, Judgement, Notice, PolicyResult, RuleStatus, Verdict } from '../../contract';
import type { SynthesizedStack } from '../document';
import { DATA_IS_KEPT } from '../policy';
import { resourceChanges, type ResourceChange } from './resources';

/** One output of a synth, as far as two are compared. */
export interface Side {
  judgements: readonly Judgement[];
  stacks: readonly SynthesizedStack[];
}

/** Findings of one rule that came or went together. */
export interface FindingGroup {
  id: string;
  title: string;
  severity: Finding['severity'];
  status: Finding['status'];
  message: string;
  /** `<stack>/<address>`, sorted. */
  places: string[];
}

export type WaiverRow = PolicyResult['waivers'][number];

export interface EnvironmentChange {
  client: string;
  environment: string;
  /** Absent where the environment is new. */
  before?: Verdict;
  /** As bad as the later output says, or as the data it takes away. Absent where the environment is not in it. */
  after?: Verdict;
  headline: string;
  /** Protected resources that leave a stack which is still written, `<stack>/<address>`: an apply of it destroys them. */
  dataAtRisk: string[];
  /** Stacks of the environment that the later output has no more. Terraform leaves what they made until somebody destroys it. */
  stacksGone: Judgement['stacks'];
  resources: ResourceChange[];
  came: FindingGroup[];
  mended: FindingGroup[];
  /** Rules that are not as severe as they were. */
  severities: { id: string; before: RuleStatus['severity']; after: RuleStatus['severity'] }[];
  waived: WaiverRow[];
  waiversGone: WaiverRow[];
  /** Notices of the client's file. */
  noticed: Notice[];
  noticesGone: Notice[];
  /** Quotas of AWS that are needed another size. */
  quotas: { code: string; region: string; before: number; after: number; unit: string }[];
}

/** What differs between two outputs, environment by environment. What neither side lacks or adds is left out. */
export function compareOutputs(before: Side, after: Side): EnvironmentChange[] {
  const names = [...before.judgements, ...after.judgements].map(nameOf);
  return [...new Set(names)].sort().map((name) => {
    const was = before.judgements.find((judgement) => nameOf(judgement) === name);
    const is = after.judgements.find((judgement) => nameOf(judgement) === name);
    const of = (side: Side, judgement: Judgement | undefined): SynthesizedStack[] => {
      const own = new Set(judgement?.stacks.map(({ id }) => id));
      return side.stacks.filter(({ name: stack }) => own.has(stack));
    };
    const { client = '', environment = '' } = is ?? was ?? {};
    const kept = new Set(is?.stacks.map(({ id }) => id));
    // what only left the output is not destroyed by any apply
    const compared = of(before, was).filter(({ name: stack }) => kept.has(stack));
    const resources = resourceChanges(compared, of(after, is));
    const dataAtRisk = resources
      .filter(({ kind, holdsData }) => kind === 'removed' && holdsData)
      .map(({ stack, address }) => `${stack}/${address}`);
    return {
      client,
      environment,
      ...(was === undefined ? {} : { before: was.verdict }),
      ...(is === undefined ? {} : { after: verdictOf(is, dataAtRisk) }),
      headline: is === undefined ? 'not in the later output; nothing of it is compared' : headlineOf(is, dataAtRisk),
      dataAtRisk,
      stacksGone: is === undefined ? [] : (was?.stacks ?? []).filter(({ id }) => !kept.has(id)),
      resources,
      came: grouped(onlyIn(is?.policy.findings, was?.policy.findings, findingKey)),
      mended: is === undefined ? [] : grouped(onlyIn(was?.policy.findings, is.policy.findings, placeKey)),
      severities: severityChanges(was, is),
      waived: onlyIn(is?.policy.waivers, was?.policy.waivers, waiverKey),
      waiversGone: is === undefined ? [] : onlyIn(was?.policy.waivers, is.policy.waivers, waiverKey),
      noticed: onlyIn(is?.notices, was?.notices, noticeKey),
      noticesGone: is === undefined ? [] : onlyIn(was?.notices, is.notices, noticeKey),
      quotas: is === undefined ? [] : quotaChanges(was, is),
    };
  });
}

/** The end of data is as severe as the rule of plans is; where the environment only rehearses, somebody has to look. */
function verdictOf({ verdict, policy, stage }: Judgement, dataAtRisk: readonly string[]): Verdict {
  if (dataAtRisk.length === 0 || verdict === 'stop') return verdict;
  const rule = policy.statuses.find(({ id }) => id === DATA_IS_KEPT);
  const rehearses = stage === 'staging' || stage === 'development';
  return !rehearses && (rule?.severity ?? 'deny') === 'deny' ? 'stop' : 'look';
}

function headlineOf(is: Judgement, dataAtRisk: readonly string[]): string {
  if (dataAtRisk.length === 0) return is.headline;
  const risk = `data at risk: an apply destroys ${dataAtRisk.length} ${dataAtRisk.length === 1 ? 'resource that holds' : 'resources that hold'} data`;
  if (is.verdict === 'stop') return `${is.headline}; ${risk}`;
  return verdictOf(is, dataAtRisk) === 'stop' ? `do not deploy: ${risk}` : `read on: ${risk}; ${is.headline}`;
}

/** Whether anything differs that a reader should know. */
export function isChanged(change: EnvironmentChange): boolean {
  const { before, after, resources, came, mended, severities, waived, waiversGone, quotas } = change;
  const { noticed, noticesGone, stacksGone } = change;
  return (
    before !== after ||
    [resources, came, mended, severities, waived, waiversGone, quotas, noticed, noticesGone, stacksGone].some(
      (list) => list.length > 0,
    )
  );
}

function nameOf({ client, environment }: Judgement): string {
  return `${client} ${environment}`;
}

/** A finding is matched by rule and place, never by its text: the text may hold a figure. */
function placeKey({ id, stack, address, path, attribute, key }: Finding): string {
  return JSON.stringify([id, stack, address === '' ? path : address, attribute, key]);
}

function findingKey(finding: Finding): string {
  return JSON.stringify([placeKey(finding), finding.status, finding.severity]);
}

function waiverKey({ id, scope, key, expires, owner }: WaiverRow): string {
  return JSON.stringify([id, scope, key, expires, owner]);
}

/** By what it says, not where: lines above may come and go. */
function noticeKey({ code, path, message }: Notice): string {
  return JSON.stringify([code, path, message]);
}

function onlyIn<T>(here: readonly T[] = [], there: readonly T[] = [], keyOf: (entry: T) => string): T[] {
  const known = new Set(there.map(keyOf));
  return here.filter((entry) => !known.has(keyOf(entry)));
}

function grouped(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const { id, title, severity, status, message, stack, address, path } of findings) {
    const key = JSON.stringify([id, severity, status, message]);
    const group = groups.get(key) ?? { id, title, severity, status, message, places: [] };
    group.places.push(address === '' ? path : `${stack}/${address}`);
    groups.set(key, group);
  }
  const rank = ({ severity, status }: FindingGroup): number => (status === 'waived' ? 2 : severity === 'deny' ? 0 : 1);
  return [...groups.values()]
    .map((group) => ({ ...group, places: [...group.places].sort() }))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

function severityChanges(was: Judgement | undefined, is: Judgement | undefined): EnvironmentChange['severities'] {
  const before = new Map(was?.policy.statuses.map(({ id, severity }) => [id, severity]));
  return (is?.policy.statuses ?? []).flatMap(({ id, severity: after }) => {
    const old = before.get(id);
    return old === undefined || old === after ? [] : [{ id, before: old, after }];
  });
}

function quotaChanges(was: Judgement | undefined, is: Judgement | undefined): EnvironmentChange['quotas'] {
  const all = [...(was?.capacity.quotas ?? []), ...(is?.capacity.quotas ?? [])];
  const keys = [...new Set(all.map(({ code, region }) => `${code} ${region}`))].sort();
  const needed = (judgement: Judgement | undefined, key: string): number =>
    judgement?.capacity.quotas.find(({ code, region }) => `${code} ${region}` === key)?.needed ?? 0;
  return keys.flatMap((key) => {
    const quota = all.find(({ code, region }) => `${code} ${region}` === key);
    const [before, after] = [needed(was, key), needed(is, key)];
    if (quota === undefined || before === after) return [];
    return [{ code: quota.code, region: quota.region, before, after, unit: quota.unit }];
  });
}
