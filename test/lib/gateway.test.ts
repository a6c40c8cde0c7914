import fc from 'fast-check';
import { DATA_CLASSES, type JsonObject } from '../../contract';
import { homewardFallbacks, inCycle, maySee, reachable, secondsOf, type Answering } from '../../lib/failover';
import {
  AUDIT_FILE,
  Gateway,
  proxyConfig,
  type GatewayProps,
  type ModelRoute,
  type ProxyConfigProps,
} from '../../lib/gateway';
import { resources, synthesize } from './fixtures';

const route: ModelRoute = {
  name: 'private',
  provider: 'vllm',
  model: 'qwen3-8b',
  location: 'cluster',
  dataClass: 'restricted',
  params: { model: 'hosted_vllm/private', api_key: 'os.environ/VLLM_API_KEY' },
};
const told: ProxyConfigProps = {
  routes: [route],
  requestTimeoutSeconds: 60,
  fallbacks: {},
  failoverSeconds: 20,
  proxyRanges: [],
};

function config(changed: Partial<ProxyConfigProps> = {}): ReturnType<typeof JSON.parse> {
  return JSON.parse(JSON.stringify(proxyConfig({ ...told, ...changed })));
}

function values(changed: Partial<GatewayProps> = {}): ReturnType<typeof JSON.parse> {
  const json: JsonObject = synthesize((stack) => {
    new Gateway(stack, 'Gateway', {
      clusterName: 'c',
      namespace: 'gateway',
      routes: [route],
      requestTimeoutSeconds: 60,
      fallbacks: {},
      failoverSeconds: 20,
      keysSecret: 'keys',
      dependsOn: [],
      ...changed,
    });
  });
  const [text] = resources(json, 'helm_release')
    .filter(({ chart }) => chart === 'litellm-helm')
    .flatMap(({ values: texts }) => texts);
  return JSON.parse(String(text));
}

describe('the gateway', () => {
  test('offers each model once and holds keys by reference only', () => {
    const text = JSON.stringify(config());

    expect(text.match(/"model_name":"private"/g)).toHaveLength(1);
    expect(text).toContain('"master_key":"os.environ/PROXY_MASTER_KEY"');
    expect(text).not.toMatch(/sk-/);
  });

  test('sends a refusal for its content to nobody else', () => {
    expect(config().router_settings.content_policy_fallbacks).toEqual([{ private: [] }]);
  });

  test('gives a model with fallbacks what the promise leaves it, and one without its full time', () => {
    const { model_list } = config({ routes: [route, { ...route, name: 'cloud' }], fallbacks: { cloud: ['private'] } });
    const models: { model_name: string; litellm_params: JsonObject }[] = model_list;
    const seconds = Object.fromEntries(
      models.map(({ model_name, litellm_params: { timeout, stream_timeout } }) => [
        model_name,
        [timeout, stream_timeout],
      ]),
    );

    expect(seconds).toEqual({ private: [60, 60], cloud: [17, 17] });
  });

  test('has a name for two sizes only where somebody asks for it', () => {
    const big: ModelRoute = { ...route, name: 'big', location: 'cloud', dataClass: 'internal' };
    const sized = config({ routes: [route, big], sizeRouting: { name: 'auto', small: 'private', large: 'big' } });

    expect(config().model_list).toHaveLength(1);
    expect(sized.model_list[2].model_info).toMatchObject({ data_class: 'internal', location: 'cloud' });
    expect(sized.model_list[2].litellm_params.complexity_router_config.tiers).toMatchObject({
      SIMPLE: 'private',
      COMPLEX: 'big',
    });
  });

  test('reads the program that tells of every request from where it is mounted', () => {
    const { envVars, volumeMounts, proxy_config } = values();

    expect(volumeMounts).toEqual([expect.objectContaining({ mountPath: envVars.PYTHONPATH, readOnly: true })]);
    expect(proxy_config.litellm_settings.callbacks).toEqual([`${AUDIT_FILE.replace('.py', '')}.audit`]);
  });

  test('brings no database and no Redis of the chart', () => {
    expect(values()).toMatchObject({
      db: { deployStandalone: false },
      redis: { enabled: false },
      migrationJob: { enabled: false },
    });
  });

  test('behind a load balancer answers the API and nothing else, inside private ranges', () => {
    const { ingress } = values({
      entry: {
        host: 'gateway.ai.example.com',
        certificateArn: 'arn:aws:acm:eu-central-1:1:certificate/c',
        zones: 3,
        vpcCidr: '10.0.0.0/16',
      },
    });

    expect(ingress.hosts).toEqual([{ host: 'gateway.ai.example.com', paths: [{ path: '/v1', pathType: 'Prefix' }] }]);
    expect(ingress.annotations['alb.ingress.kubernetes.io/scheme']).toBe('internal');
    expect(ingress.annotations['alb.ingress.kubernetes.io/listen-ports']).toBe('[{"HTTPS":443}]');
  });
});

describe('failover', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd');
  const chains = fc.dictionary(names, fc.uniqueArray(names, { maxLength: 3 }));
  const models = fc.uniqueArray(
    fc.record<Answering>({
      name: names,
      dataClass: fc.constantFrom(...DATA_CLASSES),
      location: fc.constantFrom('cluster', 'cloud'),
      purpose: fc.constantFrom('chat', 'embedding'),
    }),
    { selector: ({ name }) => name },
  );

  test('left to itself leads home, to models that may see as much, and never in a circle', () => {
    fc.assert(
      fc.property(models, (all) => {
        const fallbacks = homewardFallbacks(all);
        const of = (name: string): Answering | undefined => all.find((model) => model.name === name);
        for (const [from, targets] of Object.entries(fallbacks)) {
          expect(inCycle(fallbacks, from)).toBe(false);
          for (const target of targets) {
            expect(of(target)).toMatchObject({ location: 'cluster', purpose: 'chat' });
            expect(maySee(of(target) ?? { dataClass: 'public' }, of(from) ?? { dataClass: 'restricted' })).toBe(true);
          }
        }
      }),
    );
  });

  test('keeps its promise: all hangs together take no longer', () => {
    fc.assert(
      fc.property(chains, names, fc.integer({ min: 5, max: 300 }), (fallbacks, from, within) => {
        const chain = [from, ...reachable(fallbacks, from)];
        fc.pre(chain.length > 1);
        const hung = chain.slice(0, -1).map((name) => (secondsOf(fallbacks, name, within) ?? Infinity) + 2.2);
        expect(hung.reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(within + 1e-9);
      }),
    );
  });

  test('finds a circle wherever one can be walked', () => {
    expect(inCycle({ a: ['b'], b: ['c'], c: ['b'] }, 'b')).toBe(true);
    expect(inCycle({ a: ['a'] }, 'a')).toBe(true);
    expect(inCycle({ a: ['b', 'c'], b: ['c'] }, 'a')).toBe(false);
  });
});
