import { z } from 'zod';
import { PHASES, TIERS } from '../../contract';
import { catalogue } from './catalogue';
import { auditSettings } from './audit';
import { chatSettings } from './chat';
import { clusterSettings } from './cluster';
import { databaseSettings } from './database';
import { dataSettings } from './data';
import { commitmentSettings, comparisonSettings, useCaseSettings } from './cost';
import { entrySettings } from './entry';
import { environmentSettings } from './environment';
import { gatewaySettings } from './gateway';
import { budgetSettings, costCentre, owner, policySettings, tags, waiver } from './governance';
import { gpuPoolSettings, gpuSettings } from './gpu-pools';
import { bedrockModel, ollamaModel, vllmModel } from './models';
import { networkSettings } from './network';
import { partial } from './partial';
import { ragSettings } from './rag';
import { servingSettings } from './serving';
import { setting } from './setting';
import { groups, signInSettings } from './sign-in';
import { teamSettings } from './teams';
import { dataClass, name, shortName } from './words';

/** Sections that stand at the top of a client file and may be repeated inside an environment to differ there. */
const sections = {
  tags,
  network: partial(networkSettings).meta({ description: 'The VPC and what reaches it.' }),
  cluster: partial(clusterSettings).meta({ description: 'The EKS cluster and its CPU nodes.' }),
  gpu: partial(gpuSettings).meta({ description: 'What all GPU pools share.' }),
  gpuPools: z
    .record(shortName, partial(gpuPoolSettings).meta({ description: 'One GPU node pool.' }))
    .meta({ description: 'GPU node pools by name. Said here, they stand in place of the pools of the tier.' }),
  models: z
    .record(
      shortName,
      z
        .discriminatedUnion('provider', [
          partial(vllmModel, ['provider']),
          partial(ollamaModel, ['provider']),
          partial(bedrockModel, ['provider', 'model']),
        ])
        .meta({ description: 'One model; which settings it has depends on its provider.' }),
    )
    .meta({ description: 'Models by the name users call them by. Said here, they stand in place of the models of the tier.' }),
  serving: partial(servingSettings).meta({ description: 'What all models of your own share.' }),
  gateway: partial(gatewaySettings).meta({ description: 'The door to all models.' }),
  rag: partial(ragSettings).meta({ description: 'Documents that answers are drawn from, and the index of them. From day-60 on.' }),
  chat: partial(chatSettings).meta({ description: 'The page people chat on.' }),
  entry: partial(entrySettings).meta({ description: 'How people come in from outside of the cluster.' }),
  signIn: partial(signInSettings, ['provider', 'issuer', 'clientId']).meta({ description: 'How people sign in. Left out, nobody signs in: there is no chat page, and the cluster knows IAM roles only.' }),
  groups,
  database: partial(databaseSettings).meta({ description: 'PostgreSQL of the platform, and the backups of what it keeps.' }),
  audit: partial(auditSettings).meta({ description: 'Everything that happened: where it is kept, how long, and who watches.' }),
  data: partial(dataSettings).meta({ description: 'Sources of data, and the lake and warehouse they come into.' }),
  budget: partial(budgetSettings).meta({ description: 'What it may cost.' }),
  commitments: partial(commitmentSettings).meta({ description: 'What is promised to AWS ahead of use, and hours pools are off.' }),
  useCases: z
    .record(shortName, partial(useCaseSettings, ['owner', 'kpi', 'model', 'requestsPerMonth', 'inputTokens', 'outputTokens']).meta({ description: 'One use case, with an owner who answers for it.' }))
    .meta({ description: 'What people do with the platform, by name. The ledger and the comparison of API and private models are made of them.' }),
  teams: z
    .record(shortName, partial(teamSettings, ['owner', 'models', 'monthlyUsd', 'keys']).meta({ description: 'One team with keys of its own.' }))
    .meta({ description: 'Who may call which models, for how much and until when, by team. Left out, the key of the administrator is the only one.' }),
  comparison: partial(comparisonSettings).meta({ description: 'What the comparison of API and private models reckons with.' }),
};

const environment = partial(environmentSettings, ['account', 'region', 'domain'])
  .extend(
    Object.fromEntries(Object.entries(sections).map(([key, schema]) => [key, schema.optional()])) as {
      [K in keyof typeof sections]: z.ZodOptional<(typeof sections)[K]>;
    },
  )
  .meta({ description: 'One environment: where it is, and the sections in which it differs from those at the top.' });

/** A client file, `clients/<name>/client.yaml`, as written. What is not said has a default of the tier. */
export const clientFile = z.strictObject({
  schemaVersion: setting(z.literal(1), {
    description: 'Version of this file format.',
    example: 1,
    changing: 'nothing',
  }),
  client: setting(name, {
    description: 'Name of the client: folder, stack names and resource names begin with it.',
    example: 'acme',
    changing: 'replaces everything',
  }),
  tier: setting(z.enum(TIERS), {
    description: 'How strong each part is.',
    example: 'mid-market',
    changing: 'replaces everything',
  }),
  phase: setting(z.enum(PHASES), {
    description: 'Which parts exist yet. A later phase only adds.',
    example: 'day-30',
    changing: 'in place',
  }),
  owner,
  costCentre,
  dataClasses: setting(z.array(dataClass).min(1).max(4), {
    description: 'Classes of data the platform will see. Each must have a model that may see it.',
    example: ['internal', 'confidential'],
    changing: 'in place',
  }),
  catalogue: catalogue.optional(),
  policy: partial(policySettings).optional().meta({ description: 'How strict the rules are, beyond what the tier says.' }),
  waivers: setting(z.array(waiver).max(200).optional(), {
    description: 'Exceptions from rules: each with a reason, an owner and an end.',
    example: [],
    changing: 'nothing',
  }),
  ...(Object.fromEntries(Object.entries(sections).map(([key, schema]) => [key, schema.optional()])) as {
    [K in keyof typeof sections]: z.ZodOptional<(typeof sections)[K]>;
  }),
  environments: z
    .record(shortName, environment)
    .refine((all) => Object.keys(all).length > 0, 'at least one environment')
    .meta({ description: 'Where the platform runs, by name. Sections inside an environment override those at the top.' }),
});

export type ClientFile = z.infer<typeof clientFile>;
