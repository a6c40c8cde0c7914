import { isObject, type JsonObject } from '../../../contract';
import { key } from './platform-network';
import { at, KEPT, stack, TAGS } from './platform-stack';

const KEY = '${aws_kms_key.Key.arn}';

/** Stores: buckets, databases, caches, indexes, the warehouse. */
export const DATA_STACK = stack(
  'data',
  {
    resource: {
      aws_kms_key: { Key: key('data/Key/Resource') },
      ...together(
        bucket('Documents', { tags: { content: 'documents' }, logs: 'Access' }),
        bucket('Access', { tags: { content: 'logs' } }),
      ),
      ...database(),
      ...warehouse(),
      ...indexes(),
      ...lake(),
      aws_elasticache_replication_group: {
        Cache: at('data/Cache/Resource', {
          replication_group_id: 'acme-cache',
          description: 'answers that were given before',
          at_rest_encryption_enabled: 'true',
          transit_encryption_enabled: true,
          kms_key_id: KEY,
          user_group_ids: ['acme'],
          snapshot_retention_limit: 7,
          automatic_failover_enabled: true,
          multi_az_enabled: true,
          ...KEPT,
        }),
      },
    },
  },
  [],
  { rag: { dataClass: 'confidential', acl: 'document', tenancy: 'isolated' } },
);

