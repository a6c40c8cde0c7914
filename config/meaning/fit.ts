import { reached } from '../../contract';
import { gpuTypesIn, INSTANCE_TYPES, type Gpu, MODELS, modelOf, type Model } from '../../facts';
// the planners by their index: it holds nothing that makes
import {
  alternatives,
  enginesPerNode,
  fit,
  ollamaGiB,
  ollamaUsableGiB,
  oneNode,
  seenGpus,
  severalNodes,
  tensorParallelIn,
  type Adapters,
  type Alternative,
  type FitRequest,
} from '../../lib/fit';
import { nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import type { VllmModel } from '../schema/models';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

type Pool = Settings['gpuPools'][string];

export const fitChecks: readonly Check[] = [
  { reads: ['models', 'catalogue'], drafts: known },
  { reads: ['catalogue'], drafts: ownTwice },
  { reads: ['models', 'catalogue', 'gpuPools', 'environment', 'phase'], drafts: engines },
  { reads: ['models', 'catalogue', 'gpuPools', 'phase'], drafts: ollamas },
  { reads: ['models', 'catalogue', 'gpuPools', 'phase'], drafts: nodes },
];

export const fitNotices: readonly Check[] = [
  { reads: ['models', 'catalogue', 'gpuPools', 'phase'], drafts: tightFits },
];

function known({ models, catalogue }: Settings): Draft[] {
  const ids = [...Object.keys(MODELS), ...Object.keys(catalogue)].sort();
  return Object.entries(models).flatMap(([name, model]) => {
    if (model.provider === 'bedrock' || ids.includes(model.model)) return [];
    const path = `models.${name}.model`;
    const fix = `write one of ${ids.join(', ')}, or add it under catalogue`;
    return [
      draft('UnknownModel', path, `"${model.model}" is no model of the catalogue`, fix, {
        nearest: nearest(model.model, ids),
        expected: ids.join(', '),
      }),
    ];
  });
}

function ownTwice({ catalogue }: Settings): Draft[] {
  return Object.keys(catalogue)
    .filter((id) => Object.hasOwn(MODELS, id))
    .map((id) =>
      draft('ModelTwice', `catalogue.${id}`, 'is the name of a model of the library too', `call it ${id}-own`),
    );
}

interface Engine {
  name: string;
  said: VllmModel;
  model: Model;
  pool: Pool;
}

function enginesOf(settings: Settings): Engine[] {
  if (!reached(settings.phase, 'day-60')) return [];
  return Object.entries(settings.models).flatMap(([name, said]) => {
    if (said.provider !== 'vllm') return [];
    const model = modelOf(said.model, settings.catalogue);
    const pool = settings.gpuPools[said.pool];
    return model === undefined || pool === undefined ? [] : [{ name, said, model, pool }];
  });
}

interface Placed extends FitRequest {
  instanceType: string;
}

function adaptersOf({ adapters = {} }: VllmModel): Adapters | undefined {
  const ranks = Object.values(adapters).map(({ rank }) => rank);
  return ranks.length === 0 ? undefined : { count: ranks.length, rank: Math.max(...ranks) };
}

/** The engine on each instance type of its pool. */
function placed({ said, model, pool }: Engine): Placed[] {
  return pool.instanceTypes.flatMap((instanceType) => {
    const seen = seenGpus(instanceType, pool.sharing);
    if (seen === undefined) return [];
    const { precision, contextTokens } = said;
    const tensorParallel = tensorParallelIn(model, pool, said.tensorParallel);
    const concurrency = said.concurrency ?? 1;
    const adapters = adaptersOf(said);
    const { nodes } = said;
    return [{ ...seen, instanceType, model, precision, contextTokens, tensorParallel, nodes, concurrency, adapters }];
  });
}

/** What vLLM would refuse at start, after the node, the image and the weights were paid and waited for. */
function engines(settings: Settings): Draft[] {
  return enginesOf(settings).flatMap((engine) => {
    const refused = placed(engine).find((request) => fit(request).problems.length > 0);
    if (refused === undefined) return [];
    const { name, said } = engine;
    const fix = fixOf(refused, settings.environment.region);
    return fit(refused).problems.map(({ code, setting, message }) => {
      const path = `models.${name}.${setting === 'tensorParallel' && said.tensorParallel === undefined ? 'pool' : setting}`;
      return draft(code, path, `${said.model} on ${placeOf(refused)}: ${message}`, fix);
    });
  });
}

/** `the 8 H100 (80 GiB each) of p5.48xlarge`, or of each of several. */
function placeOf({ gpu, instanceType, nodes = 1 }: Placed): string {
  return `the ${describe(gpu)} of ${nodes === 1 ? '' : `each of ${nodes} `}${instanceType}`;
}

function describe({ count, model, memoryMiB }: Gpu): string {
  const gibibytes = `${Math.floor(memoryMiB / 1024)} GiB`;
  return count === 1 ? `${model} (${gibibytes})` : `${count} ${model} (${gibibytes} each)`;
}

function fixOf(request: Placed, region: string): string {
  const found = alternatives({ ...request, instanceTypes: gpuTypesIn(region) });
  const values = (change: Alternative['change']): string =>
    found.flatMap((each) => (each.change === change ? [String(each[change])] : [])).join(' or ');
  const ways = [
    ...(values('contextTokens') === '' ? [] : [`write contextTokens: ${values('contextTokens')}`]),
    ...(values('precision') === '' ? [] : [`write precision: ${values('precision')}`]),
    ...(values('tensorParallel') === '' ? [] : [`write tensorParallel: ${values('tensorParallel')}`]),
    // more of them is a way out where one is never enough, and no way beside others
    ...(values('nodes') === '1' ? ['write nodes: 1'] : []),
    ...(values('instanceType') === '' ? [] : [`take a pool of ${values('instanceType')}`]),
  ];
  if (ways.length === 0) return withMore(request, region);
  return `${ways.join(', or ')}; groundplane fit prices each`;
}

/** Several changes at once; where they do not help either, that one node is not enough, and what there is to do. */
function withMore(request: Placed, region: string): string {
  const sold = gpuTypesIn(region);
  const here = oneNode({ ...request, instanceTypes: sold });
  if (here !== undefined) {
    const { instanceType, precision, contextTokens } = here;
    const also = [
      ...(precision === request.precision ? [] : [`precision: ${precision}`]),
      ...(contextTokens === request.contextTokens ? [] : [`contextTokens: ${contextTokens}`]),
    ];
    return `no one change mends it in ${region}: take a pool of ${instanceType}, and write ${also.join(' and ')}`;
  }
  const several = severalNodes({ ...request, instanceTypes: sold });
  if (several !== undefined) {
    const precision = several.precision === request.precision ? '' : ` and precision: ${several.precision}`;
    return `no node of ${region} holds it: take a pool of ${several.instanceType}, and write nodes: ${several.nodes}${precision}; groundplane fit prices it`;
  }
  const elsewhere = oneNode({ ...request, instanceTypes: Object.keys(INSTANCE_TYPES) });
  const other =
    elsewhere === undefined ? '' : `, an environment in a region that has ${elsewhere.instanceType}, which holds it`;
  return `no nodes of ${region} hold it: take a smaller model, one of Bedrock${other}`;
}

/** Ollama starts whatever it is given, and computes on the CPU what the GPU cannot hold. */
function ollamas(settings: Settings): Draft[] {
  if (!reached(settings.phase, 'day-60')) return [];
  return Object.entries(settings.gpuPools).flatMap(([poolName, pool]) => {
    const served = Object.entries(settings.models).flatMap(([name, said]) => {
      const model =
        said.provider === 'ollama' && said.pool === poolName ? modelOf(said.model, settings.catalogue) : undefined;
      return said.provider !== 'ollama' || model === undefined
        ? []
        : [{ name, said, model, contextTokens: said.contextTokens }];
    });
    return [
      ...served.flatMap(({ name, said, model }) => ollamaModel(name, said.model, said.contextTokens, model)),
      ...together(served, pool),
    ];
  });
}

function ollamaModel(name: string, id: string, contextTokens: number, model: Model): Draft[] {
  const problems: Draft[] = [];
  if (model.ollamaTag === undefined) {
    const message = `"${id}" is not in the library of Ollama`;
    problems.push(draft('NotInOllama', `models.${name}.model`, message, 'write provider: vllm, or take another model'));
  }
  if (contextTokens > model.contextTokens) {
    problems.push(
      draft(
        'ContextTooLong',
        `models.${name}.contextTokens`,
        `${contextTokens} is more than the ${model.contextTokens} tokens ${id} reads`,
        `write ${model.contextTokens} or less`,
      ),
    );
  }
  return problems;
}

function together(served: readonly { name: string; model: Model; contextTokens: number }[], pool: Pool): Draft[] {
  const last = served.at(-1);
  if (last === undefined || served.some(({ model, contextTokens }) => contextTokens > model.contextTokens)) return [];
  const needed = ollamaGiB(served);
  const small = pool.instanceTypes.find((type) => {
    const gpu = seenGpus(type, pool.sharing)?.gpu;
    return gpu !== undefined && ollamaUsableGiB(gpu) < needed;
  });
  const gpu = small === undefined ? undefined : seenGpus(small, pool.sharing)?.gpu;
  if (gpu === undefined) return [];
  const names = served.map(({ name }) => name).join(', ');
  const need = served.length === 1 ? `${names} needs` : `${names} together need`;
  const message = `${need} ${needed.toFixed(1)} GiB, and Ollama fills ${ollamaUsableGiB(gpu).toFixed(1)} on one ${describe({ ...gpu, count: 1 })} of ${small}; the rest would be computed by the CPU`;
  return [
    draft(
      'ModelTooLarge',
      `models.${last.name}.pool`,
      message,
      'take a smaller model or context, a larger GPU, or provider: vllm',
    ),
  ];
}

/** Engines that no node of the pool is left for would stay pending for ever. */
function nodes(settings: Settings, { said: inFile }: Context): Draft[] {
  return Object.entries(settings.gpuPools).flatMap(([poolName, pool]) => {
    const inPool = enginesOf(settings).filter(({ said }) => said.pool === poolName);
    const ollama = Object.values(settings.models).some(
      (model) => model.provider === 'ollama' && model.pool === poolName,
    );
    const needed = inPool.reduce(
      (sum, { name, said, model }) => {
        // what a tier allows at most is a wish; what a client says is a promise
        const most = inFile(`models.${name}.maxReplicas`) ? (said.maxReplicas ?? 0) : 0;
        const split = tensorParallelIn(model, pool, said.tensorParallel);
        return sum + (Math.max(said.replicas, most) * (said.nodes ?? 1)) / enginesPerNode(pool, split);
      },
      ollama ? 1 : 0,
    );
    const whole = Math.ceil(needed - 1e-9);
    if (whole <= pool.maxNodes) return [];
    const message = `${pool.maxNodes} nodes do not hold what runs in it: ${whole} are needed`;
    const fix = `raise maxNodes to ${whole}, or take models or replicas out`;
    return [draft('PoolTooSmall', `gpuPools.${poolName}.maxNodes`, message, fix)];
  });
}

function tightFits(settings: Settings): Draft[] {
  return enginesOf(settings).flatMap((engine) => {
    const tight = placed(engine).find((request) => fit(request).tight);
    if (tight === undefined) return [];
    const message = `starts on ${placeOf(tight)} with almost nothing to spare`;
    const path = `models.${engine.name}.contextTokens`;
    return [draft('TightFit', path, message, 'take a shorter context, or the next precision or GPU')];
  });
}
