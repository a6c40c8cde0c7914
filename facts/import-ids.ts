/** How the id that `terraform import` asks for is read from the ARN of a thing. */
export interface ImportId {
  /** What stands in the ARN behind account and region; `{word}` is a part without slash and colon, `{rest...}` any. */
  arn: string;
  /** The id, made of those words and of `{arn}`, `{partition}`, `{region}`, `{account}`, `{suffix}` (of host names). */
  id: string;
}

const last = (kind: string): ImportId => ({ arn: `${kind}{id}`, id: '{id}' });
const whole: ImportId = { arn: '{rest...}', id: '{arn}' };

/**
 * Types whose things carry tags, by the section "Import" of their pages in terraform-provider-aws, website/docs/r, and the ARN
 * formats of the Service Authorization Reference. Read 2026-11-21, provider 6.25.
 */
export const IMPORT_IDS: Readonly<Record<string, ImportId>> = {
  aws_athena_workgroup: last('workgroup/'),
  aws_backup_plan: last('backup-plan:'),
  aws_backup_vault: last('backup-vault:'),
  aws_bedrock_guardrail: { arn: 'guardrail/{id}', id: '{id},DRAFT' },
  aws_cloudformation_stack: { arn: 'stack/{name}/{unique}', id: '{name}' },
  aws_cloudtrail: whole,
  aws_cloudwatch_event_rule: { arn: 'rule/{rest...}', id: '{rest...}' },
  aws_cloudwatch_log_group: { arn: 'log-group:{name...}', id: '{name...}' },
  aws_cloudwatch_metric_alarm: { arn: 'alarm:{name...}', id: '{name...}' },
  aws_db_instance: last('db:'),
  aws_db_parameter_group: last('pg:'),
  aws_db_subnet_group: last('subgrp:'),
  aws_default_security_group: last('security-group/'),
  aws_eip: last('elastic-ip/'),
  aws_eks_access_entry: {
    arn: 'access-entry/{cluster}/{kind}/{owner}/{name...}/{unique}',
    id: '{cluster}:arn:{partition}:iam::{owner}:{kind}/{name...}',
  },
  aws_eks_addon: { arn: 'addon/{cluster}/{name}/{unique}', id: '{cluster}:{name}' },
  aws_eks_cluster: last('cluster/'),
  aws_eks_identity_provider_config: {
    arn: 'identityproviderconfig/{cluster}/oidc/{name}/{unique}',
    id: '{cluster}:{name}',
  },
  aws_eks_node_group: { arn: 'nodegroup/{cluster}/{name}/{unique}', id: '{cluster}:{name}' },
  aws_eks_pod_identity_association: { arn: 'podidentityassociation/{cluster}/{id}', id: '{cluster},{id}' },
  aws_elasticache_replication_group: last('replicationgroup:'),
  aws_elasticache_subnet_group: last('subnetgroup:'),
  aws_elasticache_user: last('user:'),
  aws_elasticache_user_group: last('usergroup:'),
  aws_flow_log: last('vpc-flow-log/'),
  aws_glue_catalog_database: { arn: 'database/{name}', id: '{account}:{name}' },
  aws_guardduty_detector: last('detector/'),
  aws_iam_instance_profile: { arn: 'instance-profile/{path...}', id: '{path...:last}' },
  aws_iam_openid_connect_provider: whole,
  aws_iam_role: { arn: 'role/{path...}', id: '{path...:last}' },
  aws_internet_gateway: last('internet-gateway/'),
  aws_kinesis_firehose_delivery_stream: whole,
  aws_kinesis_stream: last('stream/'),
  aws_kms_key: last('key/'),
  aws_lambda_event_source_mapping: last('event-source-mapping:'),
  aws_lambda_function: last('function:'),
  aws_launch_template: last('launch-template/'),
  aws_msk_serverless_cluster: whole,
  aws_nat_gateway: last('natgateway/'),
  aws_opensearch_domain: last('domain/'),
  aws_opensearchserverless_collection: last('collection/'),
  aws_rds_cluster: last('cluster:'),
  aws_rds_cluster_instance: last('db:'),
  aws_rds_cluster_parameter_group: last('cluster-pg:'),
  aws_redshiftserverless_namespace: { arn: 'namespace/{unique}', id: '{argument:namespace_name}' },
  aws_redshiftserverless_workgroup: { arn: 'workgroup/{unique}', id: '{argument:workgroup_name}' },
  aws_route_table: last('route-table/'),
  aws_s3_bucket: last(''),
  aws_s3vectors_vector_bucket: whole,
  aws_secretsmanager_secret: whole,
  aws_security_group: last('security-group/'),
  aws_sns_topic: whole,
  aws_sqs_queue: { arn: '{name}', id: 'https://sqs.{region}.{suffix}/{account}/{name}' },
  aws_subnet: last('subnet/'),
  aws_vpc: last('vpc/'),
  aws_vpc_endpoint: last('vpc-endpoint/'),
  aws_vpc_security_group_egress_rule: last('security-group-rule/'),
  aws_vpc_security_group_ingress_rule: last('security-group-rule/'),
  aws_wafv2_web_acl: { arn: 'regional/webacl/{name}/{id}', id: '{id}/{name}/REGIONAL' },
};

