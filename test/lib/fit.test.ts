import fc from 'fast-check';
import { type Gpu, INSTANCE_TYPES, MODELS, PRECISIONS, type Precision } from '../../facts';
import {
  alternatives,
  enginesPerNode,
  fit,
  type FitRequest,
  GPU_MEMORY_UTILIZATION,
  seenGpus,
  severalNodes,
  usualTensorParallel,
  weightsGiB,
} from '../../lib/fit';
import { cacheGiB, stageGiB } from '../../lib/fit/memory';
import { known } from './fixtures';

const GIB = 1024 ** 3;

function gpuOf(instanceType: string): Gpu {
  const gpu = INSTANCE_TYPES[instanceType]?.gpu;
  if (gpu === undefined) throw new Error(`${instanceType} has no GPU`);
  return gpu;
}

function ask(id: string, precision: Precision, instanceType: string, changed: Partial<FitRequest> = {}): FitRequest {
  const model = known(id);
  const gpu = gpuOf(instanceType);
  const tensorParallel = usualTensorParallel(model, gpu.count);
  return { model, precision, gpu, tensorParallel, contextTokens: 4096, concurrency: 1, ...changed };
}

describe('weights in memory', () => {
  // "Model loading took …" of vLLM, as logs of several public projects show it
  test.each<[string, Precision, number]>([
    ['qwen3-8b', 'int4', 5.71],
    ['qwen3-14b', 'bf16', 27.52],
    ['qwen3-14b', 'int4', 9.36],
    ['qwen2.5-32b', 'int4', 18.15],
  ])('of %s in %s are within two in a hundred of what vLLM measures', (id, precision, measured) => {
    expect(Math.abs(weightsGiB(known(id), precision) / measured - 1)).toBeLessThan(0.02);
  });

  test('count every expert, used for a token or not', () => {
    const model = known('qwen3-30b-a3b');

    expect(weightsGiB({ ...model, activeParametersB: 1 }, 'bf16')).toBe(weightsGiB(model, 'bf16'));
    expect(weightsGiB(model, 'bf16')).toBeGreaterThan(56);
  });
});

describe('the cache of one conversation', () => {
  // bytes as vLLM 0.27.1 itself computes them before it starts or refuses: its kv_cache_utils was run on the layers of each model
  test.each([
    ['llama-3.1-8b', 1, 4096, 2048, 536_870_912],
    ['llama-3.1-8b', 1, 40_000, 2048, 5_242_880_000],
    ['llama-2-13b', 1, 4096, 2048, 3_355_443_200],
    ['llama-3.3-70b', 8, 40_000, 2048, 1_638_400_000],
    ['qwen3-30b-a3b', 1, 40_000, 2048, 3_932_160_000],
    ['qwen3-235b-a22b', 8, 40_000, 2048, 1_925_120_000],
    ['gemma-3-12b', 1, 2000, 2048, 791_674_880],
    ['gemma-3-12b', 1, 8192, 2048, 2_219_835_392],
    ['gemma-3-12b', 1, 131_072, 2048, 10_272_899_072],
    ['gemma-3-12b', 1, 131_072, 8192, 14_299_430_912],
    ['gemma-3-27b', 1, 2000, 2048, 1_154_744_320],
    ['gemma-3-27b', 1, 131_072, 2048, 13_261_864_960],
    ['gemma-3-27b', 1, 131_072, 8192, 19_301_662_720],
    ['gpt-oss-20b', 1, 2000, 2048, 98_697_216],
    ['gpt-oss-20b', 1, 131_072, 8192, 3_627_417_600],
    ['gpt-oss-120b', 1, 131_072, 2048, 4_988_141_568],
    ['deepseek-r1', 8, 4096, 8192, 287_834_112],
    ['deepseek-r1', 8, 163_840, 8192, 11_513_364_480],
  ])('of %s over %i GPUs, %i tokens, %i a batch, is %i bytes', (id, tensorParallel, tokens, batchedTokens, bytes) => {
    expect(cacheGiB(known(id), { tokens, tensorParallel, batchedTokens }) * GIB).toBe(bytes);
  });

  // "Available KV cache memory" and "GPU KV cache size" of vLLM on Qwen3-14B, as two public logs show it
  test.each([
    [11.0, 72_064],
    [29.15, 191_056],
  ])('fills %f GiB with %i tokens, as a log of vLLM says', (gibibytes, tokens) => {
    const request = { tokens, tensorParallel: 1, batchedTokens: 2048 };

    expect(Math.abs(cacheGiB(known('qwen3-14b'), request) / gibibytes - 1)).toBeLessThan(0.001);
  });
});

