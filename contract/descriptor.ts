import type { RagFacts } from './rag';
import type {
  AnyStackName,
  CapacityType,
  DataClass,
  Money,
  Partition,
  Phase,
  RiskClass,
  Stage,
  Tier,
} from './vocabulary';

/** Name of the Terraform output that carries a stack's {@link Descriptor}. Outputs reach the plan, comments do not. */
export const DESCRIPTOR_OUTPUT = 'groundplane';

/** Construct metadata key under which a component states an {@link Intent}. */
export const INTENT_METADATA = 'groundplane:intent';

/**
 * Key in the comment of a `cdk.tf.json` under which waivers stand that were written beside a construct:
 * `{"//": {"groundplane": {"waivers": [...]}}}`.
 */
export const WAIVERS_COMMENT = 'groundplane';

/** Tag on every taggable resource: `<stack>/<type>.<name>`. What a killed apply left behind is found by it. */
export const ADDRESS_TAG = 'groundplane:address';

/**
 * What a stack is and what it will make happen beyond its Terraform resources.
 * Holds names, counts and sizes; never a secret, never a token.
 */
export interface Descriptor {
  schemaVersion: 1;
  client: string;
  environment: string;
  stage: Stage;
  tier: Tier;
  phase: Phase;
  stack: AnyStackName;
  partition: Partition;
  region: string;
  account: string;
  owner: string;
  dataClasses: DataClass[];
  /** ARNs of the roles that may administer the cluster. */
  admins?: string[];
  /** What is sent to whoever watches: sources by name, and where they go. Absent where nothing leaves the account. */
  siem?: { sources: string[]; sinks: string[] };
  /** Who keeps the trail of what is done and read in the account, where this environment does not. @default - the environment */
  trail?: 'organisation';
  /** Who looks for threats, where this environment has no detector of its own. @default - the environment */
  threats?: 'organisation' | 'off';
  /** The index of documents that answers are drawn from. Absent where there is none. */
  rag?: RagFacts;
  intents: Intent[];
}

/** What Terraform does not show, but somebody pays for or depends on. */
export type Intent = NodePoolIntent | VolumeIntent | LoadBalancerIntent | ModelRouteIntent | GatewayTeamIntent;

interface IntentBase {
  /** Unique within its stack. */
  name: string;
  /** Terraform address of the resource that causes it, `helm_release.pools`. */
  address: string;
  /** Construct path of the component that stated it. */
  path: string;
}

/** Nodes launched by a controller (Karpenter, cluster autoscaler), not by Terraform. */
export interface NodePoolIntent extends IntentBase {
  kind: 'node-pool';
  /** EC2 instance types the pool may launch, in order of preference; the first is what one expects. */
  instanceTypes: string[];
  capacityTypes: CapacityType[];
  /** Nodes running: at least, on the average of a month where some keep hours; as planned; at most. */
  nodes: { min: number; expected: number; max: number };
  /** Root volume of a node, GiB of gp3. */
  rootVolumeGiB: number;
  /** GPUs of one node; 0 for a CPU pool. */
  gpusPerNode: number;
  /** Capacity reservations or blocks the pool may use, by id. They are paid for elsewhere. */
  reservations: string[];
}

/** Volumes that pods claim. */
export interface VolumeIntent extends IntentBase {
  kind: 'volume';
  volumeType: 'gp3';
  sizeGiB: number;
  count: number;
}

/** Load balancers made by a controller for an Ingress or Service. */
export interface LoadBalancerIntent extends IntentBase {
  kind: 'load-balancer';
  type: 'application' | 'network';
  scheme: 'internal' | 'internet-facing';
  zones: number;
}

/** A model the gateway offers, local or cloud. */
export interface ModelRouteIntent extends IntentBase {
  kind: 'model-route';
  provider: 'vllm' | 'ollama' | 'bedrock';
  /** Catalogue id, or the provider's model id for a cloud model. */
  model: string;
  /** Cross-region inference profile, `eu`; the price may depend on it. */
  inferenceProfile?: string;
  /** Where the answer is computed. */
  location: 'cluster' | 'cloud';
  /** Highest class of data that may be sent to it. */
  dataClass: DataClass;
  /** Tokens a month the client expects, if it said so. */
  monthlyTokens?: { input: number; output: number };
}

/** Who the gateway takes keys of, and what it holds them to: a team of the client, or a program of the platform. */
export interface GatewayTeamIntent extends IntentBase {
  kind: 'gateway-team';
  /** Whether it is a program of the platform: nobody of it is there to renew a key. */
  program: boolean;
  /** Names of the models it may call. */
  models: string[];
  /** US dollars a calendar month; absent: not bounded. */
  monthlyUsd?: Money;
  requestsPerMinute: number;
  tokensPerMinute: number;
  /** The switch that stops all its keys. */
  stopped: boolean;
  /** First day each key is not taken any more, by its name; null: until another is drawn. */
  keys: Record<string, string | null>;
  /** Who answers for it, what it is for, its class of risk, and who oversees it; absent: not said. */
  register: { owner?: string; useCase?: string; riskClass?: RiskClass; oversight?: string };
}
