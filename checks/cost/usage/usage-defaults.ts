import type { Tier } from '../../../contract';

/** A month in production: at least, as expected, at most. */
type Month = readonly [number, number, number];

export interface UsageDefault extends Readonly<Record<Tier, Month>> {
  /** `environment`: the figure is for all resources of the kind together and is split among them. */
  per: 'environment' | 'resource';
  /** Whether an environment that is not production has less of it. @default true */
  scales?: false;
  /** What is counted, as it reads behind a number. */
  unit: string;
  /** One line: where the figures come from. */
  because: string;
}

/** Part of production's traffic that another stage has. */
export const STAGE_SHARE = { production: 1, staging: 0.25, development: 0.1 } as const;

const NETWORK = {
  'aws_nat_gateway.monthly_data_processed_gb': {
    per: 'environment',
    unit: 'GB a month',
    smb: [20, 80, 400],
    'mid-market': [100, 400, 1500],
    enterprise: [200, 900, 4000],
    because: 'images and weights at each node start, calls to services outside',
  },
  'aws_nat_gateway.monthly_data_transfer_out_gb': {
    per: 'environment',
    unit: 'GB a month',
    smb: [5, 20, 80],
    'mid-market': [20, 80, 300],
    enterprise: [50, 250, 1000],
    because: 'the part of NAT traffic that leaves AWS: requests, telemetry, logs to a SIEM',
  },
  'aws_vpc_endpoint.monthly_data_processed_gb': {
    per: 'environment',
    unit: 'GB a month',
    smb: [10, 40, 150],
    'mid-market': [60, 240, 900],
    enterprise: [150, 900, 3000],
    because: 'logs, secrets, image manifests and prompts; image layers come through the S3 gateway, which is free',
  },
  'aws_eks_cluster.monthly_cross_zone_gb': {
    per: 'environment',
    unit: 'GB a month',
    smb: [10, 60, 300],
    'mid-market': [60, 300, 1500],
    enterprise: [200, 1200, 6000],
    because: 'pods that answer each other from another zone; each GB is billed on both sides',
  },
  'aws_lb.average_lcu': {
    per: 'resource',
    unit: 'LCU on average',
    smb: [0.05, 0.3, 2],
    'mid-market': [0.2, 1, 5],
    enterprise: [0.5, 3, 15],
    because: 'capacity units by hour of day averaged: 25 new connections a second or 1 GB an hour fill one',
  },
  'aws_lb.monthly_data_transfer_out_gb': {
    per: 'environment',
    unit: 'GB a month',
    smb: [2, 10, 60],
    'mid-market': [10, 60, 300],
    enterprise: [50, 300, 2000],
    because: 'answers are text; pages and files of the user interface are the larger part',
  },
  'aws_route53_zone.monthly_queries': {
    per: 'resource',
    unit: 'queries a month',
    smb: [100_000, 1_000_000, 5_000_000],
    'mid-market': [500_000, 5_000_000, 30_000_000],
    enterprise: [2_000_000, 20_000_000, 100_000_000],
    because: 'clients ask again every minute; aliases of AWS services are free',
  },
  'aws_wafv2_web_acl.monthly_requests': {
    per: 'environment',
    unit: 'requests a month',
    smb: [100_000, 500_000, 3_000_000],
    'mid-market': [1_000_000, 5_000_000, 30_000_000],
    enterprise: [10_000_000, 50_000_000, 300_000_000],
    because: 'users of the tier times requests a working day',
  },
} as const satisfies Record<string, UsageDefault>;

