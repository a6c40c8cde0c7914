import fc from 'fast-check';
import { Cidr, cidrProblems, freeCidr, planCidrs, type CidrPlanRequest } from '../../lib/network';

const request: CidrPlanRequest = { cidr: '10.0.0.0/16', zones: 3, serviceCidr: '172.20.0.0/16' };

const requests = fc
  .record({
    block: fc.integer({ min: 0, max: 255 }),
    prefix: fc.integer({ min: 16, max: 20 }),
    zones: fc.integer({ min: 2, max: 3 }),
    pods: fc.boolean(),
  })
  .map(({ block, prefix, zones, pods }) => ({
    ...request,
    cidr: `10.${block}.0.0/${prefix}`,
    zones,
    ...(pods ? { podCidr: '100.64.0.0/16' } : {}),
  }));

function ranges(texts: readonly string[]): Cidr[] {
  return texts.map((text) => {
    const cidr = Cidr.parse(text);
    if (cidr === undefined) throw new Error(`not a range: ${text}`);
    return cidr;
  });
}

describe('the plan', () => {
  test('puts every subnet inside the range it was cut from, and none over another', () => {
    fc.assert(
      fc.property(requests, (given) => {
        const plan = planCidrs(given);
        const [vpc] = ranges([given.cidr]);
        const subnets = ranges([...plan.private, ...plan.data, ...plan.public]);

        expect(subnets.every((subnet) => vpc?.contains(subnet))).toBe(true);
        const pairs = subnets.flatMap((one, index) => subnets.slice(index + 1).map((other) => one.overlaps(other)));
        expect(pairs).not.toContain(true);
      }),
    );
  });

  test('has no problems that a plan without problems would show', () => {
    fc.assert(fc.property(requests, (given) => expect(cidrProblems(given)).toEqual([])));
  });

  test('keeps the ranges of two zones when a third is added', () => {
    const two = planCidrs({ ...request, zones: 2 });
    const three = planCidrs({ ...request, zones: 3 });

    expect(three.private.slice(0, 2)).toEqual(two.private);
    expect(three.data.slice(0, 2)).toEqual(two.data);
    expect(three.public.slice(0, 2)).toEqual(two.public);
  });

  test('gives nodes by far the largest part', () => {
    expect(planCidrs(request)).toEqual({
      private: ['10.0.0.0/18', '10.0.64.0/18', '10.0.128.0/18'],
      data: ['10.0.192.0/21', '10.0.200.0/21', '10.0.208.0/21'],
      public: ['10.0.224.0/21', '10.0.232.0/21', '10.0.240.0/21'],
      pod: [],
    });
  });
});

describe('a request', () => {
  test.each<[string, Partial<CidrPlanRequest>, string, string, string]>([
    ['that is no range', { cidr: '10.0.0.0' }, 'network.cidr', 'InvalidCidr', '10.0.0.0/16'],
    ['with host bits', { cidr: '10.0.1.0/16' }, 'network.cidr', 'InvalidCidr', '10.0.0.0/16'],
    ['larger than AWS takes', { cidr: '10.0.0.0/12' }, 'network.cidr', 'CidrSize', '10.0.0.0/16'],
    ['too small for nodes and pods', { cidr: '10.0.0.0/22' }, 'network.cidr', 'CidrSize', 'podCidr'],
    ['too small for nodes alone', { cidr: '10.0.0.0/23', podCidr: '100.64.0.0/16' }, 'network.cidr', 'CidrSize', '/22'],
    [
      'whose pods lie where AWS adds nothing',
      { podCidr: '192.168.0.0/16' },
      'network.podCidr',
      'CidrRange',
      '100.64.0.0/10',
    ],
    ['whose pods overlap the VPC', { podCidr: '10.0.0.0/17' }, 'network.podCidr', 'CidrOverlap', '10.0.0.0/16'],
    [
      'whose services overlap the VPC',
      { cidr: '172.20.0.0/16' },
      'cluster.serviceCidr',
      'CidrOverlap',
      '172.20.0.0/16',
    ],
    [
      'whose services are public addresses',
      { serviceCidr: '8.8.0.0/16' },
      'cluster.serviceCidr',
      'CidrRange',
      '172.20.0.0/16',
    ],
    ['with one zone', { zones: 1 }, 'network.zones', 'ZoneCount', '2 or 3'],
    ['with four zones', { zones: 4 }, 'network.zones', 'ZoneCount', '2 or 3'],
  ])('%s is refused at its setting with the fix', (_, changed, path, code, fix) => {
    const problems = cidrProblems({ ...request, ...changed });

    expect(problems).toContainEqual(expect.objectContaining({ path, code }));
    expect(problems.find((problem) => problem.code === code)?.fix).toContain(fix);
  });

  test('with several mistakes names them all', () => {
    const codes = cidrProblems({ cidr: '10.0.1.0/16', zones: 1, serviceCidr: '8.8.0.0/16' }).map(
      (problem) => problem.code,
    );

    expect(codes.sort()).toEqual(['CidrRange', 'InvalidCidr', 'ZoneCount']);
  });
});

test('a free range overlaps none of those that are taken, and there is none where all are', () => {
  expect(freeCidr([])).toBe('10.0.0.0/16');
  expect(freeCidr(['10.0.0.0/16', '10.1.64.0/20', '172.20.0.0/16', 'none'])).toBe('10.2.0.0/16');
  expect(freeCidr(['10.0.0.0/8'])).toBeUndefined();
});
