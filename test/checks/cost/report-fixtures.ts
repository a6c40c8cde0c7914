import type { ComparisonTerms, Document, UseCase } from '../../../contract';
import { assess, costReport, type AssessOptions, type CostReport } from '../../../checks/cost';
import { TODAY } from './fixtures';

/** A use case of a model in the cluster, with figures that are easy to reckon with. */
export function useCase(over: Partial<UseCase> = {}): UseCase {
  return {
    name: 'contracts',
    owner: 'legal@acme.example',
    kpi: 'minutes from question to answer',
    model: 'private',
    requests: 100_000,
    inputTokens: 1000,
    cachedPercent: 0,
    outputTokens: 200,
    peakFactor: 6,
    growthPercent: 0,
    secondsSaved: 180,
    hourlyUsd: '60',
    adoptionPercent: 50,
    tags: {},
    ...over,
  };
}

export const TERMS: ComparisonTerms = {
  buildUsd: '40000',
  peopleUsd: '6000',
  discountPercent: 8,
  targetLoadPercent: 65,
  minReplicas: 2,
};

/** The report of one environment. */
export function reported(document: Document, options: Partial<AssessOptions> = {}): CostReport {
  return costReport([assess(document, { name: 'acme production', today: TODAY, ...options })], options.today ?? TODAY);
}
