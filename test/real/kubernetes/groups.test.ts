import { join } from 'node:path';
import { CHARTS } from '../../../facts';
import { describeReal } from '../needs';
import { must } from '../programs';
import { Deployment } from '../terraform/deployment';
import { OVER_NODES } from '../terraform/settings';
import { World } from '../terraform/world';
import { ApiServer, type KubernetesObject } from './api-server';
import { NetworkPolicies, type Party } from './network-policies';
import { isOwnChart, namespacesOf, releasesOf, rendered, type Release } from './releases';

const NEEDS = ['terraform', 'stand-in', 'python', 'tools', 'crds', 'lws'] as const;

interface Template {
  metadata: { labels: Record<string, string> };
}

describeReal('an engine over several nodes', NEEDS, () => {
  let server: ApiServer;
  let world: World;
  let plan: string;
  let releases: Release[];

  /** The chart of the controller, as it lies in the module of that version. */
  const chart = join(process.env['GROUNDPLANE_LWS'] ?? '', 'charts/lws');

  beforeAll(async () => {
    [server, world] = await Promise.all([ApiServer.open(), World.open('333344445555')]);
    await server.must('apply', '--server-side', '-f', join(chart, 'crds'));
    await server.must('wait', '--for=condition=Established', 'crd', '--all');
    const environment = { client: 'example-enterprise', environment: 'production' };
    const deployment = await Deployment.make(world, environment, OVER_NODES);
    await deployment.apply('audit', 'network', 'data', 'cluster', 'detection', 'platform', 'serving');
    plan = (await deployment.stack('serving').must('plan', '-detailed-exitcode')).stdout;
    releases = await releasesOf(deployment, [deployment.stack('platform'), deployment.stack('serving')]);
    await server.apply(await namespacesOf(deployment, [deployment.stack('platform'), deployment.stack('serving')]));
  });
  afterAll(() => Promise.all([server.close(), world.close()]));

  function named(name: string): Release {
    const release = releases.find((each) => each.name === name);
    if (release === undefined) throw new Error(`no release ${name}`);
    return release;
  }

  async function group(): Promise<{ leader: Party; worker: Party; other: Party }> {
    const [set] = await server.list('leaderworkersets');
    const parts: { leaderTemplate: Template; workerTemplate: Template } = JSON.parse(
      JSON.stringify(set?.spec?.['leaderWorkerTemplate']),
    );
    const party = ({ metadata }: Template): Party => ({ namespace: 'models', labels: metadata.labels });
    const other = { namespace: 'models', labels: { 'helm-release-name': 'vllm-assistant' } };
    return { leader: party(parts.leaderTemplate), worker: party(parts.workerTemplate), other };
  }

  test('is judged, applied, and there is nothing left to change', () => {
    expect(plan).toContain('No changes');
  });

  test('is taken by the API server with the definitions of the controller, and refused with one more field', async () => {
    const yaml = await rendered(named('vllm-reasoner'));
    expect(await server.apply(yaml)).toMatchObject({ code: 0, output: expect.not.stringContaining('Warning') });
    for (const place of ['leaderWorkerTemplate:', 'podAffinity:', 'preStop:']) {
      const planted = yaml.replace(new RegExp(`^( *)${place}$`, 'm'), `$1planted: true\n$1${place}`);
      const { code, output } = await server.apply(planted, '--dry-run=server');
      expect({ place, code, output }).toMatchObject({ code: 1, output: expect.stringContaining('planted') });
    }
  });

  test('is scaled as KEDA scales, group by group', async () => {
    await server.must('scale', 'leaderworkerset', 'vllm-reasoner', '--namespace', 'models', '--replicas', '0');
    const [set] = await server.list('leaderworkersets');

    expect(set?.spec?.['replicas']).toBe(0);
    const keda: { rbac: object } = JSON.parse(JSON.stringify(named('keda').values));
    expect(keda.rbac).toMatchObject({ scaledRefKinds: [{ kind: 'leaderworkersets' }] });
  });

  test('is known to a controller whose own chart takes its values, at its version', async () => {
    const { name, namespace, version, values } = named('lws');
    const args = ['template', name, chart, '--namespace', namespace, '--values', '-'];
    const { stdout } = await must('helm3', args, { cwd: chart, env: server.env, input: JSON.stringify(values) });
    const { stdout: text } = await must('helm3', ['show', 'chart', chart], { cwd: chart, env: server.env });
    const { code, output } = await server.apply(stdout, '--dry-run=server');

    expect({ code, output }).toMatchObject({ code: 0, output: expect.not.stringContaining('Warning') });
    expect(`v${version}`).toBe(/^appVersion: "?(v[\d.]+)"?$/m.exec(text)?.[1]);
    expect(version).toBe(CHARTS.lws.version);
    expect(stdout).toMatch(/image: "registry\.k8s\.io\/lws\/lws:v[\d.]+"/);
    const kept = await server.apply(await rendered(named('lws-disruption')));
    expect(kept).toMatchObject({ code: 0 });
    const budget = (await server.list('poddisruptionbudgets')).find(({ metadata }) => metadata.name === 'lws');
    for (const [label, value] of Object.entries(selectorOf(budget))) expect(stdout).toContain(`${label}: ${value}`);
  });

  test('answers the gateway at its leader only; its parts talk to each other, and nobody else to its workers', async () => {
    for (const release of releases.filter(isOwnChart).filter(({ namespace }) => namespace !== 'models'))
      await server.apply(await rendered(release));
    await server.apply(await rendered(named('models-network')));
    const policies = new NetworkPolicies(await server.list('networkpolicy'), await server.list('namespace'));
    const { leader, worker, other } = await group();
    const gateway = { namespace: 'gateway', labels: { 'app.kubernetes.io/instance': 'gateway' } };
    const keda = { namespace: 'keda', labels: { app: 'keda-operator' } };
    const waiter = { namespace: 'models', labels: { 'groundplane.io/waits-for': 'reasoner' } };
    const neighbour = { namespace: 'models', labels: { app: 'curl' } };
    const stranger = { namespace: 'default', labels: { app: 'curl' } };
    const all = { gateway, keda, waiter, other, neighbour, stranger, leader, worker };
    const reaching = (pod: Party, port: number): string[] =>
      Object.entries(all).flatMap(([name, party]) => (policies.letIn(party, pod, port) ? [name] : []));

    expect(reaching(leader, 8000)).toEqual(['gateway', 'keda', 'waiter', 'leader', 'worker']);
    expect(reaching(worker, 8000)).toEqual(['leader', 'worker']);
    // what they agree upon while they start
    for (const port of [29_501, 43_210]) {
      expect(reaching(leader, port)).toEqual(['leader', 'worker']);
      expect(policies.allow(worker, leader, port)).toBe(true);
      expect(policies.allow(leader, worker, port)).toBe(true);
      expect(policies.allow(worker, other, port)).toBe(false);
    }
    expect(policies.allow(waiter, leader, 8000)).toBe(true);
    expect(policies.allow(gateway, leader, 8000)).toBe(true);
    expect(policies.letOut(gateway, worker, 8000)).toBe(false);
  });
});

function selectorOf(budget: KubernetesObject | undefined): Record<string, string> {
  const { selector }: { selector: { matchLabels: Record<string, string> } } = JSON.parse(JSON.stringify(budget?.spec));
  return selector.matchLabels;
}
