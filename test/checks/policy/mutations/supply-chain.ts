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
];
