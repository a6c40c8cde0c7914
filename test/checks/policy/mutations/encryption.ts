import { objectAt } from '../fixture';
import type { Mutation } from './mutation';

const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

export const ENCRYPTION: readonly Mutation[] = [
  [
    'PAI-ENC-003',
    'a bucket without encryption',
    (app) => app.remove('aws_s3_bucket_server_side_encryption_configuration'),
  ],
  [
    'PAI-ENC-003',
    'a bucket with keys of S3',
    (app) =>
      Object.assign(app.resource('aws_s3_bucket_server_side_encryption_configuration'), {
        rule: { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' }, bucket_key_enabled: true },
      }),
  ],
  [
    'PAI-SEC-001',
    'a token in Helm values',
    (app) => app.values('settings', (values) => Object.assign(values, { env: { GITHUB: TOKEN } })),
  ],
  [
    'PAI-SEC-001',
    'a password in an output',
    (app) => Object.assign(objectAt(app.stack(), 'output'), { admin: { value: { password: 'hunter2hunter' } } }),
  ],

  [
    'PAI-SEC-002',
    'a secret written in clear',
    (app) => Object.assign(app.resource('aws_secretsmanager_secret_version'), { secret_string: '${var.password}' }),
  ],
  ['PAI-SEC-003', 'a secret that never changes', (app) => app.remove('aws_secretsmanager_secret_rotation')],
  [
    'PAI-SEC-004',
    'a secret that is gone at once',
    (app) => Object.assign(app.resource('aws_secretsmanager_secret'), { recovery_window_in_days: 0 }),
  ],
  [
    'PAI-SEC-005',
    'a token in the environment',
    (app) =>
      app.values('settings', (values) => Object.assign(values, { extraEnv: [{ name: 'HF_TOKEN', value: 'x' }] })),
  ],
  [
    'PAI-SEC-005',
    'a Secret of Kubernetes',
    (app) =>
      app.add('helm_release', 'kubernetes_secret_v1', 'Key', {
        metadata: { name: 'key', namespace: 'models' },
        data: { key: '${data.terraform_remote_state.network.outputs.key_arn}' },
      }),
  ],
  [
    'PAI-SEC-006',
    'a password in an output',
    (app) =>
      Object.assign(objectAt(app.stack('aws_secretsmanager_secret'), 'output'), {
        password: { value: '${data.aws_secretsmanager_secret_version.Database.secret_string}' },
      }),
  ],
  ['PAI-ENC-001', 'a key that never rotates', (app) => delete app.resource('aws_kms_key').enable_key_rotation],
  ['PAI-ENC-002', 'a key without policy', (app) => delete app.resource('aws_kms_key').policy],
  [
    'PAI-ENC-002',
    'a key for everybody',
    (app) =>
      Object.assign(app.resource('aws_kms_key'), {
        policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}]}',
      }),
  ],
  ['PAI-ENC-004', 'buckets over plain HTTP', (app) => app.remove('aws_s3_bucket_policy')],
  ['PAI-ENC-005', 'a volume in clear', (app) => Object.assign(app.resource('aws_ebs_volume'), { encrypted: false })],
  [
    'PAI-ENC-006',
    'a database without TLS',
    (app) => delete app.resource('aws_rds_cluster').db_cluster_parameter_group_name,
  ],
  [
    'PAI-ENC-006',
    'a database in clear',
    (app) => Object.assign(app.resource('aws_rds_cluster'), { storage_encrypted: false }),
  ],
  [
    'PAI-ENC-007',
    'a cache that asks nobody',
    (app) => delete app.resource('aws_elasticache_replication_group').user_group_ids,
  ],
  [
    'PAI-ENC-008',
    'an index over plain HTTP',
    (app) => delete app.resource('aws_opensearch_domain').domain_endpoint_options,
  ],
  [
    'PAI-ENC-009',
    'a warehouse without TLS',
    (app) => delete app.resource('aws_redshiftserverless_workgroup').config_parameter,
  ],
  ['PAI-ENC-010', 'a topic in clear', (app) => delete app.resource('aws_sns_topic').kms_master_key_id],
  [
    'PAI-ENC-011',
    'models called in clear between nodes that do not encrypt',
    (app) => Object.assign(app.resource('aws_eks_node_group'), { instance_types: ['t3.large'] }),
  ],
];
