import { cloudformationStack } from './cloudformation';
import { cloudtrail } from './cloudtrail';
import { dashboard, metricAlarm } from './cloudwatch';
import { acmCertificate, route53Zone } from './dns';
import { eip } from './eip';
import { eksCluster } from './eks-cluster';
import { eksNodeGroup, launchTemplate } from './eks-node-group';
import { cacheCluster, replicationGroup, serverlessCache } from './elasticache';
import { flowLog } from './flow-log';
import { FREE, FREE_FAMILIES } from './free';
import { bedrockGuardrail } from './guardrail';
import { guardduty, guarddutyFeature } from './guardduty';
import { firehose, kinesisStream } from './kinesis';
import { kmsKey, kmsReplicaKey } from './kms-key';
import { helmRelease, kubernetesIngress, kubernetesService, kubernetesVolumeClaim } from './kubernetes';
import { lb } from './load-balancer';
import { logGroup } from './log-group';
import {
  athenaWorkgroup,
  dynamodbTable,
  glueCrawler,
  glueDatabase,
  glueJob,
  mskCluster,
  mskServerless,
  openSearchIngestion,
  redshiftCluster,
} from './data';
import {
  eventBus,
  lambdaFunction,
  networkFirewall,
  resolverEndpoint,
  snsSubscription,
  snsTopic,
  stateMachine,
  transitGatewayAttachment,
  vpnConnection,
} from './functions';
import {
  backupPlan,
  backupVault,
  configRecorder,
  configRule,
  dbProxy,
  grafanaWorkspace,
  inspector,
  lakeFormation,
  macie,
  privateAuthority,
  prometheusWorkspace,
  securityHub,
  securityLake,
  shieldProtection,
} from './governance';
import { autoscalingGroup, fargateProfile, instance } from './instances';
import type { Meter } from './meter';
import { natGateway } from './nat-gateway';
import { s3VectorsBucket, s3VectorsIndex } from './s3-vectors';
import { opensearchCollection, opensearchDomain } from './opensearch';
import { dbInstance, rdsCluster, rdsClusterInstance } from './rds';
import { redshiftNamespace, redshiftWorkgroup } from './redshift';
import { secret, ssmParameter } from './secret';
import { sqsQueue } from './sqs-queue';
import { ebsVolume, ecrRepository, efsFileSystem, s3Bucket } from './storage';
import { collectionEndpoint, vpcEndpoint } from './vpc-endpoint';
import { wafWebAcl } from './waf';

/** One entry a type. A map, because a foreign document may name a type `constructor`. */
const METERS: ReadonlyMap<string, Meter> = new Map<string, Meter>(
  Object.entries({
    ...FREE,
    aws_acm_certificate: acmCertificate,
    aws_acmpca_certificate_authority: privateAuthority,
    aws_alb: lb,
    aws_bedrock_guardrail: bedrockGuardrail,
    aws_athena_workgroup: athenaWorkgroup,
    aws_autoscaling_group: autoscalingGroup,
    aws_backup_plan: backupPlan,
    aws_backup_vault: backupVault,
    aws_cloudformation_stack: cloudformationStack,
    aws_cloudtrail: cloudtrail,
    aws_cloudwatch_dashboard: dashboard,
    aws_cloudwatch_event_bus: eventBus,
    aws_cloudwatch_log_group: logGroup,
    aws_cloudwatch_metric_alarm: metricAlarm,
    aws_config_config_rule: configRule,
    aws_config_configuration_recorder: configRecorder,
    aws_config_organization_managed_rule: configRule,
    aws_db_instance: dbInstance,
    aws_db_proxy: dbProxy,
    aws_dynamodb_table: dynamodbTable,
    aws_ebs_volume: ebsVolume,
    aws_ec2_transit_gateway_vpc_attachment: transitGatewayAttachment,
    aws_ecr_repository: ecrRepository,
    aws_efs_file_system: efsFileSystem,
    aws_eip: eip,
    aws_eks_cluster: eksCluster,
    aws_eks_fargate_profile: fargateProfile,
    aws_eks_node_group: eksNodeGroup,
    aws_elasticache_cluster: cacheCluster,
    aws_elasticache_replication_group: replicationGroup,
    aws_elasticache_serverless_cache: serverlessCache,
    aws_flow_log: flowLog,
    aws_glue_catalog_database: glueDatabase,
    aws_glue_crawler: glueCrawler,
    aws_glue_job: glueJob,
    aws_grafana_workspace: grafanaWorkspace,
    aws_guardduty_detector: guardduty,
    aws_guardduty_detector_feature: guarddutyFeature,
    aws_inspector2_enabler: inspector,
    aws_instance: instance,
    aws_kinesis_firehose_delivery_stream: firehose,
    aws_kinesis_stream: kinesisStream,
    aws_kms_external_key: kmsKey,
    aws_kms_key: kmsKey,
    aws_kms_replica_key: kmsReplicaKey,
    aws_lakeformation_data_lake_settings: lakeFormation,
    aws_lakeformation_lf_tag: lakeFormation,
    aws_lakeformation_permissions: lakeFormation,
    aws_lakeformation_resource: lakeFormation,
    aws_lakeformation_resource_lf_tag: lakeFormation,
    aws_lambda_function: lambdaFunction,
    aws_launch_template: launchTemplate,
    aws_lb: lb,
    aws_macie2_account: macie,
    aws_msk_cluster: mskCluster,
    aws_msk_serverless_cluster: mskServerless,
    aws_nat_gateway: natGateway,
    aws_networkfirewall_firewall: networkFirewall,
    aws_opensearch_domain: opensearchDomain,
    aws_opensearchserverless_collection: opensearchCollection,
    aws_opensearchserverless_vpc_endpoint: collectionEndpoint,
    aws_osis_pipeline: openSearchIngestion,
    aws_prometheus_workspace: prometheusWorkspace,
    aws_rds_cluster: rdsCluster,
    aws_rds_cluster_instance: rdsClusterInstance,
    aws_redshift_cluster: redshiftCluster,
    aws_s3vectors_index: s3VectorsIndex,
    aws_s3vectors_vector_bucket: s3VectorsBucket,
    aws_redshiftserverless_namespace: redshiftNamespace,
    aws_redshiftserverless_workgroup: redshiftWorkgroup,
    aws_route53_resolver_endpoint: resolverEndpoint,
    aws_route53_zone: route53Zone,
    aws_s3_bucket: s3Bucket,
    aws_secretsmanager_secret: secret,
    aws_securityhub_account: securityHub,
    aws_securitylake_data_lake: securityLake,
    aws_sfn_state_machine: stateMachine,
    aws_shield_protection: shieldProtection,
    aws_sns_topic: snsTopic,
    aws_sns_topic_subscription: snsSubscription,
    aws_sqs_queue: sqsQueue,
    aws_ssm_parameter: ssmParameter,
    aws_vpc_endpoint: vpcEndpoint,
    aws_vpn_connection: vpnConnection,
    aws_wafv2_web_acl: wafWebAcl,
    helm_release: helmRelease,
    kubernetes_ingress_v1: kubernetesIngress,
    kubernetes_persistent_volume_claim: kubernetesVolumeClaim,
    kubernetes_persistent_volume_claim_v1: kubernetesVolumeClaim,
    kubernetes_service: kubernetesService,
    kubernetes_service_v1: kubernetesService,
  }),
);

/** The meter of a resource type, or undefined where nobody wrote one. */
export function meterOf(type: string): Meter | undefined {
  return METERS.get(type) ?? FREE_FAMILIES.find(([prefix]) => type.startsWith(prefix))?.[1];
}