describe('known pairs of model and GPU', () => {
  test.each<[string, Precision, string, number]>([
    ['qwen3-8b', 'bf16', 'g6.xlarge', 16_384],
    ['qwen3-8b', 'int4', 'g5.xlarge', 40_960],
    ['llama-3.1-8b', 'bf16', 'g5.xlarge', 16_384],
    ['qwen3-14b', 'bf16', 'g6e.xlarge', 40_960],
    ['qwen3-32b', 'bf16', 'p5.4xlarge', 32_768],
    ['qwen3-32b', 'int4', 'g6e.xlarge', 32_768],
    ['gemma-3-27b', 'bf16', 'p5.4xlarge', 16_384],
    ['gpt-oss-20b', 'mxfp4', 'g6.xlarge', 32_768],
    ['gpt-oss-120b', 'mxfp4', 'p5.4xlarge', 32_768],
    ['llama-3.3-70b', 'bf16', 'g6e.12xlarge', 32_768],
    ['llama-3.3-70b', 'fp8', 'g6e.12xlarge', 131_072],
    ['qwen3-235b-a22b', 'fp8', 'p5.48xlarge', 40_960],
    ['deepseek-r1', 'fp8', 'p5en.48xlarge', 131_072],
    ['bge-m3', 'bf16', 'g6.xlarge', 8192],
    ['qwen3-embedding-4b', 'bf16', 'g6.xlarge', 32_768],
  ])('%s in %s starts on %s with %i tokens', (id, precision, instanceType, contextTokens) => {
    expect(fit(ask(id, precision, instanceType, { contextTokens })).problems).toEqual([]);
  });

  test.each<[string, Precision, string, number, string]>([
    ['llama-3.1-8b', 'bf16', 'g5.xlarge', 131_072, 'CacheTooSmall'],
    ['qwen3-8b', 'bf16', 'g4dn.xlarge', 4096, 'PrecisionOfGpu'],
    ['qwen3-8b', 'fp16', 'g4dn.xlarge', 4096, 'ModelTooLarge'],
    ['gpt-oss-20b', 'mxfp4', 'g4dn.xlarge', 4096, 'PrecisionOfGpu'],
    ['gpt-oss-20b', 'bf16', 'g6e.xlarge', 4096, 'NoWeights'],
    ['llama-3.1-8b', 'mxfp4', 'g6e.xlarge', 4096, 'NoWeights'],
    ['qwen3-32b', 'bf16', 'g6e.xlarge', 4096, 'ModelTooLarge'],
    ['llama-3.3-70b', 'bf16', 'p5.4xlarge', 4096, 'ModelTooLarge'],
    ['llama-3.3-70b', 'fp8', 'p5.4xlarge', 32_768, 'CacheTooSmall'],
    ['deepseek-r1', 'fp8', 'p5.48xlarge', 4096, 'ModelTooLarge'],
    ['qwen3-235b-a22b', 'bf16', 'p4d.24xlarge', 4096, 'ModelTooLarge'],
    ['llama-2-13b', 'bf16', 'g6e.xlarge', 8192, 'ContextTooLong'],
  ])('%s in %s is refused on %s with %i tokens: %s', (id, precision, instanceType, contextTokens, code) => {
    const { problems } = fit(ask(id, precision, instanceType, { contextTokens }));

    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  test.each([
    ['qwen2.5-7b', 8],
    ['qwen2.5-32b', 16],
    ['qwen3-14b', 16],
  ])('heads of %s that %i GPUs cannot share are refused', (id, tensorParallel) => {
    const gpu = { ...gpuOf('p5.48xlarge'), count: 16 };

    expect(fit(ask(id, 'bf16', 'p5.48xlarge', { gpu, tensorParallel })).problems[0]?.code).toBe('TensorParallel');
  });

  test('more GPUs than a node has are refused', () => {
    expect(fit(ask('qwen3-32b', 'bf16', 'g6e.12xlarge', { tensorParallel: 8 })).problems[0]?.code).toBe(
      'TensorParallel',
    );
  });

  test('blocks that eight GPUs cannot share are refused of a dense model; experts are spread whole', () => {
    const model = known('qwen3-235b-a22b');
    const dense = { ...model, activeParametersB: undefined };

    expect(fit(ask(model.id, 'fp8', 'p5en.48xlarge')).problems).toEqual([]);
    expect(fit(ask(model.id, 'fp8', 'p5en.48xlarge', { model: dense })).problems[0]?.code).toBe('TensorParallel');
  });
});

describe('a pool', () => {
  test.each([
    ['bge-m3', 1, 8],
    ['qwen3-8b', 8, 1],
    ['qwen2.5-7b', 4, 2],
  ])('gives %s %i GPUs an engine and a p5.48xlarge %i of them', (id, tensorParallel, engines) => {
    const pool = { instanceTypes: ['p5.48xlarge'], sharing: { mode: 'none' as const } };

    expect(usualTensorParallel(known(id), 8)).toBe(tensorParallel);
    expect(enginesPerNode(pool, tensorParallel)).toBe(engines);
  });

  test('of shared GPUs gives each pod its part, and never two GPUs', () => {
    expect(seenGpus('g6e.12xlarge', { mode: 'time-slicing', replicas: 4 })).toMatchObject({
      gpu: { count: 1 },
      share: 0.25,
      offered: 16,
    });
  });

  test('of cut GPUs gives each pod the memory of its part', () => {
    const seen = seenGpus('p5.48xlarge', { mode: 'mig', profile: 'all-1g.10gb' });

    expect(seen?.offered).toBe(56);
    expect(seen?.gpu.memoryMiB).toBeLessThan(10_000);
    expect(seenGpus('g6.xlarge', { mode: 'mig', profile: 'all-1g.10gb' })).toBeUndefined();
  });
});

describe('what would run instead', () => {
  const all = Object.keys(INSTANCE_TYPES);
  const instead = (request: FitRequest, instanceType: string): ReturnType<typeof alternatives> =>
    alternatives({ ...request, instanceType, instanceTypes: all });

  test('names the longest context, the precisions and the smallest type of each GPU', () => {
    const found = instead(
      ask('qwen3-14b', 'bf16', 'g6e.xlarge', { contextTokens: 40_960, concurrency: 4 }),
      'g6e.xlarge',
    );

    expect(
      found.map(({ change, contextTokens, precision, instanceType }) => [
        change,
        contextTokens,
        precision,
        instanceType,
      ]),
    ).toEqual([
      ['contextTokens', 17_408, 'bf16', 'g6e.xlarge'],
      ['precision', 40_960, 'int4', 'g6e.xlarge'],
      ['nodes', 40_960, 'bf16', 'g6e.xlarge'],
      ['instanceType', 40_960, 'bf16', 'p5.4xlarge'],
      ['instanceType', 40_960, 'bf16', 'g5.12xlarge'],
      ['instanceType', 40_960, 'bf16', 'g6.12xlarge'],
    ]);
  });

  test('is nothing for a model no node holds', () => {
    const model = { ...known('deepseek-r1'), checkpoints: { bf16: { repository: 'a/b' } }, parametersB: 4000 };

    expect(instead(ask('deepseek-r1', 'bf16', 'p5.48xlarge', { model }), 'p5.48xlarge')).toEqual([]);
  });
});

describe('an engine over several nodes', () => {
  test('has on its fullest node the larger part of the layers, and input and output embeddings', () => {
    const model = known('llama-3.3-70b');
    const layers = (model.parametersB - model.embeddingParametersB) * 2e9;

    // 80 layers over 3: vLLM gives two of the nodes 27 and one 26
    expect(stageGiB(model, 'bf16', 3) * GIB).toBeCloseTo((layers * 27) / 80 + model.embeddingParametersB * 2e9, -3);
    expect(stageGiB(model, 'bf16', 1)).toBe(weightsGiB(model, 'bf16'));
  });

  test('counts one layer more where some hold experts and the first do not', () => {
    // 61 layers, of which vLLM puts 31 and 30 on two nodes; the first three hold no experts, so that the second node holds 30 of 58
    const all = weightsGiB(known('deepseek-r1'), 'fp8');

    expect(stageGiB(known('deepseek-r1'), 'fp8', 2)).toBeGreaterThan((all * 30) / 58);
  });

  test('holds the cache of its own layers on each', () => {
    const request = { tokens: 40_000, tensorParallel: 8, batchedTokens: 2048 };

    // what vLLM counts for all 80 layers, halved: it counts the layers of a worker
    expect(cacheGiB(known('llama-3.3-70b'), { ...request, nodes: 2 }) * GIB).toBe(1_638_400_000 / 2);
    expect(
      cacheGiB(known('deepseek-r1'), { tokens: 4096, tensorParallel: 8, batchedTokens: 8192, nodes: 2 }) * GIB,
    ).toBe((287_834_112 * 31) / 61);
  });

  test.each<[string, FitRequest, string]>([
    ['whose nodes it does not fill', ask('qwen2.5-7b', 'bf16', 'p5.48xlarge', { nodes: 2 }), 'of the 8 GPUs of a node'],
    ['with more nodes than layers', ask('qwen3-8b', 'bf16', 'g6.xlarge', { nodes: 40 }), 'more than its 36 layers'],
    ['that makes vectors', ask('bge-m3', 'bf16', 'g6.xlarge', { nodes: 2 }), 'runs on one node'],
    [
      'with more GPUs of each than it has',
      ask('llama-3.3-70b', 'bf16', 'g6e.12xlarge', { nodes: 2, tensorParallel: 8 }),
      '8 is more than the 4 GPUs of a node',
    ],
    [
      'whose heads do not divide',
      ask('qwen3-14b', 'bf16', 'p5.48xlarge', { nodes: 2, tensorParallel: 3 }),
      '40 attention heads cannot be split over 3',
    ],
  ])('is refused %s', (_, request, message) => {
    expect(fit(request).problems.map((problem) => problem.message)).toContainEqual(expect.stringContaining(message));
  });

  test('holds what one node does not, and is named with the fewest that do', () => {
    const asked = ask('deepseek-r1', 'fp8', 'p5.48xlarge', { contextTokens: 32_768 });
    const found = alternatives({ ...asked, instanceType: 'p5.48xlarge', instanceTypes: [] });

    expect(fit(asked).problems.map(({ code }) => code)).toEqual(['ModelTooLarge']);
    expect(found).toMatchObject([{ change: 'nodes', nodes: 2, tensorParallel: 8, instanceType: 'p5.48xlarge' }]);
    expect(fit({ ...asked, nodes: 2 }).problems).toEqual([]);
  });

  test('is not named where its GPUs are shared, and named one where one is enough', () => {
    const asked = { instanceType: 'g6e.xlarge', instanceTypes: [] };
    const shared = ask('qwen3-32b', 'bf16', 'g6e.xlarge', { share: 0.5 });
    const vectors = ask('bge-m3', 'bf16', 'g6e.xlarge', { nodes: 2 });
    const counts = (request: FitRequest): number[] =>
      alternatives({ ...request, ...asked }).flatMap(({ change, nodes }) => (change === 'nodes' ? [nodes] : []));

    expect(counts(shared)).toEqual([]);
    expect(counts({ ...shared, share: 1 })).toEqual([2]);
    expect(counts(vectors)).toEqual([1]);
  });

  test('is found among types by the memory they have in sum', () => {
    const asked = { ...ask('deepseek-r1', 'fp8', 'g6.xlarge'), instanceType: 'g6.xlarge' };
    const among = (instanceTypes: string[]): unknown => severalNodes({ ...asked, instanceTypes });

    expect(among(['g6e.48xlarge', 'p5.48xlarge'])).toMatchObject({ instanceType: 'g6e.48xlarge', nodes: 3 });
    expect(among(['g6.xlarge', 'm7i.large'])).toBeUndefined();
  });

  const chat = Object.keys(MODELS).filter((id) => MODELS[id]?.purpose === 'chat');
  test('needs on no node more than an engine on one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...chat),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 64 }),
        (id, nodes, thousands) => {
          const request = ask(id, 'bf16', 'p5.48xlarge', { tensorParallel: 8, contextTokens: thousands * 1024 });
          const [one, more] = [1, nodes].map((count) => fit({ ...request, nodes: count }).memory);
          // batches under way are as many as nodes, so a window over many of them may keep a little more
          const windowed = known(id).attention.kind === 'grouped' && 'window' in known(id).attention;

          expect(more?.weights).toBeLessThanOrEqual(one?.weights ?? 0);
          if (!windowed) expect(more?.cache).toBeLessThanOrEqual(one?.cache ?? 0);
        },
      ),
    );
  });
});

