import type { Phase, Stage } from '../contract';
import type { AuditSettings } from './schema/audit';
import type { ChatSettings } from './schema/chat';
import type { ClusterSettings } from './schema/cluster';
import type { DataSettings } from './schema/data';
import type { CommitmentSettings, ComparisonSettings, UseCaseSettings } from './schema/cost';
import type { DatabaseSettings } from './schema/database';
import type { EntrySettings } from './schema/entry';
import type { EnvironmentSettings } from './schema/environment';
import type { GatewaySettings } from './schema/gateway';
import type { BudgetSettings } from './schema/governance';
import type { GpuPoolSettings, GpuSettings } from './schema/gpu-pools';
import type { BedrockModel, OllamaModel, VllmModel } from './schema/models';
import type { NetworkSettings } from './schema/network';
import type { RagSettings } from './schema/rag';
import type { TeamSettings } from './schema/teams';
import type { ServingSettings } from './schema/serving';

/** What a default may depend on besides the tier. */
export interface Situation {
  client: string;
  account: string;
  region: string;
  phase: Phase;
  stage: Stage;
}

/** A default with the reason for the figure. `explain` prints both. */
export interface Because<T> {
  value: T | ((situation: Situation) => T);
  /** Where the value depends on the situation and one reason does not fit all, so does the reason. */
  reason: string | ((situation: Situation) => string);
}

export function because<T>(
  value: NoInfer<T> | ((situation: Situation) => NoInfer<T>),
  reason: Because<T>['reason'],
): Because<T> {
  return { value, reason };
}

/** A reason in production and another outside of it. */
export function byStage(production: string, outside: string): (situation: Situation) => string {
  return ({ stage }) => (stage === 'production' ? production : outside);
}

type Leaf = string | number | boolean | readonly unknown[] | { mode: string };
type HasDefault<T> = { [K in keyof T as T extends Record<K, T[K]> ? K : never]: T[K] };

/** A reasoned default for every setting that must have a value. A new setting does not compile until each tier has one. */
export type Reasoned<T> = {
  [K in keyof HasDefault<T>]: T[K] extends Leaf ? Because<T[K]> : Reasoned<T[K]>;
};

/** All defaults of one tier. */
export interface TierDefaults {
  environment: Reasoned<Omit<EnvironmentSettings, 'name' | 'account' | 'region' | 'domain'>>;
  network: Reasoned<NetworkSettings>;
  cluster: Reasoned<ClusterSettings>;
  gpu: Reasoned<GpuSettings>;
  serving: Reasoned<ServingSettings>;
  gateway: Reasoned<GatewaySettings>;
  rag: Reasoned<RagSettings>;
  database: Reasoned<DatabaseSettings>;
  chat: Reasoned<ChatSettings>;
  entry: Reasoned<EntrySettings>;
  audit: Reasoned<AuditSettings>;
  data: Reasoned<Omit<DataSettings, 'sources'>> & { sources: Because<DataSettings['sources']> };
  budget: Reasoned<BudgetSettings>;
  commitments: Reasoned<CommitmentSettings>;
  comparison: Reasoned<ComparisonSettings>;
  /** Of each use case the client names. */
  useCase: Reasoned<
    Omit<UseCaseSettings, 'owner' | 'kpi' | 'model' | 'requestsPerMonth' | 'inputTokens' | 'outputTokens'>
  >;
  /** Of each team the client names. */
  team: Reasoned<Omit<TeamSettings, 'owner' | 'models' | 'monthlyUsd' | 'keys'>>;
  /** Of each pool the client names. */
  gpuPool: Reasoned<GpuPoolSettings>;
  /** Of each model the client names, by provider. */
  model: {
    vllm: Reasoned<Omit<VllmModel, 'provider'>>;
    ollama: Reasoned<Omit<OllamaModel, 'provider'>>;
    bedrock: Reasoned<Omit<BedrockModel, 'provider' | 'model'>>;
  };
  /** Pools where the client names none. */
  gpuPools: Because<PoolSeeds>;
  /** Models where the client names none. */
  models: Because<ModelSeeds>;
}

/** What a tier says of the pools it proposes; the rest comes from `gpuPool`. */
export type PoolSeeds = Record<string, Partial<GpuPoolSettings>>;

/** What a tier says of the models it proposes; the rest comes from `model`. */
export type ModelSeeds = Record<
  string,
  | (Partial<VllmModel> & Pick<VllmModel, 'provider'>)
  | (Partial<OllamaModel> & Pick<OllamaModel, 'provider'>)
  | (Partial<BedrockModel> & Pick<BedrockModel, 'provider' | 'model'>)
>;
