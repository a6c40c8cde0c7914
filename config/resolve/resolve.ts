import type { Path } from '../../contract';
import { isObject, pathText } from '../../contract';
import { modelOf, REGIONS } from '../../facts';
import type { Because, Situation, TierDefaults } from '../defaults';
import type { ClientFile } from '../schema/client';
import { environmentSettings } from '../schema/environment';
import type { Causes, Layer } from './merge';
import { fileLayer, Merge, tierLayer, valueOf } from './merge';

/** Settings of one environment as merged, not yet held against the schema, and the cause of each. */
export interface Merged {
  values: Record<string, unknown>;
  causes: Causes;
}

const SECTIONS = [
  'network',
  'cluster',
  'gpu',
  'serving',
  'gateway',
  'chat',
  'entry',
  'rag',
  'database',
  'audit',
  'data',
  'budget',
  'commitments',
  'comparison',
] as const;
type SectionKey =
  (typeof SECTIONS)[number] | 'tags' | 'signIn' | 'groups' | 'gpuPools' | 'models' | 'useCases' | 'teams';
const PROVIDERS = ['vllm', 'ollama', 'bedrock'] as const;

/** What the file says of one environment, over what it says of all, over what the tier does. */
export function mergeEnvironment(client: ClientFile, name: string, defaults: TierDefaults): Merged {
  const situation = situationOf(client, name, defaults);
  const merge = new Merge(situation);
  const { causes } = merge;
  const said = client.environments[name];
  const top = (key: SectionKey): Layer => fileLayer(client[key], [key]);
  const own = (key: SectionKey): Layer => fileLayer(said?.[key], ['environments', name, key]);
  const values: Record<string, unknown> = {};
  for (const key of ['client', 'tier', 'phase', 'owner', 'costCentre', 'dataClasses'] as const) {
    values[key] = client[key];
    causes.set(key, { kind: 'file', path: [key] });
  }
  values['tags'] = merge.map(['tags'], [own('tags'), top('tags')]);
  values['groups'] = merge.map(['groups'], [own('groups'), top('groups')]);
  if (client.signIn !== undefined || said?.signIn !== undefined)
    values['signIn'] = merge.map(['signIn'], [own('signIn'), top('signIn')]);
  values['environment'] = environmentOf(merge, said, name, defaults);
  for (const key of SECTIONS) values[key] = merge.section([key], [own(key), top(key)], defaults[key]);
  values['gpuPools'] = itemsOf(
    merge,
    'gpuPools',
    [own('gpuPools'), top('gpuPools')],
    defaults.gpuPools,
    () => defaults.gpuPool,
  );
  values['models'] = itemsOf(merge, 'models', [own('models'), top('models')], defaults.models, (provider) =>
    Object.assign({}, ...PROVIDERS.filter((known) => known === provider).map((known) => defaults.model[known])),
  );
  withinModels(values['models'], causes, client.catalogue);
  const only = (key: 'useCases' | 'teams', reason: string, defaultsOf: object): void => {
    values[key] = itemsOf(merge, key, [own(key), top(key)], { value: {}, reason }, () => defaultsOf);
  };
  only('useCases', 'only a client knows what it does', defaults.useCase);
  only('teams', 'only a client knows its teams', defaults.team);
  if (client.gpuPools === undefined)
    dropUnusedSeeds(values, isObject(said?.gpuPools) ? Object.keys(said.gpuPools) : []);
  values['catalogue'] = client.catalogue ?? {};
  if (client.catalogue !== undefined) causes.set('catalogue', { kind: 'file', path: ['catalogue'] });
  values['policy'] = { packs: client.policy?.packs ?? [], severities: client.policy?.severities ?? {} };
  if (client.policy !== undefined) causes.set('policy', { kind: 'file', path: ['policy'] });
  values['waivers'] = client.waivers ?? [];
  if (client.waivers !== undefined) causes.set('waivers', { kind: 'file', path: ['waivers'] });
  return { values, causes };
}

