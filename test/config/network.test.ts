import { expectOne, type Case } from './cases';

const EXISTING = `network:
  cidr: 10.0.0.0/16
  existing:
    vpcId: vpc-0123456789abcdef0
    privateSubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
`;

describe('a network that cannot be built is refused for', () => {
  test.each<[string, Case]>([
    [
      'ranges that overlap',
      {
        top: 'network: { cidr: 172.20.0.0/16 }\ncluster: { serviceCidr: 172.20.0.0/20 }\n',
        code: 'CidrOverlap',
        path: 'cluster.serviceCidr',
        at: '9:25',
        message: /overlaps network\.cidr/,
        fix: /outside 172\.20/,
      },
    ],
    [
      'a range that overlaps the default of another, where the file says it',
      {
        top: 'network: { cidr: 172.20.0.0/16 }\n',
        code: 'CidrOverlap',
        path: 'network.cidr',
        at: '8:18',
        message: /^"172\.20\.0\.0\/16" overlaps the default of cluster\.serviceCidr, "172\.20\.0\.0\/16"$/,
        fix: /outside/,
      },
    ],
    [
      'a range that is too small',
      {
        top: 'network: { cidr: 10.0.0.0/24 }\n',
        code: 'CidrSize',
        path: 'network.cidr',
        at: '8:18',
        message: /256 addresses/,
        fix: /\/20/,
      },
    ],
    [
      'a range with host bits',
      {
        environment: 'network: { cidr: 10.0.0.5/16 }\n',
        code: 'InvalidCidr',
        path: 'environments.production.network.cidr',
        at: '14:22',
        message: /bits set/,
        fix: /10\.0\.0\.0\/16/,
      },
    ],
    [
      'zones of another region',
      {
        top: 'network: { zones: [euc1-az1, euw1-az2] }\n',
        code: 'ZoneOfOtherRegion',
        path: 'network.zones[1]',
        at: '8:30',
        message: /no zone of eu-central-1/,
        fix: /euc1-az1, euc1-az2, euc1-az3/,
      },
    ],
    [
      'a zone twice',
      {
        top: 'network: { zones: [euc1-az1, euc1-az1] }\n',
        code: 'ZoneTwice',
        path: 'network.zones[1]',
        at: '8:30',
        message: /twice/,
        fix: /once/,
      },
    ],
    [
      'a region whose zones are not known',
      {
        top: 'gpuPools: {}\nmodels: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n',
        swap: ['eu-central-1', 'eu-south-1'],
        code: 'ZonesUnknown',
        path: 'network.zones',
        at: '11:3',
        message: /not known here; the default of tier mid-market: one may fail/,
        fix: /name them by id/,
      },
    ],
    [
      'more zones than a region has for clusters',
      {
        top: 'network: { zones: 3 }\n',
        swap: ['eu-central-1', 'us-west-1'],
        code: 'ZonesUnknown',
        path: 'network.zones',
        at: '8:19',
        message: /2 zones of us-west-1/,
        fix: /^write 2$/,
      },
    ],
    [
      'subnet lists of different length',
      {
        top: `${EXISTING}    publicSubnetIds: [subnet-0123456789abcdef2, subnet-0123456789abcdef3, subnet-0123456789abcdef4]\n`,
        code: 'SubnetCount',
        path: 'network.existing.publicSubnetIds',
        at: '13:22',
        message: /3 subnets where privateSubnetIds has 2/,
        fix: /one a zone/,
      },
    ],
    [
      'more subnets than a network has zones',
      {
        top: EXISTING.replace('def1]', 'def1, subnet-0123456789abcdef2, subnet-0123456789abcdef3]'),
        code: 'SubnetCount',
        path: 'network.existing.privateSubnetIds',
        at: '12:23',
        message: /has 4 subnets/,
        fix: /two or three/,
      },
    ],
    [
      'a subnet named twice',
      {
        top: EXISTING.replace('def1', 'def0'),
        code: 'SubnetTwice',
        path: 'network.existing.privateSubnetIds',
        at: '12:23',
        message: /twice/,
        fix: /one subnet a zone/,
      },
    ],
    [
      'zones beside subnets that are fewer',
      {
        top: `${EXISTING}  zones: [euc1-az1, euc1-az2, euc1-az3]\n`,
        code: 'SubnetCount',
        path: 'network.zones',
        at: '13:10',
        message: /3 zones for 2/,
        fix: /leave it out/,
      },
    ],
    [
      'an existing VPC whose range is not said',
      {
        top: EXISTING.replace('  cidr: 10.0.0.0/16\n', ''),
        code: 'ExistingNetwork',
        path: 'network.existing.vpcId',
        at: '10:12',
        message: /not said/,
        fix: /network\.cidr/,
      },
    ],
    [
      'a pod range in an existing VPC',
      {
        top: `${EXISTING}  podCidr: 100.64.0.0/16\n`,
        code: 'ExistingNetwork',
        path: 'network.podCidr',
        at: '13:12',
        message: /cannot be added/,
        fix: /leave it out/,
      },
    ],
    [
      'no way out and not every endpoint',
      {
        top: 'network: { egress: none }\n',
        code: 'NoWayOut',
        path: 'network.egress',
        at: '8:20',
        message: /endpoints "core"/,
        fix: /endpoints: all/,
      },
    ],
  ])('%s', (_, one) => {
    expectOne(one);
  });
});
