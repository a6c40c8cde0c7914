/** GPU of an instance type. */
export interface Gpu {
  model: 'T4' | 'A10G' | 'L4' | 'L40S' | 'A100' | 'H100' | 'H200' | 'B200' | 'B300';
  count: number;
  /** Memory of one GPU as EC2 reports it, MiB. */
  memoryMiB: number;
}

export interface InstanceType {
  vcpu: number;
  memoryGiB: number;
  architecture: 'x86_64' | 'arm64';
  gpu?: Gpu;
}

const cpu = (vcpu: number, memoryGiB: number, architecture: InstanceType['architecture'] = 'x86_64'): InstanceType => ({
  vcpu,
  memoryGiB,
  architecture,
});
const gpu = (model: Gpu['model'], count: number, memoryMiB: number, vcpu: number, memoryGiB: number): InstanceType => ({
  vcpu,
  memoryGiB,
  architecture: 'x86_64',
  gpu: { model, count, memoryMiB },
});
const T4 = 16_384;
const A10G = 22_888;
const L4 = 22_888;
const L40S = 45_776;
const A100_40 = 40_960;
const A100_80 = 81_920;
const H100 = 81_920;
const H200 = 144_384;
const B200 = 183_359;
const B300 = 275_040;

/** Instance types that can be named in a client file. Source: EC2 catalogue as of 2026-07 (memory per GPU in MiB). */
export const INSTANCE_TYPES: Readonly<Record<string, InstanceType>> = {
  't3.medium': cpu(2, 4),
  't3.large': cpu(2, 8),
  't3.xlarge': cpu(4, 16),
  't3.2xlarge': cpu(8, 32),
  'm6i.large': cpu(2, 8),
  'm6i.xlarge': cpu(4, 16),
  'm6i.2xlarge': cpu(8, 32),
  'm6i.4xlarge': cpu(16, 64),
  'm7i.large': cpu(2, 8),
  'm7i.xlarge': cpu(4, 16),
  'm7i.2xlarge': cpu(8, 32),
  'm7i.4xlarge': cpu(16, 64),
  'm7g.large': cpu(2, 8, 'arm64'),
  'm7g.xlarge': cpu(4, 16, 'arm64'),
  'm7g.2xlarge': cpu(8, 32, 'arm64'),
  'r7g.large': cpu(2, 16, 'arm64'),
  'r7g.xlarge': cpu(4, 32, 'arm64'),
  'g4dn.xlarge': gpu('T4', 1, T4, 4, 16),
  'g4dn.2xlarge': gpu('T4', 1, T4, 8, 32),
  'g4dn.4xlarge': gpu('T4', 1, T4, 16, 64),
  'g4dn.8xlarge': gpu('T4', 1, T4, 32, 128),
  'g4dn.16xlarge': gpu('T4', 1, T4, 64, 256),
  'g4dn.12xlarge': gpu('T4', 4, T4, 48, 192),
  'g5.xlarge': gpu('A10G', 1, A10G, 4, 16),
  'g5.2xlarge': gpu('A10G', 1, A10G, 8, 32),
  'g5.4xlarge': gpu('A10G', 1, A10G, 16, 64),
  'g5.8xlarge': gpu('A10G', 1, A10G, 32, 128),
  'g5.16xlarge': gpu('A10G', 1, A10G, 64, 256),
  'g5.12xlarge': gpu('A10G', 4, A10G, 48, 192),
  'g5.24xlarge': gpu('A10G', 4, A10G, 96, 384),
  'g5.48xlarge': gpu('A10G', 8, A10G, 192, 768),
  'g6.xlarge': gpu('L4', 1, L4, 4, 16),
  'g6.2xlarge': gpu('L4', 1, L4, 8, 32),
  'g6.4xlarge': gpu('L4', 1, L4, 16, 64),
  'g6.8xlarge': gpu('L4', 1, L4, 32, 128),
  'g6.16xlarge': gpu('L4', 1, L4, 64, 256),
  'g6.12xlarge': gpu('L4', 4, L4, 48, 192),
  'g6.24xlarge': gpu('L4', 4, L4, 96, 384),
  'g6.48xlarge': gpu('L4', 8, L4, 192, 768),
  'g6e.xlarge': gpu('L40S', 1, L40S, 4, 32),
  'g6e.2xlarge': gpu('L40S', 1, L40S, 8, 64),
  'g6e.4xlarge': gpu('L40S', 1, L40S, 16, 128),
  'g6e.8xlarge': gpu('L40S', 1, L40S, 32, 256),
  'g6e.16xlarge': gpu('L40S', 1, L40S, 64, 512),
  'g6e.12xlarge': gpu('L40S', 4, L40S, 48, 384),
  'g6e.24xlarge': gpu('L40S', 4, L40S, 96, 768),
  'g6e.48xlarge': gpu('L40S', 8, L40S, 192, 1536),
  'p4d.24xlarge': gpu('A100', 8, A100_40, 96, 1152),
  'p4de.24xlarge': gpu('A100', 8, A100_80, 96, 1152),
  'p5.4xlarge': gpu('H100', 1, H100, 16, 256),
  'p5.48xlarge': gpu('H100', 8, H100, 192, 2048),
  'p5en.48xlarge': gpu('H200', 8, H200, 192, 2048),
  'p6-b200.48xlarge': gpu('B200', 8, B200, 192, 2048),
  'p6-b300.48xlarge': gpu('B300', 8, B300, 192, 4096),
};

