import type {
  CostLine,
  CostResult,
  Descriptor,
  Document,
  Intent,
  JsonObject,
  Resource,
  Stage,
  Tier,
} from '../../../contract';
import { estimate } from '../../../checks/cost';
import { Decimal } from '../../../checks/cost/decimal';

export const TODAY = '2026-11-21';
export const STACK = 'acme-production-network';

export interface Situation {
  region?: string;
  tier?: Tier;
  stage?: Stage;
  intents?: readonly Intent[];
  refs?: Document['refs'];
}

/** A resource as the document holds it. */
export function resource(type: string, name: string, values: JsonObject = {}, over: Partial<Resource> = {}): Resource {
  return {
    address: `${type}.${name}`,
    type,
    name,
    stack: STACK,
    path: `${STACK}/${name}`,
    values,
    docs: {},
    unknown: [],
    unparsed: [],
    meta: { dependsOn: [], preventDestroy: false, ignoreChanges: [], provisioners: [] },
    ...over,
  };
}

/** An environment of one stack. */
export function document(resources: readonly Resource[], situation: Situation = {}): Document {
  const byType = new Map<string, Resource[]>();
  for (const entry of resources) byType.set(entry.type, [...(byType.get(entry.type) ?? []), entry]);
  return {
    schemaVersion: 1,
    source: 'synth',
    tier: situation.tier ?? 'mid-market',
    stacks: {
      [STACK]: {
        name: STACK,
        descriptor: descriptor(situation),
        requiredProviders: {},
        providers: {},
        outputs: {},
        modules: {},
      },
    },
    by_type: Object.fromEntries(byType),
    data: {},
    refs: situation.refs ?? {},
    objects: {},
    images: [],
    secrets: [],
  };
}

function descriptor(situation: Situation): Descriptor {
  return {
    schemaVersion: 1,
    client: 'acme',
    environment: 'production',
    stage: situation.stage ?? 'production',
    tier: situation.tier ?? 'mid-market',
    phase: 'day-60',
    stack: 'network',
    partition: 'aws',
    region: situation.region ?? 'us-east-1',
    account: '111122223333',
    owner: 'ai-platform@acme.example',
    dataClasses: ['internal'],
    intents: [...(situation.intents ?? [])],
  };
}

/** The estimate of some resources. */
export function bill(resources: readonly Resource[], situation: Situation = {}): CostResult {
  return estimate(document(resources, situation), { today: TODAY });
}

/** The one line of a component; fails where there is none or more. */
export function line(result: CostResult, component: string): CostLine {
  const found = result.lines.filter((entry) => entry.component === component);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(
      `${found.length} lines "${component}" among ${result.lines.map((entry) => entry.component).join(', ')}`,
    );
  }
  return only;
}

/** `expected` of a component's line in dollars and cents. */
export function cost(result: CostResult, component: string): string {
  return new Decimal(line(result, component).monthly.expected).toFixed(2);
}

/** low / expected / high of a component's line in dollars and cents. */
export function costs(result: CostResult, component: string): string {
  const { low, expected, high } = line(result, component).monthly;
  return [low, expected, high].map((amount) => new Decimal(amount).toFixed(2)).join(' / ');
}

export function pool(over: Partial<Extract<Intent, { kind: 'node-pool' }>> = {}): Intent {
  return {
    kind: 'node-pool',
    name: 'chat',
    address: 'helm_release.pools',
    path: `${STACK}/Pools`,
    instanceTypes: ['g6e.2xlarge'],
    capacityTypes: ['on-demand'],
    nodes: { min: 0, expected: 1, max: 4 },
    rootVolumeGiB: 300,
    gpusPerNode: 1,
    reservations: [],
    ...over,
  };
}

export function loadBalancer(over: Partial<Extract<Intent, { kind: 'load-balancer' }>> = {}): Intent {
  return {
    kind: 'load-balancer',
    name: 'gateway',
    address: 'helm_release.gateway',
    path: `${STACK}/Gateway`,
    type: 'application',
    scheme: 'internal',
    zones: 3,
    ...over,
  };
}

export function route(over: Partial<Extract<Intent, { kind: 'model-route' }>> = {}): Intent {
  return {
    kind: 'model-route',
    name: 'fast',
    address: 'helm_release.gateway',
    path: `${STACK}/Gateway`,
    provider: 'bedrock',
    model: 'amazon.nova-lite-v1:0',
    location: 'cloud',
    dataClass: 'internal',
    ...over,
  };
}

export function podVolume(over: Partial<Extract<Intent, { kind: 'volume' }>> = {}): Intent {
  return {
    kind: 'volume',
    name: 'weights',
    address: 'helm_release.ollama',
    path: `${STACK}/Ollama`,
    volumeType: 'gp3',
    sizeGiB: 100,
    count: 1,
    ...over,
  };
}
