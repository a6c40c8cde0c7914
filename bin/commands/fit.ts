import { PriceBook } from '../../checks/cost';
import { plain } from '../../checks/report';
import {
  INSTANCE_TYPES,
  MODELS,
  modelOf,
  PRECISIONS,
  REGIONS,
  gpuTypesIn,
  type Gpu,
  type Model,
  type Precision,
} from '../../facts';
import {
  alternatives,
  fit as fitOf,
  MOST_NODES,
  oneNode,
  severalNodes,
  usualTensorParallel,
  type Alternative,
  type AlternativesRequest,
  type Fit,
} from '../../lib/fit';
import { readClient } from '../clients';
import { EXIT, refuse, Stop } from '../stop';
import { result } from '../terminal';
import { instancesFor, instancesText, type Wanted } from './fit-instances';
import { byPrice, hourly, priceText, type Hourly } from './fit-price';
import { oneOf } from './options';

export interface FitOptions {
  model: string;
  instance?: string;
  /** @default - that of the client, else us-east-1 */
  region?: string;
  context?: string;
  precision?: string;
  tensorParallel?: string;
  nodes: string;
  concurrency: string;
  client?: string;
  clients: string;
  date: string;
  format: string;
}

type Regional = FitOptions & { region: string };

interface Way extends Alternative {
  hourly: Hourly;
}

/** `groundplane fit`: whether a model runs on an instance type, what it leaves, and what would run instead; without a type, on which it runs. */
export function fit(given: FitOptions): void {
  const format = oneOf('--format', given.format, ['text', 'json']);
  const settings = settingsOf(given);
  const own = settings?.catalogue ?? {};
  const options = { ...given, region: given.region ?? settings?.environment.region ?? 'us-east-1' };
  oneOf('--region', options.region, Object.keys(REGIONS));
  oneOf('--model', options.model, [...Object.keys(MODELS), ...Object.keys(own)].sort());
  const model = modelOf(options.model, own);
  if (model === undefined) refuse(`${options.model} is no model of the catalogue`);
  const wanted = wantedOf(options, model);
  const fits =
    options.instance === undefined
      ? anywhere(wanted, options, format)
      : onInstance(wanted, options, options.instance, format);
  if (!fits) throw new Stop(EXIT.verdict);
}

function wantedOf(options: FitOptions, model: Model): Wanted & { contextTokens: number } {
  const nodes = wholeNumber('--nodes', options.nodes);
  if (nodes > MOST_NODES) refuse(`--nodes ${nodes} is more than ${MOST_NODES}`);
  return {
    model,
    nodes,
    precision: precisionOf(options, model),
    ...(options.tensorParallel === undefined
      ? {}
      : { tensorParallel: wholeNumber('--tensor-parallel', options.tensorParallel) }),
    contextTokens: options.context === undefined ? model.contextTokens : wholeNumber('--context', options.context),
    concurrency: wholeNumber('--concurrency', options.concurrency),
  };
}

function anywhere(wanted: Wanted, { model, region }: Regional, format: 'text' | 'json'): boolean {
  const found = instancesFor(wanted, region, new PriceBook());
  const { precision, nodes, contextTokens, concurrency } = wanted;
  const answer = { schemaVersion: 1, model, region, precision, nodes, contextTokens, concurrency, ...found };
  const asked = `${model} ${precision}, ${concurrency === 1 ? '' : `${concurrency} times `}${contextTokens} tokens`;
  const text = [
    instancesText(asked, region, found),
    ...(found.instances.length > 0 ? [] : severalText(wanted, region)),
  ];
  result(format === 'json' ? JSON.stringify(answer, null, 2) : text.join('\n'));
  return found.instances.length > 0;
}

/** What to ask where no type holds it as it was asked for. */
function severalText(wanted: Wanted, region: string): string[] {
  const found = severalNodes({ ...wanted, instanceTypes: gpuTypesIn(region) });
  if (found === undefined) return [];
  const { instanceType, nodes, precision } = found;
  const price = priceText(hourly(new PriceBook(), region, instanceType, nodes));
  return [
    `  ${nodes} nodes of ${instanceType} hold it with ${precision}, ${price}: --nodes ${nodes} --precision ${precision}`,
  ];
}

function onInstance(wanted: Wanted, options: Regional, instance: string, format: 'text' | 'json'): boolean {
  const gpu = gpuOf(instance);
  const tensorParallel = wanted.tensorParallel ?? usualTensorParallel(wanted.model, gpu.count);
  const request = { ...wanted, gpu, tensorParallel };
  const found = fitOf(request);
  const instanceTypes = gpuTypesIn(options.region);
  const ways = found.problems.length === 0 ? [] : waysFor({ ...request, instanceType: instance, instanceTypes });
  const book = new PriceBook();
  const answer = {
    schemaVersion: 1,
    model: options.model,
    instanceType: instance,
    region: options.region,
    ...answerOf(request, found),
    hourly: hourly(book, options.region, instance, request.nodes),
    alternatives: ways
      .map((way): Way => ({ ...way, hourly: hourly(book, options.region, way.instanceType, way.nodes) }))
      .sort((a, b) => byPrice(a.hourly, b.hourly)),
  };
  result(format === 'json' ? JSON.stringify(answer, null, 2) : text(answer));
  return found.problems.length === 0;
}

