import type { JsonObject } from '../../../../contract';
import { objectAt, type App } from '../fixture';
import type { Mutation } from './mutation';

/** Arguments of the bucket's companion: that of the documents. */
function documents(app: App, type: string): JsonObject {
  return app.resource(type, (body) => JSON.stringify(body).includes('Documents'));
}

function archive(app: App, type: string): JsonObject {
  return app.resource(type, (body) => JSON.stringify(body).includes('Archive'));
}

export const DATA: readonly Mutation[] = [
  [
    'PAI-DAT-001',
    'a bucket whose policy may be public',
    (app) => Object.assign(documents(app, 'aws_s3_bucket_public_access_block'), { block_public_policy: false }),
  ],
  ['PAI-DAT-001', 'buckets without blocks', (app) => app.remove('aws_s3_bucket_public_access_block')],
  [
    'PAI-DAT-002',
    'versioning suspended',
    (app) =>
      Object.assign(objectAt(documents(app, 'aws_s3_bucket_versioning'), 'versioning_configuration'), {
        status: 'Suspended',
      }),
  ],
  ['PAI-DAT-002', 'no versioning', (app) => app.remove('aws_s3_bucket_versioning')],
  [
    'PAI-DAT-003',
    'objects kept longer than promised',
    (app) =>
      Object.assign(objectAt(documents(app, 'aws_s3_bucket_lifecycle_configuration'), 'rule'), {
        expiration: { days: 700 },
      }),
  ],
  [
    'PAI-DAT-003',
    'unfinished uploads kept',
    (app) =>
      delete objectAt(documents(app, 'aws_s3_bucket_lifecycle_configuration'), 'rule')
        .abort_incomplete_multipart_upload,
  ],
  ['PAI-DAT-004', 'a bucket that records no reader', (app) => app.remove('aws_s3_bucket_logging')],
  [
    'PAI-DAT-005',
    'an archive without retention',
    (app) => delete app.resource('aws_s3_bucket_object_lock_configuration').rule,
  ],
  [
    'PAI-DAT-005',
    'an archive that forgets early',
    (app) =>
      Object.assign(
        objectAt(objectAt(app.resource('aws_s3_bucket_object_lock_configuration'), 'rule'), 'default_retention'),
        { days: 30 },
      ),
  ],
  [
    'PAI-DAT-005',
    'an archive without lock',
    (app) => {
      app.remove('aws_s3_bucket_object_lock_configuration');
      Object.assign(archive(app, 'aws_s3_bucket'), { object_lock_enabled: false });
    },
  ],
  [
    'PAI-DAT-006',
    'a database with a public address',
    (app) => Object.assign(app.resource('aws_rds_cluster_instance'), { publicly_accessible: true }),
  ],
  ['PAI-DAT-006', 'a database anybody may delete', (app) => delete app.resource('aws_rds_cluster').deletion_protection],
  ['PAI-DAT-006', 'a database of one instance', (app) => app.remove('aws_rds_cluster_instance')],
  [
    'PAI-DAT-007',
    'a database that exports no logs',
    (app) => delete app.resource('aws_rds_cluster').enabled_cloudwatch_logs_exports,
  ],
  [
    'PAI-DAT-007',
    'a database without pgaudit',
    (app) =>
      Object.assign(app.resource('aws_rds_cluster_parameter_group'), {
        parameter: [{ name: 'rds.force_ssl', value: '1' }],
      }),
  ],
  [
    'PAI-DAT-008',
    'a warehouse that tells who and not what',
    (app) => Object.assign(app.resource('aws_redshiftserverless_namespace'), { log_exports: ['userlog'] }),
  ],
  [
    'PAI-DAT-009',
    'an administrator by the usual name',
    (app) => Object.assign(app.resource('aws_redshiftserverless_namespace'), { admin_username: 'admin' }),
  ],
  ['PAI-DAT-010', 'a warehouse without limit', (app) => app.remove('aws_redshiftserverless_usage_limit')],
  [
    'PAI-DAT-010',
    'a limit that writes a line',
    (app) => Object.assign(app.resource('aws_redshiftserverless_usage_limit'), { breach_action: 'log' }),
  ],
  [
    'PAI-DAT-010',
    'a warehouse that grows as it likes',
    (app) => delete app.resource('aws_redshiftserverless_workgroup').max_capacity,
  ],
  [
    'PAI-DAT-011',
    'queries that scan everything',
    (app) => delete objectAt(app.resource('aws_athena_workgroup'), 'configuration').bytes_scanned_cutoff_per_query,
  ],
  [
    'PAI-DAT-012',
    'a catalogue in clear',
    (app) =>
      Object.assign(
        objectAt(
          objectAt(app.resource('aws_glue_data_catalog_encryption_settings'), 'data_catalog_encryption_settings'),
          'encryption_at_rest',
        ),
        { catalog_encryption_mode: 'DISABLED' },
      ),
  ],
  [
    'PAI-DAT-012',
    'a lake open to all IAM principals',
    (app) =>
      Object.assign(app.resource('aws_lakeformation_data_lake_settings'), {
        create_table_default_permissions: { permissions: ['ALL'], principal: 'IAM_ALLOWED_PRINCIPALS' },
      }),
  ],
  [
    'PAI-DAT-013',
    'a store of a class nobody knows',
    (app) => Object.assign(objectAt(app.resource('aws_rds_cluster'), 'tags'), { 'data-class': 'secret' }),
  ],
  ['PAI-DAT-013', 'a store without tags', (app) => delete app.resource('aws_opensearch_domain').tags],
  [
    'PAI-DAT-014',
    'backups that leave Europe',
    (app) =>
      Object.assign(objectAt(objectAt(app.resource('aws_backup_plan'), 'rule'), 'copy_action'), {
        destination_vault_arn: 'arn:aws:backup:us-east-1:111122223333:backup-vault:acme-copy',
      }),
  ],
  [
    'PAI-DAT-014',
    'a store in another part of the world',
    (app) => Object.assign(app.resource('aws_opensearch_domain'), { region: 'ap-south-1' }),
  ],
  [
    'PAI-RAG-001',
    'a serverless index on the internet',
    (app) =>
      Object.assign(
        app.resource('aws_opensearchserverless_security_policy', (body) => body.type === 'network'),
        { policy: '[{"Rules":[],"AllowFromPublic":true}]' },
      ),
  ],
  [
    'PAI-RAG-001',
    'a serverless index with a key of AWS',
    (app) =>
      Object.assign(
        app.resource('aws_opensearchserverless_security_policy', (body) => body.type === 'encryption'),
        { policy: '{"Rules":[],"AWSOwnedKey":true}' },
      ),
  ],
  [
    'PAI-RAG-002',
    'an index without audit log',
    (app) => delete app.resource('aws_opensearch_domain').log_publishing_options,
  ],
  [
    'PAI-RAG-003',
    'a chat that may write into the index',
    (app) =>
      Object.assign(app.resource('aws_opensearchserverless_access_policy'), {
        policy:
          '[{"Rules":[{"ResourceType":"index","Permission":["aoss:WriteDocument"]}],"Principal":["arn:aws:iam::111122223333:role/chat"]}]',
      }),
  ],
  [
    'PAI-RAG-004',
    'Qdrant without a key',
    (app) => app.values('QDRANT__SERVICE__API_KEY', (values) => delete values.env),
  ],
  [
    'PAI-RAG-004',
    'a Qdrant whose pods talk to each other in clear',
    (app) => app.values('QDRANT__SERVICE__API_KEY', (values) => delete objectAt(values, 'config').cluster),
  ],
  [
    'PAI-RAG-004',
    'one Qdrant',
    (app) => app.values('QDRANT__SERVICE__API_KEY', (values) => Object.assign(values, { replicaCount: 1 })),
  ],
  [
    'PAI-RAG-005',
    'an index everybody shares',
    (app) => app.says('rag', { rag: { dataClass: 'confidential', acl: 'document', tenancy: 'shared' } }),
  ],
  [
    'PAI-RAG-006',
    'an agent without guardrail',
    (app) => delete app.resource('aws_bedrockagent_agent').guardrail_configuration,
  ],
];
