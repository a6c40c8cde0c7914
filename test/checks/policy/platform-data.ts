import { key } from './platform-network';
import { at, stack } from './platform-stack';

/** Stores: buckets, databases, caches, indexes, the warehouse. */
export const DATA_STACK = stack('data', {
  resource: {
    aws_kms_key: { Key: key('data/Key/Resource') },
    aws_s3_bucket: { Documents: at('data/Documents/Resource', { bucket: 'acme-prod-documents' }) },
    aws_s3_bucket_server_side_encryption_configuration: {
      Documents: at('data/Documents/Encryption', {
        bucket: '${aws_s3_bucket.Documents.bucket}',
        rule: [
          {
            apply_server_side_encryption_by_default: {
              sse_algorithm: 'aws:kms',
              kms_master_key_id: '${aws_kms_key.Key.arn}',
            },
            bucket_key_enabled: true,
          },
        ],
      }),
    },
    aws_s3_bucket_policy: {
      Documents: at('data/Documents/Policy', {
        bucket: '${aws_s3_bucket.Documents.bucket}',
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
    aws_rds_cluster: {
      Vectors: at('data/Vectors/Resource', {
        cluster_identifier: 'acme-vectors',
        engine: 'aurora-postgresql',
        storage_encrypted: true,
        kms_key_id: '${aws_kms_key.Key.arn}',
        db_cluster_parameter_group_name: '${aws_rds_cluster_parameter_group.Vectors.name}',
        manage_master_user_password: true,
      }),
    },
    aws_rds_cluster_parameter_group: {
      Vectors: at('data/Vectors/Parameters', {
        family: 'aurora-postgresql17',
        parameter: [{ name: 'rds.force_ssl', value: '1' }],
      }),
    },
    aws_elasticache_replication_group: {
      Cache: at('data/Cache/Resource', {
        replication_group_id: 'acme-cache',
        description: 'answers that were given before',
        at_rest_encryption_enabled: 'true',
        transit_encryption_enabled: true,
        kms_key_id: '${aws_kms_key.Key.arn}',
        user_group_ids: ['acme'],
      }),
    },
    aws_opensearch_domain: {
      Index: at('data/Index/Resource', {
        domain_name: 'acme-index',
        encrypt_at_rest: { enabled: true, kms_key_id: '${aws_kms_key.Key.arn}' },
        node_to_node_encryption: { enabled: true },
        domain_endpoint_options: { enforce_https: true, tls_security_policy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
      }),
    },
    aws_redshiftserverless_namespace: {
      Warehouse: at('data/Warehouse/Namespace', {
        namespace_name: 'acme',
        kms_key_id: '${aws_kms_key.Key.arn}',
      }),
    },
    aws_redshiftserverless_workgroup: {
      Warehouse: at('data/Warehouse/Workgroup', {
        namespace_name: '${aws_redshiftserverless_namespace.Warehouse.namespace_name}',
        workgroup_name: 'acme',
        publicly_accessible: false,
        enhanced_vpc_routing: true,
        config_parameter: [{ parameter_key: 'require_ssl', parameter_value: 'true' }],
      }),
    },
  },
});
