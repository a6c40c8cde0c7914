import { expectOne, type Case } from './cases';
import { clientYaml, loaded } from './fixtures';

describe('a GPU pool that cannot work is refused for', () => {
  test.each<[string, Case]>([
    [
      'a GPU type the region does not sell',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g6e.xlarge] } }\n',
        swap: ['eu-central-1', 'eu-west-1'],
        code: 'TypeNotOffered',
        path: 'gpuPools.chat.instanceTypes[0]',
        at: '8:37',
        message: /g6e\.xlarge is not sold in eu-west-1/,
        fix: /take g5\.xlarge, g5\.\w+, g5\.\w+$/,
      },
    ],
    [
      'types with different numbers of GPUs',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g6.xlarge, g6.12xlarge] } }\n',
        code: 'MixedGpuCounts',
        path: 'gpuPools.chat.instanceTypes',
        at: '8:36',
        message: /g6\.xlarge 1, g6\.12xlarge 4/,
        fix: /a pool for each number/,
      },
    ],
    [
      'a type without a GPU',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g6.xlarge, m7i.large] } }\n',
        code: 'TypeWithoutGpu',
        path: 'gpuPools.chat.instanceTypes[1]',
        at: '8:48',
        message: /m7i\.large has no GPU/,
        fix: /GPU type/,
      },
    ],
    [
      'more fewest than most GPU nodes',
      {
        top: 'gpuPools: { chat: { minNodes: 3, maxNodes: 2 } }\n',
        code: 'MinAboveMax',
        path: 'gpuPools.chat.minNodes',
        at: '8:31',
        message: /3 is above maxNodes 2/,
        fix: /lower minNodes/,
      },
    ],
    [
      'reserved without a reservation',
      {
        top: 'gpuPools: { chat: { capacity: [reserved, spot] } }\n',
        code: 'NoReservation',
        path: 'gpuPools.chat.capacity',
        at: '8:31',
        message: /without a reservation/,
        fix: /reservations: \[/,
      },
    ],
    [
      'a reservation that is not used',
      {
        top: 'gpuPools: { chat: { reservations: [cr-0123456789abcdef0] } }\n',
        code: 'ReservationUnused',
        path: 'gpuPools.chat.reservations',
        at: '8:35',
        message: /paid for and not used/,
        fix: /add "reserved"/,
      },
    ],
    [
      'a pool in a zone without subnets',
      {
        top: 'network: { zones: 2 }\ngpuPools: { chat: { zones: [euc1-az3] } }\n',
        code: 'ZoneWithoutSubnet',
        path: 'gpuPools.chat.zones[0]',
        at: '9:29',
        message: /no zone of the network/,
        fix: /euc1-az1, euc1-az2/,
      },
    ],
    [
      'MIG without the operator',
      {
        top: 'gpuPools: { chat: { instanceTypes: [p4d.24xlarge], sharing: { mode: mig, profile: all-1g.5gb } } }\nmodels: { private: { provider: vllm, model: bge-m3, contextTokens: 512 } }\n',
        code: 'GpuSoftware',
        path: 'gpuPools.chat.sharing',
        at: '8:61',
        message: /GPU operator/,
        fix: /gpu-operator/,
      },
    ],
    [
      'MIG on a GPU that cannot be cut',
      {
        top: 'gpu: { software: gpu-operator }\ngpuPools: { chat: { sharing: { mode: mig, profile: all-1g.5gb }, instanceTypes: [g6.xlarge] } }\n',
        code: 'GpuSoftware',
        path: 'gpuPools.chat.sharing',
        at: '9:30',
        message: /L4 of g6\.xlarge cannot be cut/,
        fix: /time-slicing/,
      },
    ],
    [
      'a MIG profile of another GPU',
      {
        top: 'gpu: { software: gpu-operator }\ngpuPools: { chat: { instanceTypes: [p4d.24xlarge], sharing: { mode: mig, profile: all-1g.10gb } } }\n',
        code: 'MigProfile',
        path: 'gpuPools.chat.sharing.profile',
        at: '9:83',
        message: /A100 with 40 GiB/,
        fix: /all-1g\.5gb, all-2g\.10gb, all-3g\.20gb/,
      },
    ],
    [
      'Bottlerocket with the operator',
      {
        top: 'gpu: { software: gpu-operator }\ngpuPools: { chat: { ami: bottlerocket } }\n',
        code: 'GpuSoftware',
        path: 'gpuPools.chat.ami',
        at: '9:26',
        message: /bottlerocket/,
        fix: /al2023/,
      },
    ],
  ])('%s', (_, one) => {
    expectOne(one);
  });
});

test('a region where a type is perhaps not sold is told and not refused', () => {
  const result = loaded(
    clientYaml({ top: 'network: { zones: [sae1-az1, sae1-az2] }\n' }).replace('eu-central-1', 'sa-east-1'),
  );

  expect(result.notices).toMatchObject([{ code: 'OfferUnknown', path: 'gpuPools.chat.instanceTypes' }]);
  expect(result.notices[0]?.fix).toMatch(/describe-instance-type-offerings --region sa-east-1/);
});
