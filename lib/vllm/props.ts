import type { ITerraformDependable } from 'cdktf';
import type { DataClass } from '../../contract';
import type { NamedModel, Precision } from '../../facts';
import type { PoolShape } from '../fit';
import type { Hours } from '../keda';
import type { WeightsSource } from '../weights';
import type { EngineCaller } from './door';

/** A LoRA adapter: a small change to a model, under a name of its own. */
export interface Adapter {
  /** What users call it. */
  name: string;
  repository: string;
  /** Commit, 40 hex digits. */
  revision: string;
  /** Its rank, or the next that vLLM knows. */
  rank: number;
}

export interface VllmProps {
  /** What users call the model; also names release and service. At most 20 characters. */
  name: string;
  model: NamedModel;
  precision: Precision;
  /** Commit of the weights, 40 hex digits. @default - whatever the hub has at the time of a start */
  revision?: string;
  /** A bucket with the files of that commit. @default - a public hub, at every start */
  weights?: WeightsSource;
  /** Kubernetes secret in the namespace with a token for the hub. @default - nobody is named */
  hubToken?: { name: string; key: string };
  contextTokens: number;
  /** GPUs of a node an engine is split over. @default - all of a node that divide its heads; one for vectors and scores */
  tensorParallel?: number;
  /** Nodes of the pool it is laid over, layer after layer, each with all of its GPUs. @default 1 */
  nodes?: number;
  /** LoRA adapters served beside it, each under a name of its own; from the bucket. @default - none */
  adapters?: readonly Adapter[];
  /** Engines that always run. */
  replicas: number;
  /** Engines at most, as requests queue. @default - as many as `replicas` */
  maxReplicas?: number;
  /** When it runs at all. @default - around the clock */
  hours?: Hours;
  /** Pool it runs in. Fitting it there is asked of the planner before. */
  pool: PoolShape & { name: string };
  namespace: string;
  /** Kubernetes secret in the namespace that holds the API key. */
  apiKeySecret: { name: string; key: string };
  dataClass: DataClass;
  /** Teams whose applications ask it past the gateway; what the door needs lies in the namespace. @default - the gateway alone */
  callers?: readonly EngineCaller[];
  /** Seconds after which the gateway gives a request up. */
  requestTimeoutSeconds: number;
  /** Tokens a month that the bill is estimated with. @default - the usage of the tier is assumed */
  monthlyTokens?: { input: number; output: number };
  dependsOn: readonly ITerraformDependable[];
}
