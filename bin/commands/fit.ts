import { PriceBook } from '../../checks/cost';
import { plain } from '../../checks/report';
import { INSTANCE_TYPES, MODELS, modelOf, PRECISIONS, gpuTypesIn, type Model, type Precision } from '../../facts';
import { alternatives, fit as fitOf, usualTensorParallel, type Alternative, type Fit } from '../../lib/fit';
import { readClient } from '../clients';
import { EXIT, refuse, Stop } from '../stop';
import { result } from '../terminal';
import { oneOf } from './options';

export interface FitOptions {
  model: string;
  instance: string;
  region: string;
  context?: string;
  precision?: string;
  tensorParallel?: string;
  concurrency: string;
  client?: string;
  clients: string;
  date: string;
  format: string;
}

/** Dollars an hour on demand, or why there is no figure. */
type Hourly = { usd: string; source: string } | { unpriced: string };

interface Way extends Alternative {
  hourly: Hourly;
}

/** `groundplane fit`: whether a model runs on an instance type, what it leaves, and what would run instead at which price. */
export function fit(options: FitOptions): void {
  const format = oneOf('--format', options.format, ['text', 'json']);
  const own = ownModels(options);
  oneOf('--model', options.model, [...Object.keys(MODELS), ...Object.keys(own)].sort());
  oneOf('--instance', options.instance, Object.keys(INSTANCE_TYPES));
  const model = modelOf(options.model, own);
  const gpu = INSTANCE_TYPES[options.instance]?.gpu;
  if (model === undefined || gpu === undefined) refuse(`${options.instance} has no GPU`);
  const request = {
    model,
    gpu,
    precision: precisionOf(options, model),
    tensorParallel:
      options.tensorParallel === undefined
        ? usualTensorParallel(model, gpu.count)
        : wholeNumber('--tensor-parallel', options.tensorParallel),
    contextTokens: options.context === undefined ? model.contextTokens : wholeNumber('--context', options.context),
    concurrency: wholeNumber('--concurrency', options.concurrency),
  };
  const found = fitOf(request);
  const instanceTypes = gpuTypesIn(options.region);
  const ways =
    found.problems.length === 0 ? [] : alternatives({ ...request, instanceType: options.instance, instanceTypes });
  const book = new PriceBook();
  const answer = {
    schemaVersion: 1,
    model: options.model,
    instanceType: options.instance,
    region: options.region,
    ...answerOf(request, found),
    hourly: hourly(book, options.region, options.instance),
    alternatives: ways.map((way): Way => ({ ...way, hourly: hourly(book, options.region, way.instanceType) })),
  };
  result(format === 'json' ? JSON.stringify(answer, null, 2) : text(answer));
  if (found.problems.length > 0) throw new Stop(EXIT.verdict);
}

function ownModels({ client, clients, date }: FitOptions): Readonly<Record<string, Model>> {
  if (client === undefined) return {};
  return readClient(client, date, clients).environments[0]?.settings.catalogue ?? {};
}

function wholeNumber(option: string, value: string): number {
  return /^[1-9]\d{0,8}$/.test(value)
    ? Number(value)
    : refuse(`${option} ${JSON.stringify(value)} is not a whole number above zero`);
}

/** What is said, or what the weights are published in. */
function precisionOf({ precision }: FitOptions, model: Model): Precision {
  if (precision !== undefined) return oneOf('--precision', precision, PRECISIONS);
  return PRECISIONS.find((each) => Object.hasOwn(model.checkpoints, each)) ?? 'bf16';
}

function answerOf(
  request: { precision: Precision; tensorParallel: number; contextTokens: number; concurrency: number },
  { problems, memory, longestContext, conversations, tight }: Fit,
) {
  const { precision, tensorParallel, contextTokens, concurrency } = request;
  const memoryGiB = Object.fromEntries(Object.entries(memory).map(([key, gib]) => [key, Math.round(gib * 100) / 100]));
  return {
    precision,
    tensorParallel,
    contextTokens,
    concurrency,
    fits: problems.length === 0,
    tight,
    problems,
    memoryGiB,
    longestContext,
    conversations,
  };
}

function hourly(book: PriceBook, region: string, instanceType: string): Hourly {
  const quote = book.quote(region, `ec2/${instanceType}/on-demand`);
  if (quote.kind === 'absent') return { unpriced: quote.reason };
  if (quote.kind === 'not-offered') return { unpriced: `not sold in ${region}: ${quote.source.text}` };
  const { tiers, source } = quote.price;
  return { usd: tiers[0]?.price.toFixed() ?? '', source: `${source.text}, ${source.date}` };
}

type Answer = ReturnType<typeof answerOf> & {
  model: string;
  instanceType: string;
  hourly: Hourly;
  alternatives: Way[];
};

function text(answer: Answer): string {
  const { memoryGiB } = answer;
  const asked = `${answer.model} ${answer.precision} on ${answer.instanceType}, ${answer.tensorParallel} GPU${answer.tensorParallel === 1 ? '' : 's'} an engine, ${answer.contextTokens} tokens`;
  const verdict = answer.fits ? (answer.tight ? 'starts, with almost nothing to spare' : 'starts') : 'does not start';
  const lines = [
    `${plain(asked)}: ${verdict}, ${priceText(answer.hourly)}`,
    `  GiB a GPU: ${memoryGiB['usable']} usable = ${memoryGiB['weights']} weights + ${memoryGiB['overhead']} working memory + ${memoryGiB['left']} for the cache`,
    `  longest context ${answer.longestContext} tokens; ${answer.conversations} conversations of ${answer.contextTokens} tokens at once`,
    ...answer.problems.map(({ message }) => `  ${plain(message)}`),
    ...answer.alternatives.map((way) => `  instead: ${wayText(way)}, ${priceText(way.hourly)}`),
  ];
  return lines.join('\n');
}

function wayText(way: Way): string {
  if (way.change === 'contextTokens') return `a context of ${way.contextTokens} tokens on ${way.instanceType}`;
  if (way.change === 'precision') return `${way.precision} on ${way.instanceType}`;
  if (way.change === 'tensorParallel') return `${way.tensorParallel} GPUs an engine on ${way.instanceType}`;
  return `${way.instanceType} with ${way.tensorParallel} GPU${way.tensorParallel === 1 ? '' : 's'} an engine`;
}

function priceText(price: Hourly): string {
  return 'usd' in price ? `${price.usd} USD an hour` : `not priced: ${price.unpriced}`;
}
