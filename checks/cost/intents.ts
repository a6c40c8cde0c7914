import type {
  GatewayTeamIntent,
  Intent,
  LoadBalancerIntent,
  ModelRouteIntent,
  NodePoolIntent,
  VolumeIntent,
} from '../../contract';
import { shared, used, type Component } from './component';
import type { Context, Usage } from './context';
import { Decimal } from './decimal';
import { perNode, type Launch } from './launch';
import { loadBalancer } from './load-balancing';
import { nodeHours, poolSize } from './nodes';
import { exactly } from './quantity';
import { isEmbedding } from './sharers';
import { gp3, volumes } from './volumes';

interface IntentContext extends Pick<Context, 'usage' | 'said'> {
  /** Tokens a month of a model. */
  tokens(direction: 'input' | 'output'): Usage;
  /** What the nodes of a pool are started with, if that is written anywhere. */
  launch: Launch | undefined;
}

/** What somebody pays for; a team spends on models, which are billed themselves. */
export type BilledIntent = Exclude<Intent, GatewayTeamIntent>;

/** Whether anything of it stands on a bill. */
export function isBilled(intent: Intent): intent is BilledIntent {
  return intent.kind !== 'gateway-team';
}

/** What is billed of something that Terraform does not show. */
export function intentComponents(intent: BilledIntent, context: IntentContext): Component[] {
  if (intent.kind === 'node-pool') return nodePool(intent, context);
  if (intent.kind === 'volume') return podVolumes(intent);
  if (intent.kind === 'load-balancer') return controllersLoadBalancer(intent, context);
  return modelRoute(intent, context);
}

function nodePool(intent: NodePoolIntent, context: IntentContext): Component[] {
  const count = context.said('instances')?.quantity ?? poolSize(intent);
  const name = `pool ${intent.name}`;
  return [
    nodeHours({
      name,
      instanceTypes: intent.instanceTypes,
      capacity: intent.capacityTypes,
      count,
      reservations: intent.reservations,
    }),
    ...perNode(name, context.launch, new Decimal(intent.rootVolumeGiB), count),
  ];
}

function podVolumes(intent: VolumeIntent): Component[] {
  const assumption = `${intent.count} of ${intent.sizeGiB} GiB`;
  return volumes(`volumes ${intent.name}`, gp3(intent.sizeGiB), exactly(intent.count), assumption);
}

function controllersLoadBalancer(intent: LoadBalancerIntent, context: IntentContext): Component[] {
  const components = loadBalancer({
    type: intent.type,
    scheme: intent.scheme,
    zones: intent.zones,
    units: context.usage('aws_lb.average_lcu'),
    out: context.usage('aws_lb.monthly_data_transfer_out_gb'),
  });
  return components.map((component) => ({ ...component, name: `${intent.name}: ${component.name}` }));
}

const UNIT = 'million tokens';
const PER_UNIT = '0.000001';

function modelRoute(intent: ModelRouteIntent, context: IntentContext): Component[] {
  const name = `model ${intent.name}`;
  if (intent.location === 'cluster')
    return [shared(name, 'answered on nodes of the cluster, which are billed as such')];
  const key = `${intent.provider}/${modelKey(intent)}`;
  const input = used(`${name}: tokens in`, `${key}/input`, UNIT, context.tokens('input'), PER_UNIT);
  // what turns text into vectors writes no text
  if (isEmbedding(intent)) return [input];
  return [input, used(`${name}: tokens out`, `${key}/output`, UNIT, context.tokens('output'), PER_UNIT)];
}

/**
 * Model id as the price book has it: with the inference profile, because it decides the price. Only Claude loses date and
 * version, which never change its price; elsewhere they do (`titan-embed-text-v1` and `-v2` differ five times).
 */
export function modelKey({ model, inferenceProfile }: Pick<ModelRouteIntent, 'model' | 'inferenceProfile'>): string {
  const id = inferenceProfile === undefined ? model : `${inferenceProfile}.${model}`;
  return id.includes('anthropic.') ? id.replace(/(-\d{8})?(-v\d+(:\d+)?)?$/, '') : id;
}
