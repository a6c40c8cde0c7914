import { expectOne, type Case } from './cases';
import { clientYaml, loaded, problemsOf } from './fixtures';

const own = (more = ''): string =>
  `catalogue: { ours: { purpose: chat, licence: none, parametersB: 8, embeddingParametersB: 1, layers: 32, heads: 32, attention: { kind: grouped, kvHeads: 8, headSize: 128 }, contextTokens: 32768, checkpoints: { bf16: { repository: acme/ours${more} } }, lora: true } }\n`;

describe('what vLLM would refuse at start is refused for', () => {
  test.each<[string, Case]>([
    [
      'a model that is in no catalogue, with the nearest',
      {
        top: 'models: { a: { provider: vllm, model: qwen3-9b } }\n',
        code: 'UnknownModel',
        path: 'models.a.model',
        at: '8:39',
        message: /"qwen3-9b" is no model of the catalogue/,
        fix: /qwen3-8b.*add it under catalogue/,
      },
    ],
    [
      'a model too large for its pool, with what holds it',
      {
        top: 'models: { a: { provider: vllm, model: qwen3-32b } }\n',
        code: 'ModelTooLarge',
        path: 'models.a.pool',
        at: '8:11',
        message: /qwen3-32b on the L4 \(22 GiB\) of g6\.xlarge: needs 62\.5 GiB a GPU/,
        fix: /^take a pool of g5\.12xlarge or g6\.12xlarge or g6e\.12xlarge; groundplane fit prices each$/,
      },
    ],
    [
      'a context its cache has no room for, with the longest that starts',
      {
        top: 'models: { a: { provider: vllm, contextTokens: 40960 } }\n',
        code: 'CacheTooSmall',
        path: 'models.a.contextTokens',
        at: '8:47',
        message: /40960 tokens need 5\.6 GiB of cache a GPU, 3\.3 are left; \d+ tokens would start/,
        fix: /write contextTokens: 2\d{4}, or write precision: fp8 or int4, or take a pool of g6e\.xlarge/,
      },
    ],
    [
      'more conversations at once than the cache holds',
      {
        top: 'models: { a: { provider: vllm, contextTokens: 8192, concurrency: 8 } }\n',
        code: 'CacheTooSmall',
        path: 'models.a.contextTokens',
        at: '8:47',
        message: /8 times 8192 tokens need/,
        fix: /write precision: fp8 or int4/,
      },
    ],
    [
      'a precision without weights',
      {
        top: 'models: { a: { provider: vllm, model: gpt-oss-20b, precision: int4 } }\n',
        code: 'NoWeights',
        path: 'models.a.precision',
        at: '8:63',
        message: /there are no int4 weights of it; there are mxfp4/,
        fix: /write precision: mxfp4/,
      },
    ],
    [
      'a split that does not divide the heads',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g6e.48xlarge] } }\nmodels: { a: { provider: vllm, model: qwen2.5-7b, tensorParallel: 8 } }\n',
        code: 'TensorParallel',
        path: 'models.a.tensorParallel',
        at: '9:67',
        message: /28 attention heads cannot be split over 8/,
        fix: /write tensorParallel: 4/,
      },
    ],
    [
      'a split over more GPUs than a node has',
      {
        top: 'models: { a: { provider: vllm, tensorParallel: 2 } }\n',
        code: 'TensorParallel',
        path: 'models.a.tensorParallel',
        at: '8:48',
        message: /2 is more than the 1 GPUs of a node/,
        fix: /write tensorParallel: 1/,
      },
    ],
    [
      'a context above the model’s',
      {
        top: 'models: { a: { provider: vllm, contextTokens: 65536 } }\n',
        code: 'ContextTooLong',
        path: 'models.a.contextTokens',
        at: '8:47',
        message: /65536 is more than the 40960 tokens it reads/,
        fix: /contextTokens: 2\d{4}/,
      },
    ],
    [
      'a part of a GPU that holds no more',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g6e.xlarge], sharing: { mode: time-slicing, replicas: 4 } } }\n',
        code: 'ModelTooLarge',
        path: 'models.private.pool',
        at: '10:3',
        message: /g6e\.xlarge.*of 10\.0 it may use/,
        fix: /take a pool of/,
      },
    ],
    [
      'more engines than the pool has nodes',
      {
        top: 'gpuPools: { chat: { maxNodes: 2 } }\nmodels: { a: { provider: vllm, replicas: 3 } }\n',
        code: 'PoolTooSmall',
        path: 'gpuPools.chat.maxNodes',
        at: '8:31',
        message: /2 nodes do not hold what runs in it: 3 are needed/,
        fix: /raise maxNodes to 3/,
      },
    ],
    [
      'a model of one’s own by the name of one of the library',
      {
        top: own().replace('ours:', 'qwen3-8b:'),
        code: 'ModelTwice',
        path: 'catalogue.qwen3-8b',
        at: '8:24',
        message: /name of a model of the library too/,
        fix: /qwen3-8b-own/,
      },
    ],
    [
      'a branch in place of a commit',
      {
        top: own(', revision: main'),
        code: 'WrongFormat',
        path: 'catalogue.ours.checkpoints.bf16.revision',
        at: '8:251',
        message: /"main" is not allowed/,
        fix: /a commit, 40 hex digits/,
      },
    ],
    [
      'a model no node of the region holds, with how many do',
      {
        top: 'models: { a: { provider: vllm, model: deepseek-r1, precision: fp8, contextTokens: 8192 } }\n',
        code: 'ModelTooLarge',
        path: 'models.a.pool',
        at: '8:11',
        message: /deepseek-r1 on the L4/,
        fix: /no node of eu-central-1 holds it: take a pool of g6e\.12xlarge, and write nodes: 5; groundplane fit prices it/,
      },
    ],
    [
      'a precision nobody published of such a model, with the one there is',
      {
        top: 'models: { a: { provider: vllm, model: deepseek-r1, precision: bf16, contextTokens: 8192 } }\n',
        code: 'NoWeights',
        path: 'models.a.precision',
        at: '8:63',
        message: /bf16/,
        fix: /no node of eu-central-1 holds it: take a pool of g6e\.12xlarge, and write nodes: 5 and precision: fp8/,
      },
    ],
    [
      'a model that no one change mends, with two that do',
      {
        top: 'models: { a: { provider: vllm, model: qwen3-235b-a22b, precision: bf16, contextTokens: 8192, concurrency: 100 } }\n',
        code: 'ModelTooLarge',
        path: 'models.a.pool',
        at: '8:11',
        message: /qwen3-235b-a22b on the L4/,
        fix: /^no one change mends it in eu-central-1: take a pool of [a-z0-9.]+, and write precision: fp8$/,
      },
    ],
    [
      'models that Ollama would compute with the CPU',
      {
        top: 'models: { a: { provider: ollama, model: qwen3-14b }, b: { provider: ollama, model: qwen3-32b } }\n',
        code: 'ModelTooLarge',
        path: 'models.b.pool',
        at: '8:54',
        message: /a, b together need .* computed by the CPU/,
        fix: /smaller model/,
      },
    ],
    [
      'a model that Ollama does not have',
      {
        top: 'models: { a: { provider: ollama, model: bge-large-en, contextTokens: 512 } }\n',
        code: 'NotInOllama',
        path: 'models.a.model',
        at: '8:41',
        message: /"bge-large-en" is not in the library of Ollama/,
        fix: /provider: vllm/,
      },
    ],
  ])('%s', (_, one) => {
    expectOne(one);
  });

  test('two problems of one model, both at once', () => {
    const top = 'models: { a: { provider: vllm, precision: mxfp4, tensorParallel: 8 } }\n';

    expect(problemsOf(clientYaml({ top })).map(({ code }) => code)).toEqual(['NoWeights', 'TensorParallel']);
  });
});