function environmentOf(merge: Merge, said: unknown, name: string, defaults: TierDefaults): Record<string, unknown> {
  const at: Path = ['environments', name];
  const mine = isObject(said)
    ? Object.fromEntries(Object.entries(said).filter(([key]) => key in environmentSettings.shape))
    : {};
  const region = String(mine['region']);
  const values = merge.section(['environment'], [fileLayer(mine, at)], defaults.environment);
  merge.causes.set('environment.name', { kind: 'file', path: at });
  merge.causes.set('environment.partition', { kind: 'computed', from: 'environment.region' });
  return { name, ...values, partition: REGIONS[region]?.partition };
}

/**
 * Pools or models. Said at the top of the file they stand in place of the tier's; an environment's entries merge into those
 * by name. An entry of another provider stands in place of the whole entry: its settings would not fit.
 */
function itemsOf(
  merge: Merge,
  key: 'gpuPools' | 'models' | 'useCases' | 'teams',
  [own, top]: [Layer, Layer],
  tier: Because<Record<string, unknown>>,
  itemDefaults: (provider: unknown) => object,
): Record<string, unknown> {
  const base = top.value === undefined ? tierLayer(merge.valueOf(tier), merge.reasonOf(tier)) : top;
  const names = [own, base].flatMap((layer) => (isObject(layer.value) ? Object.keys(layer.value) : []));
  const items: Record<string, unknown> = {};
  for (const name of [...new Set(names)].sort()) {
    const layers = [own, base].map((layer) => itemLayer(layer, name));
    const provider = layers
      .map((layer) => (isObject(layer.value) ? layer.value['provider'] : undefined))
      .find((said) => said !== undefined);
    const fitting = layers.filter((layer) => isObject(layer.value) && layer.value['provider'] === provider);
    items[name] = merge.section([key, name], fitting, itemDefaults(provider));
  }
  return items;
}

/** A model that reads less than its tier supposes reads what it can, where the file says nothing. */
function withinModels(models: unknown, causes: Causes, catalogue: ClientFile['catalogue']): void {
  for (const [name, said] of Object.entries(isObject(models) ? models : {})) {
    if (!isObject(said) || typeof said['model'] !== 'string' || typeof said['contextTokens'] !== 'number') continue;
    const path = pathText(['models', name, 'contextTokens']);
    const most = modelOf(said['model'], catalogue)?.contextTokens;
    if (most === undefined || most >= said['contextTokens'] || causes.get(path)?.kind !== 'tier') continue;
    said['contextTokens'] = most;
    causes.set(path, { kind: 'tier', reason: `the most ${said['model']} reads at once` });
  }
}

/** Pools of the tier that no model of this client runs in: they are there for the tier's own models. */
function dropUnusedSeeds(values: Record<string, unknown>, named: readonly string[]): void {
  const models = isObject(values['models']) ? Object.values(values['models']) : [];
  const used = models.map((model) => (isObject(model) ? model['pool'] : undefined));
  const pools = isObject(values['gpuPools']) ? Object.entries(values['gpuPools']) : [];
  values['gpuPools'] = Object.fromEntries(pools.filter(([name]) => named.includes(name) || used.includes(name)));
}

function itemLayer(layer: Layer, name: string): Layer {
  return {
    value: isObject(layer.value) ? layer.value[name] : undefined,
    cause: (inner) => layer.cause([name, ...inner]),
  };
}

/** What the defaults of one environment may depend on. */
export function situationOf(client: ClientFile, name: string, defaults: TierDefaults): Situation {
  const said = client.environments[name];
  const { client: clientName, phase } = client;
  const known = { client: clientName, account: said?.account ?? '', region: said?.region ?? '', phase };
  // a default stage cannot depend on the stage itself
  const stage = said?.stage ?? valueOf(defaults.environment.stage, { ...known, stage: 'production' });
  return { ...known, stage };
}
