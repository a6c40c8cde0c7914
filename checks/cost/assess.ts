import type { BudgetRules, Commitments, ComparisonTerms, Document, Range, UseCase } from '../../contract';
import { adviceOn } from './advice';
import { PriceBook } from './book';
import { judgeBudgets } from './budget';
import { compare } from './comparison';
import { detailed } from './estimate';
import { ledger } from './ledger';
import type { EnvironmentBill } from './report/cost-report';
import { sharesByUseCase } from './report/shares';
import type { UsageOverrides } from './usage/overrides';

/** What a client says about the cost of one environment. */
export interface CostTerms {
  useCases: readonly UseCase[];
  budgets?: BudgetRules;
  commitments?: Commitments;
  comparison?: ComparisonTerms;
  /** Instance types of each GPU pool, best first. */
  pools: Readonly<Record<string, readonly string[]>>;
}

const NO_TERMS: CostTerms = { useCases: [], pools: {} };

export interface AssessOptions {
  name: string;
  /** Day of the estimate. */
  today: string;
  region?: string;
  overrides?: UsageOverrides;
  book?: PriceBook;
  terms?: CostTerms;
  /** Total it is compared with. */
  before?: Range;
}

/** Everything the cost of one environment can be told about: bill, limits, comparison, ledger, advice. */
export function assess(document: Document, options: AssessOptions): EnvironmentBill {
  const { name, today, region, overrides, before, terms = NO_TERMS, book = new PriceBook() } = options;
  const { useCases, commitments, budgets } = terms;
  const bill = detailed(document, { today, region, overrides, book, useCases, commitments });
  const comparisons = comparisonsOf(name, bill.region, book, terms);
  return {
    name,
    bill,
    budgets: budgets === undefined ? [] : judgeBudgets(bill.lines, budgets, { today, before }),
    useCases,
    comparisons,
    ledger: ledger(name, useCases, sharesByUseCase(bill.lines, useCases), comparisons),
    advice: adviceOn({ document, bill, book, useCases, comparisons }),
  };
}

function comparisonsOf(
  environment: string,
  region: string,
  book: PriceBook,
  { useCases, comparison, pools }: CostTerms,
) {
  if (comparison === undefined) return [];
  const own = useCases.filter(({ served }) => served !== undefined);
  return own.flatMap((useCase) => {
    const instanceTypes = pools[useCase.pool ?? ''] ?? [];
    const found = compare(useCase, {
      environment,
      region,
      book,
      terms: comparison,
      instanceTypes,
      sharers: own.length,
    });
    return found === undefined ? [] : [found];
  });
}