test('a model of one’s own is served like those of the library', () => {
  const { environments } = loaded(
    clientYaml({ top: `${own()}models: { a: { provider: vllm, model: ours, dataClass: confidential } }\n` }),
  );

  expect(environments[0]?.settings.models['a']).toMatchObject({ model: 'ours' });
});

test('a fit with almost nothing to spare is said, and taken', () => {
  const { notices } = loaded(clientYaml({ top: 'models: { a: { provider: vllm, contextTokens: 24000 } }\n' }));

  expect(notices).toMatchObject([{ code: 'TightFit', path: 'models.a.contextTokens' }]);
});

test('of a value that is no setting it is said once what may stand there, and nothing of what stands there for it', () => {
  const top = 'models: { a: { provider: vllm, contextTokens: 10000000 } }\n';

  expect(problemsOf(clientYaml({ top }))).toMatchObject([
    { path: 'models.a.contextTokens', message: expect.stringContaining('10000000') },
  ]);
});

test('a model that reads less than its tier supposes reads what it can, unless the file says more', () => {
  const contextOf = (more: string): unknown => {
    const { environments } = loaded(
      clientYaml({ top: `models: { a: { provider: vllm }, v: { provider: vllm, model: bge-large-en${more} } }\n` }),
    );
    const [environment] = environments;
    const model = environment?.settings.models['v'];
    return model?.provider === 'vllm'
      ? [model.contextTokens, environment?.provenance.origin('models.v.contextTokens')]
      : model;
  };

  expect(contextOf('')).toEqual([512, { kind: 'tier', reason: 'the most bge-large-en reads at once' }]);
  expect(contextOf(', contextTokens: 256')).toEqual([256, expect.objectContaining({ kind: 'file' })]);
  expect(
    problemsOf(
      clientYaml({ top: 'models: { v: { provider: vllm, model: bge-large-en, contextTokens: 1024 } }\n' }),
    ).map(({ code }) => code),
  ).toContain('ContextTooLong');
});
