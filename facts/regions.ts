import type { Partition } from '../contract';

/** What a region is. Source: AWS regional tables and EKS network requirements, read 2026-11. */
export interface Region {
  partition: Partition;
  /**
   * Availability zone ids an EKS control plane accepts, in the order zones are taken. Ids mean the same place in every
   * account; letters do not. Empty: not known here, the client file must name the zones.
   */
  zoneIds: readonly string[];
}

const ids = (prefix: string, ...numbers: number[]): string[] => numbers.map((n) => `${prefix}-az${n}`);
const aws = (zoneIds: string[] = []): Region => ({ partition: 'aws', zoneIds });

/** Every region that can be named in a client file. */
export const REGIONS: Readonly<Record<string, Region>> = {
  'af-south-1': aws(),
  'ap-east-1': aws(),
  'ap-northeast-1': aws(ids('apne1', 1, 2, 4)),
  'ap-northeast-2': aws(),
  'ap-northeast-3': aws(),
  'ap-south-1': aws(ids('aps1', 1, 2, 3)),
  'ap-south-2': aws(),
  'ap-southeast-1': aws(ids('apse1', 1, 2, 3)),
  'ap-southeast-2': aws(ids('apse2', 1, 2, 3)),
  'ap-southeast-3': aws(),
  'ap-southeast-4': aws(),
  'ap-southeast-5': aws(),
  'ca-central-1': aws(ids('cac1', 1, 2, 4)), // az3 cannot hold an EKS control plane
  'ca-west-1': aws(),
  'eu-central-1': aws(ids('euc1', 1, 2, 3)),
  'eu-central-2': aws(),
  'eu-north-1': aws(ids('eun1', 1, 2, 3)),
  'eu-south-1': aws(),
  'eu-south-2': aws(),
  'eu-west-1': aws(ids('euw1', 1, 2, 3)),
  'eu-west-2': aws(ids('euw2', 1, 2, 3)),
  'eu-west-3': aws(ids('euw3', 1, 2, 3)),
  'il-central-1': aws(),
  'me-central-1': aws(),
  'me-south-1': aws(),
  'sa-east-1': aws(ids('sae1', 1, 2, 3)),
  'us-east-1': aws(ids('use1', 1, 2, 4, 5, 6)), // az3 cannot hold an EKS control plane
  'us-east-2': aws(ids('use2', 1, 2, 3)),
  'us-west-1': aws(ids('usw1', 1, 3)), // az2 cannot hold an EKS control plane
  'us-west-2': aws(ids('usw2', 1, 2, 3, 4)),
  'us-gov-east-1': { partition: 'aws-us-gov', zoneIds: ids('usge1', 1, 2, 3) },
  'us-gov-west-1': { partition: 'aws-us-gov', zoneIds: ids('usgw1', 1, 2, 3) },
  'cn-north-1': { partition: 'aws-cn', zoneIds: ids('cnn1', 1, 2) },
  'cn-northwest-1': { partition: 'aws-cn', zoneIds: ids('cnnw1', 1, 2, 3) },
};

/**
 * Region of the same country or union that takes copies of backups, of those an account has without asking. Where none is, somebody
 * must decide whether data may leave.
 */
const SISTERS: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'ap-northeast-3',
  'ap-northeast-3': 'ap-northeast-1',
  'cn-north-1': 'cn-northwest-1',
  'cn-northwest-1': 'cn-north-1',
  'eu-central-1': 'eu-west-1',
  'eu-north-1': 'eu-central-1',
  'eu-west-1': 'eu-central-1',
  'eu-west-3': 'eu-central-1',
  'us-east-1': 'us-west-2',
  'us-east-2': 'us-west-2',
  'us-gov-east-1': 'us-gov-west-1',
  'us-gov-west-1': 'us-gov-east-1',
  'us-west-1': 'us-east-2',
  'us-west-2': 'us-east-2',
};

export function sisterRegion(region: string): string | undefined {
  return SISTERS[region];
}

/** DNS suffix of service endpoints and of EKS node names in a partition. */
export const DNS_SUFFIX: Readonly<Record<Partition, string>> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
};

/** Area whose cross-region inference profiles a region may call on Bedrock; most models are sold only through one. */
export type InferenceArea = 'us' | 'us-gov' | 'eu' | 'apac' | 'global';

const AREAS: readonly (readonly [string, InferenceArea])[] = [
  ['us-gov-', 'us-gov'],
  ['us-', 'us'],
  ['eu-', 'eu'],
  ['ap-', 'apac'],
];

/** The profile area of a region, or undefined where Bedrock sells none. Source: Bedrock user guide, inference profiles. */
export function inferenceArea(region: string): InferenceArea | undefined {
  return AREAS.find(([prefix]) => region.startsWith(prefix))?.[1];
}

/** Zones a platform takes where it may choose: `most`, or all a region has. */
export function zonesOf(region: string, most: number): number {
  const known = REGIONS[region]?.zoneIds.length ?? 0;
  return known === 0 ? most : Math.min(most, known);
}