const LOGS = {
  'aws_cloudwatch_log_group.control_plane_gb': {
    per: 'resource',
    unit: 'GB a month',
    smb: [2, 8, 25],
    'mid-market': [6, 25, 80],
    enterprise: [15, 60, 200],
    because: 'five control-plane logs; the audit log is most of it and grows with controllers',
  },
  'aws_cloudwatch_log_group.flow_log_gb': {
    per: 'resource',
    unit: 'GB a month',
    smb: [1, 8, 30],
    'mid-market': [8, 40, 150],
    enterprise: [30, 160, 600],
    because: 'one record a connection and minute',
  },
  'aws_cloudwatch_log_group.monthly_data_ingested_gb': {
    per: 'resource',
    unit: 'GB a month',
    smb: [0.1, 1, 5],
    'mid-market': [0.5, 4, 20],
    enterprise: [1, 10, 50],
    because: 'controllers and gateway at info level, no prompt text',
  },
  'aws_cloudwatch_log_group.compressed_percent': {
    per: 'resource',
    scales: false,
    unit: '%',
    smb: [10, 20, 100],
    'mid-market': [10, 20, 100],
    enterprise: [10, 20, 100],
    because: 'stored logs are billed after gzip, which JSON takes well',
  },
  'aws_cloudtrail.monthly_data_events': {
    per: 'resource',
    unit: 'events a month',
    smb: [100_000, 1_000_000, 10_000_000],
    'mid-market': [1_000_000, 5_000_000, 50_000_000],
    enterprise: [5_000_000, 30_000_000, 300_000_000],
    because: 'object reads of weights, documents and logs where a trail records them',
  },
  'aws_cloudtrail.monthly_management_events': {
    per: 'resource',
    unit: 'events a month',
    smb: [50_000, 200_000, 1_000_000],
    'mid-market': [200_000, 800_000, 4_000_000],
    enterprise: [500_000, 3_000_000, 20_000_000],
    because: 'controllers poll the AWS API all day',
  },
  'aws_guardduty_detector.monthly_events': {
    per: 'resource',
    unit: 'events a month',
    smb: [200_000, 1_000_000, 5_000_000],
    'mid-market': [1_000_000, 5_000_000, 20_000_000],
    enterprise: [5_000_000, 20_000_000, 100_000_000],
    because: 'CloudTrail events of the account',
  },
  'aws_guardduty_detector.monthly_log_gb': {
    per: 'resource',
    unit: 'GB a month',
    smb: [2, 15, 60],
    'mid-market': [15, 80, 300],
    enterprise: [60, 300, 1200],
    because: 'flow and DNS logs it reads on its own, whatever is kept',
  },
} as const satisfies Record<string, UsageDefault>;

const REQUESTS = {
  'aws_kms_key.monthly_requests': {
    per: 'environment',
    unit: 'requests a month',
    smb: [30_000, 150_000, 800_000],
    'mid-market': [150_000, 800_000, 4_000_000],
    enterprise: [600_000, 4_000_000, 20_000_000],
    because: 'one a volume attached, log batch, secret read and encrypted object',
  },
  'aws_secretsmanager_secret.monthly_requests': {
    per: 'resource',
    unit: 'requests a month',
    smb: [730, 1500, 9000],
    'mid-market': [730, 1500, 9000],
    enterprise: [730, 1500, 9000],
    because: 'External Secrets reads each secret every hour, more often after restarts',
  },
  'aws_sqs_queue.monthly_requests': {
    per: 'resource',
    scales: false,
    unit: 'requests a month',
    smb: [130_000, 300_000, 1_000_000],
    'mid-market': [130_000, 300_000, 1_000_000],
    enterprise: [130_000, 300_000, 1_000_000],
    because: 'a reader that waits 20 seconds at a time asks 130,000 times a month however quiet it is',
  },
  'aws_s3_bucket.storage_gb': {
    per: 'resource',
    unit: 'GB kept',
    smb: [1, 10, 50],
    'mid-market': [10, 100, 500],
    enterprise: [50, 500, 3000],
    because: 'weights, documents and archived logs of the first year',
  },
  'aws_s3_bucket.monthly_tier_1_requests': {
    per: 'resource',
    unit: 'requests a month',
    smb: [1000, 20_000, 200_000],
    'mid-market': [10_000, 100_000, 1_000_000],
    enterprise: [50_000, 500_000, 5_000_000],
    because: 'writes and lists: log batches and document loads',
  },
  'aws_s3_bucket.monthly_tier_2_requests': {
    per: 'resource',
    unit: 'requests a month',
    smb: [5000, 100_000, 1_000_000],
    'mid-market': [50_000, 500_000, 5_000_000],
    enterprise: [200_000, 2_000_000, 20_000_000],
    because: 'reads: weights at node start, documents when indexed',
  },
  'aws_ecr_repository.storage_gb': {
    per: 'resource',
    unit: 'GB kept',
    smb: [1, 5, 20],
    'mid-market': [2, 10, 40],
    enterprise: [5, 20, 80],
    because: 'a serving image is 5 to 15 GB, and a few versions stay',
  },
  'aws_efs_file_system.storage_gb': {
    per: 'resource',
    unit: 'GB kept',
    smb: [10, 50, 200],
    'mid-market': [20, 100, 500],
    enterprise: [50, 300, 2000],
    because: 'shared weights and caches',
  },
} as const satisfies Record<string, UsageDefault>;

