import type { JsonObject } from '../../contract';
import { IMAGES, modelOf, MODELS, type NamedModel, type Precision } from '../../facts';
import { served } from '../../lib/fit';
import { Vllm, type VllmProps } from '../../lib/vllm';
import { known, resource, synthesize, unknownArguments } from './fixtures';
import listed from './vllm-arguments.json';

const usual: VllmProps = {
  name: 'private',
  model: known('qwen3-8b'),
  precision: 'bf16',
  revision: 'b968826d9c46dd6066d109eabc6255188de91218',
  contextTokens: 16_384,
  replicas: 2,
  pool: { name: 'chat', instanceTypes: ['g6.12xlarge', 'g6.24xlarge'], sharing: { mode: 'none' } },
  namespace: 'models',
  apiKeySecret: { name: 'vllm-api-key', key: 'VLLM_API_KEY' },
  dataClass: 'restricted',
  requestTimeoutSeconds: 60,
  dependsOn: [],
};

function release(changed: Partial<VllmProps> = {}): JsonObject {
  const json = synthesize((stack) => {
    new Vllm(stack, 'Vllm', { ...usual, ...changed });
  });
  return resource(json, 'helm_release');
}

function engineSpec(changed: Partial<VllmProps> = {}): ReturnType<typeof JSON.parse> {
  const [text] = [release(changed).values].flat();
  return JSON.parse(String(text)).servingEngineSpec;
}

function modelSpec(changed: Partial<VllmProps> = {}): ReturnType<typeof JSON.parse> {
  return engineSpec(changed).modelSpec[0];
}

/** Arguments of `vllm serve` as templates/deployment-vllm-multi.yaml of the chart makes them from its values. */
function argumentsOf(spec: ReturnType<typeof JSON.parse>): string[] {
  const { vllmConfig } = spec;
  const value = (key: string, argument: string): string[] =>
    key in vllmConfig ? [argument, String(vllmConfig[key])] : [];
  return [
    '--host',
    '0.0.0.0',
    '--port',
    '8000',
    ...('enableChunkedPrefill' in vllmConfig ? ['--enable-chunked-prefill'] : []),
    vllmConfig.enablePrefixCaching ? '--enable-prefix-caching' : '--no-enable-prefix-caching',
    ...value('maxModelLen', '--max-model-len'),
    ...value('dtype', '--dtype'),
    ...value('tensorParallelSize', '--tensor-parallel-size'),
    ...value('maxNumSeqs', '--max-num-seqs'),
    ...value('gpuMemoryUtilization', '--gpu-memory-utilization'),
    ...value('maxLoras', '--max-loras'),
    ...value('runner', '--runner'),
    ...value('convert', '--convert'),
    ...vllmConfig.extraArgs,
    ...('modelRevision' in spec ? ['--revision', spec.modelRevision] : []),
  ];
}

/** 40 of `40Gi`. */
function gibibytes(quantity: unknown): number {
  return Number(String(quantity).replace(/Gi$/, ''));
}

