import type { JsonObject } from '../../../../contract';
import { objectAt, objectsAt, type App } from '../fixture';
import type { Mutation } from './mutation';

/** Changes a section of LiteLLM's configuration. */
function config(app: App, section: string, change: JsonObject): void {
  app.values('proxy_config', (values) => {
    Object.assign(objectAt(objectAt(values, 'proxy_config'), section), change);
  });
}

function values(app: App, change: JsonObject): void {
  app.values('proxy_config', (all) => {
    Object.assign(all, change);
  });
}

function model(app: App, name: string, part: string, change: JsonObject): void {
  app.values('proxy_config', (all) => {
    const entry = objectsAt(objectAt(all, 'proxy_config'), 'model_list').find((one) => one.model_name === name);
    if (entry === undefined) throw new Error(`no model ${name}`);
    Object.assign(objectAt(entry, part), change);
  });
}

/** Changes what is stated of the team, or of the program, whose keys the gateway takes. */
function team(app: App, change: JsonObject, program = false): void {
  app.intent(
    (intent) => intent.kind === 'gateway-team' && intent.program === program,
    (intent) => Object.assign(intent, change),
  );
}

export const GATEWAY: readonly Mutation[] = [
  ['PAI-GW-001', 'a key without budget', (app) => delete app.resource('litellm_key').max_budget],
  [
    'PAI-GW-001',
    'new keys of any budget',
    (app) => config(app, 'litellm_settings', { upperbound_key_generate_params: { duration: '90d' } }),
  ],
  [
    'PAI-GW-001',
    'spending of teams that nobody counts',
    (app) => config(app, 'litellm_settings', { callbacks: ['otel'] }),
  ],
  [
    'PAI-GW-001',
    'keys from a file without budget',
    (app) => team(app, { monthlyUsd: '0' }),
    // the team has none either
    ['PAI-GW-002'],
  ],
  [
    'PAI-GW-002',
    'a team with every model',
    (app) => Object.assign(app.resource('litellm_team'), { models: ['all-proxy-models'] }),
  ],
  ['PAI-GW-002', 'a team with a list of nothing', (app) => Object.assign(app.resource('litellm_team'), { models: [] })],
  ['PAI-GW-002', 'a team in a file with every model', (app) => team(app, { models: ['*'] })],
  ['PAI-GW-002', 'a program without models', (app) => team(app, { models: [] }, true)],
  ['PAI-GW-003', 'a key from a file for ever', (app) => team(app, { keys: { app: null } })],
  ['PAI-GW-003', 'a key from a file for two years', (app) => team(app, { keys: { app: '2028-11-01' } })],
  ['PAI-GW-003', 'a key for ever', (app) => delete app.resource('litellm_key').duration],
  [
    'PAI-GW-004',
    'a gateway without limit',
    (app) => config(app, 'general_settings', { global_max_parallel_requests: null }),
  ],
  [
    'PAI-GW-004',
    'a key without limit, nor its team',
    (app) => {
      delete app.resource('litellm_key').rpm_limit;
      delete app.resource('litellm_team').rpm_limit;
    },
  ],
  ['PAI-GW-004', 'a team in a file without limit', (app) => team(app, { tokensPerMinute: 0 })],
  ['PAI-GW-004', 'a program without limit', (app) => team(app, { requestsPerMinute: null }, true)],
  [
    'PAI-GW-005',
    'no guardrail against attacks',
    (app) =>
      app.values('proxy_config', (all) => {
        const proxy = objectAt(all, 'proxy_config');
        proxy.guardrails = objectsAt(proxy, 'guardrails').slice(0, 1);
      }),
  ],
  [
    'PAI-GW-005',
    'a guardrail that lets through when it is down',
    (app) =>
      app.values('proxy_config', (all) => {
        const [, attack] = objectsAt(objectAt(all, 'proxy_config'), 'guardrails');
        if (attack !== undefined)
          Object.assign(objectAt(attack, 'litellm_params'), { unreachable_fallback: 'fail_open' });
      }),
  ],
  [
    'PAI-GW-006',
    'restricted data for a cloud model',
    (app) => model(app, 'cloud', 'model_info', { data_class: 'restricted' }),
  ],
  ['PAI-GW-006', 'a cloud model for any class', (app) => model(app, 'cloud', 'model_info', { data_class: null })],
  [
    'PAI-GW-007',
    'a fallback that leads out',
    (app) => config(app, 'router_settings', { fallbacks: [{ cloud: ['assistant'] }, { assistant: ['cloud'] }] }),
  ],
  [
    'PAI-GW-007',
    'a name that chooses a model which may see less',
    (app) =>
      app.values('proxy_config', (all) => {
        const config = objectAt(all, 'proxy_config');
        const models = objectsAt(config, 'model_list');
        const params = {
          model: 'auto_router/complexity_router',
          complexity_router_config: { tiers: { SIMPLE: 'assistant', COMPLEX: 'cloud' } },
        };
        config['model_list'] = [...models, { ...models[0], model_name: 'auto', litellm_params: params }];
      }),
  ],
  ['PAI-GW-007', 'a cloud model without fallback', (app) => config(app, 'router_settings', { fallbacks: [] })],
  ['PAI-GW-008', 'a model nobody reviewed', (app) => model(app, 'cloud', 'model_info', { reviewed: null })],
  [
    'PAI-GW-009',
    'calls nobody records',
    (app) => config(app, 'litellm_settings', { callbacks: ['groundplane_access.access', 'prometheus'] }),
  ],
  ['PAI-GW-009', 'no books of spending', (app) => config(app, 'general_settings', { disable_spend_logs: true })],
  [
    'PAI-GW-010',
    'prompts beside the audit',
    (app) => config(app, 'general_settings', { store_prompts_in_spend_logs: true }),
  ],
  [
    'PAI-GW-011',
    'books for a month',
    (app) => config(app, 'general_settings', { maximum_spend_logs_retention_period: '30d' }),
  ],
  [
    'PAI-GW-012',
    'everybody in while the database is away',
    (app) => config(app, 'general_settings', { allow_requests_on_db_unavailable: true }),
  ],
  [
    'PAI-GW-012',
    'teams nobody is held to',
    (app) => config(app, 'general_settings', { custom_auth: null }),
    // what they spend is then counted for nobody
    ['PAI-GW-001'],
  ],
  ['PAI-GW-012', 'a master key of the day', (app) => values(app, { masterkeySecretName: null })],
  ['PAI-GW-013', 'calls of nobody', (app) => config(app, 'general_settings', { enforce_user_param: false })],
  ['PAI-GW-014', 'one gateway', (app) => values(app, { replicaCount: 1 })],
  ['PAI-GW-014', 'replicas that share no limits', (app) => config(app, 'router_settings', { redis_host: null })],
  ['PAI-GW-015', 'a gateway in debug', (app) => values(app, { logLevel: 'DEBUG' })],
  [
    'PAI-GW-016',
    'a use of high risk nobody oversees',
    (app) => Object.assign(objectAt(app.resource('litellm_team'), 'metadata'), { risk_class: 'high' }),
  ],
  ['PAI-GW-016', 'a team in a file nobody registered', (app) => team(app, { register: {} })],
  [
    'PAI-GW-016',
    'a team in a file of a class there is not',
    (app) => team(app, { register: { owner: 'a', useCase: 'b', riskClass: 'none' } }),
  ],
  ['PAI-GW-017', 'a team in a file without switch', (app) => team(app, { stopped: null })],
  ['PAI-GW-017', 'a team without switch', (app) => delete app.resource('litellm_team').blocked],
  [
    'PAI-OBS-007',
    'prompts in clear in the log',
    (app) => {
      config(app, 'litellm_settings', {
        turn_off_message_logging: false,
        s3_callback_params: { s3_bucket_name: 'acme-prod-prompts' },
      });
      app.values('redaction', (all) => Object.assign(all, { config: { service: { pipelines: { logs: {} } } } }));
    },
  ],
  [
    'PAI-DAT-014',
    'a model that answers anywhere',
    (app) => model(app, 'cloud', 'litellm_params', { model: 'bedrock/global.amazon.nova-pro-v1:0' }),
  ],
];