const DATA = {
  'aws_rds_cluster.storage_gb': {
    per: 'resource',
    unit: 'GB kept',
    smb: [1, 10, 50],
    'mid-market': [10, 50, 300],
    enterprise: [50, 300, 2000],
    because: 'keys, budgets, usage records and vectors of the first year',
  },
  'aws_rds_cluster.monthly_io_requests': {
    per: 'resource',
    unit: 'requests a month',
    smb: [1_000_000, 10_000_000, 60_000_000],
    'mid-market': [5_000_000, 50_000_000, 300_000_000],
    enterprise: [20_000_000, 200_000_000, 1_500_000_000],
    because: 'each gateway request writes a usage record and reads a key',
  },
  'aws_rds_cluster_instance.load_percent': {
    per: 'resource',
    scales: false,
    unit: '%',
    smb: [0, 5, 100],
    'mid-market': [0, 10, 100],
    enterprise: [0, 15, 100],
    because: 'part of the way from the least to the most capacity, nights and weekends included',
  },
  'aws_elasticache_replication_group.snapshot_storage_size_gb': {
    per: 'resource',
    unit: 'GB kept',
    smb: [0, 1, 5],
    'mid-market': [0, 5, 40],
    enterprise: [0, 20, 200],
    because: 'one snapshot is free; the others hold what the cache held',
  },
  'aws_elasticache_serverless_cache.storage_gb': {
    per: 'resource',
    unit: 'GB kept',
    smb: [0.1, 0.5, 2],
    'mid-market': [0.5, 2, 10],
    enterprise: [1, 5, 40],
    because: 'sessions, limits and cached answers',
  },
  'aws_elasticache_serverless_cache.monthly_ecpu': {
    per: 'resource',
    unit: 'ECPUs a month',
    smb: [1_000_000, 10_000_000, 60_000_000],
    'mid-market': [10_000_000, 60_000_000, 400_000_000],
    enterprise: [50_000_000, 400_000_000, 3_000_000_000],
    because: 'about ten simple commands a gateway request',
  },
  'aws_redshiftserverless_workgroup.monthly_hours': {
    per: 'resource',
    unit: 'hours a month',
    smb: [5, 40, 200],
    'mid-market': [20, 120, 500],
    enterprise: [60, 300, 730],
    because: 'hours in which any query runs; idle costs nothing',
  },
  'aws_redshiftserverless_namespace.storage_gb': {
    per: 'resource',
    unit: 'GB kept',
    smb: [5, 50, 300],
    'mid-market': [50, 500, 3000],
    enterprise: [500, 3000, 20_000],
    because: 'tables of the marts, raw data stays in S3',
  },
  'aws_opensearchserverless_collection.storage_gb': {
    per: 'resource',
    unit: 'GB kept',
    smb: [1, 10, 50],
    'mid-market': [5, 40, 200],
    enterprise: [20, 200, 1000],
    because: 'vectors take about twice the text they stand for',
  },
  'aws_kinesis_stream.monthly_in_gb': {
    per: 'resource',
    unit: 'GB a month',
    smb: [1, 10, 50],
    'mid-market': [10, 80, 400],
    enterprise: [50, 400, 3000],
    because: 'events of source systems and the gateway',
  },
  'aws_kinesis_firehose_delivery_stream.monthly_data_ingested_gb': {
    per: 'resource',
    unit: 'GB a month',
    smb: [1, 10, 50],
    'mid-market': [10, 80, 400],
    enterprise: [50, 400, 3000],
    because: 'audit and usage records; each is rounded up to 5 KB',
  },
} as const satisfies Record<string, UsageDefault>;

const MODELS = {
  'model_route.monthly_input_tokens': {
    per: 'environment',
    unit: 'tokens a month',
    smb: [2_000_000, 20_000_000, 100_000_000],
    'mid-market': [20_000_000, 150_000_000, 800_000_000],
    enterprise: [100_000_000, 1_000_000_000, 6_000_000_000],
    because: '30, 300 or 3,000 users with 30 questions a working day of 1,000 tokens, context included',
  },
  'model_route.monthly_output_tokens': {
    per: 'environment',
    unit: 'tokens a month',
    smb: [400_000, 4_000_000, 20_000_000],
    'mid-market': [4_000_000, 30_000_000, 160_000_000],
    enterprise: [20_000_000, 200_000_000, 1_200_000_000],
    because: 'answers of 200 tokens to the same questions',
  },
} as const satisfies Record<string, UsageDefault>;

/** Usage nobody configured. Names follow infracost's usage file where it has the quantity. */
export const USAGE_DEFAULTS = { ...NETWORK, ...LOGS, ...REQUESTS, ...DATA, ...MODELS };

export type UsageKey = keyof typeof USAGE_DEFAULTS;
