import { z } from 'zod';
import { PARTITIONS } from '../../contract';
import type { Settings } from '../settings';
import { catalogue } from './catalogue';
import { clientFile } from './client';
import { auditSettings } from './audit';
import { chatSettings } from './chat';
import { clusterSettings } from './cluster';
import { dataSettings } from './data';
import { commitmentSettings, comparisonSettings, useCaseSettings } from './cost';
import { databaseSettings } from './database';
import { entrySettings } from './entry';
import { environmentSettings } from './environment';
import { gatewaySettings } from './gateway';
import { budgetSettings, policySettings, tags, waiver } from './governance';
import { gpuPoolSettings, gpuSettings } from './gpu-pools';
import { modelSettings } from './models';
import { networkSettings } from './network';
import { ragSettings } from './rag';
import { servingSettings } from './serving';
import { groups, signInSettings } from './sign-in';
import { teamSettings } from './teams';
import { shortName } from './words';

const { client, tier, phase, owner, costCentre, dataClasses } = clientFile.shape;

/** One environment with nothing left open. Defaults of a tier are held against the same rules as what a client writes. */
export const resolvedSettings: z.ZodType<Settings> = z.strictObject({
  client,
  tier,
  phase,
  owner,
  costCentre,
  tags,
  dataClasses,
  environment: environmentSettings.extend({ name: shortName, partition: z.enum(PARTITIONS) }),
  network: networkSettings,
  cluster: clusterSettings,
  gpu: gpuSettings,
  gpuPools: z.record(shortName, gpuPoolSettings),
  catalogue,
  models: z.record(shortName, modelSettings),
  serving: servingSettings,
  gateway: gatewaySettings,
  rag: ragSettings,
  chat: chatSettings,
  entry: entrySettings,
  signIn: signInSettings.optional(),
  groups,
  database: databaseSettings,
  audit: auditSettings,
  data: dataSettings,
  budget: budgetSettings,
  commitments: commitmentSettings,
  useCases: z.record(shortName, useCaseSettings),
  teams: z.record(shortName, teamSettings),
  comparison: comparisonSettings,
  policy: policySettings,
  waivers: z.array(waiver),
});