function gpuOf(instance: string): Gpu {
  const known = INSTANCE_TYPES[instance];
  if (known !== undefined && known.gpu === undefined) refuse(`${instance} has no GPU`);
  const withGpu = Object.keys(INSTANCE_TYPES).filter((type) => INSTANCE_TYPES[type]?.gpu !== undefined);
  return INSTANCE_TYPES[oneOf('--instance', instance, withGpu)]?.gpu ?? refuse(`${instance} has no GPU`);
}

/** One change, and where none helps, what several together or other nodes do. */
function waysFor(wanted: AlternativesRequest): Alternative[] {
  const one = alternatives(wanted);
  if (one.length > 0) return one;
  const other = [oneNode(wanted), severalNodes(wanted)].find((way) => way !== undefined);
  return other === undefined ? [] : [{ change: 'instanceType', ...other }];
}

/** What the client says in its first environment. */
function settingsOf({ client, clients, date }: FitOptions) {
  return client === undefined ? undefined : readClient(client, date, clients).environments[0]?.settings;
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
  request: { precision: Precision; tensorParallel: number; nodes: number; contextTokens: number; concurrency: number },
  { problems, memory, longestContext, conversations, tight }: Fit,
) {
  const { precision, tensorParallel, nodes, contextTokens, concurrency } = request;
  const memoryGiB = Object.fromEntries(Object.entries(memory).map(([key, gib]) => [key, Math.round(gib * 100) / 100]));
  return {
    precision,
    tensorParallel,
    nodes,
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

type Answer = ReturnType<typeof answerOf> & {
  model: string;
  instanceType: string;
  hourly: Hourly;
  alternatives: Way[];
};

function text(answer: Answer): string {
  const { memoryGiB } = answer;
  const { nodes } = answer;
  const place = nodes === 1 ? answer.instanceType : `${nodes} nodes of ${answer.instanceType}`;
  const asked = `${answer.model} ${answer.precision} on ${place}, ${gpuText(answer)}, ${answer.contextTokens} tokens`;
  const verdict = answer.fits ? (answer.tight ? 'starts, with almost nothing to spare' : 'starts') : 'does not start';
  const lines = [
    `${plain(asked)}: ${verdict}, ${priceText(answer.hourly)}`,
    `  GiB a GPU: ${memoryText(memoryGiB)}`,
    ...(answer.longestContext === 0
      ? ['  no context starts on it']
      : [
          `  longest context ${answer.longestContext} tokens; ${answer.conversations} conversations of ${answer.contextTokens} tokens at once`,
        ]),
    ...answer.problems.map(({ message }) => `  ${plain(message)}`),
    ...answer.alternatives.map((way) => `  instead: ${wayText(way)}${alsoText(way, answer)}, ${priceText(way.hourly)}`),
  ];
  return lines.join('\n');
}

function memoryText({ usable = 0, weights, overhead, left = 0 }: Answer['memoryGiB']): string {
  const taken = `${weights} weights + ${overhead} working memory`;
  return left < 0
    ? `${usable} usable, ${taken} need ${Math.round(-left * 100) / 100} more, before any cache`
    : `${usable} usable = ${taken} + ${left} for the cache`;
}

/** What another type takes besides. */
function alsoText(way: Way, { precision, contextTokens }: Answer): string {
  if (way.change !== 'instanceType') return '';
  const also = [
    ...(way.precision === precision ? [] : [way.precision]),
    ...(way.contextTokens === contextTokens ? [] : [`a context of ${way.contextTokens} tokens`]),
  ];
  return also.length === 0 ? '' : ` and ${also.join(' and ')}`;
}

/** `8 GPUs an engine`; over several nodes, those of each. */
function gpuText({ tensorParallel, nodes }: Pick<Way, 'tensorParallel' | 'nodes'>): string {
  return `${tensorParallel} GPU${tensorParallel === 1 ? '' : 's'} ${nodes === 1 ? 'an engine' : 'of each'}`;
}

function wayText(way: Way): string {
  if (way.change === 'contextTokens') return `a context of ${way.contextTokens} tokens on ${way.instanceType}`;
  if (way.change === 'precision') return `${way.precision} on ${way.instanceType}`;
  if (way.change === 'tensorParallel') return `${way.tensorParallel} GPUs an engine on ${way.instanceType}`;
  if (way.change === 'nodes' && way.nodes === 1) return `one node of ${way.instanceType}`;
  if (way.nodes > 1) return `${way.nodes} nodes of ${way.instanceType} with ${gpuText(way)}`;
  return `${way.instanceType} with ${gpuText(way)}`;
}
