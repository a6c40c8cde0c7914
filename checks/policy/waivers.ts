import type { Finding, PolicyResult, Severity, Tier, Waiver } from '../../contract';
import { LONGEST_WAIVER_DAYS } from '../../contract';
import { dayNumber } from './dates';
import { WAIVER_HYGIENE, type Rule } from './rules';

/** A finding before waivers, and whether one may cover it. */
export interface Candidate {
  finding: Finding;
  waivable: boolean;
}

export interface WaiverContext {
  tier: Tier;
  /** Day of the judgement. */
  today: string;
  rules: readonly Rule[];
  /** Severity of {@link WAIVER_HYGIENE} in the tier. */
  severity: Severity | 'off';
}

export interface Waived {
  /** All findings, those covered marked; and what is wrong with the waivers. */
  findings: Finding[];
  /** Waivers that cover something, with the places they cover. */
  applied: PolicyResult['waivers'];
}

const SHORTEST_REASON = 20;

/**
 * Marks what is waived. A waiver covers findings of exactly its rule, in its construct subtree or at its address and nowhere
 * else. One that is incomplete, expired, ambiguous or covers nothing becomes a finding itself.
 */
export function applyWaivers(
  candidates: readonly Candidate[],
  waivers: readonly Waiver[],
  context: WaiverContext,
): Waived {
  const judged = waivers.map((waiver) => judge(waiver, candidates, context));
  const valid = judged.filter(({ problem }) => problem === undefined);
  const findings = candidates.map((candidate): Finding => {
    const best = valid
      .filter(({ covered }) => covered.includes(candidate))
      .sort((a, b) => (a.waiver.expires > b.waiver.expires ? -1 : 1))[0];
    return best === undefined
      ? candidate.finding
      : { ...candidate.finding, status: 'waived', waiver: { ...best.waiver, daysLeft: best.daysLeft } };
  });
  const { severity } = context;
  const hygiene =
    severity === 'off'
      ? []
      : judged.flatMap(({ waiver, problem }) =>
          problem === undefined ? [] : [hygieneFinding(waiver, problem, severityOf(problem, severity, context.tier))],
        );
  return {
    findings: [...findings, ...hygiene],
    applied: valid.map(({ waiver, daysLeft, covered }) => ({
      ...waiver,
      daysLeft,
      covers: [...new Set(covered.map(({ finding }) => placeOf(finding)))].sort(),
    })),
  };
}

interface Problem {
  kind: 'incomplete' | 'expired' | 'ambiguous' | 'unused';
  text: string;
}

interface JudgedWaiver {
  waiver: Waiver;
  covered: readonly Candidate[];
  daysLeft: number;
  problem?: Problem;
}

function judge(waiver: Waiver, candidates: readonly Candidate[], context: WaiverContext): JudgedWaiver {
  const ofRule = candidates.filter(({ finding }) => finding.id === waiver.id);
  const reached = ofRule.filter(
    ({ finding }) => isInScope(finding, waiver.scope) && (waiver.key === undefined || waiver.key === finding.key),
  );
  const covered = reached.filter(({ waivable }) => waivable);
  const daysLeft = (dayNumber(waiver.expires) ?? 0) - (dayNumber(context.today) ?? 0);
  const problem =
    incomplete(waiver, context, daysLeft) ??
    (daysLeft < 0 ? { kind: 'expired' as const, text: `expired on ${waiver.expires}` } : undefined) ??
    ambiguous(waiver, reached) ??
    (covered.length > 0 ? undefined : unused(reached));
  return { waiver, covered, daysLeft, ...(problem === undefined ? {} : { problem }) };
}

/** What a waiver lacks, whatever it is to cover; undefined where nothing. */
export function waiverProblem(waiver: Waiver, context: Omit<WaiverContext, 'severity'>): string | undefined {
  const daysLeft = (dayNumber(waiver.expires) ?? 0) - (dayNumber(context.today) ?? 0);
  const past = daysLeft < 0 ? `expired on ${waiver.expires}` : undefined;
  return incomplete(waiver, context, daysLeft)?.text ?? past;
}

function incomplete(
  waiver: Waiver,
  { tier, rules }: Pick<WaiverContext, 'tier' | 'rules'>,
  daysLeft: number,
): Problem | undefined {
  const rule = rules.find(({ id }) => id === waiver.id);
  const wrong = [
    ...(rule === undefined ? [`names rule ${waiver.id}, which does not exist`] : []),
    ...(rule?.waivable === false ? [`names rule ${waiver.id}, which cannot be waived`] : []),
    ...(waiver.scope.trim() === '' ? ['has no scope'] : []),
    ...(waiver.reason.trim().replace(/\s+/g, ' ').length < SHORTEST_REASON
      ? [`has a reason of less than ${SHORTEST_REASON} characters`]
      : []),
    ...(waiver.owner.trim() === '' ? ['has no owner'] : []),
    ...(waiver.ticket.trim() === '' ? ['has no ticket'] : []),
    ...(dayNumber(waiver.expires) === undefined
      ? [`expires on ${JSON.stringify(waiver.expires)}, which is no day`]
      : []),
    ...(daysLeft > LONGEST_WAIVER_DAYS[tier]
      ? [`ends in ${daysLeft} days, more than the ${LONGEST_WAIVER_DAYS[tier]} of ${tier}`]
      : []),
  ];
  return wrong.length === 0 ? undefined : { kind: 'incomplete', text: wrong.join(', ') };
}

function ambiguous(waiver: Waiver, reached: readonly Candidate[]): Problem | undefined {
  const stacks = [...new Set(reached.map(({ finding }) => finding.stack))].sort();
  return stacks.length < 2
    ? undefined
    : { kind: 'ambiguous', text: `means ${waiver.scope} in ${stacks.join(' and ')}; write <stack>/<address>` };
}

function unused(reached: readonly Candidate[]): Problem {
  return reached.length > 0
    ? { kind: 'incomplete', text: 'covers only findings that cannot be waived' }
    : { kind: 'unused', text: 'covers nothing' };
}

/** A construct and all below it, or one address with all its instances; with the stack before it where it is in several. */
function isInScope({ stack, address, path }: Finding, scope: string): boolean {
  const isConstructPath = path !== address;
  if (isConstructPath && (path === scope || path.startsWith(`${scope}/`))) return true;
  if (address === '') return false;
  const wanted = withoutIndexes(scope);
  const own = withoutIndexes(address);
  return wanted === own || wanted === `${stack}/${own}`;
}

/** `<stack>/<address>`, or the path of what has no address. */
function placeOf({ stack, address, path }: Finding): string {
  return address === '' ? path : `${stack}/${address}`;
}

function withoutIndexes(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

/** Not being used any more is no danger: it stops only in enterprise. */
function severityOf(problem: Problem, severity: Severity, tier: Tier): Severity {
  return problem.kind === 'unused' && tier !== 'enterprise' ? 'warn' : severity;
}

function hygieneFinding(waiver: Waiver, problem: Problem, severity: Severity): Finding {
  return {
    id: WAIVER_HYGIENE.id,
    title: WAIVER_HYGIENE.title,
    severity,
    status: 'fail',
    stack: '',
    address: '',
    path: waiver.scope,
    attribute: waiver.source,
    key: waiver.id,
    message: `waiver of ${waiver.id} for ${waiver.scope} ${problem.text}`,
    fix: WAIVER_HYGIENE.fix,
  };
}