/** A bucket with all that stands around it, by resource type. */
export function bucket(id: string, options: { tags: JsonObject; logs?: string; more?: JsonObject }): JsonObject {
  const of = { bucket: `\${aws_s3_bucket.${id}.id}` };
  const path = (part: string): string => `data/${id}/${part}`;
  return {
    aws_s3_bucket: {
      [id]: at(path('Resource'), {
        bucket: `acme-prod-${id.toLowerCase()}`,
        ...KEPT,
        tags: { ...TAGS, ...options.tags },
        ...options.more,
      }),
    },
    aws_s3_bucket_server_side_encryption_configuration: {
      [id]: at(path('Encryption'), {
        ...of,
        rule: [
          {
            apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEY },
            bucket_key_enabled: true,
          },
        ],
      }),
    },
    aws_s3_bucket_public_access_block: {
      [id]: at(path('PublicAccess'), {
        ...of,
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
    },
    aws_s3_bucket_versioning: {
      [id]: at(path('Versioning'), { ...of, versioning_configuration: { status: 'Enabled' } }),
    },
    aws_s3_bucket_lifecycle_configuration: {
      [id]: at(path('Lifecycle'), {
        ...of,
        rule: [
          {
            id: 'kept',
            status: 'Enabled',
            abort_incomplete_multipart_upload: { days_after_initiation: 7 },
            expiration: { days: 365 },
          },
        ],
      }),
    },
    aws_s3_bucket_policy: {
      [id]: at(path('Policy'), {
        ...of,
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: '*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        }),
      }),
    },
    ...(options.logs === undefined
      ? {}
      : {
          aws_s3_bucket_logging: {
            [id]: at(path('Logging'), {
              ...of,
              target_bucket: `\${aws_s3_bucket.${options.logs}.id}`,
              target_prefix: `${id.toLowerCase()}/`,
            }),
          },
        }),
  };
}

/** Resources of several parts, type by type. */
export function together(...parts: readonly JsonObject[]): JsonObject {
  const all: JsonObject = {};
  for (const [type, named] of parts.flatMap((part) => Object.entries(part))) {
    const there = all[type];
    all[type] = { ...(isObject(there) ? there : {}), ...(isObject(named) ? named : {}) };
  }
  return all;
}

function database(): JsonObject {
  const instance = (name: string): JsonObject =>
    at(`data/Vectors/${name}`, {
      cluster_identifier: '${aws_rds_cluster.Vectors.id}',
      engine: 'aurora-postgresql',
      instance_class: 'db.serverless',
    });
  return {
    aws_rds_cluster: {
      Vectors: at('data/Vectors/Resource', {
        cluster_identifier: 'acme-vectors',
        engine: 'aurora-postgresql',
        storage_encrypted: true,
        kms_key_id: KEY,
        db_cluster_parameter_group_name: '${aws_rds_cluster_parameter_group.Vectors.name}',
        manage_master_user_password: true,
        iam_database_authentication_enabled: true,
        deletion_protection: true,
        backup_retention_period: 35,
        copy_tags_to_snapshot: true,
        final_snapshot_identifier: 'acme-vectors-last',
        enabled_cloudwatch_logs_exports: ['postgresql'],
        performance_insights_enabled: true,
        performance_insights_kms_key_id: KEY,
        ...KEPT,
      }),
    },
    aws_rds_cluster_instance: { First: instance('First'), Second: instance('Second') },
    aws_rds_cluster_parameter_group: {
      Vectors: at('data/Vectors/Parameters', {
        family: 'aurora-postgresql17',
        parameter: [
          { name: 'rds.force_ssl', value: '1' },
          { name: 'shared_preload_libraries', value: 'pg_stat_statements,pgaudit' },
        ],
      }),
    },
  };
}

function warehouse(): JsonObject {
  return {
    aws_redshiftserverless_namespace: {
      Warehouse: at('data/Warehouse/Namespace', {
        namespace_name: 'acme',
        kms_key_id: KEY,
        admin_username: 'platform_owner',
        db_name: 'warehouse',
        manage_admin_password: true,
        log_exports: ['userlog', 'connectionlog', 'useractivitylog'],
        ...KEPT,
      }),
    },
    aws_redshiftserverless_workgroup: {
      Warehouse: at('data/Warehouse/Workgroup', {
        namespace_name: '${aws_redshiftserverless_namespace.Warehouse.namespace_name}',
        workgroup_name: 'acme',
        publicly_accessible: false,
        enhanced_vpc_routing: true,
        max_capacity: 64,
        config_parameter: [{ parameter_key: 'require_ssl', parameter_value: 'true' }],
      }),
    },
    aws_redshiftserverless_usage_limit: {
      Warehouse: at('data/Warehouse/Limit', {
        resource_arn: '${aws_redshiftserverless_workgroup.Warehouse.arn}',
        usage_type: 'serverless-compute',
        amount: 400,
        breach_action: 'deactivate',
      }),
    },
  };
}

function indexes(): JsonObject {
  return {
    aws_opensearch_domain: {
      Index: at('data/Index/Resource', {
        domain_name: 'acme-index',
        encrypt_at_rest: { enabled: true, kms_key_id: KEY },
        node_to_node_encryption: { enabled: true },
        domain_endpoint_options: { enforce_https: true, tls_security_policy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
        vpc_options: { subnet_ids: ['subnet-1'] },
        advanced_security_options: { enabled: true },
        log_publishing_options: [
          {
            log_type: 'AUDIT_LOGS',
            cloudwatch_log_group_arn: 'arn:aws:logs:eu-central-1:111122223333:log-group:index',
          },
        ],
        ...KEPT,
      }),
    },
    aws_opensearchserverless_security_policy: {
      Network: at('data/Serverless/Network', {
        name: 'acme',
        type: 'network',
        policy: JSON.stringify([
          {
            Rules: [{ ResourceType: 'collection', Resource: ['collection/acme'] }],
            AllowFromPublic: false,
            SourceVPCEs: ['vpce-1'],
          },
        ]),
      }),
      Encryption: at('data/Serverless/Encryption', {
        name: 'acme',
        type: 'encryption',
        policy: JSON.stringify({
          Rules: [{ ResourceType: 'collection', Resource: ['collection/acme'] }],
          AWSOwnedKey: false,
          KmsARN: 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001',
        }),
      }),
    },
    aws_opensearchserverless_access_policy: {
      Readers: at('data/Serverless/Access', {
        name: 'acme',
        type: 'data',
        policy: JSON.stringify([
          {
            Rules: [{ ResourceType: 'index', Resource: ['index/acme/*'], Permission: ['aoss:ReadDocument'] }],
            Principal: ['arn:aws:iam::111122223333:role/chat'],
          },
        ]),
      }),
    },
  };
}

function lake(): JsonObject {
  return {
    aws_athena_workgroup: {
      Analysts: at('data/Athena/Workgroup', {
        name: 'acme',
        configuration: {
          enforce_workgroup_configuration: true,
          bytes_scanned_cutoff_per_query: 1_099_511_627_776,
          result_configuration: { encryption_configuration: { encryption_option: 'SSE_KMS', kms_key_arn: KEY } },
        },
      }),
    },
    aws_glue_data_catalog_encryption_settings: {
      Catalogue: at('data/Catalogue/Encryption', {
        data_catalog_encryption_settings: {
          encryption_at_rest: { catalog_encryption_mode: 'SSE-KMS', sse_aws_kms_key_id: KEY },
          connection_password_encryption: { return_connection_password_encrypted: true, aws_kms_key_id: KEY },
        },
      }),
    },
    aws_lakeformation_data_lake_settings: {
      Lake: at('data/Lake/Settings', { admins: ['arn:aws:iam::111122223333:role/lake'] }),
    },
  };
}
