import { Cidr, cidrProblem, planCidrs } from '../../lib/network/cidr-plan';
import type { Draft } from '../problems/problem';
import type { Settings } from '../settings';
import type { Check, Context } from './draft';
import { draft } from './draft';

export const rangeChecks: readonly Check[] = [
  { reads: ['cluster'], drafts: ({ cluster }) => noRanges('cluster.apiCidrs', cluster.apiCidrs) },
  { reads: ['cluster'], drafts: ({ cluster }) => noRanges('cluster.privateApiCidrs', cluster.privateApiCidrs) },
  { reads: ['entry'], drafts: ({ entry }) => noRanges('entry.cidrs', entry.cidrs) },
  { reads: ['data'], drafts: (settings) => sourcesOf(settings).flatMap(({ path, text }) => noRange(path, text)) },
  { reads: ['network', 'cluster', 'data'], drafts: unreachableSources },
  { reads: ['network', 'cluster'], drafts: hiddenDeployers },
  { reads: ['network', 'data'], drafts: oneAnswerForTwo },
];

export const rangeNotices: readonly Check[] = [
  { reads: ['network', 'cluster', 'data'], drafts: sourcesInside },
  { reads: ['network', 'cluster'], drafts: deployersInside },
  { reads: ['network'], drafts: shared },
];

/** A range a setting names, on the way to or from the platform. */
interface Named {
  path: string;
  text: string;
}

function noRanges(path: string, texts: readonly string[]): Draft[] {
  return texts.flatMap((text, index) => noRange(`${path}[${index}]`, text));
}

/** The schema knows the form; that no bit stands behind the prefix, which AWS refuses, is arithmetic. */
function noRange(path: string, text: string): Draft[] {
  const problem = cidrProblem(path, text);
  return problem === undefined ? [] : [problem];
}

function sourcesOf({ data }: Settings): (Named & { host: string })[] {
  return Object.entries(data.sources).flatMap(([name, source]) =>
    source.kind === 'database'
      ? [{ path: `data.sources.${name}.network`, text: source.network, host: source.host }]
      : [],
  );
}

function deployersOf({ cluster }: Settings): Named[] {
  return cluster.privateApiCidrs.map((text, index) => ({ path: `cluster.privateApiCidrs[${index}]`, text }));
}

function isInside(inner: string, outer: string | undefined): boolean {
  const [small, large] = [Cidr.parse(inner), outer === undefined ? undefined : Cidr.parse(outer)];
  return small !== undefined && large?.contains(small) === true;
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [Cidr.parse(one), Cidr.parse(other)];
  return a !== undefined && b?.overlaps(a) === true;
}

/** Ranges in which Kubernetes or the VPC answers itself, whoever else has them. A VPC that exists may well hold the source. */
function taken({ network, cluster }: Settings): Named[] {
  const own = network.existing === undefined;
  return [
    ...(own ? [{ path: 'network.cidr', text: network.cidr }] : []),
    ...(own && network.podCidr !== undefined ? [{ path: 'network.podCidr', text: network.podCidr }] : []),
    { path: 'cluster.serviceCidr', text: cluster.serviceCidr },
  ];
}

/** Subnets a client's own stack may put a database into. */
function dataSubnets({ network, cluster }: Settings): string[] {
  if (network.existing !== undefined || Cidr.parse(network.cidr) === undefined) return [];
  return planCidrs({ cidr: network.cidr, zones: 3, serviceCidr: cluster.serviceCidr }).data;
}

function isOwn(settings: Settings, text: string): boolean {
  return dataSubnets(settings).some((subnet) => isInside(text, subnet));
}

function unreachableSources(settings: Settings): Draft[] {
  return sourcesOf(settings)
    .filter(({ text }) => !isOwn(settings, text))
    .flatMap(({ path, text }) =>
      taken(settings)
        .filter((range) => isInside(text, range.text))
        .map((range) =>
          draft(
            'CidrOverlap',
            path,
            `"${text}" is inside ${range.path} "${range.text}": what is sent there never leaves the platform, so the source is never reached`,
            range.path === 'network.cidr'
              ? `choose a range outside it for network.cidr, or say network.existing where the source is in that VPC`
              : `choose a range outside it for ${range.path}`,
          ),
        ),
    );
}

/** Answers to a network that has addresses of pods or services stay inside. Of the VPC itself it may be a runner: a notice. */
function hiddenDeployers(settings: Settings): Draft[] {
  return deployersOf(settings).flatMap(({ path, text }) =>
    taken(settings)
      .filter((range) => range.path !== 'network.cidr' && isInside(text, range.text))
      .map((range) =>
        draft(
          'CidrOverlap',
          path,
          `"${text}" is inside ${range.path} "${range.text}": answers to it never leave the platform`,
          `choose a range outside it for ${range.path}`,
        ),
      ),
  );
}

/** A network that is joined to two VPCs of one range answers one of them. */
function oneAnswerForTwo(settings: Settings, { earlier }: Context): Draft[] {
  return earlier.filter(hasRangeOf(settings)).flatMap((other) =>
    sourcesOf(settings).flatMap(({ path, text, host }) => {
      const same = sourcesOf(other).some((each) => each.host === host && overlap(each.text, text));
      if (!same) return [];
      return [
        draft(
          'CidrOverlap',
          path,
          `${host} is read from here and from ${other.environment.name}, and both have the range ${settings.network.cidr}: its answers find one of the two`,
          `say another network.cidr for ${settings.environment.name}`,
        ),
      ];
    }),
  );
}

function hasRangeOf({ network }: Settings): (other: Settings) => boolean {
  return (other) =>
    overlap(network.cidr, other.network.cidr) &&
    (network.existing === undefined || network.existing.vpcId !== other.network.existing?.vpcId);
}

function sourcesInside(settings: Settings): Draft[] {
  return sourcesOf(settings).flatMap(({ path, text }) => {
    if (isOwn(settings, text))
      return [
        draft(
          'RangeOfPlatform',
          path,
          `"${text}" is in the data subnets of the platform: no system elsewhere is reached there`,
          'fine where a stack of your own puts the database there; else choose another network.cidr',
        ),
      ];
    return taken(settings)
      .filter((range) => range.text !== text && isInside(range.text, text))
      .map((range) =>
        draft(
          'RangeOfPlatform',
          path,
          `"${text}" holds ${range.path} "${range.text}": the job that reads the source is let out to the platform itself`,
          'name the subnet the source is in',
        ),
      );
  });
}

function deployersInside(settings: Settings): Draft[] {
  if (settings.network.existing !== undefined) return [];
  return deployersOf(settings)
    .filter(({ text }) => isInside(text, settings.network.cidr))
    .map(({ path, text }) =>
      draft(
        'RangeOfPlatform',
        path,
        `"${text}" is in the VPC, which may reach the API already; answers to another network of that range never leave the VPC`,
        'leave it out, or choose another network.cidr where it is another network',
      ),
    );
}

/** Pods and services may have the same ranges everywhere: nothing outside is told of them. */
function shared(settings: Settings, { earlier }: Context): Draft[] {
  const others = earlier.filter(hasRangeOf(settings));
  if (others.length === 0) return [];
  const names = others.map(({ environment, network }) => `${environment.name} (${network.cidr})`).join(', ');
  return [
    draft(
      'SharedRange',
      'network.cidr',
      `"${settings.network.cidr}" overlaps the range of ${names}: the two can never be joined to each other, nor to one network`,
      'say another range before the first apply; later it replaces everything',
    ),
  ];
}
