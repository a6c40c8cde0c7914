import { INSTANCE_TYPES } from '../../facts';
import {
  gpuNode,
  gpuNodeLabels,
  gpuNodeProblems,
  KarpenterPool,
  ManagedGpuPool,
  type GpuNodeRequest,
  type KarpenterPoolProps,
} from '../../lib/gpu-pool';
import { INTENT_METADATA, type JsonObject } from '../../contract';
import { resource, synthesize } from './fixtures';

const request: GpuNodeRequest = {
  ami: 'al2023',
  software: 'device-plugin',
  sharing: { mode: 'none' },
  instanceTypes: ['g6e.xlarge'],
};
const mig = { mode: 'mig', profile: 'all-1g.10gb' } as const;

describe('image and software', () => {
  test.each<[string, Partial<GpuNodeRequest>, boolean]>([
    ['al2023 with the device plugin', {}, true],
    ['al2023 with the operator', { software: 'gpu-operator' }, true],
    ['bottlerocket beside the device plugin of others', { ami: 'bottlerocket' }, true],
    ['bottlerocket with the operator', { ami: 'bottlerocket', software: 'gpu-operator' }, false],
    ['MIG with the device plugin alone', { sharing: mig, instanceTypes: ['p5.48xlarge'] }, false],
    ['MIG with the operator', { sharing: mig, software: 'gpu-operator', instanceTypes: ['p5.48xlarge'] }, true],
    ['MIG on bottlerocket', { sharing: mig, ami: 'bottlerocket', instanceTypes: ['p4d.24xlarge'] }, true],
    [
      'MIG on a GPU that cannot be cut',
      { sharing: mig, software: 'gpu-operator', instanceTypes: ['g6e.xlarge'] },
      false,
    ],
  ])('%s: %#', (_, changed, works) => {
    const problems = gpuNodeProblems('gpuPools.chat', { ...request, ...changed });

    expect(problems.length === 0).toBe(works);
    expect(problems.every((problem) => problem.path.startsWith('gpuPools.chat.') && problem.fix.length > 0)).toBe(true);
  });

  test('the device plugin is put on no node whose image brings one', () => {
    const bottlerocket = gpuNode({ ...request, ami: 'bottlerocket' });

    expect(gpuNodeLabels(bottlerocket)).not.toHaveProperty(['groundplane.io/device-plugin']);
    expect(gpuNodeLabels(gpuNode(request))).toHaveProperty(['groundplane.io/device-plugin'], 'true');
  });
});

const pool: KarpenterPoolProps = {
  clusterName: 'acme-production',
  name: 'chat',
  kubernetesVersion: '1.35',
  subnetIds: ['subnet-a', 'subnet-b'],
  securityGroupId: 'sg-1',
  instanceProfileName: 'profile',
  instanceTypes: ['g6e.12xlarge', 'g6e.24xlarge'],
  node: gpuNode(request),
  capacity: ['reserved', 'spot', 'on-demand'],
  reservations: ['cr-0a1b2c3d4e5f60718'],
  zoneIds: [],
  minNodes: 0,
  steadyNodes: 0,
  expectedNodes: 1,
  maxNodes: 3,
  rootVolumeGiB: 300,
  encryptionKey: { arn: 'arn:aws:kms:eu-central-1:111122223333:key/k' },
  dependsOn: [],
};

function objects(changed: Partial<KarpenterPoolProps> = {}): Record<string, { spec: Record<string, never> }> {
  const json = synthesize((stack) => {
    new KarpenterPool(stack, 'Pool', { ...pool, ...changed });
  });
  const [values] = [resource(json, 'helm_release').values].flat();
  const { resources } = JSON.parse(String(values)) as { resources: { kind: string; spec: Record<string, never> }[] };
  return Object.fromEntries(resources.map((object) => [object.kind, object]));
}

describe('a pool of Karpenter', () => {
  test('stops at the GPUs and vCPUs of its largest nodes', () => {
    const vcpu = INSTANCE_TYPES['g6e.24xlarge']?.vcpu ?? 0;

    expect(objects().NodePool?.spec.limits).toEqual({ 'nvidia.com/gpu': '12', cpu: String(3 * vcpu) });
  });

  test('counts slices where GPUs are shared, or the limit would come four times too early', () => {
    const shared = gpuNode({ ...request, sharing: { mode: 'time-slicing', replicas: 4 } });

    expect(objects({ node: shared }).NodePool?.spec.limits).toMatchObject({ 'nvidia.com/gpu': '48' });
  });

  test('takes every kind of capacity in one pool and names the reservations that exist', () => {
    const { NodePool, EC2NodeClass } = objects();

    expect(JSON.stringify(NodePool?.spec)).toContain(
      '{"key":"karpenter.sh/capacity-type","operator":"In","values":["reserved","spot","on-demand"]}',
    );
    expect(EC2NodeClass?.spec.capacityReservationSelectorTerms).toEqual([{ id: 'cr-0a1b2c3d4e5f60718' }]);
  });

  test('holds every node to IMDSv2 with one hop and an encrypted disk', () => {
    const { EC2NodeClass } = objects();

    expect(EC2NodeClass?.spec.metadataOptions).toMatchObject({ httpTokens: 'required', httpPutResponseHopLimit: 1 });
    expect(EC2NodeClass?.spec.blockDeviceMappings).toEqual([
      expect.objectContaining({
        deviceName: '/dev/xvda',
        ebs: expect.objectContaining({ encrypted: true, kmsKeyID: pool.encryptionKey.arn }),
      }),
    ]);
  });

  test('takes the image of a dated release, never the latest', () => {
    expect(JSON.stringify(objects().EC2NodeClass?.spec.amiSelectorTerms)).toMatch(/"al2023@v\d{8}"/);
  });

  test('lets in only pods that ask for a GPU', () => {
    expect(JSON.stringify(objects().NodePool?.spec)).toContain(
      '{"key":"nvidia.com/gpu","value":"true","effect":"NoSchedule"}',
    );
  });

  test('keeps weights on the data disk of Bottlerocket', () => {
    const { EC2NodeClass } = objects({ node: gpuNode({ ...request, ami: 'bottlerocket' }) });

    expect(EC2NodeClass?.spec.blockDeviceMappings).toEqual([
      expect.objectContaining({ deviceName: '/dev/xvda' }),
      expect.objectContaining({ deviceName: '/dev/xvdb', ebs: expect.objectContaining({ volumeSize: '300Gi' }) }),
    ]);
  });
});

test('a pool says what nodes it will start, for whoever counts the cost', () => {
  let stated: unknown;
  synthesize((stack) => {
    const made = new KarpenterPool(stack, 'Pool', pool);
    stated = made.node.metadata.find((entry) => entry.type === INTENT_METADATA)?.data;
  });

  expect(stated).toMatchObject({ kind: 'node-pool', nodes: { min: 0, expected: 1, max: 3 }, gpusPerNode: 4 });
});

test('a managed pool takes the GPU image, the taint and its limits', () => {
  const json = synthesize((stack) => {
    new ManagedGpuPool(stack, 'Pool', { ...pool, capacityType: 'ON_DEMAND', nodeRole: { arn: 'role', ready: [] } });
  });
  const group: JsonObject = resource(json, 'aws_eks_node_group');

  expect(group).toMatchObject({
    ami_type: 'AL2023_x86_64_NVIDIA',
    scaling_config: { min_size: 0, desired_size: 0, max_size: 3 },
    taint: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NO_SCHEDULE' }],
  });
});
