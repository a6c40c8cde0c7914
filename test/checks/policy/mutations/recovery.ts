import { objectAt } from '../fixture';
import type { Mutation } from './mutation';

export const RECOVERY: readonly Mutation[] = [
  ['PAI-BCK-001', 'stores nobody selected', (app) => app.remove('aws_backup_selection')],
  [
    'PAI-BCK-001',
    'a selection by a tag nothing carries',
    (app) =>
      Object.assign(app.resource('aws_backup_selection'), {
        resources: null,
        selection_tag: { type: 'STRINGEQUALS', key: 'backup', value: 'daily' },
      }),
  ],
  ['PAI-BCK-002', 'a vault in clear', (app) => delete app.resource('aws_backup_vault').kms_key_arn],
  ['PAI-BCK-003', 'no copy elsewhere', (app) => delete objectAt(app.resource('aws_backup_plan'), 'rule').copy_action],
  [
    'PAI-BCK-004',
    'a database that keeps three days',
    (app) => Object.assign(app.resource('aws_rds_cluster'), { backup_retention_period: 3 }),
  ],
  [
    'PAI-BCK-004',
    'a database that leaves nothing',
    (app) => Object.assign(app.resource('aws_rds_cluster'), { skip_final_snapshot: true }),
  ],
  [
    'PAI-BCK-005',
    'a cache in one zone',
    (app) => delete app.resource('aws_elasticache_replication_group').multi_az_enabled,
  ],
  ['PAI-BCK-006', 'a database Terraform may destroy', (app) => delete app.resource('aws_rds_cluster').lifecycle],
];
