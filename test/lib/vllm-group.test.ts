import type { JsonObject } from '../../contract';
import { Vllm, type VllmProps } from '../../lib/vllm';
import { known, resource, synthesize, unknownArguments } from './fixtures';

const usual: VllmProps = {
  name: 'reasoner',
  model: known('deepseek-r1'),
  precision: 'fp8',
  revision: '56d4cbbb4d29f4355bab4b9a39ccb717a14ad5ad',
  weights: { bucket: 'acme-weights', region: 'us-east-1', serviceAccount: 'model-server' },
  contextTokens: 32_768,
  nodes: 2,
  replicas: 2,
  pool: { name: 'large', instanceTypes: ['p5.48xlarge'], sharing: { mode: 'none' } },
  namespace: 'models',
  apiKeySecret: { name: 'vllm-api-key', key: 'VLLM_API_KEY' },
  dataClass: 'restricted',
  requestTimeoutSeconds: 60,
  dependsOn: [],
};
const CALLERS = [{ team: 'claims', models: ['reasoner'], keys: { app: '2027-01-01' } }];
const HOURS = { timezone: 'Europe/Berlin', from: '08:00', to: '19:00', days: 'mon-fri' } as const;

type Parsed = ReturnType<typeof JSON.parse>;

function release(changed: Partial<VllmProps> = {}): JsonObject {
  const json = synthesize((stack) => {
    new Vllm(stack, 'Vllm', { ...usual, ...changed });
  });
  return resource(json, 'helm_release');
}

function objects(changed: Partial<VllmProps> = {}): Parsed[] {
  const [text] = [release(changed).values].flat();
  return JSON.parse(String(text)).resources;
}

function only(kind: string, changed: Partial<VllmProps> = {}): Parsed {
  return objects(changed).find((each) => each.kind === kind);
}

function template(part: 'leader' | 'worker', changed: Partial<VllmProps> = {}): Parsed {
  return only('LeaderWorkerSet', changed).spec.leaderWorkerTemplate[`${part}Template`];
}

function container(part: 'leader' | 'worker', changed: Partial<VllmProps> = {}): Parsed {
  return template(part, changed).spec.containers[0];
}

function textsOf(words: Parsed): string[] {
  return Array.isArray(words) ? words.map(String) : [];
}

/** What stands after an option of a container. */
function after({ args }: Parsed, option: string): string | undefined {
  const words = textsOf(args);
  return words.includes(option) ? words[words.indexOf(option) + 1] : undefined;
}

