import type { Range } from './judgement';
import type { Money, StackName } from './vocabulary';

/** A quantity a month: one figure, or low, expected and high. */
export type Figure = number | { low: number; expected: number; high: number };

/** One thing people do with the platform, as its owner answers for it. */
export interface UseCase {
  name: string;
  /** Who answers for it. */
  owner: string;
  /** What it is measured by. */
  kpi: string;
  /** Model that answers it, by the name users call it by. */
  model: string;
  /** GPU pool that model runs in; absent for a cloud model. */
  pool?: string;
  /** Catalogue id and precision of a model of one's own, and how many nodes an engine lies over; absent for a cloud model. */
  served?: { model: string; precision: Precision; nodes?: number };
  requests: Figure;
  /** Of one request; cached tokens are part of the input. */
  inputTokens: number;
  cachedPercent: number;
  outputTokens: number;
  /** Busiest hour against the average one. */
  peakFactor: number;
  /** A month, compounded. */
  growthPercent: number;
  /** Per request, once adopted. */
  secondsSaved: number;
  hourlyUsd: Money;
  adoptionPercent: number;
  moneyAtRiskUsd?: Money;
  /** What is paid today, or would be: a price in the book, `openai/gpt-5-mini`, `bedrock/amazon.nova-lite-v1:0`. */
  api?: string;
  /** Prices the gateway charges instead of the book's, US dollars per million tokens. */
  apiPrices?: ApiPrices;
  tags: Record<string, string>;
}

export interface ApiPrices {
  input: Money;
  /** @default - as dear as other input */
  cachedInput?: Money;
  output: Money;
}

export type Precision = 'bf16' | 'fp16' | 'fp8' | 'int4' | 'mxfp4';

/** What is the same for all use cases of an environment when API and private are compared. */
export interface ComparisonTerms {
  /** Paid once before the first private answer: build and migration. */
  buildUsd: Money;
  /** People who run it, a month. */
  peopleUsd: Money;
  /** A year. */
  discountPercent: number;
  /** Part of the measured throughput that is planned with at the peak. */
  targetLoadPercent: number;
  /** Replicas that stand for the failure of one. */
  minReplicas: number;
}

/** Money promised to AWS ahead of use. */
export interface Commitments {
  savingsPlans: readonly SavingsPlan[];
  reservations: readonly Reservation[];
  /** Enterprise discount on everything, per cent. */
  discountPercent: number;
  officeHours?: OfficeHours;
}

export interface SavingsPlan {
  /** `compute` covers every family; `ec2-instance` one. */
  kind: 'compute' | 'ec2-instance';
  /** `g6e`; needed by `ec2-instance`. */
  family?: string;
  years: 1 | 3;
  /** Committed, US dollars an hour. */
  hourlyUsd: Money;
  /** Part of the list price that is paid under the plan, per cent. @default - measured rates; none for P families */
  ratePercent?: number;
}

export interface Reservation {
  instanceType: string;
  count: number;
  years: 1 | 3;
  /** For all of them. */
  upfrontUsd: Money;
  /** Each, an hour; `0` where all is paid up front. */
  hourlyUsd: Money;
}

export interface OfficeHours {
  /** GPU pools that are off outside. */
  pools: readonly string[];
  /** Of 168. */
  hoursPerWeek: number;
}

/** What the bill of an environment may be. */
export interface BudgetRules {
  monthlyUsd: Money;
  judgedOn: 'expected' | 'high';
  action: 'fail' | 'warn';
  /** Over the estimate it is compared with, if there is one. */
  increaseUsd?: Money;
  increasePercent?: number;
  /** Lines that may lack a price. */
  unpricedLines: number;
  stacks?: Partial<Record<StackName, Money>>;
  /** By `key=value`. */
  tags?: Record<string, Money>;
  waiver?: BudgetWaiver;
}

export interface BudgetWaiver {
  reason: string;
  owner: string;
  /** Last day it holds. */
  expires: string;
  ticket: string;
}

/** A part of the bill. */
export interface CostShare extends Range {
  name: string;
  /** Lines in it. */
  lines: number;
  /** Whether anything in it lacks a price. */
  atLeast: boolean;
}
