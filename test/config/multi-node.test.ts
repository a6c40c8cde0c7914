import { expectOne, type Case } from './cases';
import { clientYaml, loaded } from './fixtures';

const MODEL = 'provider: vllm, model: qwen3-32b, precision: bf16, contextTokens: 8192';
const two = (pool: string, more = 'nodes: 2', model = MODEL): string =>
  `models: { a: { ${model}, ${more} } }\ngpuPools: { chat: { ${pool} } }\n`;

test('an engine over several nodes takes as many of its pool, for each of its replicas', () => {
  const { environments } = loaded(
    clientYaml({ top: two('instanceTypes: [g6e.xlarge], maxNodes: 4', 'nodes: 2, replicas: 2') }),
  );

  expect(environments[0]?.settings.models['a']).toMatchObject({ nodes: 2, replicas: 2 });
});

describe('an engine over several nodes is refused', () => {
  test.each<[string, Case]>([
    [
      'where the pool has not so many',
      {
        top: two('instanceTypes: [g6e.xlarge], maxNodes: 3', 'nodes: 2, replicas: 2'),
        code: 'PoolTooSmall',
        path: 'gpuPools.chat.maxNodes',
        at: '9:60',
        message: /3 nodes do not hold what runs in it: 4 are needed/,
        fix: /raise maxNodes to 4/,
      },
    ],
    [
      'on GPUs that are shared',
      {
        top: two(
          'instanceTypes: [g6e.xlarge], sharing: { mode: time-slicing, replicas: 2 }',
          'nodes: 2',
          MODEL.replace('bf16', 'int4'),
        ),
        code: 'SharedNodes',
        path: 'models.a.nodes',
        at: '8:95',
        message: /takes the nodes of chat whole, and their GPUs are shared \(time-slicing\)/,
        fix: /sharing: \{ mode: none \}/,
      },
    ],
    [
      'over different GPUs',
      {
        top: two('instanceTypes: [g6e.12xlarge, g6.12xlarge]'),
        code: 'MixedGpus',
        path: 'models.a.nodes',
        at: '8:95',
        message: /different GPUs, of which chat has L40S with 44 GiB and L4 with 22 GiB/,
        fix: /instance types of one GPU/,
      },
    ],
    [
      'that does not fill its nodes',
      {
        top: two(
          'instanceTypes: [p5.48xlarge]',
          'nodes: 2',
          'provider: vllm, model: qwen2.5-7b, precision: bf16, contextTokens: 8192',
        ),
        swap: ['eu-central-1', 'us-east-1'],
        code: 'Nodes',
        path: 'models.a.nodes',
        at: '8:96',
        message: /each of 2 p5\.48xlarge: of the 8 GPUs of a node it takes 4/,
        fix: /write nodes: 1, or take a pool of/,
      },
    ],
    [
      'of vectors',
      {
        top: two(
          'instanceTypes: [g6e.xlarge]',
          'nodes: 2',
          'provider: vllm, model: bge-m3, precision: bf16, contextTokens: 8192',
        ),
        code: 'Nodes',
        path: 'models.a.nodes',
        at: '8:92',
        message: /a model of vectors or scores runs on one node/,
        fix: /write nodes: 1/,
      },
    ],
    [
      'of none, or more than anybody should wait for',
      {
        top: two('instanceTypes: [g6e.xlarge], maxNodes: 9', 'nodes: 9'),
        code: 'OutOfRange',
        path: 'models.a.nodes',
        at: '8:95',
        message: /9/,
        fix: /8/,
      },
    ],
  ])('%s', (_, one) => {
    expectOne(one);
  });
});

test('on spot nodes it is taken, and said what goes with one of them', () => {
  const { notices } = loaded(clientYaml({ top: two('instanceTypes: [g6e.xlarge], capacity: [spot, on-demand]') }));

  expect(notices).toMatchObject([{ code: 'NodesOnSpot', path: 'models.a.nodes' }]);
});