describe('an engine over two nodes', () => {
  test('is a group of as many pods, each with all GPUs of a node, that goes as one and is never doubled', () => {
    const { spec } = only('LeaderWorkerSet');

    expect(spec).toMatchObject({
      replicas: 2,
      rolloutStrategy: { rollingUpdateConfiguration: { maxSurge: 0, maxUnavailable: 1 } },
      leaderWorkerTemplate: { size: 2, restartPolicy: 'RecreateGroupAfterStart' },
    });
    for (const part of ['leader', 'worker'] as const)
      expect(container(part).resources.limits).toMatchObject({ 'nvidia.com/gpu': '8' });
  });

  test.each(['leader', 'worker'] as const)('gives its %s no argument the version does not know', (part) => {
    const adapters = [{ name: 'law', repository: 'acme/law', revision: 'a'.repeat(40), rank: 16 }];

    for (const changed of [{}, { adapters }, { callers: CALLERS }, { weights: undefined }]) {
      const [, ...words] = textsOf(container(part, changed).args);
      expect(unknownArguments(words)).toEqual([]);
    }
  });

  test('gives both parts the same but what only one of them does', () => {
    const [leader, worker] = [container('leader'), container('worker')];
    const [only, both] = [
      worker.args.filter((word: string) => !leader.args.includes(word)),
      leader.args.slice(0, leader.args.indexOf('--host')),
    ];

    expect(only).toEqual(['--headless']);
    expect(worker.args.slice(0, -1)).toEqual(both);
    expect(after(leader, '--pipeline-parallel-size')).toBe('2');
    expect(after(leader, '--tensor-parallel-size')).toBe('8');
    expect(after(leader, '--nnodes')).toBe('2');
    // the controller puts these variables into each container, and the kubelet their values into the arguments
    expect(after(worker, '--node-rank')).toBe('$(LWS_WORKER_INDEX)');
    expect(after(worker, '--master-addr')).toBe('$(LWS_LEADER_ADDRESS)');
  });

  test('is asked at its leader, which alone has the key and says how it is', () => {
    const service = only('Service');
    const named = (part: 'leader' | 'worker'): string[] =>
      container(part).env.map(({ name }: { name: string }) => name);

    expect(template('leader').metadata.labels).toMatchObject(service.spec.selector);
    expect(template('worker').metadata.labels).not.toMatchObject(service.spec.selector);
    expect(named('leader')).toContain('VLLM_API_KEY');
    expect(named('worker')).not.toContain('VLLM_API_KEY');
    expect(container('worker')).not.toHaveProperty('readinessProbe');
    expect(container('leader').readinessProbe.httpGet).toEqual({ path: '/health', port: 8000 });
  });

  test('reads the weights on each of its nodes, and knows no hub', () => {
    for (const part of ['leader', 'worker'] as const) {
      const { initContainers, serviceAccountName } = template(part).spec;
      expect(initContainers[0].env).toContainEqual({ name: 'BUCKET', value: 'acme-weights' });
      expect(serviceAccountName).toBe('model-server');
      expect(container(part).env).toContainEqual({ name: 'HF_HUB_OFFLINE', value: '1' });
      expect(container(part).args[0]).toBe('/data/weights');
    }
  });

  test('from a hub names the commit of weights and tokenizer, and who asks', () => {
    const from = container('worker', { weights: undefined, hubToken: { name: 'hub-token', key: 'HF_TOKEN' } });

    expect(after(from, '--revision')).toBe(usual.revision);
    expect(after(from, '--tokenizer-revision')).toBe(usual.revision);
    expect(from.env).toContainEqual({
      name: 'HF_TOKEN',
      valueFrom: { secretKeyRef: { name: 'hub-token', key: 'HF_TOKEN' } },
    });
  });

  test('stands in one zone, group by group', () => {
    const { podAffinity, podAntiAffinity } = template('worker').spec.affinity;
    const [term] = podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    const [other] = podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;

    expect(term).toMatchObject({
      topologyKey: 'topology.kubernetes.io/zone',
      matchLabelKeys: ['leaderworkerset.sigs.k8s.io/group-index'],
    });
    expect(other.podAffinityTerm.mismatchLabelKeys).toEqual(term.matchLabelKeys);
    expect(template('worker').metadata.labels).toMatchObject(term.labelSelector.matchLabels);
  });

  test('is left by one pod at a time, where it has another group to answer', () => {
    expect(only('PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
    expect(template('worker').metadata.labels).toMatchObject(only('PodDisruptionBudget').spec.selector.matchLabels);
    expect(only('PodDisruptionBudget', { replicas: 1 })).toBeUndefined();
  });

  test('keeps its workers until the leader has given its last answers', () => {
    const seconds = (part: 'leader' | 'worker'): { before: number; grace: number } => ({
      before: container(part).lifecycle.preStop.sleep.seconds,
      grace: template(part).spec.terminationGracePeriodSeconds,
    });
    const [leader, worker] = [seconds('leader'), seconds('worker')];

    expect(after(container('leader'), '--shutdown-timeout')).toBe('60');
    expect(leader.grace).toBeGreaterThanOrEqual(leader.before + 60);
    expect(worker.before).toBeGreaterThanOrEqual(leader.grace);
    expect(worker.grace).toBeGreaterThan(worker.before);
  });

  test('is waited for longer than its probes are patient, and those longer than its last node may be late', () => {
    const startup = container('leader').startupProbe;
    const alone = container('leader', { name: 'alone' }).startupProbe;
    const patience = startup.failureThreshold * startup.periodSeconds;
    const waiting = Number(after(container('leader'), '--distributed-timeout-seconds'));

    expect(alone).toEqual(startup);
    expect(Number(release().timeout)).toBeGreaterThan(patience);
    expect(only('Job').spec.activeDeadlineSeconds).toBeGreaterThan(patience);
    expect(only('Job').spec.activeDeadlineSeconds).toBeLessThan(Number(release().timeout));
    expect(waiting).toBeGreaterThan(1200);
  });

  test('is waited for by a job that only a leader of the same templates satisfies, another with each change', () => {
    const jobs = [{}, { contextTokens: 16_384 }, { callers: CALLERS }].map(
      (changed) => only('Job', changed).metadata.name,
    );
    const address = only('Job').spec.template.spec.containers[0].env[0].value;
    const service = objects().find(({ metadata }) => address === `http://${metadata.name}.models.svc.cluster.local`);

    expect(new Set(jobs).size).toBe(3);
    expect(service.kind).toBe('Service');
    expect(template('leader').metadata.labels).toMatchObject(service.spec.selector);
    expect(template('leader', { contextTokens: 16_384 }).metadata.labels).not.toMatchObject(service.spec.selector);
  });

  test('is scaled by groups, to none outside of its hours, when nothing waits for it', () => {
    const queued = only('ScaledObject', { replicas: 1, maxReplicas: 3 });
    const idle = objects({ hours: HOURS });

    expect(queued.spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', name: 'vllm-reasoner' },
      minReplicaCount: 1,
      maxReplicaCount: 3,
    });
    expect(queued.spec).not.toHaveProperty('enabled');
    expect(idle.find(({ kind }) => kind === 'ScaledObject').spec.minReplicaCount).toBe(0);
    expect(idle.map(({ kind }) => kind)).not.toContain('Job');
    expect(only('ScaledObject')).toBeUndefined();
  });

  test('has its door at the leader, who changes with those who may call', () => {
    const [open, closed] = [container('leader', { callers: CALLERS }), container('leader')];

    expect(after(open, '--middleware')).toBe('groundplane_door.Door');
    expect(closed.args).not.toContain('--middleware');
    expect(container('worker', { callers: CALLERS }).args).not.toContain('--middleware');
    expect(template('leader', { callers: CALLERS }).metadata.annotations).toHaveProperty(['groundplane.io/door']);
    for (const { name } of open.volumeMounts)
      expect(template('leader', { callers: CALLERS }).spec.volumes).toContainEqual(expect.objectContaining({ name }));
  });

  test('serves adapters from its leader, and holds them on both', () => {
    const adapters = [{ name: 'law', repository: 'acme/law', revision: 'a'.repeat(40), rank: 16 }];

    expect(container('leader', { adapters }).args).toContain('--lora-modules');
    expect(container('worker', { adapters }).args).not.toContain('--lora-modules');
    expect(container('worker', { adapters }).args).toContain('--enable-lora');
  });
});

test('an engine on one node is the chart’s, as before', () => {
  expect(release({ nodes: 1, pool: { ...usual.pool, instanceTypes: ['p5en.48xlarge'] } })).toMatchObject({
    chart: 'vllm-stack',
  });
});
