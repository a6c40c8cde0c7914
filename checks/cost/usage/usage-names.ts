import { USAGE_DEFAULTS } from './usage-defaults';

/**
 * Names that infracost's usage file (version 0.1) has for types that are metered here. Source: its published example, 2026-08.
 * Those no meter asks for are taken without a complaint, and named as not used.
 */
const INFRACOST: Readonly<Record<string, string>> = {
  aws_autoscaling_group: 'instances monthly_cpu_credit_hrs vcpu_count',
  node_pool: 'instances',
  aws_backup_vault:
    'monthly_efs_warm_restore_gb monthly_efs_cold_restore_gb monthly_efs_item_restore_requests monthly_efs_warm_backup_gb monthly_efs_cold_backup_gb monthly_ebs_snapshot_gb monthly_rds_snapshot_gb monthly_aurora_snapshot_gb monthly_dynamodb_backup_gb monthly_dynamodb_restore_gb monthly_fsx_windows_backup_gb monthly_fsx_lustre_backup_gb',
  aws_cloudtrail: 'monthly_additional_management_events monthly_data_events monthly_insight_events',
  aws_cloudwatch_event_bus:
    'monthly_custom_events monthly_third_party_events monthly_archive_processing_gb archive_storage_gb monthly_schema_discovery_events',
  aws_cloudwatch_log_group: 'storage_gb monthly_data_ingested_gb monthly_data_scanned_gb',
  aws_config_config_rule: 'monthly_rule_evaluations',
  aws_config_configuration_recorder: 'monthly_config_items monthly_custom_config_items',
  aws_db_instance:
    'additional_backup_storage_gb monthly_standard_io_requests monthly_additional_performance_insights_requests monthly_cpu_credit_hrs',
  aws_dynamodb_table:
    'monthly_write_request_units monthly_read_request_units storage_gb pitr_backup_storage_gb on_demand_backup_storage_gb monthly_data_restored_gb monthly_streams_read_request_units',
  aws_ebs_volume: 'monthly_standard_io_requests',
  aws_ec2_transit_gateway_vpc_attachment: 'monthly_data_processed_gb',
  aws_ecr_repository: 'storage_gb',
  aws_efs_file_system:
    'storage_gb infrequent_access_storage_gb monthly_infrequent_access_read_gb monthly_infrequent_access_write_gb',
  aws_eks_node_group: 'instances monthly_cpu_credit_hrs vcpu_count',
  aws_elasticache_cluster: 'snapshot_storage_size_gb',
  aws_elasticache_replication_group: 'snapshot_storage_size_gb',
  aws_glue_catalog_database: 'monthly_objects monthly_requests',
  aws_glue_crawler: 'monthly_hours',
  aws_glue_job: 'monthly_hours',
  aws_kinesis_firehose_delivery_stream: 'monthly_data_ingested_gb',
  aws_kinesis_stream:
    'monthly_on_demand_data_in_gb monthly_on_demand_data_out_gb monthly_on_demand_efo_data_out_gb monthly_on_demand_extended_retention_gb monthly_on_demand_long_term_retention_gb monthly_provisioned_put_units monthly_provisioned_extended_retention_gb monthly_provisioned_long_term_retention_gb monthly_provisioned_long_term_retrieval_gb monthly_provisioned_efo_data_out_gb monthly_provisioned_efo_consumer_hours',
  aws_lambda_function: 'monthly_requests request_duration_ms',
  aws_alb: 'new_connections active_connections processed_bytes_gb rule_evaluations',
  aws_lb: 'new_connections active_connections processed_bytes_gb rule_evaluations',
  aws_nat_gateway: 'monthly_data_processed_gb',
  aws_networkfirewall_firewall: 'monthly_data_processed_gb',
  aws_rds_cluster:
    'capacity_units_per_hr storage_gb write_requests_per_sec read_requests_per_sec backup_snapshot_size_gb average_statements_per_hr change_records_per_statement backtrack_window_hrs snapshot_export_size_gb',
  aws_rds_cluster_instance:
    'monthly_cpu_credit_hrs vcpu_count monthly_additional_performance_insights_requests capacity_units_per_hr',
  aws_redshift_cluster: 'managed_storage_gb excess_concurrency_scaling_secs spectrum_data_scanned_tb backup_storage_gb',
  aws_route53_record: 'monthly_standard_queries monthly_latency_based_queries monthly_geo_queries',
  aws_route53_resolver_endpoint: 'monthly_queries',
  aws_s3_bucket: 'object_tags',
  aws_secretsmanager_secret: 'monthly_requests',
  aws_sfn_state_machine: 'monthly_transitions monthly_requests memory_mb workflow_duration_ms',
  aws_sns_topic:
    'monthly_requests request_size_kb http_subscriptions email_subscriptions kinesis_subscriptions mobile_push_subscriptions macos_subscriptions sms_subscriptions sms_notification_price',
  aws_sns_topic_subscription: 'monthly_requests request_size_kb',
  aws_sqs_queue: 'monthly_requests request_size_kb',
  aws_ssm_parameter: 'monthly_api_interactions parameter_storage_hrs',
  aws_vpc_endpoint: 'monthly_data_processed_gb',
  aws_vpn_connection: 'monthly_data_processed_gb',
  aws_wafv2_web_acl: 'rule_group_rules managed_rule_group_rules monthly_requests',
};

/** Figures of one storage class of a bucket, `standard.storage_gb`. */
const S3_CLASS =
  /^(standard|intelligent_tiering|standard_infrequent_access|one_zone_infrequent_access|glacier_flexible_retrieval|glacier_deep_archive)\.[a-z_\d]+$/;

/** Stands for the type of a construct path, which does not tell it. */
export const CONSTRUCT = 'a construct';

/** Names a usage file may say of a type; undefined for a type nobody here knows. */
export function usageNames(type: string): string[] | undefined {
  if (type === CONSTRUCT) return ANY_NAME;
  const own = Object.keys(USAGE_DEFAULTS)
    .map((key) => key.split('.'))
    .filter(([ofType]) => ofType === (type === 'aws_alb' ? 'aws_lb' : type))
    .map(([, name]) => name ?? '');
  const theirs = INFRACOST[type]?.split(' ') ?? [];
  const all = [...new Set([...own, ...theirs])].sort();
  return all.length === 0 ? undefined : all;
}

/** Whether a type has figures with a free first part. */
export function isStorageClass(type: string, name: string): boolean {
  return type === 'aws_s3_bucket' && S3_CLASS.test(name);
}

const ANY_NAME: string[] = [
  ...new Set([
    ...Object.keys(USAGE_DEFAULTS).map((key) => key.split('.')[1] ?? ''),
    ...Object.values(INFRACOST).flatMap((names) => names.split(' ')),
  ]),
].sort();
