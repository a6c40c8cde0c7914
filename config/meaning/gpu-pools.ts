import type { Gpu, InstanceType } from '../../facts';
import { gpuTypesIn, INSTANCE_TYPES, migProfilesOf, offer, REGIONS } from '../../facts';
import { gpuNodeProblems } from '../../lib/gpu-pool/gpu-node';
import { byDistance, nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check } from './draft';
import { draft } from './draft';

type Pool = Settings['gpuPools'][string];

export const gpuPoolChecks: readonly Check[] = [
  { reads: ['gpuPools', 'environment'], drafts: eachPool(notOffered) },
  { reads: ['gpuPools'], drafts: eachPool(sameGpus) },
  { reads: ['gpuPools'], drafts: eachPool(nodes) },
  { reads: ['gpuPools'], drafts: eachPool(reservations) },
  { reads: ['gpuPools', 'environment', 'network'], drafts: eachPool(poolZones) },
  { reads: ['gpuPools', 'gpu'], drafts: eachPool(software) },
];

export const gpuPoolNotices: readonly Check[] = [
  { reads: ['gpuPools', 'environment'], drafts: eachPool(offerUnknown) },
];

function eachPool(check: (pool: Pool, path: string, settings: Settings) => Draft[]): Check['drafts'] {
  return (settings) =>
    Object.entries(settings.gpuPools).flatMap(([name, pool]) => check(pool, `gpuPools.${name}`, settings));
}

function gpuOf(type: string): Gpu | undefined {
  return INSTANCE_TYPES[type]?.gpu;
}

function notOffered(pool: Pool, path: string, { environment }: Settings): Draft[] {
  const { region } = environment;
  return pool.instanceTypes.flatMap((type, index) => {
    if (offer(type, region) !== 'not-offered') return [];
    const instead = alike(type, gpuTypesIn(region));
    const sold = instead.length === 0 ? 'take another region' : `take ${instead.join(', ')}`;
    return [draft('TypeNotOffered', `${path}.instanceTypes[${index}]`, `${type} is not sold in ${region}`, sold)];
  });
}

/** Types with as many GPUs, those with the nearest amount of GPU memory first. */
function alike(type: string, sold: readonly string[]): string[] {
  const wanted = gpuOf(type);
  return byDistance(type, sold)
    .filter((each) => gpuOf(each)?.count === wanted?.count)
    .map((each) => ({ each, far: Math.abs((gpuOf(each)?.memoryMiB ?? 0) - (wanted?.memoryMiB ?? 0)) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ each }) => each);
}

function offerUnknown(pool: Pool, path: string, { environment }: Settings): Draft[] {
  const types = pool.instanceTypes.filter((type) => offer(type, environment.region) === 'unknown');
  if (types.length === 0) return [];
  return [
    draft(
      'OfferUnknown',
      `${path}.instanceTypes`,
      `names ${types.join(', ')}; whether ${environment.region} sells that is not known here`,
      `ask AWS: aws ec2 describe-instance-type-offerings --region ${environment.region}`,
    ),
  ];
}

function sameGpus(pool: Pool, path: string): Draft[] {
  const without = pool.instanceTypes.flatMap((type, index) =>
    gpuOf(type) === undefined
      ? [
          draft(
            'TypeWithoutGpu',
            `${path}.instanceTypes[${index}]`,
            `${type} has no GPU`,
            'take a GPU type, g6.xlarge for example',
          ),
        ]
      : [],
  );
  const counts = new Map<number, string>();
  for (const type of pool.instanceTypes) {
    const count = gpuOf(type)?.count;
    if (count !== undefined && !counts.has(count)) counts.set(count, type);
  }
  if (counts.size < 2) return without;
  const found = [...counts].map(([count, type]) => `${type} ${count}`).join(', ');
  return [
    ...without,
    draft(
      'MixedGpuCounts',
      `${path}.instanceTypes`,
      `has types with different numbers of GPUs (${found})`,
      'make a pool for each number: a limit in nodes must be a limit in GPUs',
    ),
  ];
}

function nodes(pool: Pool, path: string): Draft[] {
  if (pool.minNodes <= pool.maxNodes) return [];
  return [
    draft(
      'MinAboveMax',
      `${path}.minNodes`,
      `${pool.minNodes} is above maxNodes ${pool.maxNodes}`,
      `raise maxNodes to ${pool.minNodes} or lower minNodes`,
    ),
  ];
}

function reservations(pool: Pool, path: string): Draft[] {
  const reserved = pool.capacity.includes('reserved');
  if (reserved && pool.reservations.length === 0) {
    return [
      draft(
        'NoReservation',
        `${path}.capacity`,
        '"reserved" without a reservation to use',
        `name one that exists, reservations: [cr-0123456789abcdef0], or take "reserved" out`,
      ),
    ];
  }
  if (reserved || pool.reservations.length === 0) return [];
  return [
    draft(
      'ReservationUnused',
      `${path}.reservations`,
      `${pool.reservations.join(', ')} would be paid for and not used`,
      'add "reserved" to capacity',
    ),
  ];
}

function poolZones(pool: Pool, path: string, { environment, network }: Settings): Draft[] {
  if (network.existing !== undefined) return [];
  const known = REGIONS[environment.region]?.zoneIds ?? [];
  const used = typeof network.zones === 'number' ? known.slice(0, network.zones) : network.zones;
  if (used.length === 0) return [];
  return pool.zones.flatMap((zone, index) =>
    used.includes(zone)
      ? []
      : [
          draft(
            'ZoneWithoutSubnet',
            `${path}.zones[${index}]`,
            `"${zone}" is no zone of the network`,
            `write one of ${used.join(', ')}, or name it under network.zones`,
            {
              nearest: nearest(zone, used),
              expected: used.join(', '),
            },
          ),
        ],
  );
}

function software(pool: Pool, path: string, { gpu }: Settings): Draft[] {
  const problems: Draft[] = gpuNodeProblems(path, { ...pool, software: gpu.software });
  const { sharing } = pool;
  if (problems.length > 0 || sharing.mode !== 'mig') return problems;
  return pool.instanceTypes.flatMap((type) => {
    const card = gpuOf(type);
    const profiles: string[] = card === undefined ? [] : migProfilesOf(card);
    if (card === undefined || profiles.includes(sharing.profile)) return [];
    return [
      draft(
        'MigProfile',
        `${path}.sharing.profile`,
        `"${sharing.profile}" does not exist for ${describe(card)} of ${type}`,
        profiles.length === 0 ? 'take sharing: { mode: none }' : `write one of ${profiles.join(', ')}`,
        { expected: profiles.join(', '), nearest: nearest(sharing.profile, profiles) },
      ),
    ];
  });
}

function describe({ model, memoryMiB }: NonNullable<InstanceType['gpu']>): string {
  return `the ${model} with ${Math.round(memoryMiB / 1024)} GiB`;
}