describe('whatever is asked for,', () => {
  const gpus = Object.values(INSTANCE_TYPES).flatMap(({ gpu }) => gpu ?? []);
  const requests = fc
    .record({
      id: fc.constantFrom(...Object.keys(MODELS)),
      precision: fc.constantFrom(...PRECISIONS),
      gpu: fc.constantFrom(...gpus),
      tensorParallel: fc.constantFrom(1, 2, 4, 8),
      contextTokens: fc.integer({ min: 128, max: 163_840 }),
      concurrency: fc.integer({ min: 1, max: 64 }),
    })
    .map(({ id, ...rest }) => ({ ...rest, model: known(id) }));

  test('a longer context never needs less memory', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 100_000 }), (request, more) => {
        const longer = { ...request, contextTokens: request.contextTokens + more };
        expect(fit(longer).memory.cache).toBeGreaterThanOrEqual(fit(request).memory.cache);
      }),
    );
  });

  test('more GPUs never need more of each, but for heads that cannot be divided: then as much', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { memory } = fit(request);
        const wider = fit({ ...request, tensorParallel: request.tensorParallel * 2 }).memory;
        expect(wider.cache).toBeLessThanOrEqual(memory.cache);
        expect(wider.weights).toBeLessThan(memory.weights);
        expect(wider.left).toBeGreaterThan(memory.left);
      }),
    );
  });

  test('what starts starts with less, too: fewer conversations, or shorter ones', () => {
    fc.assert(
      fc.property(requests, fc.double({ min: 0.01, max: 1, noNaN: true }), (request, part) => {
        fc.pre(fit(request).problems.length === 0);
        const less = {
          ...request,
          contextTokens: Math.max(128, Math.floor(request.contextTokens * part)),
          concurrency: Math.max(1, Math.floor(request.concurrency * part)),
        };
        expect(fit(less).problems).toEqual([]);
      }),
    );
  });

  test('it starts exactly up to the longest context it names', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { longestContext } = fit(request);
        fc.pre(fit({ ...request, contextTokens: 128 }).problems.length === 0);
        expect(fit({ ...request, contextTokens: longestContext }).problems).toEqual([]);
        expect(fit({ ...request, contextTokens: longestContext + 1 }).problems).not.toEqual([]);
      }),
    );
  });

  test('it starts only within the memory it may use', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { problems, memory } = fit(request);
        fc.pre(problems.length === 0);
        const needed = memory.weights + memory.overhead + memory.cache;
        expect(needed).toBeLessThanOrEqual((request.gpu.memoryMiB / 1024) * GPU_MEMORY_UTILIZATION + 1e-9);
      }),
    );
  });

  test('every alternative runs', () => {
    const instanceTypes = Object.keys(INSTANCE_TYPES);
    const types = instanceTypes.filter((type) => INSTANCE_TYPES[type]?.gpu !== undefined);
    fc.assert(
      fc.property(requests, fc.constantFrom(...types), (request, instanceType) => {
        const asked = { ...request, gpu: gpuOf(instanceType) };
        for (const { change, ...other } of alternatives({ ...asked, instanceType, instanceTypes })) {
          expect([change, fit({ ...asked, ...other, gpu: gpuOf(other.instanceType) }).problems]).toEqual([change, []]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