describe('arguments of an engine', () => {
  test('are held against those of the version that runs', () => {
    expect(IMAGES.vllm.tag).toBe(`v${listed.version}`);
    expect(unknownArguments(['--dtype', 'bfloat16', '--enable-prefix-cachin', '--dtype'])).not.toEqual([]);
  });

  const every = Object.keys(MODELS).flatMap((id) => {
    const model = modelOf(id);
    const precisions: Precision[] = ['bf16', 'fp16', 'fp8', 'int4', 'mxfp4'];
    return model === undefined
      ? []
      : precisions
          .filter((each) => served(model, each) !== undefined)
          .map((each): [NamedModel, Precision] => [model, each]);
  });

  test.each(every.map(([model, precision]) => [model.id, precision, model] as const))(
    'of %s in %s are all known to it',
    (_, precision, model) => {
      const pool = { ...usual.pool, instanceTypes: ['p5.48xlarge'] };

      expect(unknownArguments(argumentsOf(modelSpec({ model, precision, pool })))).toEqual([]);
    },
  );

  test.each<[string, Partial<VllmProps>, string[]]>([
    [
      'fp8 without weights of its own is quantised while loading',
      { precision: 'fp8', model: known('llama-3.1-8b') },
      ['--quantization', 'fp8'],
    ],
    [
      'experts whose blocks cannot be split are spread whole',
      { precision: 'fp8', model: known('qwen3-235b-a22b'), pool: { ...usual.pool, instanceTypes: ['p5.48xlarge'] } },
      ['--enable-expert-parallel'],
    ],
    [
      'an encoder reads its longest text in one batch',
      { model: known('bge-m3'), contextTokens: 8192 },
      ['--max-num-batched-tokens', '8192'],
    ],
    ['answers under way are waited for', {}, ['--shutdown-timeout', '25']],
  ])('%s', (_, changed, expected) => {
    expect(argumentsOf(modelSpec(changed)).join(' ')).toContain(expected.join(' '));
  });

  test('name weights of fp8 where they are published, and quantise nothing again', () => {
    const spec = modelSpec({ precision: 'fp8' });

    expect(spec.modelURL).toBe('Qwen/Qwen3-8B-FP8');
    expect(argumentsOf(spec)).not.toContain('--quantization');
  });

  test.each([
    ['bf16', ['g6.xlarge'], 'bfloat16'],
    ['fp16', ['g6.xlarge'], 'float16'],
    ['int4', ['g6.xlarge'], 'bfloat16'],
    ['int4', ['g6.xlarge', 'g4dn.xlarge'], 'float16'],
  ] as const)('in %s on %j compute in %s', (precision, instanceTypes, dtype) => {
    expect(modelSpec({ precision, pool: { ...usual.pool, instanceTypes } }).vllmConfig.dtype).toBe(dtype);
  });

  test('for vectors pool and embed, for scores pool', () => {
    expect(modelSpec({ model: known('bge-m3') }).vllmConfig).toMatchObject({ runner: 'pooling', convert: 'embed' });
    expect(modelSpec({ model: known('bge-reranker-v2-m3') }).vllmConfig).toMatchObject({ runner: 'pooling' });
    expect(modelSpec().vllmConfig).not.toHaveProperty('runner');
  });

  test('load no code of a repository', () => {
    expect(JSON.stringify(modelSpec())).not.toContain('trust-remote-code');
  });

  test('take of a shared GPU the part that is theirs', () => {
    const pool = {
      ...usual.pool,
      instanceTypes: ['g6e.xlarge'],
      sharing: { mode: 'time-slicing' as const, replicas: 2 },
    };

    expect(modelSpec({ pool }).vllmConfig.gpuMemoryUtilization).toBe(0.45);
  });
});

