import type { ComparisonTerms, UseCase } from '../../../contract';
import { HOSTED, MODELS, sizeOf, THROUGHPUT, THROUGHPUT_SOURCE, type ModelSize } from '../../../facts';
import type { PriceBook } from '../book';
import { Decimal, HOURS, money, ZERO } from '../decimal';
import { ENDS, type End } from '../quantity';
import { quantityOf } from '../use-case-tokens';
import { requestPrice, type RequestPrice } from './api-price';
import { breakeven, type Breakeven } from './breakeven';
import {
  capacityFor,
  engineSeconds,
  nodesMonthly,
  perMillionOutput,
  serving,
  servings,
  type Load,
  type Serving,
} from './serving';

/** API against a model of one's own, for one use case. Amounts are decimal strings, US dollars. */
export interface Comparison {
  environment: string;
  useCase: string;
  /** `openai/gpt-5-mini` */
  api: string;
  /** `qwen3-14b bf16 on g6e.xlarge` */
  own: string;
  /** Where throughput comes from; without it nothing is claimed. */
  source: string;
  /** Empty where it can be compared. */
  reason: string;
  /** At low, expected and high requests. */
  at: Record<End, Scenario> | undefined;
  perMillionOutput: { percent: number; usd: string }[];
  /** Utilisation of a node, per cent, at which both cost the same, people and build left out; over 100: never. */
  tieUtilisationPercent: string;
  /** Requests a month at which both cost the same with the capacity of the expected case; `none` where it holds fewer. */
  tieRequests: string;
  /** Inside the figures of one's own: this use case's part of what people cost a month, and of what was built once. */
  peopleMonthly: string;
  build: string;
  rightSizing: RightSize[];
  /** The same open model by the token, for the expected requests; absent where nobody sells it here. */
  hosted?: { api: string; monthly: string };
}

export interface Scenario extends Breakeven {
  requests: string;
  apiMonthly: string;
  ownMonthly: string;
  engines: number;
  nodes: number;
  utilisationPercent: string;
}

export interface RightSize {
  size: ModelSize;
  precision: string;
  instanceType: string;
  engines: number;
  nodes: number;
  monthly: string;
  /** What the client file asks for. */
  current: boolean;
}

export interface CompareOptions {
  environment: string;
  region: string;
  book: PriceBook;
  terms: ComparisonTerms;
  /** Nodes of the pool a model runs in, best first. */
  instanceTypes: readonly string[];
  /** Use cases that carry build and people together. @default 1 */
  sharers?: number;
}

const UTILISATIONS = [100, 50, 30, 15, 5] as const;

/** Compares one use case that a model of one's own answers; undefined where a cloud model does, or nothing is named to compare with. */
export function compare(useCase: UseCase, options: CompareOptions): Comparison | undefined {
  const { api, served } = useCase;
  if (served === undefined || api === undefined) return undefined;
  const shared = (amount: string): string => money(new Decimal(amount).div(options.sharers ?? 1).toDecimalPlaces(6));
  const parts = {
    environment: options.environment,
    useCase: useCase.name,
    api,
    peopleMonthly: shared(options.terms.peopleUsd),
    build: shared(options.terms.buildUsd),
  };
  const size = sizeOfModel(served.model);
  const priced = requestPrice(api, useCase, options.book, options.region);
  const { nodes = 1 } = served;
  // what an engine over several nodes writes nobody measured, and by the throughput of one it would cost too little
  const by = size === undefined || nodes > 1 ? undefined : servingOf(size, served.precision, options);
  const what = `${served.model} ${served.precision}${nodes === 1 ? '' : ` over ${nodes} nodes each`}`;
  if (size === undefined || by === undefined || !priced.ok) {
    const why = priced.ok ? `no throughput known for ${what} on ${options.instanceTypes.join(', ')}` : priced.reason;
    return {
      ...parts,
      own: what,
      source: '',
      reason: why,
      at: undefined,
      perMillionOutput: [],
      tieUtilisationPercent: '',
      tieRequests: 'none',
      rightSizing: [],
    };
  }
  const scenarios = ENDS.map((end): [End, Scenario] => [end, scenario(useCase, end, by, priced, options)]);
  return {
    ...parts,
    own: `${what} on ${by.instanceType}`,
    source: `API: ${priced.source}. Throughput: ${THROUGHPUT_SOURCE.text}, ${THROUGHPUT_SOURCE.date} (${THROUGHPUT_SOURCE.confidence})`,
    reason: '',
    at: Object.fromEntries(scenarios) as Record<End, Scenario>,
    perMillionOutput: UTILISATIONS.map((percent) => ({
      percent,
      usd: money(perMillionOutput(by, percent).toDecimalPlaces(4)),
    })),
    tieUtilisationPercent: tieUtilisation(useCase, by, priced.perRequest),
    tieRequests: tieRequests(useCase, by, priced.perRequest, options),
    rightSizing: rightSizing(useCase, by, options),
    ...hosted(served.model, useCase, options),
  };
}

function hosted(model: string, useCase: UseCase, { book, region }: CompareOptions): Pick<Comparison, 'hosted'> {
  const api = HOSTED[model];
  if (api === undefined) return {};
  const priced = requestPrice(api, { ...useCase, apiPrices: undefined }, book, region);
  if (!priced.ok) return {};
  return { hosted: { api, monthly: money(quantityOf(useCase.requests).expected.times(priced.perRequest)) } };
}

