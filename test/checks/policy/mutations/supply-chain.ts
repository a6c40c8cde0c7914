import { objectAt } from '../fixture';
import type { Mutation } from './mutation';

export const SUPPLY_CHAIN: readonly Mutation[] = [
  [
    'PAI-SUP-001',
    'a chart without version',
    (app) => delete app.resource('helm_release', (release) => release.repository !== undefined).version,
  ],
  [
    'PAI-SUP-001',
    'a chart with a range',
    (app) =>
      Object.assign(
        app.resource('helm_release', (release) => release.repository !== undefined),
        { version: '^1.0.0' },
      ),
  ],
  [
    'PAI-SUP-003',
    'a provider without version',
    (app) =>
      Object.assign(objectAt(objectAt(app.stack(), 'terraform'), 'required_providers'), {
        aws: { source: 'hashicorp/aws' },
      }),
  ],
  ['PAI-SUP-003', 'a provider nobody asked for', (app) => app.add(undefined, 'random_password', 'P', { length: 20 })],
  ['PAI-SUP-003', 'no word on Terraform itself', (app) => delete objectAt(app.stack(), 'terraform').required_version],

  [
    'PAI-SUP-002',
    'a chart from elsewhere',
    (app) =>
      Object.assign(
        app.resource('helm_release', (release) => release.repository !== undefined),
        { repository: 'https://charts.example.com' },
      ),
  ],
  [
    'PAI-SUP-004',
    'a module from a branch',
    (app) =>
      Object.assign(objectAt(app.stack(), 'module'), {
        extra: { source: 'git::https://git.example.com/extra.git?ref=main' },
      }),
  ],
  [
    'PAI-SUP-005',
    'images that can be exchanged',
    (app) => Object.assign(app.resource('aws_ecr_repository'), { image_tag_mutability: 'MUTABLE' }),
  ],
  ['PAI-SUP-005', 'images kept for ever', (app) => app.remove('aws_ecr_lifecycle_policy')],
  [
    'PAI-SUP-006',
    'a program run while applying',
    (app) =>
      Object.assign(app.resource('aws_vpc'), {
        provisioner: [{ 'local-exec': { command: 'curl https://example.com' } }],
      }),
  ],
  [
    'PAI-SUP-006',
    'an answer of another machine',
    (app) => {
      objectAt(objectAt(app.stack(), 'terraform'), 'required_providers').http = {
        source: 'hashicorp/http',
        version: '3.5.0',
      };
      objectAt(app.stack(), 'data').http = { Me: { url: 'https://example.com' } };
    },
  ],
  [
    'PAI-SUP-007',
    'a stack that says nothing of itself',
    (app) => delete objectAt(app.stack('aws_ecr_repository'), 'output').groundplane,
  ],
  [
    'PAI-TF-001',
    'state on the machine of whoever applies',
    (app) => delete objectAt(app.stack('aws_ecr_repository'), 'terraform').backend,
  ],
  [
    'PAI-TF-001',
    'state without lock',
    (app) => delete objectAt(objectAt(objectAt(app.stack(), 'terraform'), 'backend'), 's3').use_lockfile,
  ],
  ['PAI-TF-002', 'any account', (app) => delete objectAt(objectAt(app.stack(), 'provider'), 'aws').allowed_account_ids],
  ['PAI-FIN-003', 'nobody pays', (app) => delete objectAt(objectAt(app.stack(), 'provider'), 'aws').default_tags],
  [
    'PAI-FIN-001',
    'a budget that looks back only',
    (app) => {
      const budget = app.resource('aws_budgets_budget');
      budget.notification = Array.isArray(budget.notification) ? budget.notification.slice(0, 1) : [];
    },
  ],
  ['PAI-FIN-002', 'a graph nobody opens', (app) => app.remove('aws_ce_anomaly_subscription')],
];