describe('an engine with weights in a bucket', () => {
  const weights = { bucket: 'acme-weights', region: 'eu-central-1', serviceAccount: 'model-server' };

  test('reads a folder that was filled and checked before it started, and asks no hub', () => {
    const spec = modelSpec({ weights });

    expect(spec.modelURL).toMatch(/^\/data\//);
    expect(spec.env).toContainEqual({ name: 'HF_HUB_OFFLINE', value: '1' });
    expect(spec).not.toHaveProperty('modelRevision');
    expect(unknownArguments(argumentsOf(spec))).toEqual([]);
  });

  test('copies the one commit it serves, as an account that may read', () => {
    const spec = modelSpec({ weights });
    const sources = spec.initContainer.env.find(({ name }: { name: string }) => name === 'SOURCES').value;

    expect(sources).toBe(`Qwen/Qwen3-8B/${usual.revision} ${spec.modelURL}`);
    expect(spec.initContainer.mountPvcStorage).toBe(true);
    expect(spec.serviceAccountName).toBe('model-server');
  });

  test('is waited for less long than one that starts from a hub', () => {
    expect(Number(release({ weights }).timeout)).toBeLessThan(Number(release().timeout));
  });
});

describe('an engine that is started by its queue', () => {
  test('is left to KEDA from the first one more on, or from the first hour off', () => {
    const hours = { timezone: 'Europe/Berlin', from: '08:00', to: '19:00', days: 'mon-fri' as const };

    expect(modelSpec()).not.toHaveProperty('keda');
    expect(modelSpec({ maxReplicas: 2 })).not.toHaveProperty('keda');
    expect(modelSpec({ maxReplicas: 3 }).keda).toMatchObject({ minReplicaCount: 2, maxReplicaCount: 3 });
    expect(modelSpec({ hours }).keda).toMatchObject({ minReplicaCount: 0, maxReplicaCount: 2 });
  });

  test('may be more than one, so one goes at a time', () => {
    expect(modelSpec({ replicas: 1, maxReplicas: 2 }).pdb).toEqual({ enabled: true, maxUnavailable: 1 });
  });

  test('is asked at the service its gateway calls', () => {
    const { url } = modelSpec({ maxReplicas: 3 }).keda.triggers[0].metadata;

    expect(url).toBe('http://vllm-private-private-engine-service.models.svc.cluster.local:8000/metrics');
  });
});

describe('an engine with adapters', () => {
  const weights = { bucket: 'acme-weights', region: 'eu-central-1', serviceAccount: 'model-server' };
  const revision = '0e9e39f249a16976918f6564b8830bc894c89659';
  const adapters = [
    { name: 'contracts', repository: 'acme/contracts', revision, rank: 16 },
    { name: 'letters', repository: 'acme/letters', revision, rank: 64 },
  ];

  test('serves each by name from a folder of its own', () => {
    const spec = modelSpec({ weights, adapters });
    const written = argumentsOf(spec).join(' ');
    const sources = spec.initContainer.env.find(({ name }: { name: string }) => name === 'SOURCES').value;

    expect(written).toContain(
      '--enable-lora --max-loras 2 --max-lora-rank 64 --lora-modules contracts=/data/adapters/contracts',
    );
    expect(sources.split('\n')).toContain(`acme/letters/${revision} /data/adapters/letters`);
    expect(unknownArguments(argumentsOf(spec))).toEqual([]);
    // the chart's own key brings a container that fetches adapters by itself
    expect(spec).not.toHaveProperty('enableLoRA');
  });

  test('is a route for each, all to the same engines', () => {
    let routes: Vllm['routes'] = [];
    synthesize((stack) => {
      routes = new Vllm(stack, 'Vllm', { ...usual, weights, adapters }).routes;
    });

    expect(routes.map(({ name, params }) => [name, params['model']])).toEqual([
      ['private', 'hosted_vllm/private'],
      ['contracts', 'hosted_vllm/contracts'],
      ['letters', 'hosted_vllm/letters'],
    ]);
    expect(new Set(routes.map(({ params }) => params['api_base'])).size).toBe(1);
  });

  test.each([
    ['qwen3-8b', 'chat'],
    ['bge-m3', 'embedding'],
    ['bge-reranker-v2-m3', 'rerank'],
  ])('or %s without tells the gateway that it answers with %s', (id, mode) => {
    let routes: Vllm['routes'] = [];
    synthesize((stack) => {
      routes = new Vllm(stack, 'Vllm', { ...usual, model: known(id) }).routes;
    });

    expect(routes[0]?.mode).toBe(mode);
  });
});

describe('an engine', () => {
  test('gets longer from Helm than its startup probe bears, and longer from Terraform than from Helm', () => {
    const { startupProbe } = engineSpec();
    const { timeout, timeouts } = release();
    const deadline = JSON.stringify(timeouts).match(/"create":"(\d+)m"/)?.[1];

    expect(startupProbe.failureThreshold * startupProbe.periodSeconds).toBeLessThan(Number(timeout));
    expect(Number(deadline) * 60).toBeGreaterThan(Number(timeout));
  });

  test('stays when it is slow: a rollback would throw the weights away and start again', () => {
    expect(release().atomic).toBeUndefined();
    expect(release().upgrade_install).toBe(true);
  });

  test('serves weights and tokenizer of one commit', () => {
    const spec = modelSpec();

    expect(spec.modelRevision).toBe(usual.revision);
    expect(spec.vllmConfig.extraArgs).toEqual(expect.arrayContaining(['--tokenizer-revision', usual.revision]));
  });

  test('uses all GPUs of its node', () => {
    expect(modelSpec()).toMatchObject({ requestGPU: 4, vllmConfig: { tensorParallelSize: 4 } });
  });

  test('that needs one GPU leaves the rest of the node to others', () => {
    const whole = modelSpec();
    const part = modelSpec({ tensorParallel: 1 });

    expect(part.requestGPU).toBe(1);
    expect(part.requestCPU * 4).toBeLessThanOrEqual(Number(whole.requestCPU));
    expect(gibibytes(part.requestMemory) * 4).toBeLessThanOrEqual(gibibytes(whole.requestMemory));
  });

  test('has room on disk for the files it loads, not for more', () => {
    const { emptyDir } = modelSpec({ model: known('llama-3.3-70b') }).pvcStorage;

    expect(gibibytes(emptyDir.sizeLimit)).toBeGreaterThan(132);
    expect(gibibytes(emptyDir.sizeLimit)).toBeLessThan(160);
  });

  test('never asks for a second node during a rollout', () => {
    expect(engineSpec().strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test('of several stands in another zone if there is a GPU, and one goes at a time', () => {
    const spec = modelSpec();
    const [preferred] = spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;

    expect(preferred.podAffinityTerm.topologyKey).toBe('topology.kubernetes.io/zone');
    expect(spec.pdb).toEqual({ enabled: true, maxUnavailable: 1 });
  });

  test('has no label twice: the chart writes the recommended ones itself', () => {
    expect(engineSpec().labels).toEqual({ environment: 'models', release: 'vllm-private' });
  });

  test('alone needs neither', () => {
    const spec = modelSpec({ replicas: 1 });

    expect(spec.affinity).not.toHaveProperty('podAntiAffinity');
    expect(spec).not.toHaveProperty('pdb');
  });
});
