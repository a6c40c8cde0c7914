import { cloudtrail } from './cloudtrail';
import { dashboard, metricAlarm } from './cloudwatch';
import { acmCertificate, route53Zone } from './dns';
import { eip } from './eip';
import { eksCluster } from './eks-cluster';
import { eksNodeGroup, launchTemplate } from './eks-node-group';
import { cacheCluster, replicationGroup, serverlessCache } from './elasticache';
import { flowLog } from './flow-log';
import { FREE, FREE_FAMILIES } from './free';
import { guardduty, guarddutyFeature } from './guardduty';
import { firehose, kinesisStream } from './kinesis';
import { kmsKey, kmsReplicaKey } from './kms-key';
import { helmRelease, kubernetesIngress, kubernetesService, kubernetesVolumeClaim } from './kubernetes';
import { lb } from './load-balancer';
import { logGroup } from './log-group';
import type { Meter } from './meter';
import { natGateway } from './nat-gateway';
import { opensearchCollection, opensearchDomain } from './opensearch';
import { dbInstance, rdsCluster, rdsClusterInstance } from './rds';
import { redshiftNamespace, redshiftWorkgroup } from './redshift';
import { secret, ssmParameter } from './secret';
import { sqsQueue } from './sqs-queue';
import { ebsVolume, ecrRepository, efsFileSystem, s3Bucket } from './storage';
import { vpcEndpoint } from './vpc-endpoint';
import { wafWebAcl } from './waf';

/** One entry a type. A map, because a foreign document may name a type `constructor`. */
const METERS: ReadonlyMap<string, Meter> = new Map<string, Meter>(
  Object.entries({
    ...FREE,
    aws_acm_certificate: acmCertificate,
    aws_alb: lb,
    aws_cloudtrail: cloudtrail,
    aws_cloudwatch_dashboard: dashboard,
    aws_cloudwatch_log_group: logGroup,
    aws_cloudwatch_metric_alarm: metricAlarm,
    aws_db_instance: dbInstance,
    aws_ebs_volume: ebsVolume,
    aws_ecr_repository: ecrRepository,
    aws_efs_file_system: efsFileSystem,
    aws_eip: eip,
    aws_eks_cluster: eksCluster,
    aws_eks_node_group: eksNodeGroup,
    aws_elasticache_cluster: cacheCluster,
    aws_elasticache_replication_group: replicationGroup,
    aws_elasticache_serverless_cache: serverlessCache,
    aws_flow_log: flowLog,
    aws_guardduty_detector: guardduty,
    aws_guardduty_detector_feature: guarddutyFeature,
    aws_kinesis_firehose_delivery_stream: firehose,
    aws_kinesis_stream: kinesisStream,
    aws_kms_external_key: kmsKey,
    aws_kms_key: kmsKey,
    aws_kms_replica_key: kmsReplicaKey,
    aws_launch_template: launchTemplate,
    aws_lb: lb,
    aws_nat_gateway: natGateway,
    aws_opensearch_domain: opensearchDomain,
    aws_opensearchserverless_collection: opensearchCollection,
    aws_rds_cluster: rdsCluster,
    aws_rds_cluster_instance: rdsClusterInstance,
    aws_redshiftserverless_namespace: redshiftNamespace,
    aws_redshiftserverless_workgroup: redshiftWorkgroup,
    aws_route53_zone: route53Zone,
    aws_s3_bucket: s3Bucket,
    aws_secretsmanager_secret: secret,
    aws_sqs_queue: sqsQueue,
    aws_ssm_parameter: ssmParameter,
    aws_vpc_endpoint: vpcEndpoint,
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