function sizeOfModel(id: string): ModelSize | undefined {
  const model = MODELS[id];
  return model === undefined ? undefined : sizeOf(id, model);
}

function servingOf(
  size: ModelSize,
  precision: string,
  { book, region, instanceTypes }: CompareOptions,
): Serving | undefined {
  const planned = THROUGHPUT.filter((entry) => entry.size === size && entry.precision === precisionOf(precision));
  return instanceTypes.flatMap((type) => planned.flatMap((throughput) => serving(book, region, throughput, type)))[0];
}

function precisionOf(precision: string): string {
  return precision === 'fp16' ? 'bf16' : precision;
}

function loadOf(useCase: UseCase, requests: Decimal): Load {
  const { inputTokens, cachedPercent, outputTokens, peakFactor } = useCase;
  return { inputTokens, cachedPercent, outputTokens, peakFactor, requests };
}

function scenario(
  useCase: UseCase,
  end: End,
  by: Serving,
  api: RequestPrice & { ok: true },
  options: CompareOptions,
): Scenario {
  const { terms, sharers = 1 } = options;
  const requests = quantityOf(useCase.requests)[end];
  const growth = new Decimal(1).plus(new Decimal(useCase.growthPercent).div(100));
  const inMonth = (month: number): Decimal => requests.times(growth.pow(month - 1));
  const people = new Decimal(terms.peopleUsd).div(sharers);
  const apiCost = (month: number): Decimal => inMonth(month).times(api.perRequest);
  const ownCost = (month: number): Decimal =>
    nodesMonthly(by, capacityFor([loadOf(useCase, inMonth(month))], by, terms)).plus(people);
  const first = capacityFor([loadOf(useCase, requests)], by, terms);
  return {
    requests: money(requests),
    apiMonthly: money(apiCost(1).toDecimalPlaces(6)),
    ownMonthly: money(ownCost(1).toDecimalPlaces(6)),
    engines: first.engines,
    nodes: first.nodes,
    utilisationPercent: first.utilisation.times(100).toFixed(1),
    ...breakeven({
      api: apiCost,
      own: ownCost,
      build: new Decimal(terms.buildUsd).div(sharers),
      discountPercent: terms.discountPercent,
    }),
  };
}

function tieUtilisation(useCase: UseCase, by: Serving, perRequest: Decimal): string {
  if (perRequest.isZero()) return 'none';
  const engineHour = by.nodeHourly.div(by.enginesPerNode);
  const full = engineSeconds(loadOf(useCase, ZERO), by.throughput).times(engineHour).div(3600);
  return full.div(perRequest).times(100).toFixed(1);
}

/** With the nodes of the expected case; more requests than they carry would need more nodes. */
function tieRequests(
  useCase: UseCase,
  by: Serving,
  perRequest: Decimal,
  { terms, sharers = 1 }: CompareOptions,
): string {
  if (perRequest.isZero()) return 'none';
  const load = loadOf(useCase, quantityOf(useCase.requests).expected);
  const capacity = capacityFor([load], by, terms);
  const monthly = nodesMonthly(by, capacity).plus(new Decimal(terms.peopleUsd).div(sharers));
  const requests = monthly.div(perRequest).ceil();
  const seconds = engineSeconds(load, by.throughput).times(useCase.peakFactor);
  const most = new Decimal(capacity.nodes * by.enginesPerNode)
    .times(terms.targetLoadPercent)
    .div(100)
    .times(HOURS)
    .times(3600)
    .div(seconds.isZero() ? 1 : seconds);
  return requests.gt(most) ? 'none' : money(requests);
}

/** For each size and precision that is not larger, the cheapest nodes that carry the peak; the smallest first. */
function rightSizing(useCase: UseCase, now: Serving, { book, region, terms }: CompareOptions): RightSize[] {
  const load = loadOf(useCase, quantityOf(useCase.requests).expected);
  const order = [...new Set(THROUGHPUT.map(({ size }) => size))];
  const rows = servings(book, region, ({ size }) => order.indexOf(size) <= order.indexOf(now.throughput.size)).map(
    (by) => {
      const capacity = capacityFor([load], by, terms);
      return { by, capacity, monthly: nodesMonthly(by, capacity) };
    },
  );
  const best = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const key = `${row.by.throughput.size} ${row.by.throughput.precision}`;
    const known = best.get(key);
    if (known === undefined || row.monthly.lt(known.monthly)) best.set(key, row);
  }
  const current = rows.filter(({ by }) => by.instanceType === now.instanceType && by.throughput === now.throughput);
  return [...new Set([...best.values(), ...current])]
    .sort(
      (a, b) => a.monthly.cmp(b.monthly) || order.indexOf(a.by.throughput.size) - order.indexOf(b.by.throughput.size),
    )
    .map(({ by, capacity, monthly }) => ({
      size: by.throughput.size,
      precision: by.throughput.precision,
      instanceType: by.instanceType,
      engines: capacity.engines,
      nodes: capacity.nodes,
      monthly: money(monthly),
      current: current.some((row) => row.by === by),
    }));
}
