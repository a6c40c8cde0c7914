/** What a platform does that calls AWS services from inside the VPC. */
export type NetworkFeature =
  | 'nodes'
  | 'pod-identity'
  | 'karpenter'
  | 'cluster-autoscaler'
  | 'load-balancers'
  | 'secrets'
  | 'logs'
  | 'volumes'
  | 'bedrock'
  | 'lake'
  | 'lake-formation'
  | 'warehouse'
  | 'streams'
  | 'rag'
  | 's3-vectors'
  | 'escalation';

/** Which of the services in use get an endpoint. `core`: what carries secrets, images, keys, logs and prompts. */
export type EndpointScope = 'gateway-only' | 'core' | 'all';

/** Interface endpoints each feature calls, by service name behind `com.amazonaws.<region>.`. */
const SERVICES: Readonly<Record<NetworkFeature, readonly string[]>> = {
  nodes: ['ec2', 'ecr.api', 'ecr.dkr', 'eks', 'ec2messages', 'ssm', 'ssmmessages', 'sts'],
  'pod-identity': ['eks-auth', 'sts'],
  karpenter: ['ec2', 'eks', 'sqs', 'ssm', 'sts'],
  'cluster-autoscaler': ['autoscaling', 'ec2', 'eks', 'sts'],
  'load-balancers': ['ec2', 'elasticloadbalancing'],
  secrets: ['kms', 'secretsmanager', 'sts'],
  logs: ['logs'],
  volumes: ['ec2', 'kms'],
  bedrock: ['bedrock-runtime', 'sts'],
  lake: ['athena', 'ecr.api', 'ecr.dkr', 'glue', 'kms', 'monitoring', 'secretsmanager', 'sts'],
  'lake-formation': ['lakeformation'],
  warehouse: ['redshift-serverless', 'sts'],
  streams: ['kinesis-streams'],
  escalation: ['kms', 'sqs', 'sts'],
  rag: ['kms', 'monitoring', 'secretsmanager', 'sts'],
  's3-vectors': ['s3vectors'],
};

const CORE: ReadonlySet<string> = new Set([
  'bedrock-runtime',
  'ecr.api',
  'ecr.dkr',
  'kms',
  'logs',
  'secretsmanager',
  'sts',
]);

/** Interface endpoints for the features in use, sorted. Computed, because one that is missing stops a closed network silently. */
export function interfaceEndpoints(features: readonly NetworkFeature[], scope: EndpointScope): string[] {
  if (scope === 'gateway-only') return [];
  const used = new Set(features.flatMap((feature) => SERVICES[feature]));
  return [...used].filter((service) => scope === 'all' || CORE.has(service)).sort();
}
