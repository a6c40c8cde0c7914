import { expectOne, yamlOf, type Case } from './cases';
import { problemsOf } from './fixtures';

const MODELS =
  'gpuPools: { chat: {} }\nmodels: { cloud: { provider: bedrock, model: amazon.nova-lite-v1:0, dataClass: internal }, own: { provider: vllm }, large: { provider: vllm } }\n';

describe('a gateway that cannot do what it is told is refused for', () => {
  test.each<[string, Case]>([
    [
      'a fallback to a model that does not exist',
      {
        top: `${MODELS}gateway: { fallbacks: { cloud: [ownn] } }\n`,
        code: 'UnknownModel',
        path: 'gateway.fallbacks.cloud[0]',
        at: '10:33',
        message: /"ownn" is no model/,
        fix: /cloud, large, own/,
      },
    ],
    [
      'fallbacks of a model that does not exist',
      {
        top: `${MODELS}gateway: { fallbacks: { clod: [own] } }\n`,
        code: 'UnknownModel',
        path: 'gateway.fallbacks.clod',
        at: '10:31',
        message: /"clod" is no model/,
        fix: /cloud/,
      },
    ],
    [
      'a fallback that carries data out',
      {
        top: `${MODELS}gateway: { fallbacks: { own: [cloud] } }\n`,
        code: 'FallbackSeesLess',
        path: 'gateway.fallbacks.own[0]',
        at: '10:31',
        message: /cloud may see internal data, own restricted/,
        fix: /leave own without/,
      },
    ],
    [
      'a chain that nobody could wait for',
      {
        top: `${MODELS}gateway: { failoverSeconds: 8, fallbacks: { cloud: [own, large] } }\n`,
        code: 'FailoverTooSlow',
        path: 'gateway.fallbacks.cloud',
        at: '10:52',
        message: /2 models to ask within 8 s: each would have 1 s/,
        fix: /fewer/,
      },
    ],
    [
      'a name of two models that one model has',
      {
        top: `${MODELS}gateway: { sizeRouting: { name: own, small: own, large: large } }\n`,
        code: 'ModelTwice',
        path: 'gateway.sizeRouting.name',
        at: '10:33',
        message: /"own" is a model already/,
        fix: /another name/,
      },
    ],
    [
      'a size that is no model',
      {
        top: `${MODELS}gateway: { sizeRouting: { name: auto, small: own, large: huge } }\n`,
        code: 'UnknownModel',
        path: 'gateway.sizeRouting.large',
        at: '10:58',
        message: /"huge"/,
        fix: /large/,
      },
    ],
    [
      'one model of two sizes',
      {
        top: `${MODELS}gateway: { sizeRouting: { name: auto, small: own, large: own } }\n`,
        code: 'SizesOfOneModel',
        path: 'gateway.sizeRouting.large',
        at: '10:58',
        message: /"own" is small and large/,
        fix: /two models/,
      },
    ],
    [
      'a size that does not chat',
      {
        top: `${MODELS.replace('large: { provider: vllm }', 'large: { provider: vllm }, titan: { provider: bedrock, model: "amazon.titan-embed-text-v2:0", dataClass: internal }')}gateway: { sizeRouting: { name: auto, small: own, large: titan } }\n`,
        code: 'SizeOtherPurpose',
        path: 'gateway.sizeRouting.large',
        at: '10:58',
        message: /titan is for embedding/,
        fix: /for chat/,
      },
    ],
    [
      'copies without a cache',
      {
        top: 'gateway: { replicas: 3 }\n',
        code: 'ReplicasWithoutCache',
        path: 'gateway.replicas',
        at: '8:22',
        message: /3 copies without a cache/,
        fix: /cache: elasticache/,
      },
    ],
    [
      'a limit of a model that does not exist',
      {
        top: `${MODELS}gateway: { requestsPerMinute: { huge: 5 } }\n`,
        code: 'UnknownModel',
        path: 'gateway.requestsPerMinute.huge',
        at: '10:39',
        message: /"huge"/,
        fix: /large/,
      },
    ],
  ])('%s', (_, wanted) => {
    expectOne(wanted);
  });

  test('a circle of fallbacks, told at each model of it', () => {
    const problems = problemsOf(yamlOf({ top: `${MODELS}gateway: { fallbacks: { own: [large], large: [own] } }\n` }));

    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['FallbackCycle', 'gateway.fallbacks.own'],
      ['FallbackCycle', 'gateway.fallbacks.large'],
    ]);
  });
});
