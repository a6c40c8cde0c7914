import { free, shared } from '../component';
import type { Meter } from './meter';

const none =
  (reason: string): Meter =>
  () => [free('resource', reason)];
const elsewhere =
  (reason: string): Meter =>
  () => [shared('resource', reason)];

const NETWORK = none('parts of a VPC without hours or volume cost nothing');
const IDENTITY = none('IAM costs nothing');
const EKS_PART = none('access entries, identities and managed add-ons cost nothing beyond the pods they run');
const BUCKET_PART = elsewhere('settings of a bucket; what it stores and answers is billed on the bucket');
const LB_PART = elsewhere('part of a load balancer');
const EVENTS = none('rules, targets and events of AWS services cost nothing');
const POLICY = none('a policy or setting costs nothing');
const GROUPING = none('a grouping of settings costs nothing');
const DNS_RECORD = elsewhere('queries are billed on the zone');
const TERRAFORM = none('exists in the Terraform state only');

/** Types that cost nothing themselves, with the reason. */
export const FREE: Readonly<Record<string, Meter>> = {
  aws_vpc: NETWORK,
  aws_subnet: NETWORK,
  aws_internet_gateway: NETWORK,
  aws_egress_only_internet_gateway: NETWORK,
  aws_route: NETWORK,
  aws_route_table: NETWORK,
  aws_route_table_association: NETWORK,
  aws_main_route_table_association: NETWORK,
  aws_default_route_table: NETWORK,
  aws_network_acl: NETWORK,
  aws_default_network_acl: NETWORK,
  aws_eip_association: NETWORK,
  aws_security_group: NETWORK,
  aws_default_security_group: NETWORK,
  aws_security_group_rule: NETWORK,
  aws_vpc_security_group_ingress_rule: NETWORK,
  aws_vpc_security_group_egress_rule: NETWORK,
  aws_vpc_ipv4_cidr_block_association: NETWORK,
  aws_vpc_dhcp_options: NETWORK,
  aws_vpc_dhcp_options_association: NETWORK,
  aws_vpc_endpoint_policy: NETWORK,
  aws_vpc_endpoint_subnet_association: elsewhere('counted on the endpoint'),
  aws_vpc_endpoint_route_table_association: NETWORK,
  aws_ec2_tag: NETWORK,
  aws_key_pair: NETWORK,
  aws_placement_group: NETWORK,
  aws_eks_addon: EKS_PART,
  aws_eks_access_entry: EKS_PART,
  aws_eks_access_policy_association: EKS_PART,
  aws_eks_pod_identity_association: EKS_PART,
  aws_eks_identity_provider_config: EKS_PART,
  aws_autoscaling_group_tag: EKS_PART,
  aws_kms_alias: POLICY,
  aws_kms_key_policy: POLICY,
  aws_kms_grant: POLICY,
  aws_cloudwatch_event_rule: EVENTS,
  aws_cloudwatch_event_target: EVENTS,
  aws_cloudwatch_log_resource_policy: POLICY,
  aws_cloudwatch_log_stream: elsewhere('billed on its log group'),
  aws_cloudwatch_log_subscription_filter: elsewhere('billed where it delivers to'),
  aws_sqs_queue_policy: POLICY,
  aws_sqs_queue_redrive_policy: POLICY,
  aws_secretsmanager_secret_version: elsewhere('versions are part of the secret'),
  aws_secretsmanager_secret_policy: POLICY,
  aws_secretsmanager_secret_rotation: POLICY,
  aws_s3_bucket_acl: BUCKET_PART,
  aws_s3_bucket_cors_configuration: BUCKET_PART,
  aws_s3_bucket_lifecycle_configuration: BUCKET_PART,
  aws_s3_bucket_logging: BUCKET_PART,
  aws_s3_bucket_notification: BUCKET_PART,
  aws_s3_bucket_object_lock_configuration: BUCKET_PART,
  aws_s3_bucket_ownership_controls: BUCKET_PART,
  aws_s3_bucket_policy: BUCKET_PART,
  aws_s3_bucket_public_access_block: BUCKET_PART,
  aws_s3_bucket_server_side_encryption_configuration: BUCKET_PART,
  aws_s3_bucket_versioning: BUCKET_PART,
  aws_s3_bucket_object: BUCKET_PART,
  aws_s3_object: BUCKET_PART,
  aws_ecr_lifecycle_policy: POLICY,
  aws_ecr_repository_policy: POLICY,
  aws_efs_access_point: elsewhere('part of the file system'),
  aws_efs_mount_target: elsewhere('part of the file system'),
  aws_efs_file_system_policy: POLICY,
  aws_lb_listener: LB_PART,
  aws_lb_listener_certificate: LB_PART,
  aws_lb_listener_rule: LB_PART,
  aws_lb_target_group: LB_PART,
  aws_lb_target_group_attachment: LB_PART,
  aws_acm_certificate_validation: none('public certificates cost nothing'),
  aws_route53_record: DNS_RECORD,
  aws_route53_zone_association: DNS_RECORD,
  aws_wafv2_web_acl_association: elsewhere('billed on the web ACL'),
  aws_wafv2_web_acl_logging_configuration: elsewhere('billed where it delivers to'),
  aws_wafv2_ip_set: elsewhere('billed on the rules that use it'),
  aws_budgets_budget: none('budgets cost nothing; from the third with an action on, 0.10 a day'),
  aws_db_subnet_group: GROUPING,
  aws_db_parameter_group: GROUPING,
  aws_rds_cluster_parameter_group: GROUPING,
  aws_elasticache_subnet_group: GROUPING,
  aws_elasticache_parameter_group: GROUPING,
  aws_elasticache_user: GROUPING,
  aws_elasticache_user_group: GROUPING,
  aws_elasticache_user_group_association: GROUPING,
  aws_opensearch_domain_policy: POLICY,
  aws_opensearchserverless_access_policy: POLICY,
  aws_opensearchserverless_security_policy: POLICY,
  aws_bedrock_model_invocation_logging_configuration: POLICY,
  terraform_data: TERRAFORM,
  null_resource: TERRAFORM,
  time_sleep: TERRAFORM,
  time_static: TERRAFORM,
  time_rotating: TERRAFORM,
};

/** Families all of whose types cost nothing themselves. */
export const FREE_FAMILIES: readonly (readonly [prefix: string, meter: Meter])[] = [
  ['aws_iam_', IDENTITY],
  ['random_', TERRAFORM],
  ['tls_', TERRAFORM],
  ['kubernetes_', none('an object inside the cluster')],
];
