import { REGIONS } from '../../facts';
import { cidrProblems } from '../../lib/network/cidr-plan';
import { nearest } from '../problems/nearest';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';
import { existingNetworkCheck } from './existing-network';

export const networkChecks: readonly Check[] = [
  { reads: ['network', 'cluster'], drafts: ranges },
  { reads: ['network', 'environment'], drafts: zones },
  existingNetworkCheck,
  { reads: ['network'], drafts: egress },
];

/** How many zones the network has: in a VPC the client owns, as many as private subnets. */
function zoneCount({ network }: Settings): number {
  const { zones: said, existing: own } = network;
  return own?.privateSubnetIds.length ?? (typeof said === 'number' ? said : said.length);
}

function ranges(settings: Settings, { said }: Context): Draft[] {
  const { network, cluster } = settings;
  const texts = {
    'network.cidr': network.cidr,
    'network.podCidr': network.podCidr,
    'cluster.serviceCidr': cluster.serviceCidr,
  };
  const problems = cidrProblems({
    cidr: network.cidr,
    zones: zoneCount(settings),
    podCidr: network.podCidr,
    serviceCidr: cluster.serviceCidr,
  });
  // a VPC that exists is not split, so its size and zones are what they are
  const relevant =
    network.existing === undefined
      ? problems
      : problems.filter(({ code }) => code !== 'CidrSize' && code !== 'ZoneCount');
  return relevant.map((problem) => {
    if (problem.code !== 'CidrOverlap' || said(problem.path)) return problem;
    // of two that overlap the one in the file is the one to change
    const other = Object.entries(texts).find(
      ([path]) => path !== problem.path && said(path) && problem.message.includes(path),
    );
    const own = Object.entries(texts).find(([path]) => path === problem.path)?.[1];
    if (other === undefined || own === undefined) return problem;
    return draft(
      problem.code,
      other[0],
      `"${other[1]}" overlaps the default of ${problem.path}, "${own}"`,
      `choose a range outside ${own}`,
    );
  });
}

function zones({ network, environment }: Settings): Draft[] {
  const known = REGIONS[environment.region]?.zoneIds ?? [];
  if (network.existing !== undefined) return [];
  if (typeof network.zones === 'number') {
    if (network.zones <= known.length) return [];
    const message =
      known.length === 0
        ? `${network.zones} cannot be chosen: the zones of ${environment.region} are not known here`
        : `${network.zones} is more than the ${known.length} zones of ${environment.region} that take a cluster`;
    const fix = known.length === 0 ? 'name them by id, zones: [abc1-az1, abc1-az2]' : `write ${known.length}`;
    return [draft('ZonesUnknown', 'network.zones', message, fix)];
  }
  return network.zones.flatMap((zone, index) =>
    zoneDrafts(network.zones, zone, `network.zones[${index}]`, index, known, environment.region),
  );
}

function zoneDrafts(
  all: number | string[],
  zone: string,
  path: string,
  index: number,
  known: readonly string[],
  region: string,
): Draft[] {
  if (Array.isArray(all) && all.indexOf(zone) < index) {
    return [draft('ZoneTwice', path, `"${zone}" is named twice`, 'name each zone once')];
  }
  if (known.length === 0 || known.includes(zone)) return [];
  return [
    draft(
      'ZoneOfOtherRegion',
      path,
      `"${zone}" is no zone of ${region} that takes a cluster`,
      `write one of ${known.join(', ')}`,
      {
        nearest: nearest(zone, known),
        expected: known.join(', '),
      },
    ),
  ];
}

function egress({ network }: Settings): Draft[] {
  if (network.egress !== 'none' || network.endpoints === 'all' || network.existing !== undefined) return [];
  return [
    draft(
      'NoWayOut',
      'network.egress',
      `"none" leaves no way to AWS with endpoints "${network.endpoints}"`,
      'write network.endpoints: all, and mirror the images',
    ),
  ];
}
