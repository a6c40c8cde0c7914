import { expectOne, yamlOf, type Case } from './cases';
import { problemsOf } from './fixtures';

describe('models that cannot be served are refused for', () => {
  test.each<[string, Case]>([
    [
      'a model in a pool that is not there',
      {
        top: 'gpuPools: { chat: {} }\nmodels: { a: { provider: vllm }, b: { provider: vllm, pool: chta } }\n',
        code: 'UnknownPool',
        path: 'models.b.pool',
        at: '9:61',
        message: /"chta" is no pool/,
        fix: /write one of chat/,
      },
    ],
    [
      'a model whose default pool is not there',
      {
        top: 'gpuPools: { rag: {} }\nmodels: { a: { provider: vllm }, b: { provider: vllm, pool: rag } }\n',
        code: 'UnknownPool',
        path: 'models.a.pool',
        at: '9:11',
        message: /"chat" is no pool; the default of tier mid-market: the pool of the tier/,
        fix: /write one of rag/,
      },
    ],
    [
      'a pool no model runs in',
      {
        top: 'gpuPools: { chat: {}, rag: {} }\n',
        code: 'UnusedPool',
        path: 'gpuPools.rag',
        at: '8:23',
        message: /used by no model/,
        fix: /pool: rag/,
      },
    ],
    [
      'a context longer than the model reads',
      {
        top: 'models: { a: { provider: ollama, contextTokens: 100000 } }\n',
        code: 'ContextTooLong',
        path: 'models.a.contextTokens',
        at: '8:49',
        message: /100000 is more than the 40960/,
        fix: /40960/,
      },
    ],
    [
      'bf16 on a T4',
      {
        top: 'gpuPools: { chat: { instanceTypes: [g4dn.xlarge] } }\n',
        code: 'PrecisionOfGpu',
        path: 'models.private.precision',
        at: '10:3',
        message: /of g4dn\.xlarge: .* not what the T4 .*; the default of tier mid-market: as published/,
        fix: /write precision: fp8 or int4/,
      },
    ],
    [
      'a profile of another area',
      {
        top: 'models: { a: { provider: bedrock, model: a.b, inferenceProfile: us, dataClass: confidential } }\n',
        code: 'InferenceArea',
        path: 'models.a.inferenceProfile',
        at: '8:65',
        message: /"us" cannot be called from eu-central-1/,
        fix: /^write eu$/,
      },
    ],
    [
      'data that no model may see',
      {
        swap: ['[internal, confidential]', '[internal, restricted]'],
        top: 'models: { a: { provider: bedrock, model: a.b } }\n',
        code: 'NoModelForData',
        path: 'dataClasses[1]',
        at: '7:25',
        message: /"restricted" data may be seen by no model/,
        fix: /dataClass: restricted/,
      },
    ],
    [
      'a model of its own before its phase',
      {
        top: 'models: { a: { provider: vllm } }\n',
        swap: ['day-60', 'day-30'],
        code: 'PhaseTooEarly',
        path: 'models.a.provider',
        at: '8:26',
        message: /vllm runs on GPUs, which day-30 does not have/,
        fix: /raise phase to day-60/,
      },
    ],
    [
      'a pool before its phase',
      {
        top: 'gpuPools: { chat: {} }\nmodels: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n',
        swap: ['day-60', 'day-30'],
        code: 'PhaseTooEarly',
        path: 'gpuPools.chat',
        at: '8:13',
        message: /is a GPU pool/,
        fix: /raise phase to day-60/,
      },
    ],
  ])('%s', (_, one) => {
    expectOne(one);
  });

  test('Bedrock in China', () => {
    const text = yamlOf({
      top: 'models: { a: { provider: bedrock, model: a.b, dataClass: confidential } }\n',
      swap: ['eu-central-1', 'cn-northwest-1'],
    }).replaceAll('arn:aws:', 'arn:aws-cn:');

    expect(problemsOf(text)).toMatchObject([{ code: 'BedrockNotOffered', path: 'models.a.provider', line: 8 }]);
  });
});
