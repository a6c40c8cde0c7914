import type { PlannedEnd } from './document';
import type { RagTable } from './rag';
import type { Money, Pack, Phase, Stage, Tier } from './vocabulary';

/** `deny` stops the synth, `warn` never does. */
export type Severity = 'deny' | 'warn';

/** How severe a rule is in an environment, and who decided it. */
export interface Decision {
  severity: Severity | 'off';
  by: 'tier' | 'client' | Pack;
  /** What the tier says, where that is not so. */
  tierSays?: Severity | 'off';
}

/** fail: broken. unknown: could not be told before apply. waived: broken, and somebody answers for it. */
export type FindingStatus = 'fail' | 'unknown' | 'waived';

/** One breach of one rule by one resource. */
export interface Finding {
  /** Rule, `PAI-EKS-001`. */
  id: string;
  title: string;
  severity: Severity;
  status: FindingStatus;
  stack: string;
  /** Terraform address; empty where a rule judges the whole environment. */
  address: string;
  /** Construct path. */
  path: string;
  /** Attribute path inside the resource. */
  attribute: string;
  /** Finer key among several findings of one rule on one attribute. */
  key?: string;
  /** What is wrong, one sentence with the value. */
  message: string;
  /** How to mend it, in words of the client file where there are any. */
  fix: string;
  /** Where the resource is made, `infra/main.ts:12`, if CDKTF kept it. */
  source?: string;
  waiver?: AppliedWaiver;
}

/** A written exception. Scope is a construct subtree or one address, never a pattern. */
export interface Waiver {
  id: string;
  scope: string;
  reason: string;
  owner: string;
  /** Last day it holds, `2027-01-31`. */
  expires: string;
  ticket: string;
  /** Only the finding with this key, where a rule finds several at one place. */
  key?: string;
  /** Where it is written, `clients/acme/client.yaml:41` or the path of a construct. */
  source: string;
}

export interface AppliedWaiver extends Waiver {
  daysLeft: number;
}

/** What became of one rule. `not-applicable`: nothing it looks at is there. */
export interface RuleStatus extends Decision {
  id: string;
  title: string;
  /** Whether a waiver may cover it. */
  waivable: boolean;
  status: 'pass' | 'fail' | 'unknown' | 'waived' | 'not-applicable' | 'off';
  /** Resources and Kubernetes objects it looked at. */
  judged: number;
  /** A few of them, `<stack>/<address>`; where it failed, those that fail. */
  evidence: string[];
  fail: number;
  unknown: number;
  waived: number;
}

export interface PolicyResult {
  /** Rules evaluated, sorted. A rule that did not run is not here, and then the gate fails. */
  rules: string[];
  /** What became of each, in the same order. */
  statuses: RuleStatus[];
  /** Packs on top of the tier's. */
  packs: Pack[];
  /** sha256 of the document that was judged: the same input has the same. */
  input: string;
  resources: number;
  findings: Finding[];
  /** Those that cover something, with the places they cover, `<stack>/<address>`. */
  waivers: (AppliedWaiver & { covers: string[] })[];
  /** Waivers that were left aside because somebody asked for it. */
  ignoredWaivers: number;
  /** deny: what stops, unknown or failed; warn: failed only; unknown and waived: of any severity. */
  summary: { deny: number; warn: number; unknown: number; waived: number };
}

export interface Range {
  low: Money;
  expected: Money;
  high: Money;
}

/**
 * priced: quantity follows from the configuration. usage: quantity is an assumption, named. free: costs nothing, with
 * the reason. shared: billed on another line. notOffered: AWS does not sell it in the region. unpriced: no price in the
 * book. unknown: quantity known only after apply.
 */
export type LineStatus = 'priced' | 'usage' | 'free' | 'shared' | 'notOffered' | 'unpriced' | 'unknown';

export interface CostLine {
  stack: string;
  /** Terraform address; the type alone where a line stands for all resources of a type, with their number as quantity. */
  address: string;
  path: string;
  /** What is billed, `control plane`. */
  component: string;
  status: LineStatus;
  unit: string;
  quantity: { low: string; expected: string; high: string };
  /** Price of one unit; absent where there is none. */
  unitPrice?: Money;
  monthly: Range;
  /** Source and date of the price. */
  source: string;
  /** How sure the price is: read in a price list, derived from one, or not confirmed. Absent where there is no price. */
  confidence?: 'list' | 'derived' | 'unverified';
  /** What the quantity rests on, or why it costs nothing or cannot be priced. */
  assumption?: string;
}

export interface CostResult {
  currency: 'USD';
  region: string;
  period: 'month';
  hours: 730;
  /** Date of the price book. */
  prices: string;
  total: Range;
  /** True when anything is not priced: the total is then a lower bound. */
  atLeast: boolean;
  lines: CostLine[];
  unpriced: { stack: string; address: string; component: string; reason: string }[];
  budget?: { monthly: Money; verdict: 'within' | 'over' | 'unknown'; reason: string };
  /** What became of each limit of the client. */
  budgets?: BudgetVerdict[];
}

/** What became of one limit. `unknown`: kept as far as it can be told, but not all is priced. */
export interface BudgetVerdict {
  /** `month`, `increase`, `stack network`, `tag department=research`, `lines without a price`. */
  name: string;
  limit: string;
  found: string;
  verdict: 'within' | 'over' | 'unknown' | 'waived';
  action: 'fail' | 'warn';
  reason: string;
}

/** What must be there before the first apply. */
export interface CapacityResult {
  quotas: { code: string; name: string; region: string; needed: number; unit: string; pools: string[] }[];
  addresses: { stack: string; subnetGroup: string; free: number; needed: number; verdict: 'fits' | 'short' }[];
}

/** ok: nothing stands against it. look: a human should read on. stop: must not be applied. */
export type Verdict = 'ok' | 'look' | 'stop';

/** What works as it is written in the client's file, and should still be known. */
export interface Notice {
  code: string;
  /** Where it stands, `client.yaml:14:5`. */
  place: string;
  /** The setting, `cluster.version`. */
  path: string;
  message: string;
  fix: string;
}

/** The judgement of one environment. */
export interface Judgement {
  client: string;
  environment: string;
  tier: Tier;
  /** Absent where the Terraform is not of this library. */
  phase?: Phase;
  stage: Stage;
  account: string;
  region: string;
  verdict: Verdict;
  /** The verdict as a sentence. */
  headline: string;
  resources: number;
  /** In the order they are applied; `name` is the short one, `network`. */
  stacks: { id: string; name: string; resources: number }[];
  policy: PolicyResult;
  cost: CostResult;
  capacity: CapacityResult;
  /** What the apply of a plan destroys or replaces, what keeps data first. Absent where it is no plan. */
  ends?: (PlannedEnd & { holdsData: boolean })[];
  /** How the index of documents was chosen. Absent where there is none. */
  rag?: RagTable;
  /** Of the client's file. Absent where it was not read. */
  notices?: Notice[];
  /** What was not judged, with the count and the names. */
  notChecked: { what: string; names: string[] }[];
}