/**
 * What carries no tag, or is not in a listing by tag, and has a name AWS, Kubernetes or Helm give only once: an apply that meets
 * it ends with "already exists" and its address. Ids as their pages ask for them, `{argument}` from the configuration.
 */
export const UNLISTED_IDS: Readonly<Record<string, string>> = {
  aws_athena_prepared_statement: '{workgroup}/{name}',
  aws_backup_selection: '{plan_id}|<selection id>',
  aws_cloudwatch_log_stream: '{log_group_name}:{name}',
  aws_glue_catalog_table: '{catalog_id}:{database_name}:{name}',
  aws_iam_role: '{name}',
  aws_iam_service_linked_role: 'arn:<partition>:iam::<account>:role/aws-service-role/{aws_service_name}/<role>',
  aws_kms_alias: '{name}',
  aws_lakeformation_lf_tag: '{catalog_id}:{key}',
  aws_lakeformation_resource: '{arn}',
  aws_lambda_permission: '{function_name}/{statement_id}',
  aws_opensearchserverless_access_policy: '{name}/{type}',
  aws_opensearchserverless_security_policy: '{name}/{type}',
  aws_opensearchserverless_vpc_endpoint: '<vpce id>',
  aws_redshiftserverless_usage_limit: '<limit id>',
  aws_route: '{route_table_id}_{destination_cidr_block}',
  aws_route_table_association: '{subnet_id}/{route_table_id}',
  aws_securityhub_account: '<account id>',
  aws_securitylake_custom_log_source: '{source_name}',
  aws_vpc_ipv4_cidr_block_association: '<association id>',
  helm_release: '{namespace}/{name}',
  kubernetes_namespace_v1: '{metadata.name}',
};

/** What AWS takes a second time: policies and settings of something that has a name, and what only gets a second number. */
export const SET_AGAIN: ReadonlySet<string> = new Set([
  'aws_backup_vault_lock_configuration',
  'aws_bedrock_guardrail_version',
  'aws_bedrock_model_invocation_logging_configuration',
  'aws_cloudwatch_event_target',
  'aws_cloudwatch_log_metric_filter',
  'aws_cloudwatch_log_resource_policy',
  'aws_cloudwatch_log_subscription_filter',
  'aws_cloudwatch_query_definition',
  'aws_eks_access_policy_association',
  'aws_glue_data_catalog_encryption_settings',
  'aws_guardduty_detector_feature',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
  'aws_lakeformation_data_lake_settings',
  'aws_lakeformation_permissions',
  'aws_lakeformation_resource_lf_tag',
  'aws_msk_cluster_policy',
  'aws_opensearch_domain_policy',
  'aws_redshiftdata_statement',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_metric',
  'aws_s3_bucket_notification',
  'aws_s3_bucket_object_lock_configuration',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
  'aws_secretsmanager_secret_version',
  'aws_securityhub_standards_subscription',
  'aws_sns_topic_policy',
  'aws_sns_topic_subscription',
  'aws_sqs_queue_policy',
  'aws_wafv2_web_acl_logging_configuration',
  'time_sleep',
]);
