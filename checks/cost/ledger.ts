import type { CostShare, Range, UseCase } from '../../contract';
import type { Comparison } from './comparison';
import { Decimal, money } from './decimal';
import { times } from './quantity';
import { moneyOf } from './report/shares';
import { quantityOf, tokensOfCase } from './use-case-tokens';

/** One use case in the ledger of an environment, a month. Amounts are decimal strings, US dollars. */
export interface LedgerEntry {
  environment: string;
  useCase: string;
  owner: string;
  kpi: string;
  model: string;
  requests: Range;
  inputTokens: Range;
  outputTokens: Range;
  /** Tokens and GPU time it causes; the platform under it is not shared out. */
  cost: Range;
  hoursSaved: Range;
  /** Hours saved at what an hour costs. */
  value: Range;
  moneyAtRisk?: string;
  /** (value − cost) ÷ cost, per cent; of the expected case; absent where it costs nothing or nothing is claimed. */
  roiPercent?: string;
  /** What the same requests cost at the API it is compared with. */
  apiCost?: string;
  breakeven?: number | 'none';
  /** How the actual figures are found each month. */
  join: { litellmRequestTag: string; litellmModel: string; opencostPool: string };
}

/**
 * The ledger of use cases. Value is what its owner claims: seconds saved by a request, times requests, times the part that is
 * adopted.
 */
export function ledger(
  environment: string,
  useCases: readonly UseCase[],
  shares: readonly CostShare[],
  comparisons: readonly Comparison[],
): LedgerEntry[] {
  return useCases.map((useCase) => {
    const share = shares.find(({ name }) => name === useCase.name);
    const cost = share ?? { low: '0', expected: '0', high: '0' };
    const requests = quantityOf(useCase.requests);
    const hours = times(requests, new Decimal(useCase.secondsSaved).div(3600).times(useCase.adoptionPercent).div(100));
    const value = times(hours, new Decimal(useCase.hourlyUsd));
    const roi = roiOf(value.expected, new Decimal(cost.expected));
    const at = comparisons.find((each) => each.useCase === useCase.name)?.at?.expected;
    return {
      environment,
      useCase: useCase.name,
      owner: useCase.owner,
      kpi: useCase.kpi,
      model: useCase.model,
      requests: moneyOf(requests),
      inputTokens: moneyOf(tokensOfCase(useCase, 'input')),
      outputTokens: moneyOf(tokensOfCase(useCase, 'output')),
      cost: { low: cost.low, expected: cost.expected, high: cost.high },
      hoursSaved: moneyOf(hours),
      value: moneyOf(value),
      ...(useCase.moneyAtRiskUsd === undefined ? {} : { moneyAtRisk: useCase.moneyAtRiskUsd }),
      ...(roi === undefined ? {} : { roiPercent: roi }),
      ...(at === undefined ? {} : { apiCost: at.apiMonthly, breakeven: at.month }),
      join: {
        litellmRequestTag: `use-case:${useCase.name}`,
        litellmModel: useCase.model,
        opencostPool: useCase.pool === undefined ? '' : `groundplane.io/pool=${useCase.pool}`,
      },
    };
  });
}

function roiOf(value: Decimal, cost: Decimal): string | undefined {
  if (value.isZero() || cost.lte(0)) return undefined;
  return money(value.minus(cost).div(cost).times(100).toDecimalPlaces(0));
}