interface Offer {
  offered: readonly string[];
  notOffered: readonly string[];
}

/**
 * Where a GPU family can be bought on demand. A region in neither list is not known: synth says so and goes on.
 * Source: public EC2 price catalogues, winter 2025/26 and 2026-07; a type missing from a region's catalogue counts as not offered.
 */
const OFFERS: Readonly<Record<string, Offer>> = {
  g4dn: { offered: ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'us-gov-west-1'], notOffered: [] },
  g5: {
    offered: ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2'],
    notOffered: ['us-gov-west-1'],
  },
  g6: {
    offered: ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-2', 'eu-north-1', 'ap-southeast-2', 'us-gov-west-1'],
    notOffered: ['eu-west-1'],
  },
  g6e: {
    offered: ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-north-1', 'ap-northeast-1'],
    notOffered: ['eu-west-1', 'ap-southeast-2', 'us-gov-west-1'],
  },
  p4d: {
    offered: [
      'us-east-1',
      'us-west-2',
      'eu-west-1',
      'eu-central-1',
      'eu-north-1',
      'ap-northeast-1',
      'ap-southeast-2',
      'us-gov-west-1',
    ],
    notOffered: [],
  },
  p4de: {
    offered: ['us-east-1', 'us-west-2', 'eu-central-1'],
    notOffered: ['eu-west-1', 'ap-southeast-2', 'us-gov-west-1'],
  },
  p5: {
    offered: [
      'us-east-1',
      'us-west-1',
      'us-west-2',
      'ap-northeast-1',
      'ap-south-1',
      'ap-southeast-2',
      'eu-north-1',
      'eu-west-2',
      'us-gov-west-1',
    ],
    notOffered: ['eu-west-1', 'eu-central-1'],
  },
  p5en: {
    offered: ['us-east-1', 'us-west-2', 'eu-north-1', 'eu-south-2', 'ap-northeast-1', 'ap-south-1', 'us-gov-west-1'],
    notOffered: ['eu-west-1', 'eu-central-1', 'ap-southeast-2'],
  },
  'p6-b200': {
    offered: ['us-east-1', 'us-west-2', 'us-gov-west-1'],
    notOffered: ['eu-west-1', 'eu-central-1', 'ap-southeast-2'],
  },
  'p6-b300': {
    offered: ['us-east-1', 'us-west-2'],
    notOffered: ['eu-west-1', 'eu-central-1', 'ap-southeast-2', 'us-gov-west-1'],
  },
};

/** Family of an instance type: `g6e` of `g6e.xlarge`. */
export function family(instanceType: string): string {
  return instanceType.split('.')[0] ?? instanceType;
}

/** Whether a region sells an instance type; `unknown` where no catalogue was read. CPU families are sold everywhere named here. */
export function offer(instanceType: string, region: string): 'offered' | 'not-offered' | 'unknown' {
  const known = OFFERS[family(instanceType)];
  if (known === undefined) return INSTANCE_TYPES[instanceType]?.gpu === undefined ? 'offered' : 'unknown';
  if (known.offered.includes(region)) return 'offered';
  return known.notOffered.includes(region) ? 'not-offered' : 'unknown';
}

/** The first list of types that a region is not known to lack, or the last. For defaults that must hold in every region. */
export function firstSold(region: string, ...lists: readonly [string[], ...string[][]]): string[] {
  const sold = lists.find((types) => types.every((type) => offer(type, region) !== 'not-offered'));
  return sold ?? lists[lists.length - 1] ?? lists[0];
}

/** GPU instance types known to be sold in a region, sorted. */
export function gpuTypesIn(region: string): string[] {
  return Object.keys(INSTANCE_TYPES)
    .filter((type) => INSTANCE_TYPES[type]?.gpu !== undefined && offer(type, region) === 'offered')
    .sort();
}

/** EC2 service quota that a family counts against, in vCPUs. New accounts have 0 for the GPU ones. */
export function vcpuQuota(instanceType: string, spot: boolean): { code: string; name: string } {
  const letter = family(instanceType).charAt(0);
  if (letter === 'p') {
    // the quotas of spot were split when p5 came, those of on demand were not
    if (spot && /^p[5-9]/.test(instanceType)) return { code: 'L-C4BD4855', name: 'All P5 Spot Instance Requests' };
    return spot
      ? { code: 'L-7212CCBC', name: 'All P4, P3 and P2 Spot Instance Requests' }
      : { code: 'L-417A185B', name: 'Running On-Demand P instances' };
  }
  if (letter === 'g') {
    return spot
      ? { code: 'L-3819A6DF', name: 'All G and VT Spot Instance Requests' }
      : { code: 'L-DB2E81BA', name: 'Running On-Demand G and VT instances' };
  }
  return spot
    ? { code: 'L-34B43A08', name: 'All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests' }
    : { code: 'L-1216C47A', name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances' };
}
