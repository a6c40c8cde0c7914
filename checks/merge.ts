import Decimal from 'decimal.js';
import type { CostResult, Finding, Judgement, PolicyResult, Range } from '../contract';

/** What `groundplane check --format json` prints: all environments of what was checked as one. */
export interface CheckResult {
  schemaVersion: 1;
  policy: { findings: Finding[]; summary: PolicyResult['summary']; rules: string[]; resources: number };
  cost: CostResult;
  /** Each environment by itself. */
  environments: Judgement[];
}

export function mergeJudgements(environments: Judgement[]): CheckResult {
  const policies = environments.map(({ policy }) => policy);
  const sum = (of: (policy: PolicyResult) => number): number =>
    policies.reduce((total, policy) => total + of(policy), 0);
  return {
    schemaVersion: 1,
    policy: {
      findings: policies.flatMap((policy) => policy.findings),
      summary: {
        deny: sum(({ summary }) => summary.deny),
        warn: sum(({ summary }) => summary.warn),
        unknown: sum(({ summary }) => summary.unknown),
        waived: sum(({ summary }) => summary.waived),
      },
      rules: [...new Set(policies.flatMap((policy) => policy.rules))].sort(),
      resources: sum((policy) => policy.resources),
    },
    cost: mergeCosts(environments.map(({ cost }) => cost)),
    environments,
  };
}

function mergeCosts(costs: readonly CostResult[]): CostResult {
  const add = (end: keyof Range): string =>
    costs.reduce((total, cost) => total.plus(cost.total[end]), new Decimal(0)).toFixed();
  return {
    currency: 'USD',
    region: [...new Set(costs.map((cost) => cost.region))].sort().join(', '),
    period: 'month',
    hours: 730,
    prices: costs.map((cost) => cost.prices).sort()[0] ?? '',
    total: { low: add('low'), expected: add('expected'), high: add('high') },
    atLeast: costs.some((cost) => cost.atLeast),
    lines: costs.flatMap((cost) => cost.lines),
    unpriced: costs.flatMap((cost) => cost.unpriced),
  };
}
