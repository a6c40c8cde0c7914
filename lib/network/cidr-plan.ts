import type { Problem } from '../core';
import { Cidr } from './cidr';

export { Cidr };

export interface CidrPlanRequest {
  /** Range of the VPC. */
  cidr: string;
  /** Number of zones, 2 or 3. */
  zones: number;
  /** Second range for pods, if any. */
  podCidr?: string;
  /** Range of Kubernetes services. */
  serviceCidr: string;
}

/** Ranges by zone; index 0 is the first zone. */
export interface CidrPlan {
  private: string[];
  data: string[];
  public: string[];
  /** Empty without a pod range. */
  pod: string[];
}

const RFC1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => Cidr.parse(text) as Cidr);
const SHARED = Cidr.parse('100.64.0.0/10') as Cidr;
/** Smallest VPC when nodes and pods share it, and when pods have a range of their own. */
const SMALLEST = { shared: 20, podsApart: 22 };

/**
 * Splits a VPC. The range is cut into four quarters: one private subnet a zone, and a last quarter whose eighths are data
 * (first four) and public (last four) subnets. Places depend on the index of a zone alone, so a third zone moves nothing.
 *
 * Call {@link cidrProblems} first; this assumes a request without problems.
 */
export function planCidrs(request: CidrPlanRequest): CidrPlan {
  const vpc = Cidr.parse(request.cidr) as Cidr;
  const last = vpc.subnet(vpc.prefix + 2, 3);
  const pods = request.podCidr === undefined ? undefined : Cidr.parse(request.podCidr);
  const each = (at: (zone: number) => Cidr): string[] =>
    Array.from({ length: request.zones }, (_, zone) => at(zone).text);
  return {
    private: each((zone) => vpc.subnet(vpc.prefix + 2, zone)),
    data: each((zone) => last.subnet(vpc.prefix + 5, zone)),
    public: each((zone) => last.subnet(vpc.prefix + 5, 4 + zone)),
    pod: pods === undefined ? [] : each((zone) => pods.subnet(pods.prefix + 2, zone)),
  };
}

/** The first /16 of 10.0.0.0/8 that overlaps none of the ranges; undefined where there is none left. What is no range counts for nothing. */
export function freeCidr(ranges: readonly string[]): string | undefined {
  const known = ranges.flatMap((text) => Cidr.parse(text) ?? []);
  const [ten] = RFC1918;
  return Array.from({ length: 256 }, (_, index) => ten?.subnet(16, index))
    .flatMap((range) => range ?? [])
    .find((range) => !known.some((each) => each.overlaps(range)))?.text;
}

/** Everything wrong with a request, each with the setting it is about. */
export function cidrProblems(request: CidrPlanRequest): Problem[] {
  const vpc = read('network.cidr', request.cidr);
  const services = read('cluster.serviceCidr', request.serviceCidr);
  const pods = request.podCidr === undefined ? undefined : read('network.podCidr', request.podCidr);
  const problems = [vpc, services, pods].flatMap((range) =>
    range === undefined || range instanceof Cidr ? [] : [range],
  );
  if (vpc instanceof Cidr) problems.push(...sizeProblems(vpc, pods instanceof Cidr));
  if (pods instanceof Cidr) problems.push(...podProblems(pods, vpc instanceof Cidr ? vpc : undefined));
  if (services instanceof Cidr) problems.push(...serviceProblems(services));
  problems.push(...overlapProblems({ 'network.cidr': vpc, 'network.podCidr': pods, 'cluster.serviceCidr': services }));
  if (request.zones < 2 || request.zones > 3) {
    problems.push({
      code: 'ZoneCount',
      path: 'network.zones',
      message: `${request.zones} zones, but EKS needs 2 and the plan has room for 3`,
      fix: 'name 2 or 3 zones',
    });
  }
  return problems;
}

/** Why a text is no range that AWS takes, with the nearest; undefined where it is one. */
export function cidrProblem(path: string, text: string): Problem | undefined {
  const range = read(path, text);
  return range instanceof Cidr ? undefined : range;
}

function read(path: string, text: string): Cidr | Problem {
  const cidr = Cidr.parse(text);
  if (cidr !== undefined) return cidr;
  const nearest = Cidr.nearest(text);
  return {
    code: 'InvalidCidr',
    path,
    message: nearest === undefined ? `"${text}" is not an IPv4 range` : `"${text}" has bits set behind its prefix`,
    fix: nearest === undefined ? 'write a range like 10.0.0.0/16' : `write ${nearest}`,
  };
}

function sizeProblems(vpc: Cidr, podsApart: boolean): Problem[] {
  const smallest = podsApart ? SMALLEST.podsApart : SMALLEST.shared;
  if (vpc.prefix >= 16 && vpc.prefix <= smallest) return [];
  return [
    {
      code: 'CidrSize',
      path: 'network.cidr',
      message: `"${vpc.text}" has ${vpc.size} addresses; a VPC takes at most a /16, and the platform needs a /${smallest} or larger`,
      fix:
        vpc.prefix < 16
          ? `write ${vpc.subnet(16, 0).text}`
          : `take a /${smallest}${podsApart ? '' : ', or give pods a range of their own with network.podCidr: 100.64.0.0/16'}`,
    },
  ];
}

function podProblems(pods: Cidr, vpc: Cidr | undefined): Problem[] {
  const problems: Problem[] = [];
  if (pods.prefix < 16 || pods.prefix > 20) {
    problems.push({
      code: 'CidrSize',
      path: 'network.podCidr',
      message: `"${pods.text}" has ${pods.size} addresses; a pod range is a /16 to /20`,
      fix: 'write 100.64.0.0/16',
    });
  }
  const home = vpc && RFC1918.find((block) => block.contains(vpc));
  if (!SHARED.contains(pods) && !(home?.contains(pods) ?? false)) {
    problems.push({
      code: 'CidrRange',
      path: 'network.podCidr',
      message: `AWS does not add "${pods.text}" to a VPC in ${home?.text ?? 'that range'}`,
      fix: 'take a range inside 100.64.0.0/10',
    });
  }
  return problems;
}

function serviceProblems(services: Cidr): Problem[] {
  const inside = RFC1918.some((block) => block.contains(services));
  if (inside && services.prefix >= 12 && services.prefix <= 24) return [];
  return [
    {
      code: 'CidrRange',
      path: 'cluster.serviceCidr',
      message: `EKS takes a /12 to /24 of a private range for services, not "${services.text}"`,
      fix: 'write 172.20.0.0/16',
    },
  ];
}

function overlapProblems(ranges: Record<string, Cidr | Problem | undefined>): Problem[] {
  const known = Object.entries(ranges).filter((entry): entry is [string, Cidr] => entry[1] instanceof Cidr);
  return known.flatMap(([path, range], index) =>
    known
      .slice(0, index)
      .filter(([, earlier]) => earlier.overlaps(range))
      .map(([earlierPath, earlier]) => ({
        code: 'CidrOverlap',
        path,
        message: `"${range.text}" overlaps ${earlierPath} "${earlier.text}"`,
        fix: `choose a range outside ${earlier.text}`,
      })),
  );
}
