/** A row of an AWS price file: column → cell. */
export type OfferRow = Readonly<Record<string, string>>;

/** How one price is found in a price file. It must match exactly one SKU. */
export interface Recipe {
  /** Service code, which is the name of the file: `AmazonEC2`. */
  offer: string;
  /** Columns and what must stand in them. */
  columns: Readonly<Record<string, string>>;
  /**
   * End of the usage type. Regions but the first have a prefix (`EUC1-NatGateway-Hours`), and some types of the first have one
   * too (`USE1-`), so only the end can be told.
   */
  usageEnds?: string;
  /** From the unit of the file to that of the book: prices are multiplied by it. @default 1 */
  factor?: string;
}

const INSTANCE = {
  'Operating System': 'Linux',
  Tenancy: 'Shared',
  'Pre Installed S/W': 'NA',
  CapacityStatus: 'Used',
  MarketOption: 'OnDemand',
  Unit: 'Hrs',
};
const CACHE_ENGINES: Readonly<Record<string, string>> = { redis: 'Redis', valkey: 'Valkey', memcached: 'Memcached' };

const usage = (offer: string, usageEnds: string, more: Partial<Recipe> = {}): Recipe => ({
  offer,
  columns: {},
  usageEnds,
  ...more,
});
const volume = (name: string, usageEnds: string, factor?: string): Recipe =>
  usage('AmazonEC2', usageEnds, { columns: { 'Volume API Name': name }, ...(factor === undefined ? {} : { factor }) });

/** Prices with one name in the book and one place in the price files. */
const SINGLE: Readonly<Record<string, Recipe>> = {
  'alb/hour': usage('AWSELB', 'LoadBalancerUsage', { columns: { Operation: 'LoadBalancing:Application' } }),
  'alb/lcu': usage('AWSELB', 'LCUUsage', { columns: { Operation: 'LoadBalancing:Application' } }),
  'nlb/hour': usage('AWSELB', 'LoadBalancerUsage', { columns: { Operation: 'LoadBalancing:Network' } }),
  'nlb/lcu': usage('AWSELB', 'LCUUsage', { columns: { Operation: 'LoadBalancing:Network' } }),
  'aurora/acu-hour/standard': usage('AmazonRDS', 'Aurora:ServerlessV2Usage', {
    columns: { 'Database Engine': 'Aurora PostgreSQL' },
  }),
  'aurora/acu-hour/io-optimized': usage('AmazonRDS', 'Aurora:ServerlessV2IOOptimizedUsage', {
    columns: { 'Database Engine': 'Aurora PostgreSQL' },
  }),
  'cloudwatch-logs/ingest': usage('AmazonCloudWatch', 'DataProcessing-Bytes'),
  'cloudwatch-logs/storage': usage('AmazonCloudWatch', 'TimedStorage-ByteHrs'),
  'data-transfer/internet': usage('AWSDataTransfer', 'DataTransfer-Out-Bytes', {
    columns: { 'To Location': 'External' },
  }),
  // the file counts GiB/s
  'ebs/gp3/throughput': volume('gp3', 'EBS:VolumeP-Throughput.gp3', '0.0009765625'),
  'ebs/gp3/iops': volume('gp3', 'EBS:VolumeP-IOPS.gp3'),
  'ebs/gp3/storage': volume('gp3', 'EBS:VolumeUsage.gp3'),
  'ebs/gp2/storage': volume('gp2', 'EBS:VolumeUsage.gp2'),
  'ecr/storage': usage('AmazonECR', 'TimedStorage-ByteHrs'),
  'eks/cluster/extended': usage('AmazonEKS', 'AmazonEKS-Hours:extendedSupport'),
  'eks/cluster/standard': usage('AmazonEKS', 'AmazonEKS-Hours:perCluster'),
  'kms/key': usage('awskms', 'KMS-Keys'),
  'kms/requests': usage('awskms', 'KMS-Requests', { factor: '10000' }),
  'nat-gateway/data': usage('AmazonEC2', 'NatGateway-Bytes'),
  'nat-gateway/hour': usage('AmazonEC2', 'NatGateway-Hours'),
  'public-ipv4/hour': usage('AmazonVPC', 'PublicIPv4:InUseAddress'),
  's3/requests/read': usage('AmazonS3', 'Requests-Tier2', { factor: '1000' }),
  's3/requests/write': usage('AmazonS3', 'Requests-Tier1', { factor: '1000' }),
  's3/standard/storage': usage('AmazonS3', 'TimedStorage-ByteHrs', { columns: { 'Volume Type': 'Standard' } }),
  'secretsmanager/requests': usage('AWSSecretsManager', 'AWSSecretsManagerAPIRequest', { factor: '10000' }),
  'secretsmanager/secret': usage('AWSSecretsManager', 'AWSSecretsManager-Secrets'),
  'vpc-endpoint/interface/data': usage('AmazonVPC', 'VpcEndpoint-Bytes'),
  'vpc-endpoint/interface/hour': usage('AmazonVPC', 'VpcEndpoint-Hours'),
};

/** The recipe of a key of the book; undefined where nobody wrote one, and the price stays as it is. */
export function recipeOf(key: string): Recipe | undefined {
  const single = SINGLE[key];
  if (single !== undefined) return single;
  const [kind, first = '', second = ''] = key.split('/');
  if (kind === 'ec2' && second === 'on-demand') {
    return { offer: 'AmazonEC2', columns: { ...INSTANCE, 'Instance Type': first } };
  }
  const engine = CACHE_ENGINES[first];
  if (kind === 'elasticache' && engine !== undefined) {
    return {
      offer: 'AmazonElastiCache',
      columns: { 'Instance Type': second, 'Cache Engine': engine },
      usageEnds: `NodeUsage:${second}`,
    };
  }
  if (kind === 'opensearch' && first.endsWith('.search')) {
    return {
      offer: 'AmazonES',
      columns: { 'Instance Type': first },
      usageEnds: `ESInstance:${first.replace(/\.search$/, '')}`,
    };
  }
  return undefined;
}

/** Whether a row is of a recipe, in a region. */
export function matches(recipe: Recipe, row: OfferRow, region: string): boolean {
  if (row.TermType !== 'OnDemand' || (row['Region Code'] ?? region) !== region) return false;
  const usageType = row.usageType ?? '';
  const { usageEnds, columns } = recipe;
  if (usageEnds !== undefined && usageType !== usageEnds && !usageType.endsWith(`-${usageEnds}`)) return false;
  return Object.entries(columns).every(([column, value]) => row[column] === value);
}
