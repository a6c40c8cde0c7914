import type { DataClass, Partition, Phase, Tier } from '../contract';
import type { Model } from '../facts';
import type { AuditSettings } from './schema/audit';
import type { ChatSettings } from './schema/chat';
import type { ClusterSettings } from './schema/cluster';
import type { DataSettings } from './schema/data';
import type { CommitmentSettings, ComparisonSettings, UseCaseSettings } from './schema/cost';
import type { DatabaseSettings } from './schema/database';
import type { EntrySettings } from './schema/entry';
import type { EnvironmentSettings } from './schema/environment';
import type { GatewaySettings } from './schema/gateway';
import type { BudgetSettings, PolicySettings, WaiverSettings } from './schema/governance';
import type { GpuPoolSettings, GpuSettings } from './schema/gpu-pools';
import type { ModelSettings } from './schema/models';
import type { NetworkSettings } from './schema/network';
import type { RagSettings } from './schema/rag';
import type { TeamSettings } from './schema/teams';
import type { ServingSettings } from './schema/serving';
import type { Groups, SignInSettings } from './schema/sign-in';

/** Everything one environment of one client is built from: what the file says, completed by the tier. Nothing is left open. */
export interface Settings {
  client: string;
  tier: Tier;
  phase: Phase;
  owner: string;
  costCentre: string;
  tags: Record<string, string>;
  dataClasses: DataClass[];
  environment: EnvironmentSettings & { partition: Partition };
  network: NetworkSettings;
  cluster: ClusterSettings;
  gpu: GpuSettings;
  gpuPools: Record<string, GpuPoolSettings>;
  /** Models of the client's own, besides those of the library. */
  catalogue: Record<string, Model>;
  models: Record<string, ModelSettings>;
  serving: ServingSettings;
  gateway: GatewaySettings;
  rag: RagSettings;
  chat: ChatSettings;
  entry: EntrySettings;
  /** @default - nobody signs in */
  signIn?: SignInSettings;
  /** What members of each group of the company are. */
  groups: Groups;
  database: DatabaseSettings;
  audit: AuditSettings;
  data: DataSettings;
  budget: BudgetSettings;
  commitments: CommitmentSettings;
  useCases: Record<string, UseCaseSettings>;
  teams: Record<string, TeamSettings>;
  comparison: ComparisonSettings;
  policy: PolicySettings;
  waivers: WaiverSettings[];
}
