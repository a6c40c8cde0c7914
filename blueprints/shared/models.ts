import type { Settings } from '../../config';
import { reached } from '../../contract';
import { modelOf, type NamedModel } from '../../facts';
import { enginesPerNode, served, tensorParallelIn } from '../../lib/fit';
import { isScaled } from '../../lib/vllm';
import type { PoolProps, ServingStackProps } from '../../stacks';

/** A model by the name users call it by. */
export type ModelEntry = [string, Settings['models'][string]];

export function ollamaPools(settings: Settings, models: readonly ModelEntry[]): ServingStackProps['ollama'] {
  const ours = models.flatMap(([name, model]) =>
    model.provider === 'ollama' ? [{ ...model, name, model: catalogued(settings, model.model) }] : [],
  );
  const pools = [...new Set(ours.map((model) => model.pool))].sort();
  return pools.map((pool) => ({ pool, models: ours.filter((model) => model.pool === pool) }));
}

/** Whether something must start and stop engines. */
export function scaledModels({ models, phase }: Settings): boolean {
  return (
    reached(phase, 'day-60') && Object.values(models).some((model) => model.provider === 'vllm' && isScaled(model))
  );
}

/** Whether an engine lies over several nodes. */
export function multiNodeModels({ models, phase }: Settings): boolean {
  return (
    reached(phase, 'day-60') &&
    Object.values(models).some((model) => model.provider === 'vllm' && (model.nodes ?? 1) > 1)
  );
}

/** Without a way out nothing in the cluster reaches a hub: somebody fills the bucket. */
export function weightsFrom({ serving, network }: Settings): ServingStackProps['weights'] {
  if (serving.weights === 'hub') return 'hub';
  return network.egress === 'none' ? 'bucket-by-hand' : 'bucket';
}

/** Name of the secret somebody of the client makes, where the hub asks who one is. */
export function hubTokenSecret({ client, environment, serving }: Settings): string | undefined {
  return serving.hubAccess === 'token' ? `${client}-${environment.name}/models/hub-token` : undefined;
}

type VllmSettings = Extract<Settings['models'][string], { provider: 'vllm' }>;

export function engineProps(settings: Settings, name: string, said: VllmSettings): ServingStackProps['vllm'][number] {
  const model = catalogued(settings, said.model);
  return {
    ...said,
    name,
    model,
    revision: said.revision ?? served(model, said.precision)?.checkpoint.revision,
    adapters: Object.entries(said.adapters ?? {})
      .map(([each, adapter]) => ({ ...adapter, name: each }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    pool: poolOf(settings, said.pool),
  };
}

function catalogued({ catalogue }: Settings, id: string): NamedModel {
  const model = modelOf(id, catalogue);
  if (model === undefined) throw new Error(`model ${id} is in no catalogue: the client file was not checked`);
  return model;
}

function poolOf(settings: Settings, name: string): ServingStackProps['vllm'][number]['pool'] {
  const { instanceTypes = [], sharing = { mode: 'none' as const } } = settings.gpuPools[name] ?? {};
  return { name, instanceTypes, sharing };
}

type PoolSettings = Omit<PoolProps, 'expectedNodes' | 'steadyNodes'>;
type EngineHours = VllmSettings['hours'];

/**
 * Nodes the models of a pool need, within its limits, and of them those that run whether anybody asks or not: what keeps hours counts
 * for its part of the week. Ollama's models share one.
 */
export function poolNodes(
  settings: Settings,
  name: string,
  pool: PoolSettings,
): Pick<PoolProps, 'expectedNodes' | 'steadyNodes'> {
  const models = Object.values(settings.models).filter((model) => model.provider !== 'bedrock' && model.pool === name);
  const engines = models.flatMap((model) => {
    if (model.provider !== 'vllm') return [];
    const tensorParallel = tensorParallelIn(catalogued(settings, model.model), pool, model.tensorParallel);
    const nodes = (model.replicas * (model.nodes ?? 1)) / enginesPerNode(pool, tensorParallel);
    return [{ nodes, hours: model.hours }];
  });
  const ollama = models.some((model) => model.provider === 'ollama') ? 1 : 0;
  const whole = (nodes: number): number =>
    Math.min(Math.max(Math.ceil(nodes + ollama - 1e-9), pool.minNodes), pool.maxNodes);
  const always = total(engines.filter(({ hours }) => hours === undefined));
  // hours of several may lie over each other: the one that keeps most of them up is sure
  const byHours = engines.map(({ nodes, hours }) => (whole(always + nodes) - whole(always)) * shareOfWeek(hours));
  return { expectedNodes: whole(total(engines)), steadyNodes: whole(always) + Math.max(0, ...byHours) };
}

function total(engines: readonly { nodes: number }[]): number {
  return engines.reduce((sum, { nodes }) => sum + nodes, 0);
}

/** Part of a week in which engines run, to a thousandth; 0 where they keep no hours. */
function shareOfWeek(hours: EngineHours): number {
  if (hours === undefined) return 0;
  const minutes = minutesOf(hours.to) - minutesOf(hours.from);
  const ofDay = minutes > 0 ? minutes : minutes + DAY;
  return Math.round((1000 * ofDay * (hours.days === 'mon-fri' ? 5 : 7)) / (7 * DAY)) / 1000;
}

const DAY = 24 * 60;

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
