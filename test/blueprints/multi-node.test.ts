import { BLUEPRINTS } from '../../blueprints';
import { isObject, type JsonObject, type NodePoolIntent, type Tier } from '../../contract';
import { documentOf, idsOf, judge } from '../checks/policy/fixture';
import { clientYaml, loaded } from '../config/fixtures';
import { build, type Built } from './fixtures';

const TOP = `budget: { monthlyUsd: '400000' }
gpuPools: { large: { instanceTypes: [p5.48xlarge], capacity: [on-demand], maxNodes: 6 } }
models:
  reasoner: { provider: vllm, model: deepseek-r1, pool: large, precision: fp8, contextTokens: 32768, nodes: 2, replicas: 2, dataClass: internal, MORE }`;
const LARGER = ['mid-market', 'enterprise'] as const;

function over(tier: Tier, more = 'maxReplicas: 3'): Built {
  return build(tier, 'day-90', 'us-east-1', TOP.replace('MORE', more));
}

/** Values of all releases of a stack, by name of the release. */
function releases({ synthesized }: Built, stack: string): Record<string, JsonObject> {
  const json = synthesized.find(({ name }) => name.endsWith(`-${stack}`))?.json;
  const resources = isObject(json) && isObject(json['resource']) ? json['resource']['helm_release'] : {};
  return Object.fromEntries(
    Object.values(isObject(resources) ? resources : {}).flatMap((release) => {
      if (!isObject(release) || !Array.isArray(release['values'])) return [];
      return [[String(release['name']), JSON.parse(String(release['values'][0]))]];
    }),
  );
}

function pools({ synthesized }: Built, tier: Tier): NodePoolIntent[] {
  return Object.values(documentOf(synthesized, tier).stacks)
    .flatMap(({ descriptor }) => descriptor?.intents ?? [])
    .filter((intent) => intent.kind === 'node-pool');
}

describe.each(LARGER)('an engine over two nodes, twice, in %s', (tier) => {
  const built = over(tier);
  const platform = releases(built, 'platform');
  const serving = releases(built, 'serving');

  test('is paid for by its nodes, and its pool may hold as many as it may have', () => {
    const pool = pools(built, tier).find(({ name }) => name === 'large');
    const text = JSON.stringify(platform['node-pool-large']);

    expect(pool).toMatchObject({ nodes: { expected: 4, max: 6 }, gpusPerNode: 8 });
    expect(text).toContain('"nvidia.com/gpu":"48"');
  });

  test('is a route of the gateway like any other, and reached by it at its leaders', () => {
    const models = JSON.stringify(serving['gateway']);
    const policies = JSON.stringify(serving['gateway-network']);

    expect(models).toContain('http://vllm-reasoner-reasoner-engine-service.models.svc.cluster.local/v1');
    expect(policies).toMatch(/to-reasoner.*"groundplane.io\/engine":"reasoner","groundplane.io\/engine-part":"leader"/);
  });

  test('has its controller, and a KEDA that may scale groups, only where somebody asks for them', () => {
    const usual = releases(build(tier, 'day-90'), 'platform');
    const alone = releases(over(tier, 'maxReplicas: 2'), 'platform');

    expect(Object.keys(platform)).toEqual(expect.arrayContaining(['lws', 'lws-disruption', 'keda']));
    expect(platform['keda']?.['rbac']).toEqual({
      enabledCustomScaledRefKinds: true,
      scaledRefKinds: [{ apiGroup: 'leaderworkerset.x-k8s.io', kind: 'leaderworkersets' }],
    });
    expect(Object.keys(usual)).not.toContain('lws');
    expect(usual['keda']?.['rbac'] ?? { enabledCustomScaledRefKinds: false }).toEqual({
      enabledCustomScaledRefKinds: false,
    });
    expect(Object.keys(alone)).toContain('lws');
  });

  test('breaks no rule of the tier', async () => {
    const { findings } = await judge(built.synthesized, tier);

    expect(idsOf(findings)).toEqual(idsOf((await judge(build(tier, 'day-90').synthesized, tier)).findings));
  });

  test.each([
    [
      'PAI-K8S-002',
      'a group that may take all memory',
      /"limits":\{"nvidia.com\/gpu":"8","memory":"\d+Gi"\}/g,
      '"limits":{}',
    ],
    [
      'PAI-K8S-003',
      'a worker that may write to its image',
      /"readOnlyRootFilesystem":true/g,
      '"readOnlyRootFilesystem":false',
    ],
    ['PAI-K8S-006', 'groups without a budget', /"kind":"PodDisruptionBudget"/g, '"kind":"Other"'],
    ['PAI-GPU-003', 'a group that no GPU node takes', /"tolerations":\[[^\]]*\]/g, '"tolerations":[]'],
    ['PAI-SRV-001', 'a group with the head of a branch', /"\/data\/weights",/g, '"acme/model","--revision","main",'],
    ['PAI-SRV-002', 'a group with code of its model', /"--headless"/g, '"--headless","--trust-remote-code"'],
    ['PAI-SRV-003', 'a leader without a key', /"name":"VLLM_API_KEY"/g, '"name":"OTHER"'],
    ['PAI-SRV-003', 'a leader with a load balancer', /"type":"ClusterIP"/g, '"type":"LoadBalancer"'],
    ['PAI-SRV-004', 'a group that may ask the hub', /"HF_HUB_OFFLINE"/g, '"OTHER"'],
    ['PAI-K8S-001', 'a group of whatever is newest', /vllm\/vllm-openai:v[\d.]+/g, 'vllm/vllm-openai:latest'],
  ])('%s sees %s', async (id, _, found, instead) => {
    const changed = built.synthesized.map((stack) => ({ ...stack, json: inReasoner(stack.json, found, instead) }));
    expect(JSON.stringify(changed)).not.toBe(JSON.stringify(built.synthesized));

    expect(idsOf((await judge(changed, tier)).findings)).toContain(id);
  });
});

/** A stack with the values of the groups changed, as text. */
function inReasoner(json: Built['synthesized'][number]['json'], found: RegExp, instead: string): typeof json {
  const copy: { resource?: { helm_release?: Record<string, { name: string; values: string[] }> } } = structuredClone(
    JSON.parse(JSON.stringify(json)),
  );
  for (const release of Object.values(copy.resource?.helm_release ?? {}))
    if (release.name === 'vllm-reasoner') release.values = release.values.map((text) => text.replace(found, instead));
  return JSON.parse(JSON.stringify(copy));
}

test('an engine over several nodes is refused in smb, whose node groups span zones', () => {
  const top =
    'gpuPools: { chat: { instanceTypes: [g6e.xlarge] } }\nmodels: { a: { provider: vllm, model: qwen3-32b, precision: bf16, contextTokens: 8192, nodes: 2 } }\n';
  const [environment] = loaded(clientYaml({ top })).environments;
  if (environment === undefined) throw new Error('no environment');

  const [problem] = BLUEPRINTS.smb.problems(environment.settings);

  expect(problem).toMatchObject({ code: 'TierLimit', path: 'models.a.nodes' });
  expect(problem?.message).toMatch(/one zone/);
  expect(problem?.fix).toMatch(/tier mid-market/);
});
