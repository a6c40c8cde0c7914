import { distance } from 'fastest-levenshtein';
import { GLOBAL, modelKey, PriceBook, requestPrice, type CostTerms } from '../checks/cost';
import { renderProblems, type Draft, type LoadedClient, type ResolvedEnvironment, type Settings } from '../config';
import type { UseCase } from '../contract';
import { refuse } from './stop';

/** Names that are told where one has no price. */
const NEAR = 4;

/** What a client says about the cost of an environment, in the words of the checks. */
export function costTerms({ settings }: ResolvedEnvironment): CostTerms {
  const { budget, commitments, comparison, gpuPools } = settings;
  return {
    useCases: useCases(settings),
    budgets: budget,
    commitments,
    comparison,
    pools: Object.fromEntries(Object.entries(gpuPools).map(([name, { instanceTypes }]) => [name, instanceTypes])),
  };
}

/**
 * Terms of the environment that something given says it is, or of the only one there is.
 *
 * @throws Stop where that leaves it open
 */
export function termsOf(client: LoadedClient, environment: string | undefined): CostTerms {
  const [only] = client.environments;
  const named = client.environments.find(({ name }) => name === environment);
  const chosen = named ?? (environment === undefined && client.environments.length === 1 ? only : undefined);
  if (chosen === undefined) {
    const names = client.environments.map(({ name }) => name).join(', ');
    return refuse(`${client.file} has no environment "${environment ?? ''}" to take terms from; it has ${names}`);
  }
  return costTerms(chosen);
}

function useCases(settings: Settings): UseCase[] {
  return Object.entries(settings.useCases).map(([name, { requestsPerMonth, ...rest }]) => {
    const model = settings.models[rest.model];
    return {
      name,
      ...rest,
      requests: requestsPerMonth,
      tags: settings.tags,
      ...(model === undefined || model.provider === 'bedrock' ? {} : { pool: model.pool, served: servedOf(model) }),
    };
  });
}

type OwnModel = Exclude<Settings['models'][string], { provider: 'bedrock' }>;

function servedOf(model: OwnModel): NonNullable<UseCase['served']> {
  // Ollama serves four bits
  return model.provider === 'vllm'
    ? { model: model.model, precision: model.precision, nodes: model.nodes }
    : { model: model.model, precision: 'int4' };
}

/**
 * A use case is held against a budget, so the model that answers it and what it is compared with must have a price.
 *
 * @throws Stop with file, line and path of each that has none
 */
export function checkPrices({ environments }: LoadedClient, book = new PriceBook()): void {
  const problems = environments.flatMap(({ settings, provenance }) =>
    priceProblems(settings, book).map((draft) => provenance.locate(draft)),
  );
  if (problems.length > 0) refuse(`${renderProblems(problems)}\n\nnothing was written`);
}

/** Models that a use case asks or is compared with, and that have no price. */
export function priceProblems(settings: Settings, book: PriceBook): Draft[] {
  const { region } = settings.environment;
  return useCases(settings)
    .flatMap((useCase) => asked(useCase, settings))
    .flatMap(({ useCase, api, at, fix }): Draft[] => {
      const price = requestPrice(api, useCase, book, region);
      if (price.ok) return [];
      const path = `useCases.${useCase.name}.${at}`;
      const message = `cannot be priced: ${price.reason}`;
      return [{ code: 'NoPrice', path, message, fix: `${fix}; ${pricedNear(api, book, region)}` }];
    });
}

/** Models of the same provider that have a price, the likeliest first. */
function pricedNear(api: string, book: PriceBook, region: string): string {
  const [provider = ''] = api.split('/');
  const priced = book.modelsPriced(provider === 'bedrock' ? region : GLOBAL, provider);
  if (priced.length === 0) return `the book has no price of ${provider} in ${region}`;
  const nearest = [...priced].sort((a, b) => distance(a, api) - distance(b, api)).slice(0, NEAR);
  return `nearest with a price: ${nearest.map((name) => name.slice(provider.length + 1)).join(', ')}`;
}

/** What must have a price for a use case. */
function asked(useCase: UseCase, settings: Settings): { useCase: UseCase; api: string; at: string; fix: string }[] {
  const model = settings.models[useCase.model];
  const cloud = model?.provider === 'bedrock' ? [`bedrock/${modelKey(model)}`] : [];
  return [
    ...cloud.map((api) => ({
      // prices of the API it is compared with are not those of the model that answers
      useCase: { ...useCase, apiPrices: undefined },
      api,
      at: 'model',
      fix: 'name a model of the price book, or refresh the book',
    })),
    ...(useCase.api === undefined
      ? []
      : [{ useCase, api: useCase.api, at: 'api', fix: 'name a model of the price book, or say its apiPrices' }]),
  ];
}
